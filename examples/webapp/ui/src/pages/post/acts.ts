// SPDX-License-Identifier: BSL-1.0
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useResolveDelivery, useRetryPost, type Delivery, type Post } from '@/api/posts';
import { asProblem } from '@/api/problem';
import { notify } from '@/components/notify';
import { useFailureWords } from '@/i18n/failure_words';
import { handOver } from '@/pages/compose/hand_over';

/** What "Send again" sends: what failed or was missed, on channels that still exist. */
export function failedOf(post: Pick<Post, 'deliveries'>): Pick<Delivery, 'failure'>[] {
  return post.deliveries.filter(({ state, failure }) => (state === 'failed' || state === 'missed') && failure?.code !== 'channel_removed');
}

/** Opens the composer with the text; with the post's channels unless others are given. */
export function useDuplicate(): (post: Pick<Post, 'text' | 'deliveries'>, channels?: string[]) => void {
  const navigate = useNavigate();
  return (post, channels) => {
    handOver({ text: post.text, channels: channels ?? post.deliveries.map((delivery) => delivery.channel) });
    void navigate({ to: '/compose' });
  };
}

/** Says that something did not go as asked: in passing, or until it is closed. */
export function useTellProblem(): (error: unknown, stays?: boolean) => void {
  const words = useFailureWords();
  return (error, stays = false) => {
    const { what, next } = words.problem(asProblem(error));
    void notify({ color: 'red', title: what, message: next, ...(stays && { autoClose: false }) });
  };
}

/** Where the focus goes when the button that had it is gone: to the page's heading, where its state is told. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('h1')?.focus();
}

/**
 * Sends again what failed, and says how many that were.
 *
 * `busy` is for how a button looks: disabled, it would lose the focus.
 */
export function useRetry() {
  const { t } = useTranslation('posts');
  const tell = useTellProblem();
  const retry = useRetryPost();
  return {
    busy: retry.isPending,
    retry: (post: Pick<Post, 'id' | 'deliveries'>, done?: () => void) => {
      if (retry.isPending) return;
      const count = failedOf(post).length;
      retry.mutate(post.id, {
        onSuccess: () => {
          done?.();
          void notify({ message: t('retried', { count }) });
        },
        onError: (error) => tell(error),
      });
    },
  };
}

/** Takes the word of somebody who looked at the network. */
export function useResolve() {
  const { t } = useTranslation('posts');
  const tell = useTellProblem();
  const resolve = useResolveDelivery();
  return {
    busy: resolve.isPending,
    resolve: ({ id, channel_name: channel }: Delivery, as: 'delivered' | 'not_delivered') => {
      if (resolve.isPending) return;
      const said = as === 'delivered' ? t('unconfirmed.noted', { channel }) : t('unconfirmed.again', { channel });
      const done = () => {
        focusHeading();
        void notify({ message: said });
      };
      resolve.mutate({ id, as }, { onSuccess: done, onError: (error) => tell(error) });
    },
  };
}
