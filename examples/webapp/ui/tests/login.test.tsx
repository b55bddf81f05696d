// SPDX-License-Identifier: BSL-1.0
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { setPreference } from '@/preferences';
import { answer, problem, renderAt, violations } from './render';

const instance = { version: '0.1.0', registration: 'open', setup_required: false, demo: false };
const user = { id: '1', email: 'ada@example.org', display_name: 'Ada', administrator: false, created_at: '2026-11-22T09:14:03.120Z' };

/** Answers by method and path. */
function serve(routes: Record<string, () => Response>) {
  const fetched = vi.fn<(request: Request) => Promise<Response>>((request: Request) => {
    const route = routes[`${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`];
    return Promise.resolve(route ? route() : problem(404, 'not_found'));
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

async function logIn() {
  await userEvent.type(screen.getByLabelText('E-mail address'), 'ada@example.org');
  await userEvent.type(screen.getByLabelText('Password'), 'correct horse');
  await userEvent.click(screen.getByRole('button', { name: 'Log in' }));
}

beforeEach(() => setPreference('session', ''));

test.each(['en', 'fr'] as const)('the page has nothing axe would object to (%s)', async (language) => {
  serve({ 'GET /instance': () => answer(instance) });
  const { container } = await renderAt(language, '/login');
  expect(await screen.findByRole('heading', { level: 1 })).toBeDefined();
  expect(await violations(container)).toEqual([]);
});

test('somebody who is not logged in is led here, without asking the server who they are', async () => {
  const fetched = serve({ 'GET /instance': () => answer(instance) });
  const { router } = await renderAt('en', '/posts?q=news');
  await waitFor(() => expect(router.state.location.pathname).toBe('/login'));
  expect(router.state.location.search).toEqual({ redirect: '/posts?q=news' });
  expect(fetched.mock.calls.map(([request]) => new URL(request.url).pathname)).toEqual(['/api/v1/instance']);
});

test('an address of another site is not gone to after logging in', async () => {
  serve({ 'GET /instance': () => answer(instance) });
  const { router } = await renderAt('en', '/login?redirect=//evil.example');
  expect(router.state.location.href).toBe('/login');
});

test('a wrong password says what a forgotten one needs, and keeps the address', async () => {
  serve({ 'GET /instance': () => answer(instance), 'POST /session': () => problem(401, 'wrong_credentials') });
  await renderAt('en', '/login');
  await logIn();
  expect((await screen.findByRole('alert')).textContent).toContain('do not match');
  expect(screen.getByLabelText<HTMLInputElement>('E-mail address').value).toBe('ada@example.org');
  await userEvent.click(screen.getByRole('button', { name: 'Forgotten password?' }));
  expect(screen.getByText(/administrator sets a new password/)).toBeDefined();
});

test('too many attempts say how long to wait, and the button waits too', async () => {
  serve({ 'GET /instance': () => answer(instance), 'POST /session': () => problem(429, 'too_many_attempts', { 'Retry-After': '30' }) });
  await renderAt('en', '/login');
  await logIn();
  expect((await screen.findByRole('alert')).textContent).toMatch(/Again in (29|30) sec/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /Log in again in/ }).disabled).toBe(true);
});

test('what is missing is named, and takes the focus', async () => {
  serve({ 'GET /instance': () => answer(instance) });
  await renderAt('en', '/login');
  await userEvent.click(await screen.findByRole('button', { name: 'Log in' }));
  expect(screen.getByText('Type your e-mail address.')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('E-mail address'));
});

test('the password can be shown', async () => {
  serve({ 'GET /instance': () => answer(instance) });
  await renderAt('en', '/login');
  await userEvent.click(await screen.findByRole('button', { name: 'Show the password' }));
  expect(screen.getByLabelText<HTMLInputElement>('Password').type).toBe('text');
});

test('after logging in one is where one wanted to go', async () => {
  serve({
    'GET /instance': () => answer(instance),
    'POST /session': () => answer({ user }),
    'GET /session': () => answer({ user, session: { id: '2', created_at: user.created_at, expires_at: user.created_at } }),
  });
  vi.stubGlobal('EventSource', class extends EventTarget { static readonly CLOSED = 2; close() {} });
  const { router } = await renderAt('en', '/login?redirect=/channels');
  await logIn();
  await waitFor(() => expect(router.state.location.pathname).toBe('/channels'));
});
