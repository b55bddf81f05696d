// SPDX-License-Identifier: BSL-1.0
import { offerUndo } from '@/components/undo';
import type { Draft, DraftStore } from './draft';

/** Throws the text away, and offers for a moment to have it back. */
export function discard(store: DraftStore, said: string): void {
  const { text, plan, attempt } = store.get();
  store.change({ text: '', plan: null, attempt: null });
  store.save();
  offerUndo(said, () => undoDiscard(store, { text, plan, attempt }));
}

/** What was typed meanwhile is put aside for it, not thrown away. */
export function undoDiscard(store: DraftStore, discarded: Pick<Draft, 'text' | 'plan' | 'attempt'>): void {
  const typed = store.get().text;
  store.change({ ...discarded, ...(typed && { aside: typed }) });
}
