// SPDX-License-Identifier: BSL-1.0
import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from './busy_button';

export interface ConfirmProps {
  opened: boolean;
  title: string;
  children: ReactNode;
  /** The verb of the act: "Remove the channel", never "OK". */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  /** Offers not to ask again; `onConfirm` is told. */
  mayBeSkipped?: boolean;
  onConfirm: (neverAskAgain: boolean) => void;
  onClose: () => void;
}

/** What ConfirmDialog loads. */
export default function ConfirmModal({ opened, title, children, confirm, danger, busy, mayBeSkipped, onConfirm, onClose }: ConfirmProps) {
  const { t } = useTranslation();
  const [never, setNever] = useState(false);
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <div>{children}</div>
        {mayBeSkipped && (
          <Checkbox label={t('do_not_ask_again')} checked={never} onChange={(event) => setNever(event.currentTarget.checked)} />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <BusyButton color={danger ? 'red' : undefined} busy={busy ?? false} onClick={() => onConfirm(never)}>
            {confirm}
          </BusyButton>
        </Group>
      </Stack>
    </Modal>
  );
}
