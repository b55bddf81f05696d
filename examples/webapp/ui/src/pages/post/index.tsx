// SPDX-License-Identifier: BSL-1.0
import { Button, CopyButton, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, Ban, CalendarClock, Check, ClipboardCopy, Copy, Pencil, RotateCw, Send, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstance } from '@/api/instance';
import { requestFor, usePost, type PostDetail } from '@/api/posts';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { MessagePage } from '@/components/message_page';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { RelativeTime } from '@/components/relative_time';
import { StatusChip } from '@/components/status_chip';
import { useNow } from '@/components/use_now';
import { useOnline } from '@/components/use_online';
import { useFormat } from '@/i18n/format';
import { lastSearch } from '@/pages/posts/last_search';
import { failedOf, focusHeading, useDuplicate, useRetry } from './acts';
import { debugInfo } from './debug_info';
import { DeliveryCard } from './delivery_card';
import { MessageText } from './message_text';
import { useOutcome } from './outcome';
import { PlanActsProvider, usePlanActs } from './plan_acts';
import { PlanSummary } from './plan_summary';
import { possibleWith, timeOf } from './planned';
import classes from './post.module.css';
import { TimelineList } from './timeline_list';
import back from '@/components/back_link.module.css';

export default function PostPage() {
  const { t } = useTranslation('posts');
  const { id } = useParams({ from: '/inside/posts/$id' });
  const { data: post, error, refetch } = usePost(id);
  const format = useFormat(post?.schedule?.zone ?? '');
  if (!post && error && asProblem(error).status === 404) return <NoSuchPost />;
  let title = t('one_title');
  if (post) title = t(neverLeft.has(post.state) ? 'title_planned' : 'title_of', { time: format.dateTime(timeOf(post)) });
  return (
    <>
      <BackLink />
      <PageHeading>{title}</PageHeading>
      {error && <ProblemAlert error={error} action={<Button onClick={() => void refetch()}>{t('common:retry')}</Button>} />}
      {post ? <PostView key={post.id} post={post} /> : !error && <LoadingSkeleton rows={4} height={96} />}
    </>
  );
}

// Its time is one that was planned, and not one at which something happened.
const neverLeft = new Set<string>(['scheduled', 'missed', 'cancelled']);

/** To the list as it was left. */
function BackLink() {
  const { t } = useTranslation('posts');
  return (
    <Link to="/posts" search={lastSearch()} className={back['back']}>
      <ArrowLeft size={16} aria-hidden />
      {t('title')}
    </Link>
  );
}

function NoSuchPost() {
  const { t } = useTranslation('posts');
  return (
    <MessagePage title={t('none.title')} text={t('none.text')}>
      <Button component={Link} to="/posts">
        {t('none.list')}
      </Button>
    </MessagePage>
  );
}

const urgency = ['failed', 'missed', 'unconfirmed', 'waiting', 'sending', 'queued'];

/** What asks for attention first. As it was when the page was opened: nothing moves while it is looked at. */
function useOrdered({ deliveries }: PostDetail): PostDetail['deliveries'] {
  const rank = (state: string) => (urgency.includes(state) ? urgency.indexOf(state) : urgency.length);
  const [order] = useState(() => deliveries.toSorted((a, b) => rank(a.state) - rank(b.state)).map(({ id }) => id));
  return deliveries.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

function PostView({ post }: { post: PostDetail }) {
  const { t } = useTranslation('posts');
  const outcome = useOutcome();
  const deliveries = useOrdered(post);
  return (
    <>
      <div className={classes['summary']}>
        <StatusChip of="post" state={post.state} />
        <p role="status">{outcome(post)}</p>
      </div>
      {post.schedule && <PlanSummary state={post.state} schedule={post.schedule} />}
      <PlanActsProvider onMoved={focusHeading} onDone={focusHeading}>
        <Actions post={post} />
      </PlanActsProvider>
      <div className={classes['columns']}>
        <div>
          <section aria-labelledby="message">
            <Title order={2} id="message">{t('message')}</Title>
            <div className={classes['message']}>
              {post.title && <p className={classes['messageTitle']}>{post.title}</p>}
              <MessageText text={post.text} />
              {post.link && <MessageText text={post.link} />}
            </div>
          </section>
          <section aria-labelledby="deliveries">
            <Title order={2} id="deliveries">{t('deliveries')}</Title>
            <ul className={classes['deliveries']}>
              {deliveries.map((delivery) => (
                <DeliveryCard key={delivery.id} post={post} delivery={delivery} />
              ))}
            </ul>
          </section>
        </div>
        <section aria-labelledby="timeline">
          <Title order={2} id="timeline">{t('timeline.title')}</Title>
          <TimelineList post={post} />
          <p className={classes['small']}>
            {t('updated')} <RelativeTime at={post.updated_at} />
          </p>
        </section>
      </div>
    </>
  );
}

function Actions({ post }: { post: PostDetail }) {
  const { t } = useTranslation('posts');
  const { data: instance } = useInstance();
  const { retry, busy } = useRetry();
  const duplicate = useDuplicate();
  const online = useOnline();
  const failed = failedOf(post).length;
  return (
    <div className={classes['actions']}>
      <PlanButtons post={post} />
      {failed > 0 && post.state !== 'missed' && (
        <BusyButton leftSection={<RotateCw size={16} aria-hidden />} busy={busy} disabled={!online} onClick={() => retry(post, focusHeading)}>
          {t('retry_failed', { count: failed })}
        </BusyButton>
      )}
      <Button variant="default" leftSection={<Copy size={16} aria-hidden />} onClick={() => duplicate(post)}>
        {t('duplicate')}
      </Button>
      <CopyButton value={debugInfo(post, instance?.version ?? '', requestFor(post.id))} timeout={3000}>
        {({ copied, copy }) => (
          <Button variant="subtle" color="gray" c="var(--mp-neutral-text)" onClick={copy}
            leftSection={copied ? <Check size={16} aria-hidden /> : <ClipboardCopy size={16} aria-hidden />}>
            <span aria-live="polite">{copied ? t('debug_copied') : t('debug')}</span>
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** What can be done about its time, or why nothing any more. */
function PlanButtons({ post }: { post: PostDetail }) {
  const { t } = useTranslation('posts');
  const { busy, reschedule, cancel, restore, sendNow } = usePlanActs();
  const online = useOnline();
  const { change, restore: restorable, sendLate } = possibleWith(post, useNow());
  const sending = (
    <BusyButton variant={sendLate ? 'filled' : 'default'} leftSection={<Send size={16} aria-hidden />} busy={busy} disabled={!online} onClick={() => sendNow(post)}>
      {t('plan.send_now')}
    </BusyButton>
  );
  if (change) {
    return (
      <>
        <Button leftSection={<Pencil size={16} aria-hidden />} renderRoot={(props) => <Link {...props} to="/compose/$id" params={{ id: post.id }} />}>
          {t('common:edit')}
        </Button>
        <Button variant="default" leftSection={<CalendarClock size={16} aria-hidden />} disabled={!online} onClick={() => reschedule(post)}>
          {t('plan.reschedule_dots')}
        </Button>
        {sending}
        <BusyButton variant="default" leftSection={<Ban size={16} aria-hidden />} busy={busy} disabled={!online} onClick={() => cancel(post)}>
          {t('plan.cancel')}
        </BusyButton>
      </>
    );
  }
  if (restorable) {
    return (
      <BusyButton leftSection={<Undo2 size={16} aria-hidden />} busy={busy} disabled={!online} onClick={() => restore(post)}>
        {t('plan.restore')}
      </BusyButton>
    );
  }
  return sendLate && failedOf(post).length > 0 ? sending : null;
}
