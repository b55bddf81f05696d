// SPDX-License-Identifier: BSL-1.0
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { setPreference } from '@/preferences';
import { answer, problem, renderAt, violations } from '../../../tests/render';
import { channel, dead, serve } from './test_server';

beforeEach(() => setPreference('session', 'yes'));

const broken = channel({ id: 'b', name: 'News', state: 'needs_attention', problem: { ...dead, at: '2026-11-24T08:00:00.000Z' } });
const listed = () => answer({ items: [channel(), broken], next: null });

test.each(['en', 'fr'] as const)('the list has nothing axe would object to (%s)', async (language) => {
  serve({ 'GET /channels': listed });
  const { container } = await renderAt(language, '/channels');
  expect(await screen.findByRole('article', { name: 'News' })).toBeDefined();
  expect(await violations(container.querySelector('main')!)).toEqual([]);
});

test('without a channel there is one sentence and one action', async () => {
  serve({});
  await renderAt('en', '/channels');
  expect((await screen.findAllByRole('link', { name: 'Connect a channel' })).length).toBe(1);
});

test('a channel that needs attention says why, and leads to its repair', async () => {
  serve({ 'GET /channels': listed });
  await renderAt('en', '/channels');
  const card = within(await screen.findByRole('article', { name: 'News' }));
  expect(card.getByText('Needs attention')).toBeDefined();
  expect(card.getByText('The webhook has been removed or switched off in Slack.')).toBeDefined();
  expect(card.getByRole<HTMLAnchorElement>('link', { name: 'Reconnect' }).getAttribute('href')).toBe('/channels/b');
});

test('what a check finds is said on the card, and the button keeps the focus', async () => {
  serve({ 'GET /channels': listed, 'POST /channels/c/test': () => answer({ state: 'usable', failure: null }) });
  await renderAt('en', '/channels');
  const button = await screen.findByRole('button', { name: 'Check Team' });
  await userEvent.click(button);
  expect(await screen.findByText('Works. Nothing was sent.')).toBeDefined();
  expect(document.activeElement).toBe(button);
});

test('a channel that does not work says why at once', async () => {
  serve({ 'GET /channels': listed, 'POST /channels/c/test': () => answer({ state: 'unusable', failure: dead }) });
  await renderAt('en', '/channels');
  await userEvent.click(await screen.findByRole('button', { name: 'Check Team' }));
  expect((await screen.findByRole('alert')).textContent).toContain('removed or switched off');
});

test('too many checks say how long to wait', async () => {
  serve({ 'GET /channels': listed, 'POST /channels/c/test': () => problem(429, 'too_many_requests', { 'Retry-After': '12' }) });
  await renderAt('en', '/channels');
  await userEvent.click(await screen.findByRole('button', { name: 'Check Team' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/Again in 1[12] sec/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /Check in/ }).disabled).toBe(true);
});

test('a pause needs no question, and can be undone', async () => {
  const asked: unknown[] = [];
  serve({
    'GET /channels': listed,
    'PATCH /channels/c': async (request) => {
      const change = (await request.json()) as { state: 'active' | 'paused' };
      asked.push(change);
      return answer(channel(change));
    },
  });
  await renderAt('en', '/channels');
  await userEvent.click(await screen.findByRole('button', { name: 'Actions for Team' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Pause' }));
  await expect.poll(() => asked).toEqual([{ state: 'paused' }]);
});

test('disconnecting says what it cancels, and is asked about', async () => {
  let gone = 0;
  serve({
    'GET /channels': () => answer({ items: [channel({ pending: 2 })], next: null }),
    'DELETE /channels/c': () => {
      gone += 1;
      return new Response(null, { status: 204 });
    },
  });
  await renderAt('en', '/channels');
  await userEvent.click(await screen.findByRole('button', { name: 'Actions for Team' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Disconnect…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText('2 deliveries under way will be cancelled.')).toBeDefined();
  expect(gone).toBe(0);
  await userEvent.click(dialog.getByRole('button', { name: 'Disconnect' }));
  await expect.poll(() => gone).toBe(1);
});
