// SPDX-License-Identifier: BSL-1.0
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import type { Channel } from '@/api/channels';
import { setPreference } from '@/preferences';
import { answer, problem, renderAt, violations } from '../../../tests/render';
import { channel, dead, serve } from '../channels/test_server';

beforeEach(() => setPreference('session', 'yes'));

/** A channel that can be changed, with what was asked of it. */
function changing(first: Channel) {
  const state = { channel: first, asked: [] as unknown[], matched: [] as (string | null)[] };
  const fetched = serve({
    'GET /channels/c': () => answer(state.channel),
    'PATCH /channels/c': async (request) => {
      const change = (await request.json()) as Partial<Channel>;
      const wanted = request.headers.get('If-Match');
      state.matched.push(wanted);
      if (wanted !== null && wanted !== `"${state.channel.revision}"`) return problem(412, 'changed_meanwhile');
      state.asked.push(change);
      state.channel = { ...state.channel, state: 'active', problem: null, revision: state.channel.revision + 1, ...(change.name && { name: change.name }) };
      return answer(state.channel);
    },
    'POST /channels/c/test': () => answer({ state: 'usable', failure: null }),
  });
  return { state, fetched };
}

const broken = channel({ state: 'needs_attention', problem: { ...dead, at: '2026-11-24T08:00:00.000Z' } });
const url = 'https://hooks.slack.com/services/T/B/abcdefgh77c2';

test.each(['en', 'fr'] as const)('the page has nothing axe would object to (%s)', async (language) => {
  changing(broken);
  const { container } = await renderAt(language, '/channels/c?from=/posts/p');
  await screen.findByRole('heading', { level: 1, name: 'Team' });
  expect(await violations(container.querySelector('main')!)).toEqual([]);
});

test('a channel is repaired for a post: a new address, a check, and the way back', async () => {
  const { state } = changing(broken);
  const { router } = await renderAt('en', '/channels/c?from=/posts/p');
  expect(await screen.findByText('The webhook has been removed or switched off in Slack.')).toBeDefined();
  await userEvent.click(await screen.findByLabelText('New address of the webhook'));
  await userEvent.paste(url);
  await userEvent.click(screen.getByRole('button', { name: 'Save and check' }));
  expect(await screen.findByText('Works. Nothing was sent.')).toBeDefined();
  expect(state.asked).toEqual([{ url }]);
  await userEvent.click(screen.getByRole('link', { name: 'Go back to the post and send again' }));
  await waitFor(() => expect(router.state.location.href).toBe('/posts/p'));
});

test('one does not go back to another site', async () => {
  changing(broken);
  await renderAt('en', '/channels/c?from=//evil.example');
  const main = within(await screen.findByRole('main'));
  expect((await main.findByRole('link', { name: 'Channels' })).getAttribute('href')).toBe('/channels');
});

test('what changed elsewhere in the channel does not get in the way', async () => {
  const { state } = changing(channel());
  await renderAt('en', '/channels/c');
  const name = await screen.findByLabelText('Name');
  await userEvent.clear(name);
  await userEvent.type(name, 'Mine');
  state.channel = { ...state.channel, revision: 5 };
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Mine' })).toBeDefined();
  expect(state.matched).toEqual(['"1"', '"5"']);
});

test('what somebody else changed in the same place is asked about', async () => {
  const { state } = changing(channel());
  await renderAt('en', '/channels/c');
  const name = await screen.findByLabelText('Name');
  await userEvent.clear(name);
  await userEvent.type(name, 'Mine');
  state.channel = { ...state.channel, name: 'Theirs', revision: 2 };
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Changed meanwhile' }));
  expect(dialog.getByText('Theirs')).toBeDefined();
  expect(state.asked).toEqual([]);
  await userEvent.click(dialog.getByRole('button', { name: 'Keep my version' }));
  await waitFor(() => expect(state.asked).toEqual([{ name: 'Mine' }]));
});

test('a secret is not needed to change something else, and an empty one is not sent', async () => {
  const { state } = changing(channel());
  await renderAt('en', '/channels/c');
  await userEvent.click(await screen.findByText('Change the settings one by one'));
  const address = screen.getByLabelText('Webhook address');
  await userEvent.clear(address);
  await userEvent.type(address, 'https://hooks.slack.com/services/T/C');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(state.asked).toEqual([{ settings: { endpoint: 'https://hooks.slack.com/services/T/C' } }]));
});

test('a channel that is gone says so', async () => {
  serve({});
  await renderAt('en', '/channels/c');
  expect(await screen.findByRole('heading', { level: 1, name: 'This channel no longer exists' })).toBeDefined();
});
