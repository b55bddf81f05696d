// SPDX-License-Identifier: BSL-1.0
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { PostDetail } from '@/api/posts';
import { setPreference } from '@/preferences';
import { channel, serve as serveChannels } from '../channels/test_server';
import { draftStore } from '../compose/draft';
import { answer, problem, renderAt, violations } from '../../../tests/render';

const at = '2026-11-22T09:20:00.000Z';
const browser = Intl.DateTimeFormat().resolvedOptions().timeZone;

const planned = (local: string): NonNullable<PostDetail['schedule']> => ({
  at: local, zone: browser, late: { send_within: 'PT1H' }, instant: `${local}:00.000Z`, local: `${local}:00+00:00`, abbreviation: 'GMT',
  clock_change: 'none', second: null,
});

let posts = 0;

function post(some: Partial<PostDetail> = {}): PostDetail {
  const state = some.state === 'cancelled' || some.state === 'sending' || some.state === 'delivered' ? some.state : 'scheduled';
  return {
    id: `p${posts}`, state, text: 'Hello', title: 'Kept', link: null, schedule: planned('2027-12-24T09:00'), revision: 3, created_at: at, updated_at: at,
    deliveries: [{
      id: 'd', channel: 'c', channel_name: 'Team', connector: 'slack', state, due_at: null, attempts: 0, proof: 'none', remote_id: null,
      permalink: null, failure: null, updated_at: at, attempts_made: [],
    }],
    ...some,
  };
}

interface Patch {
  ifMatch: string | null;
  change: object;
}

/** A server with that post, which others may change meanwhile; `refuse` may refuse a change of ours. */
function serve(begin: PostDetail, refuse?: () => Response | null) {
  let now = begin;
  const patches: Patch[] = [];
  serveChannels({
    'GET /channels': () => answer({ items: [channel(), channel({ id: 'n', name: 'News', connector: 'discord', state: 'paused' })], next: null }),
    'POST /preview': () => answer({ items: [], next: null }),
    [`GET /posts/${begin.id}`]: () => answer(now, 200, { ETag: `"${now.revision}"` }),
    [`PATCH /posts/${begin.id}`]: async (request) => {
      const ifMatch = request.headers.get('If-Match');
      const change = (await request.clone().json()) as Partial<PostDetail>;
      patches.push({ ifMatch, change });
      const refused = refuse?.();
      if (refused) return refused;
      if (ifMatch !== `"${now.revision}"`) return problem(412, 'changed_meanwhile');
      now = { ...now, ...(change.text !== undefined && { text: change.text }), revision: now.revision + 1 };
      return answer(now);
    },
  });
  return { patches, others: (change: Partial<PostDetail>) => (now = { ...now, ...change, revision: now.revision + 1 }) };
}

const field = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const write = async (text: string) => fireEvent.change(await field(), { target: { value: text } });
const save = async () => userEvent.click(await screen.findByRole('button', { name: 'Save changes' }));

beforeEach(() => {
  posts += 1;
  localStorage.clear();
  setPreference('session', 'yes');
});

test.each(['en', 'fr'] as const)('a planned post is loaded into the composer, without anything axe would object to (%s)', async (language) => {
  const begin = post();
  serve(begin);
  draftStore('u').change({ text: 'Another message' });
  const { container } = await renderAt(language, `/compose/${begin.id}`);
  expect((await field()).value).toBe('Hello');
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Team/ }).checked).toBe(true);
  expect(screen.getByRole('button', { name: /24 d[eé]c\.? 2027 09:00/i })).toBeDefined();
  expect(await violations(container.querySelector('main') ?? container)).toEqual([]);
  expect(draftStore('u').get().text).toBe('Another message');
});

test('what was changed is saved, and nothing else, if it is still as it was seen', async () => {
  const begin = post();
  const { patches } = serve(begin);
  const { router } = await renderAt('en', `/compose/${begin.id}`);
  await write('Hello again');
  await save();
  await waitFor(() => expect(router.state.location.pathname).toBe(`/posts/${begin.id}`));
  expect(patches).toEqual([{ ifMatch: '"3"', change: { text: 'Hello again' } }]);
});

test('changes are kept until they are saved', async () => {
  const begin = post();
  serve(begin);
  const { unmount } = await renderAt('en', `/compose/${begin.id}`);
  await write('Not saved yet');
  unmount();
  await renderAt('en', `/compose/${begin.id}`);
  expect((await field()).value).toBe('Not saved yet');
  await userEvent.click(screen.getByRole('button', { name: 'Discard' }));
  expect((await field()).value).toBe('Hello');
});

test('without a time it is saved and sent now', async () => {
  const begin = post();
  const { patches } = serve(begin);
  await renderAt('en', `/compose/${begin.id}`);
  await field();
  await userEvent.click(screen.getByRole('button', { name: 'Remove the time' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save and send now' }));
  await waitFor(() => expect(patches).toEqual([{ ifMatch: '"3"', change: { schedule: null } }]));
});

test('a channel that rests is no reason to lose it', async () => {
  const begin = post();
  begin.deliveries = [...begin.deliveries, { ...begin.deliveries[0]!, id: 'e', channel: 'n', channel_name: 'News' }];
  const { patches } = serve(begin);
  await renderAt('en', `/compose/${begin.id}`);
  await write('To both');
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /News/ }).checked).toBe(true);
  await save();
  await waitFor(() => expect(patches[0]?.change).toEqual({ text: 'To both' }));
});

test('what others changed elsewhere in it is no obstacle', async () => {
  const begin = post();
  const { patches, others } = serve(begin);
  const { router } = await renderAt('en', `/compose/${begin.id}`);
  await write('Mine');
  others({ schedule: planned('2027-12-25T10:00') });
  await save();
  await waitFor(() => expect(router.state.location.pathname).toBe(`/posts/${begin.id}`));
  expect(patches).toEqual([
    { ifMatch: '"3"', change: { text: 'Mine' } },
    { ifMatch: '"4"', change: { text: 'Mine' } },
  ]);
});

test('of two texts one is chosen: mine is saved over theirs, theirs is taken over', async () => {
  const begin = post();
  const { patches, others } = serve(begin);
  await renderAt('en', `/compose/${begin.id}`);
  await write('Mine');
  others({ text: 'Theirs' });
  await save();
  let dialog = within(await screen.findByRole('dialog', { name: 'Changed elsewhere meanwhile' }));
  expect(dialog.getByText('Theirs')).toBeDefined();
  await userEvent.click(dialog.getByRole('button', { name: 'Keep the other' }));
  expect((await field()).value).toBe('Theirs');

  await write('Mine after all');
  others({ text: 'Theirs again' });
  await save();
  dialog = within(await screen.findByRole('dialog', { name: 'Changed elsewhere meanwhile' }));
  await userEvent.click(dialog.getByRole('button', { name: 'Keep my version' }));
  await waitFor(() => expect(patches.at(-1)).toEqual({ ifMatch: '"5"', change: { text: 'Mine after all' } }));
});

test('when it is too late, the text is kept and can become a new message', async () => {
  const begin = post();
  serve(begin, () => problem(409, 'too_late'));
  const { router } = await renderAt('en', `/compose/${begin.id}`);
  await write('Too slow');
  await save();
  expect(await screen.findByText(/^Too late/)).toBeDefined();
  expect((await field()).value).toBe('Too slow');
  await userEvent.click(screen.getByRole('button', { name: 'Copy into a new message' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/compose'));
  await waitFor(async () => expect((await field()).value).toBe('Too slow'));
});

test.each([
  ['sending', 'It is being sent right now.'],
  ['delivered', 'It has gone out already.'],
  ['cancelled', 'It was cancelled. Restore it first, or write it anew.'],
] as const)('what is %s is not edited, and can be duplicated', async (state, why) => {
  const begin = post({ state });
  serve(begin);
  const { router } = await renderAt('en', `/compose/${begin.id}`);
  expect(await screen.findByText(why)).toBeDefined();
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Duplicate as new' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/compose'));
  await waitFor(async () => expect((await field()).value).toBe('Hello'));
});
