// SPDX-License-Identifier: BSL-1.0
import { Button, Group, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels } from '@/api/channels';
import { useLiveStatus } from '@/api/events';
import { postQuery, useRetryPost, type Delivery, type PostDetail } from '@/api/posts';
import { BusyButton } from '@/components/busy_button';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { Notice } from '@/components/notice';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { useFormat } from '@/i18n/format';
import { DeliveryRow } from './delivery_row';
import { draftStore, useDraft } from './draft';
import { Planned } from './planned';
import classes from './result.module.css';

/** How often is asked while nobody tells, in milliseconds. */
const askEvery = 3000;
/** What is to come later may be cancelled elsewhere, no more. */
const askPlannedEvery = 15_000;
const underWay = new Set<Delivery['state']>(['scheduled', 'queued', 'sending', 'waiting']);

function isUnderWay(post: PostDetail | undefined): boolean {
  return !post || post.deliveries.some(({ state }) => underWay.has(state));
}

interface Props {
  /** Of the post that was sent. */
  id: string;
  user: string;
  onWriteAnother: () => void;
  onEditText: (text: string, channels: string[]) => void;
}

/** What becomes of the message, channel by channel, while it happens. */
export function Result({ id, user, onWriteAnother, onEditText }: Props) {
  const { t } = useTranslation('compose');
  const live = useLiveStatus() === 'live';
  const post = useQuery({
    ...postQuery(id),
    // Events tell what changes; where they do not come through, who waits asks.
    refetchInterval: ({ state }) => {
      if (live || !isUnderWay(state.data)) return false;
      return state.data?.state === 'scheduled' ? askPlannedEvery : askEvery;
    },
  });
  return (
    <>
      <PageHeading>{t(titleKey(post.data))}</PageHeading>
      {post.isPending && <LoadingSkeleton rows={2} height={72} />}
      {post.isError && (
        <ProblemAlert
          error={post.error}
          action={
            <Button size="sm" variant="default" onClick={() => void post.refetch()}>
              {t('common:retry')}
            </Button>
          }
        />
      )}
      {post.data && <Planned post={post.data} onEditText={onEditText} />}
      {post.data && <Deliveries post={post.data} onEditText={onEditText} />}
      {post.data && <Rest post={post.data} user={user} onEditText={onEditText} />}
      <Group mt="xl" gap="sm">
        <Button onClick={onWriteAnother}>{t('result.write_another')}</Button>
        {post.data?.state === 'scheduled' ? (
          <Button variant="default" renderRoot={(props) => <Link to="/posts" search={{ tab: 'scheduled' }} {...props} />}>
            {t('result.see_planned')}
          </Button>
        ) : (
          <Button variant="default" renderRoot={(props) => <Link to="/posts/$id" params={{ id }} {...props} />}>
            {t('result.see_in_history')}
          </Button>
        )}
      </Group>
    </>
  );
}

function titleKey(post: PostDetail | undefined) {
  if (post?.state === 'scheduled') return 'result.title_scheduled';
  if (post?.state === 'cancelled') return 'result.title_cancelled';
  if (!post || isUnderWay(post)) return 'result.title_sending';
  if (post.state === 'delivered') return 'result.title_delivered';
  if (post.state === 'partly_delivered') return 'result.title_partly';
  return post.state === 'unconfirmed' ? 'result.title_unconfirmed' : 'result.title_failed';
}

/** The channels that would not take the message: it can be adapted for them. */
function Rest({ post, user, onEditText }: { post: PostDetail; user: string; onEditText: Props['onEditText'] }) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const { draft } = useDraft(useMemo(() => draftStore(user), [user]));
  const { data } = useChannels();
  const ids = draft.rest?.post === post.id ? draft.rest.channels : [];
  const left = (data?.items ?? []).filter((channel) => ids.includes(channel.id));
  if (left.length === 0) return null;
  return (
    <div className={classes['rest']}>
      <Notice
        tone="info"
        what={t('result.rest', { channels: format.list(left.map((channel) => channel.name)) })}
        action={
          <Button size="sm" variant="default" onClick={() => onEditText(post.text, ids)}>
            {t('result.adapt')}
          </Button>
        }
      />
    </div>
  );
}

function Deliveries({ post, onEditText }: { post: PostDetail; onEditText: Props['onEditText'] }) {
  const { t } = useTranslation('compose');
  const retry = useRetryPost();
  const { deliveries } = post;
  const count = (test: (delivery: Delivery) => boolean) => deliveries.filter(test).length;
  const waiting = post.state === 'scheduled' || post.state === 'cancelled';
  const pending = count(({ state }) => underWay.has(state));
  const failed = count(({ state }) => state === 'failed');
  const delivered = count(({ state }) => state === 'delivered');
  const again = () => retry.mutate(post.id);
  return (
    <div className={classes['result']}>
      <p className={classes['message']}>{post.text}</p>
      <VisuallyHidden role="status">{waiting ? '' : t('result.progress', { delivered, total: deliveries.length })}</VisuallyHidden>
      {retry.isError && <ProblemAlert error={retry.error} />}
      <ul className={classes['deliveries']}>
        {deliveries.map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            onRetry={failed === 1 ? again : null}
            retrying={retry.isPending}
            onEditText={() => onEditText(post.text, [delivery.channel])}
          />
        ))}
      </ul>
      {failed > 1 && (
        <BusyButton variant="default" busy={retry.isPending} onClick={again}>
          {t('result.retry_failed', { count: failed })}
        </BusyButton>
      )}
      {pending > 0 && !waiting && <p className={classes['leave']}>{t('result.may_leave')}</p>}
    </div>
  );
}
