// SPDX-License-Identifier: BSL-1.0
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channelsQuery } from '@/api/channels';
import { useSend } from '@/api/posts';
import { asProblem } from '@/api/problem';
import type { Deed, Refused } from './deed';
import { attemptTo, type Attempt, type DraftStore } from './draft';
import { usePlanTime } from './use_plan_time';

interface Sending extends Deed {
  /** The last attempt got an answer, of whichever kind, or is under way. */
  answered: boolean;
  /** Sends what was on its way when the page was left. */
  resume: (attempt: Attempt) => void;
}

/** Sends the message, or has it sent at its time; once, however often it is asked. */
export function useSending(store: DraftStore, onSending: () => void, onSent: (post: string) => void): Sending {
  const { t } = useTranslation('compose');
  const client = useQueryClient();
  const timeOf = usePlanTime();
  const send = useSend();

  const refusal = (attempt: Attempt, error: unknown): Refused => {
    const { status, code, channelErrors } = asProblem(error);
    // Below 500 the server has decided: nothing was stored.
    const decided = status >= 400 && status < 500;
    if (code === 'idempotency_key_reused') store.change({ attempt: null });
    else if (decided) store.change({ attempt: { ...attempt, unanswered: false } });
    if (code === 'unknown_channel' || code === 'channel_unusable') void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
    return { refused: code === 'message_refused' ? channelErrors : [], passed: code === 'time_passed' };
  };

  /** `rest`: chosen too, and left out because they would not take it. */
  const transmit = async (attempt: Attempt, rest: string[] = []): Promise<Refused> => {
    onSending();
    store.change({ attempt });
    // Before the request: whatever happens to this page, the key is not lost.
    store.save();
    const { text, channels, schedule } = attempt;
    try {
      const { id } = await send.mutateAsync({
        post: { text, channels, ...(schedule && { schedule }) },
        idempotencyKey: attempt.key,
      });
      const draft = store.get();
      store.change({
        attempt: null,
        rest: { post: id, channels: rest },
        ...(draft.text === text && { text: '', plan: null, channels: draft.channels ?? channels }),
      });
      store.save();
      onSent(id);
      return { refused: [], passed: false };
    } catch (error) {
      return refusal(attempt, error);
    }
  };

  return {
    name: t('send'),
    label: (count, plan) => {
      if (plan) return t('plan.schedule_for', { time: timeOf(plan) });
      return count === 0 ? t('send') : t('send_to', { count });
    },
    timeLabel: () => t('plan.change'),
    pending: send.isPending,
    error: send.isError ? send.error : null,
    answered: send.isPending || send.isError,
    forgetError: send.reset,
    perform: (channels, rest) => transmit(attemptTo(store.get(), channels), rest),
    resume: (attempt) => void transmit(attempt),
  };
}
