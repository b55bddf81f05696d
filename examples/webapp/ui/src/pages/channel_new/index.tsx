// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import { useConnectors } from '@/api/connectors';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { BackLink } from '@/components/back_link';
import { Added } from './added';
import classes from './channel_new.module.css';
import { NetworkList } from './network_list';
import { SettingsForm } from './settings_form';
import { WebhookForm } from './webhook_form';

export default function NewChannelPage() {
  const { t } = useTranslation('channels');
  const navigate = useNavigate();
  const [added, setAdded] = useState<Channel | null>(null);
  if (added) {
    const another = () => {
      setAdded(null);
      void navigate({ to: '/channels/new', search: {} });
    };
    return <Added key={added.id} channel={added} onAnother={another} />;
  }
  return (
    <div className={classes['page']}>
      <BackLink to="/channels">{t('title')}</BackLink>
      <PageHeading>{t('new_title')}</PageHeading>
      <Ways onAdded={setAdded} />
    </div>
  );
}

/** By an address, or by choosing the network and filling its form. */
function Ways({ onAdded }: { onAdded: (channel: Channel) => void }) {
  const { t } = useTranslation('channels');
  const { network } = useSearch({ from: '/inside/channels/new' });
  const { data, isPending, error, refetch } = useConnectors();
  const chosen = data?.items.find(({ id }) => id === network);
  if (chosen) return <SettingsForm key={chosen.id} connector={chosen} onAdded={onAdded} />;
  if (network && isPending) return <LoadingSkeleton rows={4} height={64} />;
  return (
    <>
      <WebhookForm onAdded={onAdded} />
      {isPending && <LoadingSkeleton rows={2} height={52} />}
      {data && <NetworkList connectors={data.items} />}
      {!data && error && (
        <ProblemAlert
          error={error}
          action={
            <Button size="sm" variant="default" onClick={() => void refetch()}>
              {t('common:retry')}
            </Button>
          }
        />
      )}
    </>
  );
}
