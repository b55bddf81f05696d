// SPDX-License-Identifier: BSL-1.0
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until the answer is truthy, and returns it.
 *
 * Throws when it has not been within `seconds`, telling what was awaited and the last answer that `show` gives.
 */
export async function until(what, condition, { seconds = 20, show = () => '' } = {}) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}\n${await show()}`);
    await pause(25);
  }
}
