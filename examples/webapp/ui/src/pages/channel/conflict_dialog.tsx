// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountHint } from '../channels/account_hint';
import classes from './channel.module.css';
import type { Conflict } from './save';

interface Props {
  opened: boolean;
  conflict: Conflict | null;
  /** What a setting is called; whether it is secret. */
  titleOf: (setting: string) => string;
  isSecret: (setting: string) => boolean;
  onMine: () => void;
  onTheirs: () => void;
}

const dots = '••••';

/** Two changed the same thing: mine or theirs. */
export default function ConflictDialog({ opened, conflict, titleOf, isSecret, onMine, onTheirs }: Props) {
  const { t } = useTranslation('channels');
  const { change, now } = conflict ?? {};
  return (
    <Modal opened={opened} onClose={onTheirs} title={t('conflict.title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack>
        <Text>{t('conflict.text')}</Text>
        {change && now && (
          <dl className={classes['versions']}>
            {change.name !== undefined && change.name !== now.name && <Versions title={t('name')} mine={change.name} theirs={now.name} />}
            {change.url !== undefined && <Versions title={t('url')} mine={t('conflict.new_url')} theirs={<AccountHint hint={now.hint} />} />}
            {Object.entries(change.settings ?? {}).map(([name, value]) => (
              <Versions
                key={name}
                title={titleOf(name)}
                mine={isSecret(name) ? dots : value || t('conflict.empty')}
                theirs={isSecret(name) ? <AccountHint hint={now.hint} /> : now.settings[name] || t('conflict.empty')}
              />
            ))}
          </dl>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onTheirs} data-autofocus>
            {t('conflict.keep_theirs')}
          </Button>
          <Button onClick={onMine}>{t('conflict.keep_mine')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Versions({ title, mine, theirs }: { title: string; mine: ReactNode; theirs: ReactNode }) {
  const { t } = useTranslation('channels');
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        <span>{t('conflict.mine')}</span> {mine}
      </dd>
      <dd>
        <span>{t('conflict.theirs')}</span> {theirs}
      </dd>
    </div>
  );
}
