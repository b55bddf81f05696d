// SPDX-License-Identifier: BSL-1.0
import { useCallback, useSyncExternalStore } from 'react';

/** Milliseconds until then in whole seconds, counted down; 0 when it is over or there is nothing to wait for. */
export function useRemaining(until: number | null): number {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!until || until <= Date.now()) return () => undefined;
      const timer = setInterval(() => {
        listener();
        if (Date.now() >= until) clearInterval(timer);
      }, 250);
      return () => clearInterval(timer);
    },
    [until],
  );
  return useSyncExternalStore(subscribe, () => (until ? Math.max(0, Math.ceil((until - Date.now()) / 1000)) * 1000 : 0));
}
