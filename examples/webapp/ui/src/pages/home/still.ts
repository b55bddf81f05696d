// SPDX-License-Identifier: BSL-1.0
import { useState, type FocusEvent, type PointerEvent } from 'react';
import type { Post } from '@/api/posts';

export type Lists = Record<'attention' | 'next' | 'progress' | 'recent', Post[]>;

/** The same posts in the same places, each as it is now. */
export function still(kept: Lists, now: Lists): Lists {
  const latest = new Map(Object.values(now).flat().map((post) => [post.id, post]));
  const renew = (posts: Post[]) => posts.map((post) => latest.get(post.id) ?? post);
  return { attention: renew(kept.attention), next: renew(kept.next), progress: renew(kept.progress), recent: renew(kept.recent) };
}

/** Keeps posts in their places while the pointer or the focus is among them; else they go where they belong. */
export function useStill(now: Lists) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const [kept, setKept] = useState(now);
  const held = pointed || focused;
  if (!held && kept !== now) setKept(now);
  return {
    lists: held ? still(kept, now) : now,
    around: {
      // A finger points at nothing once it is lifted.
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType === 'mouse'),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: (event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget)),
    },
  };
}
