// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChangeChannel, type Channel } from '@/api/channels';
import { asProblem } from '@/api/problem';
import { hideNotification, notify } from '@/components/notify';
import { useFailureWords } from '@/i18n/failure_words';
import { focusHeading } from './focus_heading';

/** Pauses or resumes a channel at once, and offers for a moment to take that back. */
export function usePause() {
  const { t } = useTranslation('channels');
  const words = useFailureWords();
  const change = useChangeChannel();

  const put = async ({ id, name }: Channel, state: 'active' | 'paused', undoable: boolean) => {
    const before = state === 'paused' ? 'active' : 'paused';
    const said = t(state === 'paused' ? 'paused_now' : 'resumed_now', { name });
    try {
      const channel = await change.mutateAsync({ id, change: { state } });
      const notification = crypto.randomUUID();
      const undo = () => {
        focusHeading();
        void hideNotification(notification);
        void put(channel, before, false);
      };
      void notify({
        id: notification,
        closeButtonProps: { 'aria-label': t('common:close') },
        message: undoable ? (
          <Group justify="space-between" gap="sm" wrap="nowrap">
            {said}
            <Button size="compact-sm" variant="light" mih={32} onClick={undo}>
              {t('common:undo')}
            </Button>
          </Group>
        ) : (
          said
        ),
      });
    } catch (error) {
      void notify({ color: 'red', closeButtonProps: { 'aria-label': t('common:close') }, message: words.problem(asProblem(error)).what });
    }
  };

  return {
    busy: change.isPending,
    toggle: (channel: Channel) => void put(channel, channel.state === 'paused' ? 'active' : 'paused', true),
  };
}
