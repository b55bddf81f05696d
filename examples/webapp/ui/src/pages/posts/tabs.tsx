// SPDX-License-Identifier: BSL-1.0
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePostCounts } from '@/api/posts';
import { useFormat } from '@/i18n/format';
import type { PostsSearch } from '@/router';
import { datesOf, tabStates, tabs, type Tab } from './filter';
import classes from './tabs.module.css';

// The server counts no further.
const countedAtMost = 1000;

const given = (search: { [Name in keyof PostsSearch]: string | undefined }) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as PostsSearch;

/** The address of a tab. The filters come along, but for dates that would mean something else there. */
function searchOf(tab: Tab, from: Tab, { q, channel, ...dates }: PostsSearch): PostsSearch {
  const same = datesOf(tab) === datesOf(from);
  return given({ q, channel, from: same ? dates.from : undefined, to: same ? dates.to : undefined, tab: tab === 'all' ? undefined : tab });
}

/** The great division of the list. What is under way and what failed have a tab only while there is some. */
export function PostTabs({ chosen }: { chosen: Tab }) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const { data: counts } = usePostCounts();
  const countOf = (tab: Tab): number => {
    if (!counts) return 0;
    if (tab === 'all') return counts.total;
    if (tab === 'scheduled') return counts.to_come;
    return tabStates[tab].reduce((sum, state) => sum + counts[state], 0);
  };
  const more = (tab: Tab) => (tab === 'scheduled' ? countOf(tab) >= countedAtMost : counts?.capped);
  const passing = (tab: Tab) => tab === 'sending' || tab === 'failed';
  const shown = tabs.filter((tab) => !passing(tab) || tab === chosen || countOf(tab) > 0);
  return (
    <nav aria-label={t('tabs.label')} className={classes['tabs']}>
      <ul>
        {shown.map((tab) => (
          <li key={tab}>
            <Link
              to="/posts"
              search={(search: PostsSearch) => searchOf(tab, chosen, search)}
              className={classes['tab']}
              // The address has filters, too: a tab is chosen whatever they are.
              activeOptions={{ exact: true }}
              aria-current={tab === chosen ? 'page' : undefined}
              data-tab={tab}
            >
              {t(`tabs.${tab}`)}{' '}
              {countOf(tab) > 0 && (
                <span className={classes['count']}>
                  {format.number(countOf(tab))}
                  {more(tab) && '+'}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
