// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels } from '@/api/channels';
import { ScheduledTime } from '@/components/scheduled_time';
import { useFormat } from '@/i18n/format';
import type { Draft, Plan } from '@/pages/compose/draft';
import classes from './compose_edit.module.css';
import type { Conflict } from './use_saving';

interface Props {
  opened: boolean;
  conflict: Conflict | null;
  mine: Draft;
  onMine: () => void;
  onTheirs: () => void;
}

/** Two changed the same of a post: mine or theirs. */
export default function ConflictDialog({ opened, conflict, mine, onMine, onTheirs }: Props) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const { data } = useChannels();
  const { change, now } = conflict ?? {};
  const names = (ids: string[]) => format.list((data?.items ?? []).filter(({ id }) => ids.includes(id)).map(({ name }) => name));
  return (
    <Modal opened={opened} onClose={onTheirs} title={t('edit.conflict.title')} closeButtonProps={{ 'aria-label': t('common:close') }} size="lg">
      <Stack>
        <Text>{t('edit.conflict.text')}</Text>
        {change && now && (
          <dl className={classes['versions']}>
            {change.text !== undefined && <Versions title={t('edit.conflict.message')} mine={mine.text} theirs={now.text} />}
            {change.channels && <Versions title={t('edit.conflict.channels')} mine={names(change.channels)} theirs={names(now.channels)} />}
            {change.schedule !== undefined && (
              <Versions title={t('edit.conflict.time')} mine={<Time plan={mine.plan} />} theirs={<Time plan={now.plan} />} />
            )}
          </dl>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onTheirs} data-autofocus>
            {t('edit.conflict.keep_theirs')}
          </Button>
          <Button onClick={onMine}>{t('edit.conflict.keep_mine')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Time({ plan }: { plan: Plan | null }) {
  const { t } = useTranslation('compose');
  if (!plan) return t('edit.conflict.at_once');
  return <ScheduledTime schedule={{ instant: plan.planned.instant, zone: plan.schedule.zone ?? null }} />;
}

function Versions({ title, mine, theirs }: { title: string; mine: ReactNode; theirs: ReactNode }) {
  const { t } = useTranslation('compose');
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <span>{t('edit.conflict.mine')}</span> {mine}
      </dd>
      <dd>
        <span>{t('edit.conflict.theirs')}</span> {theirs}
      </dd>
    </div>
  );
}
