// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import { hideNotification, notify } from '@/components/notify';
import type { Attempt, DraftStore } from './draft';

/** Throws the text away, and offers for a moment to have it back. */
export function discard(store: DraftStore, words: { said: string; undo: string; close: string }): void {
  const { text, attempt } = store.get();
  const id = crypto.randomUUID();
  store.change({ text: '', attempt: null });
  store.save();
  const undo = () => {
    undoDiscard(store, text, attempt);
    void hideNotification(id);
  };
  void notify({
    id,
    closeButtonProps: { 'aria-label': words.close },
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        {words.said}
        <Button size="compact-sm" variant="light" mih={32} onClick={undo}>
          {words.undo}
        </Button>
      </Group>
    ),
  });
}

/** What was typed meanwhile is put aside for it, not thrown away. */
export function undoDiscard(store: DraftStore, text: string, attempt: Attempt | null): void {
  const typed = store.get().text;
  store.change({ text, attempt, ...(typed && { aside: typed }) });
}
