// SPDX-License-Identifier: BSL-1.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { setPreference } from '@/preferences';
import { answer, renderAt, violations } from '../../../tests/render';
import { delivery, failureOf, nobodyListens, post, serve } from '../post/test_server';
import { still } from './still';

vi.mock('@/components/notify', () => ({ notify: vi.fn<() => Promise<string>>(() => Promise.resolve('')), Notifications: () => null }));

beforeEach(() => {
  setPreference('session', 'yes');
  setPreference('first-steps', '');
  nobodyListens();
});

const counts = (some = {}) =>
  answer({ sending: 0, scheduled: 0, failed: 0, unconfirmed: 0, partly_delivered: 0, delivered: 0, missed: 0, cancelled: 0, total: 0, capped: false, ...some });
const list = (items: object[]) => answer({ items, next: null });
const channel = {
  id: 'c', name: 'Team', connector: 'slack', hint: '', settings: {}, state: 'needs_attention', revision: 1, last_delivered_at: null, pending: 0,
  problem: { ...failureOf('channel_dead', 'no_service'), at: '2026-11-24T08:00:00.000Z' },
  created_at: '2026-11-20T08:00:00.000Z', updated_at: '2026-11-20T08:00:00.000Z',
};

/** Posts by what is asked for. */
const posts = (all: ReturnType<typeof post>[]) => (request: Request) => {
  const states = new URL(request.url).searchParams.getAll('state');
  return list(states.length > 0 ? all.filter(({ state }) => states.includes(state)) : all);
};

const refused = post('r', { state: 'failed', text: 'Refused', deliveries: [delivery('1', { state: 'failed', failure: failureOf('message_rejected', 'no_text') })] });
const passing = post('t', { state: 'failed', text: 'Passing', deliveries: [delivery('2', { state: 'failed', failure: failureOf('transient', 'timeout') })] });
const doubtful = post('u', { state: 'unconfirmed', text: 'Doubtful', deliveries: [delivery('3', { state: 'unconfirmed', failure: failureOf('unconfirmed', 'timeout') })] });

test.each(['en', 'fr'] as const)('what needs attention has a line each, with what helps (%s)', async (language) => {
  serve({
    'GET /posts': posts([refused, passing, doubtful, post('d'), post('s', { state: 'sending', text: 'Under way' })]),
    'GET /posts/counts': () => counts({ delivered: 1 }),
    'GET /channels': () => list([channel]),
  });
  await renderAt(language, '/');
  const french = language === 'fr';
  const attention = within(await screen.findByRole('region', { name: french ? 'À régler' : 'Needs attention' }));
  expect(attention.getAllByRole('listitem')).toHaveLength(4);
  expect(attention.getByRole('link', { name: french ? 'Réparer Team' : 'Repair Team' }).getAttribute('href')).toMatch(/^\/channels\/c/);
  expect(attention.getByRole('link', { name: french ? /^Voir .*Refused/ : 'View “Refused”' }).getAttribute('href')).toBe('/posts/r');
  expect(attention.getByRole('button', { name: french ? 'Renvoyer' : 'Send again' })).toBeDefined();
  expect(attention.getByRole('link', { name: french ? /^Vérifier .*Doubtful/ : 'Check “Doubtful”' })).toBeDefined();
  expect(within(screen.getByRole('region', { name: french ? 'En cours' : 'In progress' })).getByText('Under way')).toBeDefined();
  // What is above is not repeated below.
  expect(within(screen.getByRole('region', { name: french ? 'Derniers résultats' : 'Recent results' })).getAllByRole('link', { name: /^Text|Refused/ })).toHaveLength(1);
  expect(await violations(screen.getByRole('main'))).toEqual([]);
});

test('a failure that was seen can be put aside', async () => {
  serve({ 'GET /posts': posts([refused]), 'GET /posts/counts': () => counts({ failed: 1 }), 'GET /channels': () => list([{ ...channel, state: 'active', problem: null }]) });
  await renderAt('en', '/');
  await userEvent.click(await screen.findByRole('button', { name: 'Do not show “Refused” here any more' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Needs attention' })).toBeNull());
  localStorage.clear();
});

test('somebody new is told the first step; put aside, it stays so', async () => {
  serve({ 'GET /posts': posts([]), 'GET /posts/counts': () => counts() });
  await renderAt('en', '/');
  expect(await screen.findByRole('heading', { level: 1, name: 'Hello Ada' })).toBeDefined();
  const steps = within(await screen.findByRole('region', { name: 'First steps' }));
  expect(steps.getByText('0 of 3')).toBeDefined();
  expect(steps.getByRole('link', { name: 'Connect a channel' }).getAttribute('href')).toBe('/channels/new');
  await userEvent.click(steps.getByRole('button', { name: 'Do not show the first steps any more' }));
  expect(screen.queryByRole('region', { name: 'First steps' })).toBeNull();
  expect(screen.getByText(/Connect a first channel/)).toBeDefined();
});

test('who has seen a message arrive needs no first steps', async () => {
  serve({ 'GET /posts': posts([post('d')]), 'GET /posts/counts': () => counts({ delivered: 1 }), 'GET /channels': () => list([{ ...channel, state: 'active', problem: null }]) });
  await renderAt('en', '/');
  await screen.findByRole('region', { name: 'Recent results' });
  expect(screen.queryByRole('region', { name: 'First steps' })).toBeNull();
});

test('under the pointer, a post changes in its place and nothing comes or goes', () => {
  const now = { attention: [], progress: [], recent: [post('a', { state: 'delivered' }), post('b')] };
  const kept = { attention: [], progress: [post('a', { state: 'sending' })], recent: [] };
  expect(still(kept, now)).toEqual({ attention: [], progress: [post('a', { state: 'delivered' })], recent: [] });
});
