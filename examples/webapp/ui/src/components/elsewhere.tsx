// SPDX-License-Identifier: BSL-1.0
import { useLayoutEffect, type Ref, type RefObject } from 'react';

interface Props {
  target: RefObject<HTMLElement | null>;
  ref?: Ref<HTMLElement>;
}

/** As the target of a popover: an element that stands elsewhere and was there before the popover was loaded. */
export function Elsewhere({ target, ref }: Props) {
  useLayoutEffect(() => {
    if (typeof ref !== 'function') return;
    const leave = ref(target.current);
    return () => (typeof leave === 'function' ? leave() : void ref(null));
  }, [target, ref]);
  return null;
}
