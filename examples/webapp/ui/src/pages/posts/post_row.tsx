// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Copy, EllipsisVertical, FileText, RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
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
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="var(--mp-neutral-text)" size={36} aria-label={t('list.actions', { text: short })}>
          <EllipsisVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<FileText size={16} aria-hidden />} onClick={() => void navigate({ to: '/posts/$id', params: { id: post.id } })}>
          {t('open')}
        </Menu.Item>
        <Menu.Item leftSection={<Copy size={16} aria-hidden />} onClick={() => duplicate(post)}>
          {t('duplicate')}
        </Menu.Item>
        {failed > 0 && (
          <Menu.Item leftSection={<RotateCw size={16} aria-hidden />} disabled={busy} onClick={() => retry(post)}>
            {t('retry_failed', { count: failed })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
