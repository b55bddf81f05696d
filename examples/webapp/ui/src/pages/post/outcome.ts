// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
import { useFormat } from '@/i18n/format';

/** What became of a post as a whole, in a sentence or two. */
export function useOutcome(): (post: Pick<Post, 'state' | 'deliveries'>) => string {
  const { t } = useTranslation('posts');
  const format = useFormat();
  return ({ state, deliveries }) => {
    const of = (...states: string[]) => deliveries.filter((delivery) => states.includes(delivery.state)).length;
    const total = deliveries.length;
    const delivered = of('delivered');
    const arrived = t('outcome.arrived', { count: delivered, total: format.number(total) });
    const said = [];
    if (state === 'delivered') said.push(t('outcome.delivered', { count: total }));
    else if (state === 'scheduled' && delivered === 0) said.push(t('outcome.scheduled', { count: of('scheduled') }));
    else if (state === 'failed' || state === 'missed' || state === 'cancelled') said.push(t(`outcome.${state}`));
    else if (delivered > 0 || state === 'sending') said.push(arrived);
    const failed = of('failed', 'missed');
    if (failed > 0 && state !== 'failed' && state !== 'missed') said.push(t('outcome.some_failed', { count: failed }));
    const unconfirmed = of('unconfirmed');
    if (unconfirmed > 0) said.push(t('outcome.some_unconfirmed', { count: unconfirmed }));
    if (state === 'sending') said.push(t('outcome.goes_on'));
    return said.join(' ');
  };
}
