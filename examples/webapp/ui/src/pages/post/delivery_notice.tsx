// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useChannels } from '@/api/channels';
import type { Delivery, Post } from '@/api/posts';
import { BusyButton } from '@/components/busy_button';
import { FailureNotice } from '@/components/failure_notice';
import { Notice } from '@/components/notice';
import { useFormat } from '@/i18n/format';
import { failedOf, focusHeading, useDuplicate, useRetry } from './acts';
import { UnconfirmedNotice } from './unconfirmed_notice';

interface Props {
  post: Pick<Post, 'id' | 'text' | 'deliveries'>;
  delivery: Delivery;
}

/** Why a delivery is not delivered (yet), what happens next, and the button that helps. Nothing where all is well. */
export function DeliveryNotice({ post, delivery }: Props) {
  const { t } = useTranslation('posts');
  const { data: channels } = useChannels();
  const channel = channels?.items.find(({ id }) => id === delivery.channel);
  const { state, failure, connector } = delivery;

  if (state === 'unconfirmed') return <UnconfirmedNotice delivery={delivery} hint={channel?.hint ?? ''} />;
  if ((state === 'queued' || state === 'waiting') && channel?.state === 'paused') {
    return <Notice tone="info" what={t('paused')} next={t('paused_next')} action={<ChannelButton delivery={delivery} />} />;
  }
  if (state === 'scheduled' && channel && channel.state !== 'active') {
    const paused = channel.state === 'paused';
    const [what, next] = paused ? [t('paused'), t('paused_planned')] : [t('broken'), t('broken_planned')];
    return <Notice tone={paused ? 'info' : 'warning'} what={what} next={next} action={<ChannelButton delivery={delivery} />} />;
  }
  if (!failure) return null;
  if (state === 'waiting') return <WaitingNotice delivery={delivery} failure={failure} />;
  if (state !== 'failed' && state !== 'missed') return null;

  // Repaired since: its owner need only say so to send again.
  const repaired = channel?.state === 'active' && channel.updated_at > delivery.updated_at;
  const ofChannel = failure.class === 'channel_dead' || failure.class === 'auth';
  if (ofChannel && repaired && state === 'failed') {
    return <FailureNotice failure={failure} connector={connector} next={t('repaired')} action={<RetryButton post={post} />} />;
  }
  let action = <RetryButton post={post} missed={state === 'missed'} />;
  if (ofChannel) action = <ChannelButton delivery={delivery} primary />;
  else if (failure.class === 'message_rejected') action = <EditButton post={post} delivery={delivery} />;
  return <FailureNotice failure={failure} connector={connector} action={channels && !channel ? undefined : action} />;
}

/** It goes on by itself: when, and that there is nothing to do. */
function WaitingNotice({ delivery, failure }: { delivery: Delivery; failure: NonNullable<Delivery['failure']> }) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const due = delivery.due_at ?? failure.retry_at;
  return <FailureNotice failure={failure} connector={delivery.connector} next={due ? t('again_at', { time: format.time(due) }) : undefined} />;
}

function ChannelButton({ delivery, primary }: { delivery: Delivery; primary?: boolean }) {
  const { t } = useTranslation('posts');
  // Repaired, it leads back here.
  const from = useLocation({ select: ({ href }) => href });
  return (
    <Button
      size="sm"
      variant={primary ? 'filled' : 'default'}
      renderRoot={(props) => <Link {...props} to="/channels/$id" params={{ id: delivery.channel }} search={{ from }} />}
    >
      {t('edit_channel')}
    </Button>
  );
}

function EditButton({ post, delivery }: Props) {
  const { t } = useTranslation('posts');
  const duplicate = useDuplicate();
  return (
    <Button size="sm" onClick={() => duplicate(post, [delivery.channel])}>
      {t('edit_and_send')}
    </Button>
  );
}

/** Only where it sends again this one delivery and no other; else, and of a missed post, the page's own button does. */
function RetryButton({ post, missed = false }: Pick<Props, 'post'> & { missed?: boolean }) {
  const { t } = useTranslation('posts');
  const { retry, busy } = useRetry();
  if (failedOf(post).length > 1 || post.deliveries.every(({ state }) => state === 'missed')) return null;
  return (
    <BusyButton size="sm" busy={busy} onClick={() => retry(post, focusHeading)}>
      {missed ? t('plan.send_now') : t('send_again')}
    </BusyButton>
  );
}
