// SPDX-License-Identifier: BSL-1.0
import { useSyncExternalStore } from 'react';

// The ids of posts that need no attention any more, because their owner said so in this browser; the newest last.
const place = 'multipost.set-aside';
const atMost = 200;

const listeners = new Set<() => void>();
let ids: readonly string[] = read();

function read(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

function become(next: readonly string[]): void {
  ids = next.slice(-atMost);
  try {
    localStorage.setItem(place, JSON.stringify(ids));
  } catch {
    // Storage is switched off or full: it holds for this page.
  }
  for (const listener of listeners) listener();
}

export const setAside = (id: string): void => become([...ids.filter((each) => each !== id), id]);
export const takeBack = (id: string): void => become(ids.filter((each) => each !== id));

/** The posts whose failures their owner has seen and left. */
export function useSetAside(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ids,
  );
}
