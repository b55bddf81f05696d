// SPDX-License-Identifier: BSL-1.0
import { configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { setPreference } from '@/preferences';
import { undoDiscard } from './discard';
import { draftStore } from './draft';
import { answer, problem, renderAt, violations } from '../../../tests/render';

// A whole page is rendered and asked by roles, which is slow without a browser.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 8_000 });

let users = 0;
let user = { id: '', email: 'ada@example.org', display_name: 'Ada', administrator: false, created_at: '2026-11-22T09:14:03.120Z' };

const channel = (id: string, name: string, connector: string, more = {}) => ({
  id, name, connector, hint: '', settings: {}, state: 'active', problem: null, revision: 1, created_at: user.created_at, updated_at: user.created_at, ...more,
});
const team = channel('c1', 'Team', 'slack');
const news = channel('c2', 'News', 'discord');
const gone = channel('c3', 'Old', 'slack', {
  state: 'needs_attention',
  problem: { class: 'auth', code: 'invalid_token', what: 'x', advice: '', at: user.created_at },
});
const limits: Record<string, number> = { c1: 4000, c2: 20 };

interface Asked {
  text: string;
  channels: string[];
}

/** As the server previews: a limit of 20 characters for News. */
function previewOf(id: string, text: string) {
  const limit = limits[id] ?? 100;
  const tooLong = { class: 'message_rejected', code: 'text_too_long', what: 'too long', advice: '', remote_words: '', retry_at: null };
  return {
    channel: id, connector: id === 'c2' ? 'discord' : 'slack', text, length: text.length, limit, unit: 'code_points', notices: [],
    segments: [{ text, blocks: text ? [{ kind: 'paragraph', depth: 0, level: null, marker: null, runs: [{ text, marks: ['bold'], href: null }] }] : [] }],
    requests: [{ effect: 'publishes', method: 'POST', url: 'https://hooks.slack.com/services/***', headers: [], body: '{}' }],
    problem: text.length > limit ? tooLong : null,
  };
}

type Send = (request: Request, body: Asked) => Response | Promise<Response>;

/** A server with these channels; `send` answers POST /posts. Returns the requests to send that came, with their keys. */
function serve(channels: unknown[], send: Send = () => answer({ id: 'p1', state: 'sending', deliveries: [] }, 202)) {
  const sent: { key: string | null; body: Asked }[] = [];
  const post = { id: 'p1', state: 'delivered', text: 'Hello', title: null, link: null, created_at: user.created_at, updated_at: user.created_at,
    deliveries: [{ id: 'd1', channel: 'c1', channel_name: 'Team', connector: 'slack', state: 'delivered', due_at: null, attempts: 1, proof: 'accepted',
      remote_id: null, permalink: null, failure: null, updated_at: user.created_at, attempts_made: [] }] };
  vi.stubGlobal('fetch', async (request: Request) => {
    const route = `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`;
    if (route === 'GET /session') return answer({ user, session: { id: 's', created_at: user.created_at, expires_at: user.created_at } });
    if (route === 'GET /channels') return answer({ items: channels, next: null });
    if (route === 'GET /posts/p1') return answer(post);
    if (route === 'POST /preview') {
      const body = (await request.json()) as Asked;
      return answer({ items: body.channels.map((id) => previewOf(id, body.text)), next: null });
    }
    if (route === 'POST /posts') {
      const body = (await request.clone().json()) as Asked;
      sent.push({ key: request.headers.get('Idempotency-Key'), body });
      return send(request, body);
    }
    return answer({ items: [], next: null });
  });
  return sent;
}

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const write = async (text: string) => fireEvent.change(await field(), { target: { value: text } });
const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });

beforeEach(() => {
  users += 1;
  user = { ...user, id: `u${users}` };
  localStorage.clear();
  setPreference('session', 'yes');
  setPreference('ask-before-sending', '');
  vi.stubGlobal('EventSource', class extends EventTarget { static readonly CLOSED = 2; close() {} });
});

test.each(['en', 'fr'] as const)('the page has nothing axe would object to (%s)', async (language) => {
  serve([team, news, gone]);
  const { container } = await renderAt(language, '/compose');
  await userEvent.click(await screen.findByRole('checkbox', { name: /Team/ }));
  await write('Hello');
  await screen.findByText('Hello', { selector: 'strong' });
  expect(await violations(container.querySelector('main') ?? container)).toEqual([]);
});

test('without a channel there is one sentence and the way to connect one', async () => {
  serve([]);
  await renderAt('en', '/compose');
  expect((await screen.findByRole('link', { name: 'Connect a channel' })).getAttribute('href')).toBe('/channels/new');
});

test('a channel that cannot be sent to is listed with the reason and the way to repair it', async () => {
  serve([team, gone]);
  await renderAt('en', '/compose');
  await field();
  expect(box(/Old/).disabled).toBe(true);
  expect(screen.getByText(/Slack does not know this webhook/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Reconnect' }).getAttribute('href')).toBe('/channels/c3');
});

test('what is missing is named and takes the focus, one after the other', async () => {
  const sent = serve([team, news]);
  await renderAt('en', '/compose');
  await userEvent.click(await screen.findByRole('button', { name: 'Send' }));
  expect(screen.getByText('Choose at least one channel.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getAllByRole('checkbox')[0]);
  await userEvent.click(box(/Team/));
  await userEvent.click(screen.getByRole('button', { name: 'Send to 1 channel' }));
  expect(screen.getByText('Write something.')).toBeDefined();
  expect(document.activeElement).toBe(await field());
  expect(sent).toEqual([]);
});

test('a text too long for one channel can go to the other; the problem takes the focus', async () => {
  const sent = serve([team, news]);
  await renderAt('en', '/compose');
  await userEvent.click(await screen.findByRole('checkbox', { name: /Team/ }));
  await userEvent.click(box(/News/));
  await write('Twenty characters and some');
  expect(await screen.findByText('6 too many')).toBeDefined();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(document.activeElement?.textContent).toContain('It is 6 characters too long.');
  expect(sent).toEqual([]);
  const problems = screen.getByRole('alert', { name: 'What prevents sending' });
  expect(problems.textContent).toContain('1 of 2 channels can take this message.');
  await userEvent.click(within(problems).getByRole('button', { name: 'Send to the other one only' }));
  await screen.findByText('Message delivered');
  expect(sent.map(({ body }) => body.channels)).toEqual([['c1']]);
  // The text is not lost for the one that was left out.
  await userEvent.click(await screen.findByRole('button', { name: 'Adapt the text' }));
  expect((await field()).value).toBe('Hello');
  expect(box(/News/).checked).toBe(true);
  expect(box(/Team/).checked).toBe(false);
});

test('who sends right after the last letter is told what is wrong before anything is sent', async () => {
  const sent = serve([news]);
  await renderAt('en', '/compose');
  await write('Twenty characters and some');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(await screen.findByText(/It is 6 characters too long/)).toBeDefined();
  expect(document.activeElement?.textContent).toContain('News');
  expect(sent).toEqual([]);
});

test('a lost answer is asked for again with the same key, also after the page was left', async () => {
  let lost = true;
  const sent = serve([team], () => {
    if (lost) throw new TypeError('Failed to fetch');
    return answer({ id: 'p1', state: 'sending', deliveries: [] }, 202);
  });
  const first = await renderAt('en', '/compose');
  await write('Hello');
  await userEvent.click(screen.getByRole('button', { name: 'Send to 1 channel' }));
  expect((await screen.findByRole('alert')).textContent).toContain('The server does not answer.');
  expect(screen.getByText(/the same message is not sent twice/)).toBeDefined();
  expect((await field()).value).toBe('Hello');
  first.unmount();

  lost = false;
  await renderAt('en', '/compose');
  await userEvent.click(await screen.findByRole('button', { name: 'Resume sending' }));
  await screen.findByText('Message delivered');
  expect(sent).toHaveLength(2);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  await userEvent.click(screen.getByRole('button', { name: 'Write another' }));
  expect((await field()).value).toBe('');
});

test('another text has another key', async () => {
  const sent = serve([team], () => problem(503, 'unavailable'));
  await renderAt('en', '/compose');
  await write('Hello');
  await userEvent.click(screen.getByRole('button', { name: 'Send to 1 channel' }));
  await screen.findByRole('alert');
  await write('Hello you');
  await userEvent.click(screen.getByRole('button', { name: 'Send to 1 channel' }));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[0]?.key).not.toBe(sent[1]?.key);
});

test('what the server refuses is told for its channel, with the text kept', async () => {
  serve([team], (_, { channels }) =>
    answer({ type: 'urn:multipost:problem:message_refused', title: 'x', status: 422, code: 'message_refused', request_id: '0199f3a4-7c1e',
      errors: channels.map((id) => ({ channel: id, code: 'text_too_long', what: 'x', advice: '', length: 4012, limit: 4000 })) }, 422));
  await renderAt('en', '/compose');
  await write('Hello');
  await userEvent.click(screen.getByRole('button', { name: 'Send to 1 channel' }));
  expect((await screen.findByRole('alert')).textContent).toContain('The chosen channel cannot take this message.');
  expect((await field()).value).toBe('Hello');
});

test('too many posts: the button says how long to wait', async () => {
  serve([team], () => problem(429, 'too_many_posts', { 'Retry-After': '30' }));
  await renderAt('en', '/compose');
  await write('Hello');
  await userEvent.click(screen.getByRole('button', { name: 'Send to 1 channel' }));
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: /Send in (29|30) sec/ })).disabled).toBe(true);
});

test('three channels are asked about, until the user wants no more questions', async () => {
  const sent = serve([team, news, channel('c4', 'Ops', 'slack')]);
  await renderAt('en', '/compose');
  for (const name of [/Team/, /News/, /Ops/]) await userEvent.click(await screen.findByRole('checkbox', { name }));
  await write('Hello');
  await userEvent.click(screen.getByRole('button', { name: 'Send to 3 channels' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('News, Ops and Team');
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Do not ask again' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Send to 3 channels' }));
  await screen.findByText('Message delivered');
  await userEvent.click(screen.getByRole('button', { name: 'Write another' }));
  await write('Hello');
  await userEvent.click(screen.getByRole('button', { name: 'Send to 3 channels' }));
  await waitFor(() => expect(sent).toHaveLength(2));
});

test('a discarded draft can be had back', async () => {
  serve([team]);
  await renderAt('en', '/compose');
  await write('Hello');
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect((await field()).value).toBe('');
  draftStore(user.id).change({ text: 'Begun anew' });
  undoDiscard(draftStore(user.id), { text: 'Hello', plan: null, attempt: null });
  expect((await field()).value).toBe('Hello');
  expect(await screen.findByText('You had begun another message.')).toBeDefined();
});

test('a text handed over puts the one before aside', async () => {
  serve([team, news]);
  localStorage.setItem(`multipost.draft.${user.id}`, JSON.stringify({ text: 'Before' }));
  const { router } = await renderAt('en', '/compose?text=After&channels=c2');
  await waitFor(async () => expect((await field()).value).toBe('After'));
  expect(box(/News/).checked).toBe(true);
  await waitFor(() => expect(router.state.location.search).toEqual({}));
  await userEvent.click(screen.getByRole('button', { name: 'Go on with it' }));
  expect((await field()).value).toBe('Before');
});

test('many channels are searched', async () => {
  serve(Array.from({ length: 8 }, (_, index) => channel(`m${index}`, `Room ${index}`, 'slack')));
  await renderAt('en', '/compose');
  await userEvent.type(await screen.findByRole('searchbox', { name: 'Search channels' }), 'room 5');
  expect(screen.getAllByRole('checkbox')).toHaveLength(1);
});
