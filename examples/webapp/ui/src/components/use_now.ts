// SPDX-License-Identifier: BSL-1.0
import { useSyncExternalStore } from 'react';

const period = 20_000;

// One clock for all who look at it, so that they change together.
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const each of listeners) each();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    timer = setInterval(tick, period);
    // Nobody has looked for a while, and the clock stood.
    if (Math.abs(Date.now() - now) > period) now = Date.now();
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Milliseconds since 1970, told every 20 seconds. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
