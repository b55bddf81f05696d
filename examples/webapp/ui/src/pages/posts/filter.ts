// SPDX-License-Identifier: BSL-1.0
import type { PostFilter, PostState } from '@/api/posts';
import type { PostsSearch } from '@/router';

/** What a post that was sent can be. */
export type SentState = Exclude<PostState, 'draft'>;

export type Tab = 'all' | 'scheduled' | 'sending' | 'sent' | 'failed';

/** Which states a tab shows, none of them in two; of all there is no need to say which. */
export const tabStates: Record<Tab, readonly SentState[]> = {
  all: [],
  scheduled: ['scheduled'],
  sending: ['sending'],
  sent: ['delivered'],
  failed: ['failed', 'partly_delivered', 'unconfirmed', 'missed'],
};

export const tabs: readonly Tab[] = ['all', 'scheduled', 'sending', 'sent', 'failed'];

/** The states one can ask for by name; drafts are not listed. */
const allStates: readonly SentState[] = [...tabs.flatMap((tab) => tabStates[tab]), 'cancelled'];

export const tabOf = ({ tab }: PostsSearch): Tab => tabs.find((known) => known === tab) ?? 'all';

/** What the dates of the filters are about: when a post was written, or when it goes out. */
export const datesOf = (tab: Tab): 'written' | 'planned' => (tab === 'scheduled' ? 'planned' : 'written');

/** What can be chosen as a state inside of a tab; nothing where there is no choice. */
export function stateChoices(tab: Tab): readonly SentState[] {
  const inTab = tab === 'all' ? allStates : tabStates[tab];
  return inTab.length > 1 ? inTab : [];
}

export const stateOf = (search: PostsSearch): SentState | undefined =>
  stateChoices(tabOf(search)).find((known) => known === search.state);

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}

const dayPattern = /^(\d{4})-(\d\d)-(\d\d)$/;

/** When a day (`2026-11-24`) begins in a zone, or one that many days later; undefined for what is no day. */
export function startOfDay(day: string | undefined, zone: string, later = 0): string | undefined {
  const [, year, month, date] = dayPattern.exec(day ?? '') ?? [];
  if (!year || Number(month) > 12 || Number(date) > 31) return undefined;
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(date) + later);
  // Twice, because the offset at that hour is not yet known when it is first asked for.
  const near = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(near, zone)).toISOString();
}

/** The conditions as the API takes them. What cannot be one is left out: addresses are typed by hand, too. */
export function filterOf(search: PostsSearch, zone: string): PostFilter {
  const tab = tabOf(search);
  const state = stateOf(search);
  const states = state ? [state] : tabStates[tab];
  const from = startOfDay(search.from, zone);
  const to = startOfDay(search.to, zone, 1);
  return {
    // What is to come has an order of its own, and dates that are to come.
    ...(tab === 'scheduled' ? { toCome: true } : states.length > 0 && { states }),
    ...(search.channel && /^[0-9a-f-]{36}$/i.test(search.channel) && { channel: search.channel }),
    ...(search.q?.trim() && { q: search.q.trim().slice(0, 200) }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

export type FilterName = 'q' | 'channel' | 'state' | 'from' | 'to';

/** The filters that are set, in the order they are shown; a tab is none. */
export function activeFilters(search: PostsSearch): FilterName[] {
  const set: Record<FilterName, unknown> = {
    q: search.q?.trim(),
    channel: search.channel,
    state: stateOf(search),
    from: startOfDay(search.from, 'UTC'),
    to: startOfDay(search.to, 'UTC'),
  };
  return (Object.keys(set) as FilterName[]).filter((name) => set[name]);
}
