// SPDX-License-Identifier: BSL-1.0

/** Even numbers from 0 to below 1 that a seed repeats (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The seed of this run: CRASH_SEED, or one that nobody has seen. */
export const seed = Number(process.env.CRASH_SEED ?? Math.floor(Math.random() * 2 ** 32));
