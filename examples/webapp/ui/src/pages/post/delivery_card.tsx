// SPDX-License-Identifier: BSL-1.0
import { Anchor, Code, Title } from '@mantine/core';
import { ChevronRight, ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PostDetail } from '@/api/posts';
import { NetworkIcon } from '@/components/network_icon';
import { RelativeTime } from '@/components/relative_time';
import { StatusChip } from '@/components/status_chip';
import { useNetworkName } from '@/i18n/network_name';
import { DeliveryNotice } from './delivery_notice';
import classes from './post.module.css';

type DeliveryDetail = PostDetail['deliveries'][number];

/** What became of the post on one channel: its state and the proof of it, or why not, and what can be done. */
export function DeliveryCard({ post, delivery }: { post: PostDetail; delivery: DeliveryDetail }) {
  const { t } = useTranslation('posts');
  const network = useNetworkName()(delivery.connector);
  const heading = `delivery-${delivery.id}`;
  const last = delivery.attempts_made.at(-1);
  return (
    <li className={classes['delivery']} aria-labelledby={heading}>
      <div className={classes['deliveryHead']}>
        <NetworkIcon connector={delivery.connector} size={32} />
        <div>
          <Title order={3} id={heading} className={classes['channel']}>
            {delivery.channel_name}
          </Title>
          <p className={classes['small']}>{network}</p>
        </div>
        <StatusChip of="delivery" state={delivery.state} />
      </div>
      {delivery.state === 'delivered' && <Proof delivery={delivery} network={network} />}
      {(delivery.state === 'scheduled' || delivery.state === 'queued' || delivery.state === 'sending') && <p className={classes['proof']}>{t(`under_way.${delivery.state}`)}</p>}
      <DeliveryNotice post={post} delivery={delivery} />
      <div className={classes['deliveryFoot']}>
        <span>
          {t('attempts', { count: delivery.attempts })}
          {last && (
            <>
              {' · '}
              <RelativeTime at={last.started_at} />
            </>
          )}
        </span>
        <Details delivery={delivery} />
      </div>
    </li>
  );
}

/** How it is known that the message arrived. */
function Proof({ delivery, network }: { delivery: DeliveryDetail; network: string }) {
  const { t } = useTranslation('posts');
  const { permalink, proof, remote_id: id } = delivery;
  if (permalink && /^https?:\/\//i.test(permalink)) {
    return (
      <p className={classes['proof']}>
        <Anchor href={permalink} target="_blank" rel="noopener noreferrer" inherit>
          {t('proof.see', { network })}
          <ExternalLink size={14} aria-hidden className={classes['external']} />
        </Anchor>
      </p>
    );
  }
  if (proof === 'none') return <p className={classes['proof']}>{t('proof.yours')}</p>;
  return <p className={classes['proof']}>{id ? t('proof.id', { network, id }) : t('proof.accepted', { network })}</p>;
}

/** For those who want to know exactly: what the network and the server call things. */
function Details({ delivery }: { delivery: DeliveryDetail }) {
  const { t } = useTranslation('posts');
  const { failure, remote_id: remote } = delivery;
  const facts: [string, ReactNode][] = [];
  if (failure) facts.push([t('details.code'), `${failure.class} / ${failure.code}`]);
  if (failure?.remote_words) facts.push([t('details.words'), failure.remote_words]);
  if (remote) facts.push([t('details.remote_id'), remote]);
  facts.push([t('details.delivery'), delivery.id], [t('details.channel'), delivery.channel]);
  return (
    <details className={classes['details']}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {t('common:details')}
      </summary>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Code>{value}</Code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
