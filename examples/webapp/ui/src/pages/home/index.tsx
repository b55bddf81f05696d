// SPDX-License-Identifier: BSL-1.0
import { Button, Title, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { SquarePen, Waypoints } from 'lucide-react';
import { useId, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels } from '@/api/channels';
import { usePostCounts, usePosts, type Post } from '@/api/posts';
import { useSession } from '@/api/session';
import { EmptyState } from '@/components/empty_state';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { useFormat } from '@/i18n/format';
import { PlanActsProvider } from '@/pages/post/plan_acts';
import { tabStates } from '@/pages/posts/filter';
import { PostList } from '@/pages/posts/post_list';
import { usePreference } from '@/preferences';
import { Attention } from './attention';
import { FirstSteps } from './first_steps';
import classes from './home.module.css';
import { useSetAside } from './set_aside';
import { useStill } from './still';

export default function HomePage() {
  const { t } = useTranslation('home');
  const { data: session } = useSession();
  // Before, the first steps have the same button.
  const begun = (usePostCounts().data?.total ?? 0) > 0;
  const name = session?.user.display_name.trim().split(/\s+/)[0];
  return (
    <>
      <PageHeading
        tab={t('title')}
        actions={
          begun && (
            <Button component={Link} to="/compose" leftSection={<SquarePen size={17} aria-hidden />} className={classes['compose']}>
              {t('compose')}
            </Button>
          )
        }
      >
        {name ? t('greeting', { name }) : t('title')}
      </PageHeading>
      <PlanActsProvider>
        <Overview />
      </PlanActsProvider>
    </>
  );
}

const day = 24 * 60 * 60 * 1000;
/** What failed longer ago is history and calls for nobody. */
const attentionDays = 7;
const listedAtMost = 5;
const toCome = { toCome: true, limit: listedAtMost };
// Those above are left out of them.
const ended = { states: [...tabStates.sent, ...tabStates.failed], limit: 20 };
// The newest by when they were written: one that was planned long ago may have failed today.
const troubled = { states: tabStates.failed, limit: 50 };

function Overview() {
  const { t } = useTranslation('home');
  const [since] = useState(() => Date.now() - attentionDays * day);
  const channels = useChannels();
  const counts = usePostCounts();
  const failed = usePosts(troubled);
  const next = usePosts(toCome);
  const progress = usePosts({ states: tabStates.sending, limit: listedAtMost });
  const latest = usePosts(ended);
  const [stepsOff] = usePreference('first-steps');
  const aside = useSetAside();

  const now = useMemo(() => {
    const attention = postsOf(failed.data).filter((post) => Date.parse(post.updated_at) >= since);
    const above = new Set(attention.map(({ id }) => id).filter((id) => !aside.includes(id)));
    const recent = postsOf(latest.data).filter(({ id }) => !above.has(id));
    return { attention, next: postsOf(next.data), progress: postsOf(progress.data), recent: recent.slice(0, listedAtMost) };
  }, [failed.data, next.data, progress.data, latest.data, aside, since]);
  const { lists, around } = useStill(now);
  // Its owner's own act is seen at once.
  const attention = lists.attention.filter(({ id }) => !aside.includes(id));

  const queries = [channels, counts, failed, next, progress, latest];
  const error = queries.find((query) => query.error)?.error;
  const again = () => void Promise.all(queries.filter((query) => query.error).map((query) => query.refetch()));
  const alert = error && <ProblemAlert error={error} action={<Button onClick={again}>{t('common:retry')}</Button>} />;
  if (!channels.data || !counts.data || !latest.data || !failed.data) return alert ?? <LoadingSkeleton rows={4} height={72} />;

  const broken = channels.data.items.filter(({ state }) => state === 'needs_attention');
  const newest = [latest, progress, next].flatMap(({ data }) => postsOf(data))[0];
  const done = {
    connect: channels.data.items.length > 0,
    send: counts.data.total > 0,
    see: counts.data.delivered + counts.data.partly_delivered > 0,
  };
  const empty = !done.connect && !done.send;
  return (
    <div className={classes['sections']} {...around}>
      {alert}
      <VisuallyHidden role="status">{t('attention.count', { count: broken.length + attention.length })}</VisuallyHidden>
      <Attention channels={broken} posts={attention} />
      <FirstSteps done={done} post={newest?.id} />
      {empty && stepsOff && (
        <EmptyState icon={Waypoints} action={<Button component={Link} to="/channels/new">{t('steps.connect_action')}</Button>}>
          {t('empty')}
        </EmptyState>
      )}
      {(lists.next.length > 0 || (done.connect && done.send)) && <NextUp posts={lists.next} count={counts.data.to_come} />}
      {lists.progress.length > 0 && <Posts title={t('progress')} posts={lists.progress} />}
      {lists.recent.length > 0 && (
        <Posts
          title={t('recent')}
          posts={lists.recent}
          more={
            <Link to="/posts" className={classes['more']}>
              {t('posts:list.see_all')}
            </Link>
          }
        />
      )}
    </div>
  );
}

const postsOf = (data: { pages: { items: Post[] }[] } | undefined): Post[] => data?.pages.flatMap((page) => page.items) ?? [];

/** What goes out next, the soonest first. */
function NextUp({ posts, count }: { posts: Post[]; count: number }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  if (posts.length === 0) {
    return (
      <section aria-labelledby="next">
        <Title order={2} id="next">{t('next')}</Title>
        <p className={classes['none']}>{t('next_none')}</p>
      </section>
    );
  }
  return (
    <Posts
      title={t('next')}
      posts={posts}
      planned
      more={
        <Link to="/posts" search={{ tab: 'scheduled' }} className={classes['more']}>
          {count > posts.length ? t('next_all', { number: format.number(count) }) : t('next_see')}
        </Link>
      }
    />
  );
}

function Posts({ title, posts, planned, more }: { title: string; posts: Post[]; planned?: boolean; more?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={classes['head']}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {more}
      </div>
      <PostList posts={posts} label={title} planned={planned ?? false} />
    </section>
  );
}
