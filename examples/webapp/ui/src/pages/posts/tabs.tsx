// SPDX-License-Identifier: BSL-1.0
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePostCounts } from '@/api/posts';
import { useFormat } from '@/i18n/format';
import type { PostsSearch } from '@/router';
import { tabStates, tabs, type Tab } from './filter';
import classes from './tabs.module.css';

const given = (search: { [Name in keyof PostsSearch]: string | undefined }) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as PostsSearch;

/** The great division of the list. What is under way and what failed have a tab only while there is some. */
export function PostTabs({ chosen }: { chosen: Tab }) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const { data: counts } = usePostCounts();
  const countOf = (tab: Tab) => tabStates[tab].reduce((sum, state) => sum + (counts?.[state] ?? 0), 0);
  const counted = (tab: Tab) => tab === 'sending' || tab === 'failed';
  const shown = tabs.filter((tab) => !counted(tab) || tab === chosen || countOf(tab) > 0);
  return (
    <nav aria-label={t('tabs.label')} className={classes['tabs']}>
      <ul>
        {shown.map((tab) => (
          <li key={tab}>
            <Link
              to="/posts"
              search={({ q, channel, from, to }) => given({ q, channel, from, to, tab: tab === 'all' ? undefined : tab })}
              className={classes['tab']}
              // The address has filters, too: a tab is chosen whatever they are.
              activeOptions={{ exact: true }}
              aria-current={tab === chosen ? 'page' : undefined}
              data-tab={tab}
            >
              {t(`tabs.${tab}`)}{' '}
              {counted(tab) && countOf(tab) > 0 && <span className={classes['count']}>{format.number(countOf(tab))}{counts?.capped && '+'}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
