// SPDX-License-Identifier: BSL-1.0
// Every page and dialog, empty and filled: nothing that axe finds, nothing beside a narrow or enlarged window.
import { send, settled } from '../webapp/harness/people.mjs';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.mjs';

/** A history with every kind of end, and a channel that needs attention. */
async function history({ api, sandbox, channels: { team, community } }) {
  const bad = await (await api.post('/channels', { name: 'Old room', url: sandbox.slack('oldfault.status-404-no_service') })).json;
  const doubtful = await (await api.post('/channels', { name: 'Far away', url: sandbox.discord('farfault.reset-after', '2') })).json;
  const post = await send(api, 'A first **message** with [a link](https://example.org/)', [team, community, bad, doubtful]);
  await settled(api, post);
  await settled(api, await send(api, `A long one: ${'many words '.repeat(40)}`, [team]));
  return { post, bad };
}

const named = (paths) => Object.entries(paths);

/** Once nothing says any more that it is loading. */
const loaded = (page) => expect(page.getByRole('status').filter({ hasText: /…$/ })).toHaveCount(0);

test('the pages of those who are not logged in', async ({ page, watch, picture }) => {
  watch.expected.push(404);
  for (const [name, path] of named({ login: '/login', register: '/register', setup: '/setup', 'not-found': '/nowhere/at/all' })) {
    await test.step(name, async () => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await picture(`public.${name}`);
    });
  }
});

test('the pages of somebody new', async ({ signedIn: page, picture }) => {
  for (const [name, path] of named({ home: '/', channels: '/channels', 'channel-new': '/channels/new', compose: '/compose', posts: '/posts', settings: '/settings' })) {
    await test.step(name, async () => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await loaded(page);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await picture(`empty.${name}`);
    });
  }
});

test('the pages of somebody with a history', async ({ signedIn: page, api, sandbox, channels, picture }) => {
  const { post, bad } = await history({ api, sandbox, channels });
  const pages = {
    home: '/', channels: '/channels', channel: `/channels/${channels.team.id}`, 'channel-broken': `/channels/${bad.id}`, compose: '/compose',
    posts: '/posts', 'posts-none-found': '/posts?q=nothing-of-the-kind', post: `/posts/${post}`, settings: '/settings',
  };
  for (const [name, path] of named(pages)) {
    await test.step(name, async () => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await loaded(page);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await picture(`filled.${name}`);
    });
  }
});

test('the dialogs', async ({ signedIn: page, channels, t, phone, picture }) => {
  await page.goto(`/channels/${channels.team.id}`);
  await page.getByRole('button', { name: t('channels:disconnect_dots') }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await picture('dialog.disconnect');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  if (phone) return; // the rest is for keyboards
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectAccessible(page);
  await picture('dialog.shortcuts');
});

test('a session that has ended asks for the password over the page, and keeps what was typed', async ({ signedIn: page, account, channels, context, server, watch, t, picture }) => {
  watch.expected.push(401);
  await page.goto('/compose');
  await page.getByRole('textbox', { name: t('compose:text') }).fill('Kept over the end of a session');
  await context.clearCookies();
  for (const name of [channels.team.name]) await page.getByRole('checkbox', { name }).check();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await picture('dialog.session-expired');
  await dialog.getByLabel(t('auth:login.password'), { exact: true }).fill(account.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: t('compose:text') })).toHaveValue('Kept over the end of a session');
  expect(page.url()).toBe(`${server.origin}/compose`);
});

for (const [what, size] of named({ '320 pixels wide': { width: 320, height: 640 }, 'enlarged to 200 %': { width: 640, height: 400 } })) {
  test(`no page scrolls sideways when the window is ${what}`, async ({ signedIn: page, api, sandbox, channels, colorScheme }) => {
    test.skip(colorScheme === 'dark', 'colours take no room');
    await page.setViewportSize(size);
    const { post } = await history({ api, sandbox, channels });
    for (const path of ['/', '/channels', '/channels/new', `/channels/${channels.team.id}`, '/compose', '/posts', `/posts/${post}`, '/settings']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
    }
  });
}
