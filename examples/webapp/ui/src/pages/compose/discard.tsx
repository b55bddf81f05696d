// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import { hideNotification, notify } from '@/components/notify';
import type { Draft, DraftStore } from './draft';

interface Words {
  said: string;
  undo: string;
  close: string;
}

/** Says what was done, and offers for a moment to undo it. */
export function offerUndo(words: Words, undo: () => void): void {
  const id = crypto.randomUUID();
  const act = () => {
    undo();
    void hideNotification(id);
  };
  void notify({
    id,
    closeButtonProps: { 'aria-label': words.close },
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        {words.said}
        <Button size="compact-sm" variant="light" mih={32} onClick={act}>
          {words.undo}
        </Button>
      </Group>
    ),
  });
}

/** Throws the text away, and offers for a moment to have it back. */
export function discard(store: DraftStore, words: Words): void {
  const { text, plan, attempt } = store.get();
  store.change({ text: '', plan: null, attempt: null });
  store.save();
  offerUndo(words, () => undoDiscard(store, { text, plan, attempt }));
}

/** What was typed meanwhile is put aside for it, not thrown away. */
export function undoDiscard(store: DraftStore, discarded: Pick<Draft, 'text' | 'plan' | 'attempt'>): void {
  const typed = store.get().text;
  store.change({ ...discarded, ...(typed && { aside: typed }) });
}
