// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Plus, Waypoints } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels } from '@/api/channels';
import { EmptyState } from '@/components/empty_state';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { ChannelCard } from './channel_card';
import classes from './channel_card.module.css';
import { focusHeading } from './focus_heading';

export default function ChannelsPage() {
  const { t } = useTranslation('channels');
  const { data } = useChannels();
  const some = data !== undefined && data.items.length > 0;
  return (
    <>
      <PageHeading
        actions={
          some && (
            <Button component={Link} to="/channels/new" leftSection={<Plus size={17} aria-hidden />}>
              {t('connect')}
            </Button>
          )
        }
      >
        {t('title')}
      </PageHeading>
      <Cards />
    </>
  );
}

function Cards() {
  const { t } = useTranslation('channels');
  const { data, isPending, error, refetch } = useChannels();
  const count = data?.items.length ?? 0;
  const before = useRef(count);
  useEffect(() => {
    // The card that had the focus was disconnected.
    if (count < before.current && document.activeElement === document.body) focusHeading();
    before.current = count;
  }, [count]);
  if (isPending) return <LoadingSkeleton rows={3} height={168} />;
  if (!data) {
    return (
      <ProblemAlert
        error={error}
        action={
          <Button size="sm" variant="default" onClick={() => void refetch()}>
            {t('common:retry')}
          </Button>
        }
      />
    );
  }
  if (data.items.length === 0) {
    return (
      <EmptyState
        icon={Waypoints}
        action={
          <Button component={Link} to="/channels/new">
            {t('connect')}
          </Button>
        }
      >
        {t('empty')}
      </EmptyState>
    );
  }
  return (
    <ul className={classes['cards']}>
      {data.items.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} />
      ))}
    </ul>
  );
}
