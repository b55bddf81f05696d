// SPDX-License-Identifier: BSL-1.0
import { ActionIcon } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, EllipsisVertical, FileText, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
import { MenuButton, type MenuEntry } from '@/components/menu_button';
import { RelativeTime } from '@/components/relative_time';
import { StatusChip } from '@/components/status_chip';
import { failedOf, useDuplicate, useRetry } from '@/pages/post/acts';
import { DeliveryDots } from './delivery_dots';
import { excerpt } from './excerpt';
import classes from './post_row.module.css';

/** A post in a list: the whole row opens it. A card where there is little room. */
export function PostRow({ post }: { post: Post }) {
  const said = excerpt(post.title ? `${post.title} – ${post.text}` : post.text);
  return (
    <li className={classes['row']}>
      <div className={classes['state']}>
        <StatusChip of="post" state={post.state} />
      </div>
      <Link to="/posts/$id" params={{ id: post.id }} className={classes['text']} data-row>
        {said}
      </Link>
      <div className={classes['channels']}>
        <DeliveryDots deliveries={post.deliveries} />
      </div>
      <div className={classes['time']}>
        <RelativeTime at={post.created_at} show="absolute" />
        <span>
          <RelativeTime at={post.created_at} show="relative" />
        </span>
      </div>
      <div className={classes['menu']}>
        <RowMenu post={post} said={said} />
      </div>
    </li>
  );
}

function RowMenu({ post, said }: { post: Post; said: string }) {
  const { t } = useTranslation('posts');
  const navigate = useNavigate();
  const duplicate = useDuplicate();
  const { retry, busy } = useRetry();
  const failed = failedOf(post).length;
  const short = [...said].slice(0, 40).join('');
  const entries: MenuEntry[] = [
    { label: t('open'), icon: FileText, onClick: () => void navigate({ to: '/posts/$id', params: { id: post.id } }) },
    { label: t('duplicate'), icon: Copy, onClick: () => duplicate(post) },
  ];
  if (failed > 0) entries.push({ label: t('retry_failed', { count: failed }), icon: RotateCw, disabled: busy, onClick: () => retry(post) });
  return (
    <MenuButton entries={entries} width={240}>
      {(opens) => (
        <ActionIcon {...opens} variant="subtle" color="gray" c="var(--mp-neutral-text)" size={36} aria-label={t('list.actions', { text: short })}>
          <EllipsisVertical size={18} aria-hidden />
        </ActionIcon>
      )}
    </MenuButton>
  );
}
