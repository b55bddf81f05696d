// SPDX-License-Identifier: BSL-1.0
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { setPreference } from '@/preferences';
import { answer, renderAt, violations } from '../../../tests/render';
import { channel, refusal, serve } from '../channels/test_server';

const url = 'https://hooks.slack.com/services/T/B/abcdefgh4f2a';

beforeEach(() => setPreference('session', 'yes'));

const field = () => screen.findByLabelText<HTMLInputElement>(/^Paste the webhook/);

test.each(['/channels/new', '/channels/new?network=slack'])('%s has nothing axe would object to', async (path) => {
  serve({});
  const { container } = await renderAt('fr', path);
  await screen.findByRole('button', { name: 'Connecter le canal' });
  expect(await violations(container.querySelector('main')!)).toEqual([]);
});

test('a pasted address is recognised, named, added and checked without sending', async () => {
  const bodies: unknown[] = [];
  serve({
    'GET /channels': () => answer({ items: [channel({ name: 'Slack' })], next: null }),
    'POST /channels': async (request) => {
      bodies.push(await request.json());
      return answer(channel({ id: 'n', name: 'Slack 2' }), 201);
    },
    'POST /channels/n/test': () => answer({ state: 'usable', failure: null }),
  });
  await renderAt('en', '/channels/new');
  await userEvent.click(await field());
  await userEvent.paste(` ${url}\n`);
  expect(await screen.findByText(/Slack recognised/)).toBeDefined();
  expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('Slack 2');
  await userEvent.click(screen.getByRole('button', { name: 'Connect the channel' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Slack 2 is connected' })).toBeDefined();
  expect(await screen.findByText('Works. Nothing was sent.')).toBeDefined();
  expect(bodies).toEqual([{ name: 'Slack 2', url }]);
  expect(screen.getByRole('link', { name: 'Write a message' }).getAttribute('href')).toBe('/compose?channels=n');
});

test('the address is hidden once one has left the field, and no storage has it', async () => {
  serve({});
  await renderAt('en', '/channels/new');
  const secret = await field();
  await userEvent.click(secret);
  await userEvent.paste(url);
  expect(secret.type).toBe('text');
  await userEvent.click(screen.getByLabelText('Name'));
  expect(secret.type).toBe('password');
  await userEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(secret.type).toBe('text');
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('4f2a');
});

test('an address that is refused says why in the user’s words, at the field', async () => {
  serve({ 'POST /channels': () => refusal('bad_channel', '/url', 'This is a page of Slack.') });
  await renderAt('en', '/channels/new');
  const secret = await field();
  await userEvent.click(secret);
  await userEvent.paste('https://app.slack.com/client/T/C');
  await userEvent.click(screen.getByRole('button', { name: 'Connect the channel' }));
  expect(await screen.findByText(/a link to a page of Slack/)).toBeDefined();
  expect(secret.getAttribute('aria-invalid')).toBe('true');
  expect(secret.getAttribute('aria-describedby')).toContain('error');
  await waitFor(() => expect(document.activeElement).toBe(secret));
});

test('a form lists what is wrong, and leads to the first of it', async () => {
  serve({ 'POST /channels': () => refusal('bad_channel', '/settings', 'The setting "endpoint" of a Slack channel is not a whole URL.') });
  await renderAt('en', '/channels/new?network=slack');
  await userEvent.click(await screen.findByRole('button', { name: 'Connect the channel' }));
  expect((await screen.findByRole('alert')).textContent).toContain('2 things to correct');
  const address = screen.getByLabelText('Webhook address');
  expect(document.activeElement).toBe(address);
  await userEvent.type(address, 'foo');
  await userEvent.type(screen.getByLabelText('Token'), 'secret');
  await userEvent.click(screen.getByRole('button', { name: 'Connect the channel' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Webhook address: This takes a whole address');
  await waitFor(() => expect(document.activeElement).toBe(address));
});

test('a network that is missing says how to get it', async () => {
  serve({});
  await renderAt('en', '/channels/new');
  await userEvent.type(await screen.findByRole('searchbox', { name: 'Search networks' }), 'mastodon');
  expect(await screen.findByText(/No network on this server matches/)).toBeDefined();
  expect(screen.getByText(/plugin folder/)).toBeDefined();
});
