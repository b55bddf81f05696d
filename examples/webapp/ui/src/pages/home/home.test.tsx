// SPDX-License-Identifier: BSL-1.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { notify } from '@/components/notify';
import { setPreference } from '@/preferences';
import { answer, renderAt, violations } from '../../../tests/render';
import { delivery, failureOf, nobodyListens, plannedPost, post, serve } from '../post/test_server';
import { still } from './still';

vi.mock('@/components/notify', () => ({ notify: vi.fn<() => Promise<string>>(() => Promise.resolve('')), Notifications: () => null }));

beforeEach(() => {
  setPreference('session', 'yes');
  setPreference('first-steps', '');
  nobodyListens();
});

const counts = (some = {}) =>
  answer({ sending: 0, scheduled: 0, failed: 0, unconfirmed: 0, partly_delivered: 0, delivered: 0, missed: 0, cancelled: 0, total: 1, capped: false, to_come: 0, ...some });
const list = (items: object[]) => answer({ items, next: null });
const channel = {
  id: 'c', name: 'Team', connector: 'slack', hint: '', settings: {}, state: 'needs_attention', revision: 1, last_delivered_at: null, pending: 0,
  problem: { ...failureOf('channel_dead', 'no_service'), at: '2026-11-24T08:00:00.000Z' },
  created_at: '2026-11-20T08:00:00.000Z', updated_at: '2026-11-20T08:00:00.000Z',
};

/** Posts by what is asked for. */
const posts = (all: ReturnType<typeof post>[]) => (request: Request) => {
  const { searchParams } = new URL(request.url);
  const states = searchParams.has('to_come') ? ['scheduled'] : searchParams.getAll('state');
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

test.each(['en', 'fr'] as const)('what goes out next has its exact time, and all of it is one press away (%s)', async (language) => {
  serve({
    'GET /posts': posts([plannedPost('n', '2027-12-24T09:00', { text: 'Next one' }), post('d')]),
    'GET /posts/counts': () => counts({ total: 2, to_come: 7 }),
    'GET /channels': () => list([{ ...channel, state: 'active', problem: null }]),
  });
  await renderAt(language, '/');
  const french = language === 'fr';
  const next = within(await screen.findByRole('region', { name: french ? 'Prochains envois' : 'Next up' }));
  expect(next.getAllByRole('link', { name: 'Next one' })).toHaveLength(1);
  expect(next.getByText(french ? /^24 déc. 2027 09:00/ : /^24 Dec 2027 09:00/)).toBeDefined();
  expect(next.getByRole('link', { name: /7/ }).getAttribute('href')).toBe('/posts?tab=scheduled');
  expect(within(screen.getByRole('region', { name: french ? 'Derniers résultats' : 'Recent results' })).queryByText('Next one')).toBeNull();
  expect(await violations(screen.getByRole('main'))).toEqual([]);
});

test('with a channel and nothing planned, it says so; a missed post needs attention, however long ago it was written', async () => {
  const now = new Date().toISOString();
  const missed = plannedPost('m', '2026-11-20T09:00', {
    state: 'missed', text: 'Too late', created_at: '2026-01-01T08:00:00.000Z', updated_at: now,
    deliveries: [delivery('1', { state: 'missed', failure: failureOf('transient', 'missed') })],
  });
  serve({
    'GET /posts': posts([missed]), 'GET /posts/counts': () => counts({ missed: 1 }), 'GET /channels': () => list([{ ...channel, state: 'active', problem: null }]),
    'POST /posts/m/retry': () => answer({ ...missed, state: 'sending' }, 202),
  });
  await renderAt('en', '/');
  expect(await screen.findByText('Nothing is scheduled.')).toBeDefined();
  const attention = within(screen.getByRole('region', { name: 'Needs attention' }));
  expect(attention.getByText(/Its time came while it could not be sent/)).toBeDefined();
  await userEvent.click(attention.getByRole('button', { name: 'Send now' }));
  await waitFor(() => expect(notify).toHaveBeenCalledWith({ message: expect.stringContaining('On its way again') as string }));
});

test('a failure that was seen can be put aside', async () => {
  serve({ 'GET /posts': posts([refused]), 'GET /posts/counts': () => counts({ failed: 1 }), 'GET /channels': () => list([{ ...channel, state: 'active', problem: null }]) });
  await renderAt('en', '/');
  await userEvent.click(await screen.findByRole('button', { name: 'Do not show “Refused” here any more' }));
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Needs attention' })).toBeNull());
  localStorage.clear();
});

test('somebody new is told the first step; put aside, it stays so', async () => {
  serve({ 'GET /posts': posts([]), 'GET /posts/counts': () => counts({ total: 0 }) });
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
  const now = { attention: [], next: [], progress: [], recent: [post('a', { state: 'delivered' }), post('b')] };
  const kept = { attention: [], next: [], progress: [post('a', { state: 'sending' })], recent: [] };
  expect(still(kept, now)).toEqual({ attention: [], next: [], progress: [post('a', { state: 'delivered' })], recent: [] });
});
