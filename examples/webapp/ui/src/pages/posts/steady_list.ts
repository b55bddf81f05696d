// SPDX-License-Identifier: BSL-1.0
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { postQuery, type Post } from '@/api/posts';

/** What is on the screen, and what waits to be: how many new rows, and whether the others have changed places. */
interface Settled {
  shown: Post[];
  fresh: number;
  moved: boolean;
}

/**
 * What is on the screen, brought up to date without moving anything.
 *
 * Rows change where they stand, and stay when they no longer belong to the list. What comes after the last of them is
 * added there (another page); what would come before or between waits.
 */
export function settle(shown: readonly Post[], current: readonly Post[]): Settled {
  if (shown.length === 0) return { shown: [...current], fresh: 0, moved: false };
  const known = new Set(shown.map(({ id }) => id));
  const latest = new Map(current.map((post) => [post.id, post]));
  const end = current.findLastIndex(({ id }) => known.has(id));
  const later = end < 0 ? [] : current.slice(end + 1);
  const ids = (posts: readonly Post[], among: { has: (id: string) => boolean }) => posts.map(({ id }) => id).filter((id) => among.has(id));
  return {
    shown: [...shown.map((post) => latest.get(post.id) ?? post), ...later],
    fresh: current.filter(({ id }) => !known.has(id)).length - later.length,
    moved: ids(shown, latest).join() !== ids(current, known).join(),
  };
}

interface Kept extends Settled {
  list: string;
  current: readonly Post[];
  /** The first answer since the page was opened or the filters changed has come: from now on nothing moves. */
  steady: boolean;
}

/** `list` names the list, so that another one begins anew; `fetching` says that `current` may be what was known before. */
export function useSteadyList(list: string, current: readonly Post[], fetching: boolean) {
  const [kept, setKept] = useState<Kept>({ list, current: [], steady: false, shown: [], fresh: 0, moved: false });
  const steady = kept.list === list && kept.steady;
  if (kept.list !== list || kept.current !== current || (!steady && !fetching)) {
    const next = steady ? settle(kept.shown, current) : { shown: [...current], fresh: 0, moved: false };
    setKept({ list, current, steady: steady || !fetching, ...next });
  }
  // What left the list still changes: it is asked for one by one.
  const listed = new Set(kept.current.map(({ id }) => id));
  const gone = kept.shown.filter(({ id }) => !listed.has(id));
  const answers = useQueries({ queries: gone.map(({ id }) => postQuery(id)) });
  const goneNow = new Map(gone.map((post, index) => [post.id, answers[index]?.data ?? post]));
  return {
    posts: kept.shown.map((post): Post => goneNow.get(post.id) ?? post),
    fresh: kept.fresh,
    moved: kept.moved,
    showFresh: () => setKept((now) => ({ ...now, shown: [...now.current], fresh: 0, moved: false })),
    /** Everything goes where it belongs: its user has just moved something. */
    release: () => setKept((now) => ({ ...now, steady: false })),
  };
}
