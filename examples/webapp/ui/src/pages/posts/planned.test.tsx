// SPDX-License-Identifier: BSL-1.0
import { MantineProvider } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Post } from '@/api/posts';
import { Notifications } from '@/components/notify';
import { setPreference } from '@/preferences';
import { answer, problem, renderAt, violations } from '../../../tests/render';
import { delivery, nobodyListens, plannedPost, serve } from '../post/test_server';

/** Six hours of a Monday are over in Paris. */
const now = new Date('2026-11-23T05:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  setPreference('session', 'yes');
  setPreference('zone', 'Europe/Paris');
  setPreference('ask-before-sending', '');
  nobodyListens();
});
afterEach(() => {
  notifications.clean();
  vi.useRealTimers();
});

type Change = { schedule: { at: string } | null };

/** A server with these posts, that plans, cancels and restores as it is asked to. */
function planning(...posts: Post[]) {
  const all = new Map(posts.map((post) => [post.id, post]));
  const asked: { what: string; ifMatch: string | null; body: unknown }[] = [];
  const toCome = () => [...all.values()].filter(({ state }) => state === 'scheduled').toSorted((a, b) => (a.schedule?.instant ?? '').localeCompare(b.schedule?.instant ?? ''));
  const next = (id: string, some: Partial<Post>) => {
    const before = all.get(id) as Post;
    const after = { ...before, ...some, revision: before.revision + 1 };
    all.set(id, after);
    return answer(after);
  };
  const routes: Parameters<typeof serve>[0] = {
    'GET /posts': (request) => answer({ items: new URL(request.url).searchParams.has('to_come') ? toCome() : [...all.values()], next: null }),
    'GET /posts/counts': () => answer({
      sending: 0, scheduled: 0, failed: 0, unconfirmed: 0, partly_delivered: 0, delivered: 0, missed: 0, cancelled: 0, total: all.size, capped: false,
      to_come: toCome().length,
    }),
    'GET /planned_time': (request) => {
      const at = new URL(request.url).searchParams.get('at') ?? '';
      return answer(plannedPost('', at).schedule);
    },
  };
  for (const id of all.keys()) {
    const state = (as: Post['state']): Partial<Post> => ({ state: as, deliveries: [delivery(`${id}-1`, { state: as as 'scheduled', attempts: 0 })] });
    routes[`GET /posts/${id}`] = () => answer(all.get(id));
    routes[`DELETE /posts/${id}`] = () => next(id, state('cancelled'));
    routes[`POST /posts/${id}/restore`] = () => next(id, state('scheduled'));
    routes[`PATCH /posts/${id}`] = () => {
      const { schedule } = (asked.at(-1)?.body ?? {}) as Change;
      return next(id, schedule ? { schedule: plannedPost(id, schedule.at).schedule } : { ...state('sending'), schedule: null });
    };
  }
  const fetched = serve(routes);
  // The body is read before the answer is made.
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method !== 'GET') {
      const text = await request.clone().text();
      const what = `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`;
      asked.push({ what, ifMatch: request.headers.get('If-Match'), body: text ? (JSON.parse(text) as unknown) : null });
    }
    return fetched(request);
  });
  return { asked, routes, all, fetched };
}

const three = () => [
  plannedPost('a', '2026-11-23T14:30', { text: 'This afternoon' }),
  plannedPost('b', '2026-11-24T09:00', { text: 'Tomorrow morning', revision: 4 }),
  plannedPost('c', '2027-01-05T18:45', { text: 'Next year' }),
];

/** The list, and what stands around all pages. */
async function openList(language: 'en' | 'fr' = 'en', search = '') {
  render(
    <MantineProvider env="test">
      <Notifications />
    </MantineProvider>,
  );
  return renderAt(language, `/posts?tab=scheduled${search}`);
}

const rows = () => [...screen.getByRole('main').querySelectorAll('[data-row]')].map(({ textContent }) => textContent);

async function choose(text: string, entry: string) {
  await userEvent.click(await screen.findByRole('button', { name: `Actions for “${text}”` }));
  await userEvent.click(await screen.findByRole('menuitem', { name: entry }));
}

test.each(['en', 'fr'] as const)('what is to come is told day by day, the soonest first, and counted (%s)', async (language) => {
  planning(...three());
  await openList(language);
  await screen.findByRole('link', { name: 'This afternoon' });
  expect(rows()).toEqual(['This afternoon', 'Tomorrow morning', 'Next year']);
  const days = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
  expect(days).toEqual(
    language === 'en'
      ? ['Today, Monday 23 November', 'Tomorrow, Tuesday 24 November', 'Tuesday 5 January 2027']
      : ['Aujourd’hui, lundi 23 novembre', 'Demain, mardi 24 novembre', 'mardi 5 janvier 2027'],
  );
  const row = within(screen.getByRole('link', { name: 'Tomorrow morning' }).closest('li') as HTMLElement);
  expect(row.getByText(language === 'en' ? /^Tue.? 24 Nov.? 09:00/ : /^mar. 24 nov. 09:00/)).toBeDefined();
  expect(screen.getByRole('link', { name: language === 'en' ? 'Scheduled 3' : 'Programmées 3' }).getAttribute('aria-current')).toBe('page');
  expect(await violations(screen.getByRole('main'))).toEqual([]);
});

test('the dates of the filters are those on which it goes out; another tab does not take them along', async () => {
  const { fetched } = planning(...three());
  const { router } = await openList('en', '&q=news&from=2026-11-24&to=2026-11-24');
  await screen.findByRole('link', { name: 'This afternoon' });
  const asked = fetched.mock.calls.map(([request]) => new URL(request.url)).find(({ pathname }) => pathname.endsWith('/posts'))?.searchParams;
  expect(Object.fromEntries(asked ?? [])).toEqual({ to_come: 'true', q: 'news', from: '2026-11-23T23:00:00.000Z', to: '2026-11-24T23:00:00.000Z' });
  expect(screen.getByRole('button', { name: 'Remove the filter: Goes out from 24 Nov 2026' })).toBeDefined();
  await userEvent.click(screen.getByRole('link', { name: /^Sent/ }));
  await waitFor(() => expect(router.state.location.search).toEqual({ tab: 'sent', q: 'news' }));
});

test('a post is moved in a dialog, goes to its place with the focus, and goes back on request', async () => {
  const { asked } = planning(...three());
  await openList();
  await choose('Tomorrow morning', 'Reschedule…');
  const dialog = await screen.findByRole('dialog', { name: 'Reschedule' });
  const date = within(dialog).getByRole('textbox', { name: 'Date' });
  await userEvent.clear(date);
  await userEvent.type(date, '23/11/2026');
  await within(within(dialog).getByRole('status')).findByText(/^Monday 23 November 2026/);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Reschedule' }));
  await waitFor(() => expect(rows()).toEqual(['Tomorrow morning', 'This afternoon', 'Next year']));
  expect(asked).toEqual([
    { what: 'PATCH /posts/b', ifMatch: '"4"', body: { schedule: { at: '2026-11-23T09:00', zone: 'Europe/Paris', late: { send_within: 'PT1H' } } } },
  ]);
  expect(document.activeElement?.textContent).toBe('Tomorrow morning');

  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(rows()).toEqual(['This afternoon', 'Tomorrow morning', 'Next year']));
  expect(asked[1]).toMatchObject({ ifMatch: '"5"', body: { schedule: { at: '2026-11-24T09:00' } } });
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Tomorrow morning'));
});

test('a cancelled post stays where it is, and comes back on request', async () => {
  const { asked } = planning(...three());
  await openList();
  await choose('This afternoon', 'Cancel sending');
  const row = () => within(screen.getByRole('link', { name: 'This afternoon' }).closest('li') as HTMLElement);
  await waitFor(() => expect(row().getByText('Cancelled')).toBeDefined());
  expect(rows()).toHaveLength(3);
  expect(screen.getByRole('link', { name: 'Scheduled 2' })).toBeDefined();
  await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(row().queryByText('Cancelled')).toBeNull());
  expect(asked.map(({ what, ifMatch }) => [what, ifMatch])).toEqual([['DELETE /posts/a', '"1"'], ['POST /posts/a/restore', '"2"']]);
});

test('what was offered about a post does not outlive its next act', async () => {
  planning(...three());
  await openList();
  await choose('This afternoon', 'Cancel sending');
  await screen.findByRole('button', { name: 'Undo' });
  await choose('This afternoon', 'Restore');
  await screen.findByText(/^Scheduled again for/);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
});

test('sending now asks first when it goes to three channels, and to fewer does not', async () => {
  const many = plannedPost('m', '2026-11-23T14:30', { text: 'Many' });
  const to = ['1', '2', '3'].map((id) => delivery(id, { state: 'scheduled', attempts: 0 }));
  const { asked } = planning({ ...many, deliveries: to }, ...three().slice(1));
  await openList();
  await choose('Tomorrow morning', 'Send now');
  await waitFor(() => expect(asked).toEqual([{ what: 'PATCH /posts/b', ifMatch: '"4"', body: { schedule: null } }]));
  await choose('Many', 'Send now');
  const dialog = within(await screen.findByRole('dialog', { name: 'Send to 3 channels now?' }));
  expect(asked).toHaveLength(1);
  await userEvent.click(dialog.getByRole('button', { name: 'Send now' }));
  await waitFor(() => expect(asked[1]).toEqual({ what: 'PATCH /posts/m', ifMatch: '"1"', body: { schedule: null } }));
});

test('what was changed meanwhile is told and shown, and not overwritten', async () => {
  const { routes, all } = planning(...three());
  routes['DELETE /posts/a'] = () => {
    all.set('a', plannedPost('a', '2026-11-23T14:30', { text: 'Another text', revision: 2 }));
    return problem(412, 'changed_meanwhile');
  };
  await openList();
  await choose('This afternoon', 'Cancel sending');
  expect(await screen.findByText(/This has been changed meanwhile/)).toBeDefined();
  expect(await screen.findByRole('link', { name: 'Another text' })).toBeDefined();
});

test('an order that changed elsewhere waits to be shown', async () => {
  const { all } = planning(...three());
  const queries = await import('@tanstack/react-query');
  const { container } = await openList();
  await screen.findByRole('link', { name: 'This afternoon' });
  all.set('c', plannedPost('c', '2026-11-23T08:00', { text: 'Next year' }));
  queries.focusManager.setFocused(false);
  queries.focusManager.setFocused(true);
  dispatchEvent(new Event('online'));
  const show = await screen.findByRole('button', { name: 'The order has changed Show' });
  expect(rows()).toEqual(['This afternoon', 'Tomorrow morning', 'Next year']);
  expect(container.querySelectorAll('h2')).toHaveLength(3);
  await userEvent.click(show);
  expect(rows()).toEqual(['Next year', 'This afternoon', 'Tomorrow morning']);
});

test('nothing scheduled says what to do', async () => {
  planning();
  await openList();
  expect(await screen.findByText(/Nothing is scheduled/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Write a message' }).getAttribute('href')).toBe('/compose');
});
