// SPDX-License-Identifier: BSL-1.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { setPreference } from '@/preferences';
import { answer, renderAt, violations } from '../../../tests/render';
import { delivery, nobodyListens, post, serve } from '../post/test_server';

beforeEach(() => {
  setPreference('session', 'yes');
  nobodyListens();
});

const counts = (some = {}) =>
  answer({ sending: 0, scheduled: 0, failed: 0, unconfirmed: 0, partly_delivered: 0, delivered: 0, missed: 0, cancelled: 0, total: 0, capped: false, to_come: 0, ...some });
const list = (...items: object[]) => answer({ items, next: null });

const three = [
  post('1', { text: '**First** line', deliveries: [delivery('a', { channel_name: 'Team' })] }),
  post('2', { text: 'Second', state: 'failed', deliveries: [delivery('b', { state: 'failed' })] }),
  post('3', { text: 'Third' }),
];

test.each(['en', 'fr'] as const)('a row tells the state, the text without its markup, and each channel’s state (%s)', async (language) => {
  serve({ 'GET /posts': () => list(...three), 'GET /posts/counts': () => counts({ failed: 1, delivered: 2 }) });
  await renderAt(language, '/posts');
  expect(await screen.findByRole('link', { name: 'First line' })).toBeDefined();
  expect(screen.getByText(language === 'en' ? 'Team: Delivered' : 'Team : Remis')).toBeDefined();
  expect(screen.getByRole('link', { name: language === 'en' ? 'Failed 1' : 'En échec 1' })).toBeDefined();
  expect(await violations(screen.getByRole('main'))).toEqual([]);
});

test('what is under way and what failed have a tab only while there is some', async () => {
  serve({ 'GET /posts': () => list(...three), 'GET /posts/counts': () => counts({ delivered: 3 }) });
  await renderAt('en', '/posts');
  await screen.findByRole('link', { name: 'Second' });
  expect(screen.getByRole('navigation', { name: 'Posts by result' }).textContent.trim()).toBe('All Scheduled Sent 3');
});

test('a tab and the filters stand in the address and are asked for; a chip takes one away', async () => {
  const fetched = serve({ 'GET /posts': () => list(), 'GET /posts/counts': () => counts(), 'GET /channels': () => list() });
  const { router } = await renderAt('en', '/posts?tab=failed&q=news&from=2026-11-20&to=2026-11-20&state=delivered');
  expect(await screen.findByText('No post matches these filters.')).toBeDefined();
  const asked = fetched.mock.calls.map(([request]) => new URL(request.url)).find(({ pathname }) => pathname.endsWith('/posts'))?.searchParams;
  const tabs = within(screen.getByRole('navigation', { name: 'Posts by result' }));
  expect(tabs.getAllByRole('link', { current: 'page' }).map(({ textContent }) => textContent.trim())).toEqual(['Failed']);
  // A state that the tab does not have is no filter.
  expect(asked?.getAll('state')).toEqual(['failed', 'partly_delivered', 'unconfirmed', 'missed']);
  expect(asked?.get('q')).toBe('news');
  expect(Date.parse(asked?.get('to') ?? '') - Date.parse(asked?.get('from') ?? '')).toBe(24 * 60 * 60 * 1000);
  await userEvent.click(screen.getByRole('button', { name: 'Remove the filter: “news”' }));
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty('q'));
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
  await userEvent.click(screen.getByRole('button', { name: 'Clear all' }));
  await waitFor(() => expect(router.state.location.search).toEqual({ tab: 'failed' }));
});

test('the search follows what is typed, once it rests', async () => {
  serve({ 'GET /posts': () => list(...three), 'GET /posts/counts': () => counts() });
  const { router } = await renderAt('en', '/posts');
  await userEvent.type(await screen.findByRole('searchbox'), 'rele ase');
  await waitFor(() => expect(router.state.location.search).toEqual({ q: 'rele ase' }));
});

test('nothing sent yet is told otherwise than nothing found', async () => {
  serve({ 'GET /posts': () => list(), 'GET /posts/counts': () => counts() });
  await renderAt('en', '/posts');
  expect(await screen.findByText(/Nothing has been sent yet/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Write a message' }).getAttribute('href')).toBe('/compose');
});

test('j and k move along the rows, Enter opens, and / goes to the search', async () => {
  serve({ 'GET /posts': () => list(...three), 'GET /posts/counts': () => counts(), 'GET /posts/2': () => answer(three[1]) });
  const { router } = await renderAt('en', '/posts');
  await screen.findByRole('link', { name: 'Second' });
  await userEvent.keyboard('jjjk');
  expect(document.activeElement?.textContent).toBe('Second');
  await userEvent.keyboard('/');
  expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  screen.getByRole('link', { name: 'Second' }).focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toBe('/posts/2'));
});

test('more is shown on request, and the focus goes on to what came', async () => {
  const pages = [answer({ items: [three[0]], next: 'more' }), answer({ items: [three[1]], next: null })];
  const page = vi.fn<() => Response>(() => pages.shift() ?? list());
  serve({ 'GET /posts': page, 'GET /posts/counts': () => counts() });
  await renderAt('en', '/posts');
  await userEvent.click(await screen.findByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Second'));
  expect(screen.getByText('2 posts shown')).toBeDefined();
});
