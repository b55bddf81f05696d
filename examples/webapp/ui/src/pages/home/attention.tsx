// SPDX-License-Identifier: BSL-1.0
import { Button, CloseButton, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import type { Delivery, Post } from '@/api/posts';
import { BusyButton } from '@/components/busy_button';
import { NetworkIcon } from '@/components/network_icon';
import { notify, hideNotification } from '@/components/notify';
import { RelativeTime } from '@/components/relative_time';
import { StatusChip } from '@/components/status_chip';
import { useFailureWords } from '@/i18n/failure_words';
import { failedOf, focusHeading, useRetry } from '@/pages/post/acts';
import { excerpt } from '@/pages/posts/excerpt';
import classes from './attention.module.css';
import { takeBack, setAside } from './set_aside';

const postsAtMost = 5;

interface Props {
  channels: Channel[];
  posts: Post[];
}

/** What does not go on without its owner: a line each, with what helps. Nothing when all is well. */
export function Attention({ channels, posts }: Props) {
  const { t } = useTranslation('home');
  if (channels.length === 0 && posts.length === 0) return null;
  return (
    <section aria-labelledby="attention" className={classes['attention']}>
      <Title order={2} id="attention">
        {t('attention.title')}
      </Title>
      <ul>
        {channels.map((channel) => (
          <ChannelLine key={channel.id} channel={channel} />
        ))}
        {posts.slice(0, postsAtMost).map((post) => (
          <PostLine key={post.id} post={post} />
        ))}
      </ul>
      {posts.length > postsAtMost && (
        <Link to="/posts" search={{ tab: 'failed' }} className={classes['all']}>
          {t('attention.all')}
        </Link>
      )}
    </section>
  );
}

function ChannelLine({ channel }: { channel: Channel }) {
  const { t } = useTranslation('home');
  const words = useFailureWords();
  const { id, name, connector, problem } = channel;
  return (
    <li>
      <StatusChip of="channel" state={channel.state} />
      <div className={classes['words']}>
        <p className={classes['what']}>
          <NetworkIcon connector={connector} size={18} labelled />
          {name}
        </p>
        {problem && <p className={classes['why']}>{words.failure(problem, connector).what}</p>}
      </div>
      <Button size="sm" renderRoot={(props) => <Link {...props} to="/channels/$id" params={{ id }} />}
        aria-label={t('attention.repair_of', { channel: name })}>
        {t('attention.repair')}
      </Button>
    </li>
  );
}

const troubled = new Set<string>(['failed', 'missed', 'unconfirmed']);

function PostLine({ post }: { post: Post }) {
  const { t } = useTranslation('home');
  const words = useFailureWords();
  const of = post.deliveries.filter(({ state }) => troubled.has(state));
  const [first] = of;
  const why = (delivery: Delivery) =>
    delivery.failure ? words.failure(delivery.failure, delivery.connector).what : t(`status:delivery.${delivery.state}`);
  return (
    <li>
      <StatusChip of="post" state={post.state} />
      <div className={classes['words']}>
        <p className={classes['what']}>
          <Link to="/posts/$id" params={{ id: post.id }}>
            {excerpt(post.text, 90)}
          </Link>
        </p>
        <p className={classes['why']}>
          {first && t('attention.why', { channel: first.channel_name, why: why(first) })}
          {of.length > 1 && ` ${t('attention.others', { count: of.length - 1 })}`}
          {' · '}
          <RelativeTime at={post.updated_at} show="relative" />
        </p>
      </div>
      <span className={classes['acts']}>
        <PostButton post={post} troubles={of} />
        <AsideButton post={post} />
      </span>
    </li>
  );
}

/** The one thing that helps; where there is more than one, the post's page has them all. */
function PostButton({ post, troubles }: { post: Post; troubles: Delivery[] }) {
  const { t } = useTranslation('home');
  const { retry, busy } = useRetry();
  // On its way again, and still here because the pointer is.
  if (troubles.length === 0) return null;
  const passing = troubles.every(({ failure }) => failure?.class === 'transient' || failure?.class === 'rate_limited');
  if (passing && failedOf(post).length === troubles.length) {
    return (
      <BusyButton size="sm" variant="default" busy={busy} onClick={() => retry(post, focusHeading)}>
        {post.state === 'missed' ? t('posts:plan.send_now') : t('posts:send_again')}
      </BusyButton>
    );
  }
  const text = excerpt(post.text, 40);
  const unconfirmed = troubles.every(({ state }) => state === 'unconfirmed');
  return (
    <Button size="sm" variant="default" renderRoot={(props) => <Link {...props} to="/posts/$id" params={{ id: post.id }} />}
      aria-label={unconfirmed ? t('attention.check_of', { text }) : t('attention.look_of', { text })}>
      {unconfirmed ? t('attention.check') : t('attention.look')}
    </Button>
  );
}

/** Seen, and left as it is. It stays among the posts. */
function AsideButton({ post }: { post: Post }) {
  const { t } = useTranslation('home');
  const put = async () => {
    setAside(post.id);
    focusHeading();
    const back = () => {
      takeBack(post.id);
      void hideNotification(id);
    };
    const id: string = await notify({
      message: (
        <span className={classes['undo']}>
          {t('attention.aside_done')}
          <Button size="compact-sm" variant="light" mih={28} onClick={back}>
            {t('common:undo')}
          </Button>
        </span>
      ),
    });
  };
  return <CloseButton size="md" aria-label={t('attention.aside', { text: excerpt(post.text, 40) })} onClick={() => void put()} />;
}
