// SPDX-License-Identifier: BSL-1.0
import { useSyncExternalStore } from 'react';

/**
 * The session ended under somebody's hands.
 *
 * Requests that meet it wait here while a dialog over the page asks to log in again; then they are repeated, so that
 * nothing typed is lost and nobody has to press the button twice.
 */
export type ExpiryReason = 'not_logged_in' | 'password_changed';

let reason: ExpiryReason | null = null;
let waiting: ((renewed: boolean) => void)[] = [];
const listeners = new Set<() => void>();

function changed(next: ExpiryReason | null): void {
  reason = next;
  for (const listener of listeners) listener();
}

/** Waits for the user. False: the user will not log in here again. */
export function sessionRenewed(why: ExpiryReason): Promise<boolean> {
  if (!reason) changed(why);
  return new Promise((resolve) => waiting.push(resolve));
}

export function settleExpiry(renewed: boolean): void {
  const all = waiting;
  waiting = [];
  changed(null);
  for (const resolve of all) resolve(renewed);
}

/** Why the session ended; null while it has not. */
export function useExpiry(): ExpiryReason | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reason,
  );
}
