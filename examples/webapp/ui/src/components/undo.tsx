// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import i18next from 'i18next';
import { hideNotification, notify } from './notify';

/**
 * Says what was done, and offers for a moment to take it back; returns the notification's id.
 *
 * `word`: where "undo" could be read as the act itself.
 */
export function offerUndo(said: string, undo: () => void, word = i18next.t('common:undo')): string {
  const id = crypto.randomUUID();
  const act = () => {
    void hideNotification(id);
    undo();
  };
  void notify({
    id,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        {said}
        <Button size="compact-sm" variant="light" mih={32} onClick={act}>
          {word}
        </Button>
      </Group>
    ),
  });
  return id;
}
