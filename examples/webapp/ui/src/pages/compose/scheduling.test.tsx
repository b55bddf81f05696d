// SPDX-License-Identifier: BSL-1.0
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Schema } from '@/api/client';
import { setPreference } from '@/preferences';
import { channel, serve as serveChannels } from '../channels/test_server';
import { answer, problem, renderAt } from '../../../tests/render';

const now = '2026-11-23T09:46:13.000Z';
const browser = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every zone is Greenwich here. */
const planned = (at: string) => {
  const instant = new Date(at.endsWith('Z') ? at : `${at}Z`).toISOString();
  return { instant, local: `${instant.slice(0, 19)}+00:00`, abbreviation: 'GMT', clock_change: 'none', second: null } as const;
};

type Asked = Schema<'NewPost'>;

/** A server that takes posts and keeps the last one; `send` may refuse it. */
function serve(send?: () => Response) {
  const sent: { key: string | null; body: Asked }[] = [];
  let state: Schema<'PostState'> = 'scheduled';
  let revision = 1;
  const post = () => {
    const body = sent.at(-1)?.body;
    const delivery = {
      id: 'd', channel: 'c', channel_name: 'Team', connector: 'slack', state, due_at: null, attempts: 0, proof: 'none', remote_id: null,
      permalink: null, failure: null, updated_at: now, attempts_made: [],
    };
    const schedule = body?.schedule ? { zone: null, late: null, ...body.schedule, ...planned(body.schedule.at) } : null;
    return { id: 'p', state, text: body?.text, title: null, link: null, schedule, revision, created_at: now, updated_at: now, deliveries: [delivery] };
  };
  const change = (next: typeof state) => () => {
    state = next;
    revision += 1;
    return answer(post());
  };
  serveChannels({
    'GET /channels': () => answer({ items: [channel()], next: null }),
    'POST /preview': () => answer({ items: [], next: null }),
    'GET /planned_time': (request) => answer(planned(new URL(request.url).searchParams.get('at') ?? '')),
    'POST /posts': async (request) => {
      sent.push({ key: request.headers.get('Idempotency-Key'), body: (await request.clone().json()) as Asked });
      return send?.() ?? answer({ id: 'p', state: 'scheduled', schedule: post().schedule, deliveries: [] }, 202);
    },
    'GET /posts/p': () => answer(post()),
    'DELETE /posts/p': change('cancelled'),
    'POST /posts/p/restore': change('scheduled'),
  });
  return sent;
}

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const schedule = { at: '2026-11-24T09:00', zone: browser, late: { send_within: 'PT1H' } };

async function write() {
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime.bind(vi) });
  const page = await renderAt('en', '/compose');
  fireEvent.change(await field(), { target: { value: 'Hello' } });
  return { user, ...page };
}

async function chooseTomorrow(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('button', { name: 'Schedule…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'When does it go out?' }));
  await dialog.findByText('Tuesday 24 November 2026 at 09:00');
  await user.click(dialog.getByRole('button', { name: 'Use this time' }));
  return screen.findByRole('button', { name: /^Schedule for Tue 24 Nov 09:00/ });
}

beforeEach(() => {
  localStorage.clear();
  setPreference('session', 'yes');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(now) });
});
afterEach(() => vi.useRealTimers());

test('a message is scheduled, undone and scheduled again', async () => {
  const sent = serve();
  const { user } = await write();
  await user.click(await chooseTomorrow(user));
  expect(await screen.findByRole('heading', { level: 1, name: 'Message scheduled' })).toBeDefined();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.body).toEqual({ text: 'Hello', channels: ['c'], schedule });
  expect(sent[0]?.key).not.toBe('');
  expect(screen.getByText(/Tuesday 24 November 2026 at 09:00/)).toBeDefined();
  expect(screen.getByRole('link', { name: 'See what is planned' }).getAttribute('href')).toBe('/posts?tab=scheduled');

  await user.click(screen.getByRole('button', { name: 'Undo' }));
  const undone = await screen.findByRole('heading', { level: 1, name: 'Cancelled: nothing goes out' });
  await waitFor(() => expect(document.activeElement).toBe(undone));
  await user.click(screen.getByRole('button', { name: 'Schedule it again' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Message scheduled' })).toBeDefined();

  await user.click(screen.getByRole('button', { name: 'Write another' }));
  expect((await field()).value).toBe('');
  expect(screen.getByRole('button', { name: 'Schedule…' })).toBeDefined();
});

test('the time belongs to the draft, and is taken away again', async () => {
  serve();
  const { user, unmount } = await write();
  await chooseTomorrow(user);
  unmount();
  await renderAt('en', '/compose');
  expect(await screen.findByRole('button', { name: /^Schedule for Tue 24 Nov 09:00/ })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Remove the time' }));
  expect(screen.getByRole('button', { name: 'Send to 1 channel' })).toBeDefined();
});

test('another time is another message: it has another key', async () => {
  const sent = serve(() => problem(503, 'unavailable'));
  const { user } = await write();
  const send = await chooseTomorrow(user);
  await user.click(send);
  await screen.findByRole('alert');
  await user.click(send);
  await waitFor(() => expect(sent).toHaveLength(2));
  await user.click(screen.getByRole('button', { name: 'Remove the time' }));
  await user.click(screen.getByRole('button', { name: 'Send to 1 channel' }));
  await waitFor(() => expect(sent).toHaveLength(3));
  expect(sent[1]?.key).toBe(sent[0]?.key);
  expect(sent[2]?.key).not.toBe(sent[0]?.key);
  expect(sent[2]?.body).toEqual({ text: 'Hello', channels: ['c'] });
});

test('a time that passed while the draft lay there is asked about, and it can be sent now', async () => {
  const sent = serve();
  const { user } = await write();
  const send = await chooseTomorrow(user);
  vi.setSystemTime(new Date('2026-11-24T12:00:00.000Z'));
  await user.click(send);
  const dialog = within(await screen.findByRole('dialog', { name: 'When does it go out?' }));
  expect(await dialog.findByText('This time has passed')).toBeDefined();
  expect(sent).toEqual([]);
  await user.click(dialog.getByRole('button', { name: 'Send now' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toEqual({ text: 'Hello', channels: ['c'] });
});
