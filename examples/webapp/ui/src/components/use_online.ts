// SPDX-License-Identifier: BSL-1.0
import { useSyncExternalStore } from 'react';
import { useLiveStatus } from '@/api/events';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/**
 * Whether the server can be reached, as far as is known; to disable sending with the reason beside it.
 *
 * A browser without a network says so, and yet may reach a server on the same machine: events that come are better proof.
 */
export function useOnline(): boolean {
  const network = useSyncExternalStore(subscribe, () => navigator.onLine);
  return useLiveStatus() === 'live' || network;
}
