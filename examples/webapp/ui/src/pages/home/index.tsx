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
  const begun = postsOf(usePosts(latestPosts).data).length > 0;
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
      <Overview />
    </>
  );
}

const day = 24 * 60 * 60 * 1000;
/** What failed longer ago is history and calls for nobody. */
const attentionDays = 7;
const underWay = new Set<string>(tabStates.sending);
const recentAtMost = 5;
const latestPosts = { limit: 20 };

function Overview() {
  const { t } = useTranslation('home');
  // The same all day, so that it is one question.
  const [since] = useState(() => new Date((Math.floor(Date.now() / day) - attentionDays) * day).toISOString());
  const channels = useChannels();
  const counts = usePostCounts();
  const failed = usePosts({ states: tabStates.failed, from: since });
  const progress = usePosts({ states: tabStates.sending, limit: 5 });
  const latest = usePosts(latestPosts);
  const [stepsOff] = usePreference('first-steps');
  const aside = useSetAside();

  const now = useMemo(() => {
    const attention = postsOf(failed.data);
    const above = new Set(attention.map(({ id }) => id).filter((id) => !aside.includes(id)));
    const recent = postsOf(latest.data).filter(({ id, state }) => !above.has(id) && !underWay.has(state));
    return { attention, progress: postsOf(progress.data), recent: recent.slice(0, recentAtMost) };
  }, [failed.data, progress.data, latest.data, aside]);
  const { lists, around } = useStill(now);
  // Its owner's own act is seen at once.
  const attention = lists.attention.filter(({ id }) => !aside.includes(id));

  const queries = [channels, counts, failed, progress, latest];
  const error = queries.find((query) => query.error)?.error;
  const again = () => void Promise.all(queries.filter((query) => query.error).map((query) => query.refetch()));
  const alert = error && <ProblemAlert error={error} action={<Button onClick={again}>{t('common:retry')}</Button>} />;
  if (!channels.data || !counts.data || !latest.data || !failed.data) return alert ?? <LoadingSkeleton rows={4} height={72} />;

  const broken = channels.data.items.filter(({ state }) => state === 'needs_attention');
  const newest = postsOf(latest.data)[0];
  const done = {
    connect: channels.data.items.length > 0,
    send: newest !== undefined,
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

function Posts({ title, posts, more }: { title: string; posts: Post[]; more?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={classes['head']}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {more}
      </div>
      <PostList posts={posts} label={title} />
    </section>
  );
}
