// SPDX-License-Identifier: BSL-1.0
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Post } from '@/api/posts';
import { useNow } from '@/components/use_now';
import { addDays, wallTime } from '@/components/wall_time';
import { useFormat } from '@/i18n/format';
import { timeOf } from '@/pages/post/planned';
import { PostList } from './post_list';
import classes from './planned_list.module.css';

interface Day {
  /** `2026-11-24` */
  date: string;
  posts: Post[];
}

/** Neighbours of the same day together; the order stays. */
function daysOf(posts: Post[], dateOf: (post: Post) => string): Day[] {
  const days: Day[] = [];
  for (const post of posts) {
    const date = dateOf(post);
    const last = days.at(-1);
    if (last?.date === date) last.posts.push(post);
    else days.push({ date, posts: [post] });
  }
  return days;
}

/** What is to come, day by day as the user's clocks have them. */
export function PlannedList({ posts, busy }: { posts: Post[]; busy: boolean }) {
  const { zone } = useFormat();
  // A row stays below the heading below which it was put until all of them go where they belong: headings move rows, too.
  const order = `${zone} ${posts.map(({ id }) => id).join()}`;
  const put = () => ({ order, dates: new Map(posts.map((post) => [post.id, wallTime(Date.parse(timeOf(post)), zone).date])) });
  const [kept, setKept] = useState(put);
  if (kept.order !== order) setKept(put());
  const days = daysOf(posts, ({ id }) => kept.dates.get(id) ?? '');
  return (
    <div className={classes['days']}>
      {days.map(({ date, posts: ofDay }) => (
        <DayOf key={`${date} ${ofDay[0]?.id}`} date={date} posts={ofDay} busy={busy} />
      ))}
    </div>
  );
}

function DayOf({ date, posts, busy }: Day & { busy: boolean }) {
  const { t } = useTranslation('posts');
  const { language, zone } = useFormat();
  const today = wallTime(useNow(), zone).date;
  const day = dayName(date, today, language);
  let name = day;
  if (date === today) name = t('days.today', { day });
  else if (date === addDays(today, 1)) name = t('days.tomorrow', { day });
  return (
    <section>
      <h2 className={classes['day']}>{name}</h2>
      <PostList posts={posts} label={name} busy={busy} planned />
    </section>
  );
}

/** "mardi 24 novembre", with the year when it is not this one. */
function dayName(date: string, today: string, language: string): string {
  const sameYear = date.slice(0, 4) === today.slice(0, 4);
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long', ...(!sameYear && { year: 'numeric' }),
  }).format(Date.parse(date)).replace(', ', ' ');
}
