// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Text } from '@mantine/core';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delivery } from '@/api/posts';
import { BusyButton } from '@/components/busy_button';
import { ConfirmDialog } from '@/components/confirm_dialog';
import { Notice } from '@/components/notice';
import { useFailureWords } from '@/i18n/failure_words';
import { useNetworkName } from '@/i18n/network_name';
import { useResolve } from './acts';
import classes from './post.module.css';

/** Where a network can be looked at, by the host that the channel leads to: only their own hosts have such a place. */
const places: Record<string, string> = {
  'hooks.slack.com': 'https://app.slack.com/client',
  'discord.com': 'https://discord.com/app',
  'discordapp.com': 'https://discord.com/app',
};

/** Nobody can know from here whether it arrived: its owner looks, and says. Nothing is sent again before. */
export function UnconfirmedNotice({ delivery, hint }: { delivery: Delivery; hint: string }) {
  const { t } = useTranslation('posts');
  const words = useFailureWords();
  const network = useNetworkName()(delivery.connector);
  const { resolve, busy } = useResolve();
  const [asking, setAsking] = useState(false);
  const { failure, channel_name: channel } = delivery;
  const place = places[hint.split(' ')[0] ?? ''];
  const what = failure ? words.failure(failure, delivery.connector).what : t('unconfirmed.what');
  return (
    <>
      <Notice tone="unsure" what={what} next={t('unconfirmed.next', { network, channel })} />
      <Group gap="xs" className={classes['choices']}>
        {place && (
          <Button component="a" href={place} target="_blank" rel="noopener noreferrer" variant="default" size="sm"
            rightSection={<ExternalLink size={14} aria-hidden />}>
            {t('unconfirmed.check')}
          </Button>
        )}
        <BusyButton size="sm" variant={place ? 'default' : 'filled'} busy={busy} onClick={() => resolve(delivery, 'delivered')}>
          {t('unconfirmed.arrived')}
        </BusyButton>
        <Button size="sm" variant="default" aria-disabled={busy || undefined} onClick={() => !busy && setAsking(true)}>
          {t('unconfirmed.send_again')}
        </Button>
      </Group>
      <ConfirmDialog
        opened={asking}
        title={t('unconfirmed.ask', { channel })}
        confirm={t('send_again')}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          resolve(delivery, 'not_delivered');
        }}
      >
        <Text>{t('unconfirmed.warning', { network })}</Text>
      </ConfirmDialog>
    </>
  );
}
