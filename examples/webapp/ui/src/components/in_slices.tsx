// SPDX-License-Identifier: BSL-1.0
import { useDeferredValue, type ReactNode } from 'react';

/** Puts what is long on the screen after what is around it, in slices between which the page answers; until then, `meanwhile`. */
export function InSlices({ meanwhile, children }: { meanwhile: ReactNode; children: ReactNode }) {
  const begun = useDeferredValue(true, false);
  return begun ? children : meanwhile;
}
