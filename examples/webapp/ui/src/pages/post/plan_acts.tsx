// SPDX-License-Identifier: BSL-1.0
import { Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '@/api/planned_time';
import { useCancelPost, useChangePost, useRestorePost, type Post } from '@/api/posts';
import { asProblem } from '@/api/problem';
import { ConfirmDialog } from '@/components/confirm_dialog';
import { hideNotification, notify } from '@/components/notify';
import { ScheduleDialog } from '@/components/schedule_dialog';
import { offerUndo } from '@/components/undo';
import { makeFormat, useFormat } from '@/i18n/format';
import { preference, setPreference } from '@/preferences';
import { useRetry, useTellProblem } from './acts';
import { askedFor, goingTo } from './planned';

type Planned = Pick<Post, 'id' | 'revision' | 'state' | 'schedule' | 'deliveries'>;

interface PlanActs {
  reschedule: (post: Planned) => void;
  cancel: (post: Planned) => void;
  restore: (post: Planned) => void;
  /** What is planned, before its time; what was missed, all the same. Asks first where many will read it. */
  sendNow: (post: Planned) => void;
  busy: boolean;
}

const Acts = createContext<PlanActs | null>(null);

/** What can be done with planned posts; inside of a PlanActsProvider. */
export function usePlanActs(): PlanActs {
  const acts = useContext(Acts);
  if (!acts) throw new Error('There is no PlanActsProvider around.');
  return acts;
}

/** To so many channels at once nothing is sent without asking. */
const askFrom = 3;

// It is not as it was seen: what is shown then is what is there, and nothing is tried again unseen.
const outdated = (error: unknown) => ['too_late', 'changed_meanwhile', 'not_found'].includes(asProblem(error).code);

interface Props {
  /** The post has got another time by its user's act, or has come back to its own. `undone`: the button of that act is gone. */
  onMoved?: (id: string, undone: boolean) => void;
  /** A button may be gone after its act. */
  onDone?: () => void;
  children: ReactNode;
}

/** Holds the acts on planned posts and their dialogs, once for all the posts of a page. */
export function PlanActsProvider({ onMoved, onDone, children }: Props) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const queries = useQueryClient();
  const tell = useTellProblem();
  const change = useChangePost();
  const cancelPost = useCancelPost();
  const restorePost = useRestorePost();
  const { retry, busy: retrying } = useRetry();
  const [rescheduled, setRescheduled] = useState<{ post: Planned; opened: boolean } | null>(null);
  const [asked, setAsked] = useState<{ post: Planned; opened: boolean } | null>(null);
  const busy = change.isPending || cancelPost.isPending || restorePost.isPending || retrying;

  // What was offered last about a post: with its next act it no longer holds.
  const offers = useRef(new Map<string, string>());
  const withdraw = ({ id }: Planned) => {
    const offered = offers.current.get(id);
    if (offered) void hideNotification(offered);
    offers.current.delete(id);
  };
  const offer = ({ id }: Planned, ...what: Parameters<typeof offerUndo>) => void offers.current.set(id, offerUndo(...what));

  const refuse = (error: unknown) => {
    tell(error, outdated(error));
    if (outdated(error)) void queries.invalidateQueries({ queryKey: ['posts'] });
  };
  const when = ({ schedule }: Pick<Post, 'schedule'>) =>
    schedule ? makeFormat(format.language, schedule.zone ?? format.zone).dateTime(schedule.instant) : '';

  const putBack = async (post: Planned) => {
    try {
      withdraw(post);
      const now = await restorePost.mutateAsync({ id: post.id, revision: post.revision });
      void notify({ message: t('plan.restored', { time: when(now) }) });
      onMoved?.(post.id, true);
    } catch (error) {
      refuse(error);
    }
  };
  const cancel = async (post: Planned) => {
    if (busy) return;
    try {
      withdraw(post);
      const now = await cancelPost.mutateAsync({ id: post.id, revision: post.revision });
      onDone?.();
      offer(post, t('plan.cancelled'), () => void putBack(now), t('plan.undo_cancel'));
    } catch (error) {
      refuse(error);
    }
  };
  const putTo = (post: Planned, schedule: Schedule) => change.mutateAsync({ id: post.id, revision: post.revision, change: { schedule } });
  const moveBack = async (post: Planned, schedule: Schedule) => {
    try {
      await putTo(post, schedule);
      onMoved?.(post.id, true);
    } catch (error) {
      refuse(error);
    }
  };
  const move = async (post: Planned, schedule: Schedule) => {
    const before = post.schedule && askedFor(post.schedule);
    withdraw(post);
    const now = await putTo(post, schedule);
    onMoved?.(post.id, false);
    const said = t('plan.moved', { time: when(now) });
    if (before) offer(post, said, () => void moveBack(now, before));
    else void notify({ message: said });
  };
  /** The dialog shows what can be chosen otherwise, and closes over the rest. */
  const inDialog = async (act: Promise<void>) => {
    try {
      await act;
    } catch (error) {
      if (!outdated(error)) throw error;
      refuse(error);
    }
  };
  const send = async (post: Planned) => {
    withdraw(post);
    if (post.state === 'missed') return retry(post, onDone);
    const count = goingTo(post);
    await change.mutateAsync({ id: post.id, revision: post.revision, change: { schedule: null } });
    onDone?.();
    void notify({ message: t('plan.sent', { count }) });
  };
  const sendNow = (post: Planned) => {
    if (busy) return;
    if (goingTo(post) >= askFrom && preference('ask-before-sending') !== 'off') setAsked({ post, opened: true });
    else void send(post).catch(refuse);
  };

  const acts: PlanActs = {
    busy,
    reschedule: (post) => setRescheduled({ post, opened: true }),
    cancel: (post) => void cancel(post),
    restore: (post) => !busy && void putBack(post),
    sendNow,
  };
  const closeSchedule = () => setRescheduled((now) => now && { ...now, opened: false });
  const closeAsked = () => setAsked((now) => now && { ...now, opened: false });
  return (
    <Acts value={acts}>
      {children}
      <ScheduleDialog
        opened={rescheduled?.opened ?? false}
        title={t('plan.reschedule')}
        action={t('plan.reschedule')}
        initial={rescheduled?.post.schedule ? askedFor(rescheduled.post.schedule) : null}
        onClose={closeSchedule}
        onChoose={async (schedule) => {
          if (rescheduled) await inDialog(move(rescheduled.post, schedule));
        }}
        onSendNow={async () => {
          if (rescheduled) await inDialog(send(rescheduled.post));
        }}
      />
      <ConfirmDialog
        opened={asked?.opened ?? false}
        title={t('plan.ask', { count: asked ? goingTo(asked.post) : askFrom })}
        confirm={t('plan.send_now')}
        mayBeSkipped
        onClose={closeAsked}
        onConfirm={(never) => {
          if (never) setPreference('ask-before-sending', 'off');
          closeAsked();
          if (asked) void send(asked.post).catch(refuse);
        }}
      >
        <Text>{t('plan.ask_text')}</Text>
      </ConfirmDialog>
    </Acts>
  );
}
