// SPDX-License-Identifier: BSL-1.0
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRemoveChannel, type Channel } from '@/api/channels';
import { asProblem } from '@/api/problem';
import { ConfirmDialog } from '@/components/confirm_dialog';
import { notify } from '@/components/notify';
import { ProblemAlert } from '@/components/problem_alert';

interface Props {
  channel: Pick<Channel, 'id' | 'name' | 'pending'>;
  opened: boolean;
  onClose: () => void;
  onDone?: () => void;
}

/** Asks before a channel is disconnected, with what that ends and what it keeps. */
export function DisconnectDialog({ channel: { id, name, pending }, opened, onClose, onDone }: Props) {
  const { t } = useTranslation('channels');
  const remove = useRemoveChannel();
  const close = () => {
    remove.reset();
    onClose();
  };
  const done = () => {
    void notify({ closeButtonProps: { 'aria-label': t('common:close') }, message: t('disconnected', { name }) });
    close();
    onDone?.();
  };
  const confirm = () =>
    remove.mutate(id, {
      onSuccess: done,
      // Gone already, which is what was wanted.
      onError: (error) => asProblem(error).status === 404 && done(),
    });
  return (
    <ConfirmDialog
      opened={opened}
      title={t('disconnect_title', { name })}
      confirm={t('disconnect')}
      danger
      busy={remove.isPending}
      onConfirm={confirm}
      onClose={close}
    >
      <Stack gap="sm">
        {pending > 0 && <Text fw={600}>{t('disconnect_pending', { count: pending })}</Text>}
        <Text>{t('disconnect_text')}</Text>
        {remove.isError && <ProblemAlert error={remove.error} />}
      </Stack>
    </ConfirmDialog>
  );
}
