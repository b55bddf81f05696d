// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Waypoints } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels, type Channel } from '@/api/channels';
import { EmptyState } from '@/components/empty_state';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { ProblemAlert } from '@/components/problem_alert';
import { orderChannels } from './order_channels';

type Children = (channels: Channel[]) => ReactNode;

/** What needs the channels, as soon as they are there; without any there is nothing to write for. */
export function ChannelsLoaded({ children }: { children: Children }) {
  const { t } = useTranslation('compose');
  const { data, isPending, isError, error, refetch } = useChannels();
  if (isPending) return <LoadingSkeleton rows={3} height={88} />;
  if (isError && !data) {
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
            {t('no_channel.action')}
          </Button>
        }
      >
        {t('no_channel.text')}
      </EmptyState>
    );
  }
  return <Ordered channels={data.items}>{children}</Ordered>;
}

/** Keeps the channels where they stood when the page was opened: what is delivered meanwhile moves nothing under the pointer. */
function Ordered({ channels, children }: { channels: Channel[]; children: Children }) {
  const [order] = useState(() => orderChannels(channels).map((channel) => channel.id));
  const rank = ({ id }: Channel) => (order.includes(id) ? order.indexOf(id) : order.length);
  return children(channels.toSorted((a, b) => rank(a) - rank(b)));
}
