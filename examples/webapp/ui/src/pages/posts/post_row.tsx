// SPDX-License-Identifier: BSL-1.0
import { ActionIcon } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { Ban, CalendarClock, Copy, EllipsisVertical, FileText, Pencil, RotateCw, Send, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
import { MenuButton, type MenuEntry } from '@/components/menu_button';
import { RelativeTime } from '@/components/relative_time';
import { ScheduledTime } from '@/components/scheduled_time';
import { StatusChip } from '@/components/status_chip';
import { useNow } from '@/components/use_now';
import { useFormat } from '@/i18n/format';
import { failedOf, useDuplicate, useRetry } from '@/pages/post/acts';
import { usePlanActs } from '@/pages/post/plan_acts';
import { possibleWith, timeOf } from '@/pages/post/planned';
import { DeliveryDots } from './delivery_dots';
import { excerpt } from './excerpt';
import classes from './post_row.module.css';

/**
 * A post in a list: the whole row opens it. A card where there is little room.
 *
 * `planned`: when it goes out comes first, and that it is scheduled goes without saying.
 */
export function PostRow({ post, planned = false }: { post: Post; planned?: boolean }) {
  const said = excerpt(post.title ? `${post.title} – ${post.text}` : post.text);
  return (
    <li className={classes['row']} data-planned={planned || undefined}>
      {planned && <PostTime post={post} />}
      <div className={classes['state']}>{(!planned || post.state !== 'scheduled') && <StatusChip of="post" state={post.state} />}</div>
      <Link to="/posts/$id" params={{ id: post.id }} className={classes['text']} data-row={post.id}>
        {said}
      </Link>
      <div className={classes['channels']}>
        <DeliveryDots deliveries={post.deliveries} />
      </div>
      {!planned && <PostTime post={post} />}
      <div className={classes['menu']}>
        <RowMenu post={post} said={said} />
      </div>
    </li>
  );
}

/** When it goes or went out, by the clocks of who reads it: lists are in their order. */
function PostTime({ post }: { post: Post }) {
  const { zone } = useFormat();
  const at = timeOf(post);
  const elsewhere = post.schedule?.zone && post.schedule.zone !== zone ? post.schedule : null;
  return (
    <div className={classes['time']}>
      <RelativeTime at={at} show="absolute" />
      {post.state !== 'cancelled' && (
        <span>
          <RelativeTime at={at} show="relative" />
        </span>
      )}
      {elsewhere && (
        <span>
          <ScheduledTime schedule={elsewhere} show="absolute" />
        </span>
      )}
    </div>
  );
}

function RowMenu({ post, said }: { post: Post; said: string }) {
  const { t } = useTranslation('posts');
  const navigate = useNavigate();
  const duplicate = useDuplicate();
  const { retry, busy } = useRetry();
  const plan = usePlanActs();
  const failed = failedOf(post).length;
  const short = [...said].slice(0, 40).join('');
  const can = possibleWith(post, useNow());
  const entries: MenuEntry[] = [
    { label: t('open'), icon: FileText, onClick: () => void navigate({ to: '/posts/$id', params: { id: post.id } }) },
  ];
  if (can.change) {
    entries.push(
      { label: t('common:edit'), icon: Pencil, onClick: () => void navigate({ to: '/compose/$id', params: { id: post.id } }) },
      { label: t('plan.reschedule_dots'), icon: CalendarClock, onClick: () => plan.reschedule(post) },
      { label: t('plan.send_now'), icon: Send, onClick: () => plan.sendNow(post) },
    );
  }
  if (can.restore) entries.push({ label: t('plan.restore'), icon: Undo2, onClick: () => plan.restore(post) });
  if (can.sendLate && failed > 0) entries.push({ label: t('plan.send_now'), icon: Send, onClick: () => plan.sendNow(post) });
  entries.push({ label: t('duplicate'), icon: Copy, onClick: () => duplicate(post) });
  if (failed > 0 && !can.sendLate) entries.push({ label: t('retry_failed', { count: failed }), icon: RotateCw, disabled: busy, onClick: () => retry(post) });
  if (can.change) entries.push({ label: t('plan.cancel'), icon: Ban, danger: true, onClick: () => plan.cancel(post) });
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
