// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePost, type Post, type PostDetail } from '@/api/posts';
import { asProblem } from '@/api/problem';
import { useSession } from '@/api/session';
import { BackLink } from '@/components/back_link';
import { dialogLater } from '@/components/later';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { MessagePage } from '@/components/message_page';
import { Notice } from '@/components/notice';
import { notify } from '@/components/notify';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { offerUndo } from '@/components/undo';
import { ChannelsLoaded } from '@/pages/compose/channels_loaded';
import { Composer } from '@/pages/compose/composer';
import { changesStore, useDraft, type DraftStore } from '@/pages/compose/draft';
import { handOver } from '@/pages/compose/hand_over';
import { usePlanTime } from '@/pages/compose/use_plan_time';
import { baseOf, isChanged } from './change';
import { Fixed } from './fixed';
import { useSaving } from './use_saving';

const ConflictDialog = dialogLater(() => import('./conflict_dialog'));

export default function EditPostPage() {
  const { t } = useTranslation('compose');
  const { id } = useParams({ from: '/inside/compose/$id' });
  const { data: session } = useSession();
  const { data: post, error, refetch } = usePost(id);
  if (!post && error && asProblem(error).status === 404) {
    return (
      <MessagePage title={t('posts:none.title')} text={t('posts:none.text')}>
        <Button component={Link} to="/posts">
          {t('posts:none.list')}
        </Button>
      </MessagePage>
    );
  }
  if (session && post) return <Edited key={post.id} post={post} user={session.user.id} />;
  return (
    <>
      <PageHeading>{t('edit.title')}</PageHeading>
      {error ? (
        <ProblemAlert
          error={error}
          action={
            <Button size="sm" variant="default" onClick={() => void refetch()}>
              {t('common:retry')}
            </Button>
          }
        />
      ) : (
        <LoadingSkeleton rows={3} height={88} />
      )}
    </>
  );
}

/** The changes of the post, begun with what it says unless some are kept from before. */
function useChanges(user: string, post: PostDetail): DraftStore {
  const store = useMemo(() => changesStore(user, post.id), [user, post.id]);
  const { draft } = useDraft(store);
  const { base } = draft;
  useEffect(() => {
    // Without changes of one's own, those of others are simply taken over.
    if (base !== null && (isChanged(store.get()) || base.revision === post.revision)) return;
    const now = baseOf(post);
    store.change({ ...now, base: now });
  }, [store, base, post]);
  useEffect(
    () => () => {
      if (!isChanged(store.get())) store.forget();
    },
    [store],
  );
  return store;
}

function Edited({ post, user }: { post: PostDetail; user: string }) {
  const { t } = useTranslation('compose');
  const navigate = useNavigate();
  const timeOf = usePlanTime();
  const store = useChanges(user, post);
  const { draft } = useDraft(store);
  const { id } = post;

  const copy = (text: string, channels: string[]) => {
    store.forget();
    handOver({ text, channels });
    void navigate({ to: '/compose' });
  };
  const onSaved = (saved: Post | null) => {
    const plan = saved && baseOf(saved).plan;
    store.forget();
    void navigate({ to: '/posts/$id', params: { id }, replace: true });
    let said = t('edit.unchanged');
    if (saved) said = plan ? t('edit.saved', { time: timeOf(plan) }) : t('edit.sent_now');
    void notify({ message: said });
  };
  const saving = useSaving(store, id, onSaved);
  const { error } = saving;
  const code = error === null ? '' : asProblem(error).code;
  const tooLate = post.state !== 'scheduled' || code === 'too_late';

  if (post.state !== 'scheduled' && !isChanged(draft) && !saving.pending) {
    return <Fixed post={post} onDuplicate={() => copy(post.text, post.deliveries.map(({ channel }) => channel))} />;
  }
  // It is begun in a moment.
  if (draft.base === null) return <LoadingSkeleton rows={3} height={88} />;

  const discard = () => {
    const { text, plan, channels, base } = draft;
    store.change({ ...base });
    offerUndo(t('edit.discarded'), () => store.change({ text, plan, channels, base }));
  };

  return (
    <>
      <BackLink to={`/posts/${id}`}>{t('edit.see')}</BackLink>
      <PageHeading>{t('edit.title')}</PageHeading>
      <ChannelsLoaded>
        {(channels) => (
          <Composer
            channels={channels}
            store={store}
            deed={saving}
            kept={draft.base?.channels ?? []}
            notices={
              tooLate && (
                <Notice
                  alert
                  tone="danger"
                  what={t('edit.too_late')}
                  next={t('edit.too_late_next')}
                  foot={
                    <Group gap="xs" mt={4}>
                      <Button size="sm" onClick={() => copy(draft.text, draft.channels ?? [])}>
                        {t('edit.take_along')}
                      </Button>
                      <Button size="sm" variant="default" renderRoot={(props) => <Link to="/posts/$id" params={{ id }} {...props} />}>
                        {t('edit.see')}
                      </Button>
                    </Group>
                  }
                />
              )
            }
            outcome={error !== null && !['message_refused', 'time_passed', 'too_late'].includes(code) && <ProblemAlert error={error} />}
            onDiscard={isChanged(draft) ? discard : null}
          />
        )}
      </ChannelsLoaded>
      <ConflictDialog
        opened={saving.conflict !== null}
        conflict={saving.conflict}
        mine={draft}
        onMine={saving.keepMine}
        onTheirs={saving.keepTheirs}
      />
    </>
  );
}
