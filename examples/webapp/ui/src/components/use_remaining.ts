// SPDX-License-Identifier: BSL-1.0
import { useEffect, useState } from 'react';

/** Milliseconds until then, counted down each second; 0 when it is over or there is nothing to wait for. */
export function useRemaining(until: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (!until) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [until]);
  return until ? Math.max(0, until - now) : 0;
}
