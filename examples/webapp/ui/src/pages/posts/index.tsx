// SPDX-License-Identifier: BSL-1.0
import { Button, Group, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { postsQuery } from '@/api/posts';
import { InSlices } from '@/components/in_slices';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { useFormat } from '@/i18n/format';
import { focusHeading } from '@/pages/post/acts';
import { PlanActsProvider } from '@/pages/post/plan_acts';
import type { PostsSearch } from '@/router';
import { NoPosts } from './empty';
import { activeFilters, filterOf, tabOf } from './filter';
import { FilterChips } from './filter_chips';
import { Filters } from './filters';
import { FreshBar } from './fresh_bar';
import { rememberSearch } from './last_search';
import { PlannedList } from './planned_list';
import { PostList } from './post_list';
import { useRowKeys } from './row_keys';
import { useSteadyList } from './steady_list';
import { PostTabs } from './tabs';

export default function PostsPage() {
  const { t } = useTranslation('posts');
  const { search, change, clear } = usePostsSearch();
  return (
    <>
      <PageHeading>{t('title')}</PageHeading>
      <PostTabs chosen={tabOf(search)} />
      <Filters search={search} onChange={change} />
      <FilterChips search={search} onRemove={(name) => change({ [name]: undefined })} onClear={clear} />
      <FoundPosts search={search} onClear={clear} />
    </>
  );
}

/** The address is where the filters are kept; changing them makes no new place to go back to. */
function usePostsSearch() {
  const search = useSearch({ from: '/inside/posts' });
  const navigate = useNavigate({ from: '/posts' });
  useEffect(() => rememberSearch(search), [search]);
  return {
    search,
    change: (changed: { [Name in keyof PostsSearch]: string | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...changed }) as PostsSearch, replace: true, resetScroll: false }),
    clear: () => void navigate({ search: ({ tab }) => (tab ? { tab } : {}), replace: true, resetScroll: false }),
  };
}

// A page may have nothing that fits while older ones do: that many are asked for before the user is.
const emptyPagesAtMost = 8;

function FoundPosts({ search, onClear }: { search: PostsSearch; onClear: () => void }) {
  const { t } = useTranslation('posts');
  const { zone } = useFormat();
  const filter = useMemo(() => filterOf(search, zone), [search, zone]);
  const query = useInfiniteQuery({ ...postsQuery(filter), placeholderData: keepPreviousData });
  const { data, error, isFetching, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const current = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const key = JSON.stringify(filter);
  const [list, setList] = useState(key);
  if (!isPlaceholderData && data && list !== key) setList(key);
  const { posts, fresh, moved, showFresh, release } = useSteadyList(list, current, isFetching);

  const first = posts[0]?.id;
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  const planned = tabOf(search) === 'scheduled';
  const [said, setSaid] = useState('');
  // The row that takes the focus once it is there: the first that is not `after`, or of another page, when the button that
  // had the focus is gone.
  const next = useRef<{ row: number; after: string | undefined } | null>(null);
  // The same of a row that its user has moved.
  const followed = useRef('');
  const pages = data?.pages ?? [];
  const emptyEnd = pages.length > 0 && pages.at(-1)?.items.length === 0;
  const searching = emptyEnd && hasNextPage && !error && pages.length <= emptyPagesAtMost;
  useEffect(() => {
    if (searching && !isFetching) void fetchNextPage();
  }, [searching, isFetching, fetchNextPage]);

  const showMore = async () => {
    next.current = { row: posts.length, after: undefined };
    const { data: now } = await fetchNextPage();
    setSaid(t('list.loaded', { count: now?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? posts.length }));
  };
  const show = () => {
    showFresh();
    scrollTo({ top: 0 });
    next.current = { row: 0, after: first };
  };
  const follow = (id: string) => {
    release();
    followed.current = id;
  };
  useEffect(() => {
    if (!followed.current) return;
    const row = rows.current?.querySelector<HTMLElement>(`[data-row="${followed.current}"]`);
    followed.current = '';
    // Filters may not have it any more.
    if (!row) return focusHeading();
    row.focus();
    row.closest('li')?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    const to = next.current;
    if (!to || posts.length <= to.row || first === to.after) return;
    next.current = null;
    if (to.after || !hasNextPage) rows.current?.querySelectorAll<HTMLElement>('[data-row]')[to.row]?.focus();
  }, [first, posts.length, hasNextPage]);

  let more = posts.length === 0 ? t('list.search_on') : t('common:show_more');
  if (isFetchingNextPage) more = t('common:loading');
  if (!data) {
    return error ? (
      <ProblemAlert error={error} action={<Button onClick={() => void query.refetch()}>{t('common:retry')}</Button>} />
    ) : (
      <LoadingSkeleton rows={6} height={68} />
    );
  }
  return (
    <>
      {error && <ProblemAlert error={error} action={<Button onClick={() => void query.refetch()}>{t('common:retry')}</Button>} />}
      <FreshBar count={fresh} moved={moved} onShow={show} />
      {posts.length > 0 && (
        <PlanActsProvider onMoved={follow}>
          <div ref={rows}>
            <InSlices meanwhile={<LoadingSkeleton rows={6} height={68} />}>
              {planned ? <PlannedList posts={posts} busy={isPlaceholderData} /> : <PostList posts={posts} busy={isPlaceholderData} />}
            </InSlices>
          </div>
        </PlanActsProvider>
      )}
      {posts.length === 0 && !searching && !isPlaceholderData && (
        <NoPosts tab={tabOf(search)} filtered={activeFilters(search).length > 0} onClear={onClear} />
      )}
      {hasNextPage && (
        <Group justify="center" mt="lg">
          {/* Never disabled: it would lose the focus. */}
          <Button variant="default" aria-busy={isFetchingNextPage} onClick={() => !isFetchingNextPage && void showMore()}>
            {more}
          </Button>
        </Group>
      )}
      <VisuallyHidden role="status">{searching ? t('list.searching') : said}</VisuallyHidden>
    </>
  );
}
