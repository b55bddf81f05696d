// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Waypoints } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels, type Channel } from '@/api/channels';
import { useSession } from '@/api/session';
import { EmptyState } from '@/components/empty_state';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { Composer } from './composer';
import { draftStore } from './draft';
import { takeHandedOver, type HandedOver } from './hand_over';
import { orderChannels } from './order_channels';

const loadResult = () => import('./result');
const Result = lazy(async () => ({ default: (await loadResult()).Result }));

export default function ComposePage() {
  const { t } = useTranslation('compose');
  const { data: session } = useSession();
  const { sent, text, channels } = useSearch({ from: '/inside/compose' });
  const navigate = useNavigate();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const user = session?.user.id;

  useEffect(() => {
    if (!user) return;
    const handed = takeHandedOver();
    if (handed) take(user, handed);
    if (text === undefined && channels === undefined) return;
    take(user, { text: text ?? '', ...(channels !== undefined && { channels: channels.split(',') }) });
    // Taken once: what is typed from now on counts, also after a reload.
    void navigate({ to: '/compose', search: {}, replace: true });
  }, [user, text, channels, navigate]);

  if (!user) return null;
  if (sent) {
    const compose = () => void navigate({ to: '/compose', search: {} });
    return (
      <Suspense fallback={<LoadingSkeleton rows={2} height={72} />}>
        <Result
          key={sent}
          id={sent}
          user={user}
          onWriteAnother={compose}
          onEditText={(again, to) => {
            take(user, { text: again, channels: to });
            compose();
          }}
        />
      </Suspense>
    );
  }
  return (
    <>
      <PageHeading>{t('title')}</PageHeading>
      <Loaded
        user={user}
        onSending={() => void loadResult()}
        // Who has gone to another page meanwhile is not fetched back.
        onSent={(id) => here.current && void navigate({ to: '/compose', search: { sent: id }, replace: true })}
      />
    </>
  );
}

/** Begins with a text from elsewhere. One that was there is put aside, not thrown away. */
function take(user: string, { text, channels }: HandedOver): void {
  const store = draftStore(user);
  const before = store.get().text;
  store.change({
    ...(text && { text }),
    ...(channels && { channels }),
    ...(text && before.trim() && before !== text && { aside: before }),
  });
}

interface Sending {
  user: string;
  /** A good moment to load what is shown next. */
  onSending: () => void;
  onSent: (post: string) => void;
}

function Loaded(sending: Sending) {
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
  return <Ordered channels={data.items} {...sending} />;
}

/** Keeps the channels where they stood when the page was opened: what is delivered meanwhile moves nothing under the pointer. */
function Ordered({ channels, ...sending }: Sending & { channels: Channel[] }) {
  const [order] = useState(() => orderChannels(channels).map((channel) => channel.id));
  const rank = ({ id }: Channel) => (order.includes(id) ? order.indexOf(id) : order.length);
  return <Composer channels={channels.toSorted((a, b) => rank(a) - rank(b))} {...sending} />;
}
