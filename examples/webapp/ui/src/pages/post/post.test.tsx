// SPDX-License-Identifier: BSL-1.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { notify } from '@/components/notify';
import { setPreference } from '@/preferences';
import { answer, problem, renderAt, violations } from '../../../tests/render';
import { debugInfo } from './debug_info';
import { delivery, detail, failureOf, nobodyListens, plannedPost, post, serve } from './test_server';
import { stepsOf } from './timeline';

vi.mock('@/components/notify', () => ({ notify: vi.fn<() => Promise<string>>(() => Promise.resolve('')), Notifications: () => null }));

beforeEach(() => {
  setPreference('session', 'yes');
  nobodyListens();
});

const channel = (id: string, some = {}) => ({
  id, name: 'Team', connector: 'slack', hint: 'hooks.slack.com …1234', settings: {}, state: 'active', problem: null, revision: 1,
  last_delivered_at: null, pending: 0, created_at: '2026-11-20T08:00:00.000Z', updated_at: '2026-11-20T08:00:00.000Z', ...some,
});

const failed = post('p', {
  state: 'partly_delivered',
  text: 'See https://example.org/a. <b>not bold</b> javascript:alert(1)',
  deliveries: [
    delivery('a', { permalink: 'https://slack.com/archives/1' }),
    delivery('b', { state: 'failed', proof: 'none', failure: failureOf('channel_dead', 'no_service', { remote_words: 'no_service' }) }),
  ],
});

const cardOf = async (name: string) => (await screen.findByRole('heading', { name })).closest('li') as HTMLElement;

test.each(['en', 'fr'] as const)('axe finds nothing on a post with a failure and a delivery in doubt (%s)', async (language) => {
  const doubtful = delivery('c', { state: 'unconfirmed', proof: 'none', failure: failureOf('unconfirmed', 'connection_lost') });
  serve({ 'GET /posts/p': () => answer(detail({ ...failed, deliveries: [...failed.deliveries, doubtful] })) });
  await renderAt(language, '/posts/p');
  await cardOf('Channel c');
  expect(await violations(screen.getByRole('main'))).toEqual([]);
});

test('the text is text: only web addresses can be followed', async () => {
  serve({ 'GET /posts/p': () => answer(detail(failed)) });
  await renderAt('en', '/posts/p');
  const message = within(await screen.findByRole('region', { name: 'Message' }));
  expect(message.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['https://example.org/a']);
  expect(message.getByText(/<b>not bold<\/b> javascript:alert\(1\)/)).toBeDefined();
});

test('a dead channel leads to its settings; once it is repaired, sending again is one press away and is told', async () => {
  let channels = [channel('channel-b', { state: 'needs_attention' })];
  const fetched = serve({
    'GET /posts/p': () => answer(detail(failed)),
    'GET /channels': () => answer({ items: channels, next: null }),
    'POST /posts/p/retry': () => answer(failed, 202),
  });
  const { unmount } = await renderAt('en', '/posts/p');
  const card = within(await cardOf('Channel b'));
  expect((await card.findByRole('link', { name: 'Edit the channel' })).getAttribute('href')).toMatch(/^\/channels\/channel-b(\?|$)/);
  expect(card.getByText(/Slack says: “no_service”/)).toBeDefined();
  unmount();

  channels = [channel('channel-b', { updated_at: '2026-11-24T09:00:00.000Z' })];
  await renderAt('en', '/posts/p');
  await userEvent.click(await within(await cardOf('Channel b')).findByRole('button', { name: 'Send again' }));
  await waitFor(() => expect(notify).toHaveBeenCalledWith({ message: expect.stringContaining('On its way again to 1 channel') as string }));
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  expect(fetched.mock.calls.filter(([{ method }]) => method === 'POST')).toHaveLength(1);
});

test('a refused message is written anew for the channel that refused it', async () => {
  const refused = delivery('b', { state: 'failed', failure: failureOf('message_rejected', 'invalid_payload') });
  serve({
    'GET /posts/p': () => answer(detail({ ...failed, deliveries: [delivery('a'), refused] })),
    'GET /channels': () => answer({ items: [channel('channel-a'), channel('channel-b')], next: null }),
  });
  const given = vi.spyOn(Storage.prototype, 'setItem');
  const { router } = await renderAt('en', '/posts/p');
  await userEvent.click(await within(await cardOf('Channel b')).findByRole('button', { name: 'Edit and send again' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/compose'));
  expect(given).toHaveBeenCalledWith('multipost.compose', JSON.stringify({ text: failed.text, channels: ['channel-b'] }));
});

test('what waits says when, and that there is nothing to do', async () => {
  const waiting = delivery('b', { state: 'waiting', due_at: '2026-11-24T13:32:00.000Z', failure: failureOf('rate_limited', 'rate_limited') });
  serve({ 'GET /posts/p': () => answer(detail(post('p', { state: 'sending', deliveries: [waiting] }))) });
  await renderAt('en', '/posts/p');
  expect(within(await cardOf('Channel b')).getByText(/Again at \d\d:32, nothing to do\./)).toBeDefined();
  expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull();
});

test('in doubt, it is sent again only after asking, and an arrival is one press', async () => {
  const doubtful = delivery('c', { state: 'unconfirmed', proof: 'none', failure: failureOf('unconfirmed', 'connection_lost') });
  const said: unknown[] = [];
  serve({
    'GET /posts/p': () => answer(detail(post('p', { state: 'unconfirmed', deliveries: [doubtful] }))),
    'GET /channels': () => answer({ items: [channel('channel-c')], next: null }),
    'POST /deliveries/c/resolve': (request) => {
      void request.json().then((body) => said.push(body));
      return answer(doubtful);
    },
  });
  await renderAt('en', '/posts/p');
  const card = within(await cardOf('Channel c'));
  expect((await card.findByRole('link', { name: 'Check the channel' })).getAttribute('href')).toBe('https://app.slack.com/client');
  await userEvent.click(card.getByRole('button', { name: 'Send again (may appear twice)' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(said).toEqual([]);
  await userEvent.click(card.getByRole('button', { name: 'Send again (may appear twice)' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Send again' }));
  await waitFor(() => expect(said).toEqual([{ as: 'not_delivered' }]));
  await userEvent.click(card.getByRole('button', { name: 'It arrived' }));
  await waitFor(() => expect(said).toEqual([{ as: 'not_delivered' }, { as: 'delivered' }]));
});

const planned = (some: Parameters<typeof plannedPost>[2] = {}) => plannedPost('p', '2099-12-24T09:00', some);
const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

test.each(['en', 'fr'] as const)('a planned post says exactly when it goes out, how late it may, and what can be done (%s)', async (language) => {
  serve({ 'GET /posts/p': () => answer(detail(planned(), [])) });
  await renderAt(language, '/posts/p');
  const french = language === 'fr';
  const when = within(await screen.findByRole('region', { name: french ? 'Départ' : 'When it goes out' }));
  expect(when.getByText(french ? 'jeudi 24 décembre 2099 à 09:00' : 'Thursday 24 December 2099 at 09:00')).toBeDefined();
  expect(when.getByText(/^Europe\/Paris \(CET\) · (dans|in) /)).toBeDefined();
  expect(when.getByText(french ? /1 heure de retard au plus/ : /up to 1 hour late/)).toBeDefined();
  expect(screen.getByRole('link', { name: french ? 'Modifier' : 'Edit' }).getAttribute('href')).toBe('/compose/p');
  expect(buttons()).toEqual(expect.arrayContaining(french ? ['Reprogrammer…', 'Envoyer maintenant', 'Annuler l’envoi'] : ['Reschedule…', 'Send now', 'Cancel sending']));
  expect(await violations(screen.getByRole('main'))).toEqual([]);
});

test('once sending has begun, nothing can be changed, and it says why', async () => {
  serve({ 'GET /posts/p': () => answer(detail(planned({ state: 'sending', deliveries: [delivery('a', { state: 'sending' }), delivery('b', { state: 'scheduled' })] }))) });
  await renderAt('en', '/posts/p');
  expect(await screen.findByText('Sending has begun: it can no longer be changed or cancelled.')).toBeDefined();
  expect(screen.queryByRole('link', { name: 'Edit' })).toBeNull();
  expect(buttons()).not.toContain('Cancel sending');
});

test('a cancelled post can be restored while its time has not come, and else says why not', async () => {
  let now = planned({ state: 'cancelled', revision: 2, deliveries: [delivery('a', { state: 'cancelled', attempts: 0 })] });
  const asked: (string | null)[] = [];
  serve({
    'GET /posts/p': () => answer(detail(now, [])),
    'POST /posts/p/restore': (request) => {
      asked.push(request.headers.get('If-Match'));
      now = planned({ revision: 3 });
      return answer(now);
    },
  });
  const { unmount } = await renderAt('en', '/posts/p');
  await userEvent.click(await screen.findByRole('button', { name: 'Restore' }));
  await screen.findByRole('link', { name: 'Edit' });
  expect(asked).toEqual(['"2"']);
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }));
  unmount();

  now = plannedPost('p', '2026-01-05T09:00', { state: 'cancelled', deliveries: [delivery('a', { state: 'cancelled', attempts: 0 })] });
  await renderAt('en', '/posts/p');
  expect(await screen.findByText(/Its time has passed, so it cannot be restored/)).toBeDefined();
  expect(buttons()).not.toContain('Restore');
});

test('a missed post says how late it might have been, and is sent all the same', async () => {
  const missed = plannedPost('p', '2026-11-20T09:00', {
    state: 'missed', deliveries: [delivery('a', { state: 'missed', attempts: 0, failure: failureOf('transient', 'missed') })],
  });
  const fetched = serve({ 'GET /posts/p': () => answer(detail(missed, [])), 'POST /posts/p/retry': () => answer({ ...missed, state: 'sending' }, 202) });
  await renderAt('en', '/posts/p');
  expect(await screen.findByText('It was to go out no more than 1 hour late.')).toBeDefined();
  expect(screen.getByText('Missed: it could not leave in time')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Send now' }));
  await waitFor(() => expect(fetched.mock.calls.filter(([{ method, url }]) => method === 'POST' && url.endsWith('/retry'))).toHaveLength(1));
});

test('too late is told until it is closed, and the page shows what is there now', async () => {
  let now = planned();
  serve({
    'GET /posts/p': () => answer(detail(now, [])),
    'DELETE /posts/p': () => {
      now = planned({ state: 'sending', deliveries: [delivery('a', { state: 'sending' })] });
      return problem(409, 'too_late');
    },
  });
  await renderAt('en', '/posts/p');
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel sending' }));
  await waitFor(() => expect(notify).toHaveBeenCalledWith(expect.objectContaining({ title: 'It is too late for that.', autoClose: false })));
  expect(await screen.findByText(/Sending has begun/)).toBeDefined();
});

test('a post that does not exist is told as that', async () => {
  serve({ 'GET /posts/p': () => problem(404, 'not_found') });
  await renderAt('en', '/posts/p');
  expect(await screen.findByRole('heading', { level: 1, name: 'There is no such post' })).toBeDefined();
});

test('the timeline knows the owner’s word, and what is to come', () => {
  const settled = { ...delivery('a', { proof: 'none' }), updated_at: '2026-11-24T09:00:00.000Z' };
  const of = detail(post('p', { deliveries: [settled] }), [
    { number: 1, started_at: '2026-11-24T08:00:01.000Z', ended_at: null, state: 'unconfirmed', failure: null, elapsed_ms: 5 },
  ]);
  expect(stepsOf(of).map(({ kind }) => kind)).toEqual(['created', 'attempt', 'settled']);
  const waiting = delivery('b', { state: 'waiting', due_at: '2026-11-24T13:32:00.000Z' });
  expect(stepsOf(detail(post('p', { deliveries: [waiting] }))).map(({ kind }) => kind)).toEqual(['created', 'attempt', 'again']);
});

test('the timeline knows when it was to go out, and tells a cancellation from an end', () => {
  const kinds = (of: Parameters<typeof detail>[0]) => stepsOf(detail(of, [])).map(({ kind }) => kind);
  expect(kinds(planned())).toEqual(['created', 'planned']);
  expect(kinds(planned({ state: 'cancelled', deliveries: [delivery('a', { state: 'cancelled' })] }))).toEqual(['created', 'cancelled']);
  const missed = plannedPost('p', '2026-11-24T08:30', { state: 'missed', deliveries: [delivery('a', { state: 'missed', updated_at: '2026-11-24T09:00:00.000Z' })] });
  expect(kinds({ ...missed, created_at: '2026-11-20T08:00:00.000Z' })).toEqual(['created', 'was_planned', 'missed']);
});

test('what is copied for those who help tells ids, states and codes, and nothing that was written', () => {
  const info = debugInfo(detail(failed), '0.1.0', 'request-1');
  expect(info).toContain('request request-1');
  expect(info).toContain('channel_dead/no_service');
  expect(info).not.toContain('not bold');
  expect(info).not.toContain('Channel b');
});
