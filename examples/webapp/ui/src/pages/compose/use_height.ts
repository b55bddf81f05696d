// SPDX-License-Identifier: BSL-1.0
import { useEffect, useState, type RefObject } from 'react';

/** How high an element is, in pixels; kept up to date. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const observer = new ResizeObserver(() => setHeight(observed.offsetHeight));
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return height;
}
