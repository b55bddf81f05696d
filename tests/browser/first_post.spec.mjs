// SPDX-License-Identifier: BSL-1.0
// The whole way of somebody new: registers, connects two networks, writes, sends, sees one of the two fail, repairs it, sends
// to that one again, and finds the post in the history.
import { randomUUID } from 'node:crypto';

import { expect as answered } from '../webapp/harness/client.mjs';
import { logIn, newPassword } from '../webapp/harness/people.mjs';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.mjs';

/** Connects a channel by its pasted address. */
async function connect(page, t, url, name) {
  await page.getByLabel(t('channels:url'), { exact: true }).fill(url);
  await page.getByLabel(t('channels:name'), { exact: true }).fill(name);
  await page.getByRole('button', { name: t('channels:connect_submit') }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('channels:added', { name }) })).toBeVisible();
}

/** Ends where the page has come to rest, accessible and not too wide, in a picture. */
async function rest(page, picture, name) {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await picture(`first_post.${name}`);
}

/** Somebody removes the webhook at the network: the address kept for the channel is none that it knows any more. */
async function removeAtNetwork(server, credentials, name, url) {
  const client = await logIn(server, credentials);
  const channel = answered(await client.get('/channels'), 200).items.find((one) => one.name === name);
  answered(await client.patch(`/channels/${channel.id}`, { url }), 200);
}

test('a newcomer sends a first message to two networks, repairs one, and retries that one alone', async ({ page, server, sandbox, t, phone, picture }) => {
  const mark = `m${randomUUID().slice(0, 8)}`; // a number would stand in the address in quotes
  const credentials = { email: `zoe.${mark}@example.org`, password: newPassword() };

  await page.goto('/register');
  await page.getByLabel(t('auth:account.name')).fill('Zoé');
  await page.getByLabel(t('auth:account.email')).fill(credentials.email);
  await page.getByLabel(t('auth:account.password'), { exact: true }).fill(credentials.password);
  await page.getByRole('button', { name: t('auth:register.submit') }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await rest(page, picture, '1-home');

  await page.getByRole('link', { name: t('home:steps.connect_action') }).first().click();
  await expect(page).toHaveURL(/\/channels\/new/);
  await rest(page, picture, '2-connect');
  await connect(page, t, sandbox.slack(`first${mark}`), 'Équipe');
  await rest(page, picture, '3-connected');
  await page.getByRole('link', { name: t('channels:connect_another') }).or(page.getByRole('button', { name: t('channels:connect_another') })).click();
  await connect(page, t, sandbox.discord(`community${mark}`), 'Communauté');

  await page.getByRole('link', { name: t('channels:write') }).click();
  const text = page.getByRole('textbox', { name: t('compose:text') });
  await text.fill(`${mark} est là : `);
  await page.getByRole('button', { name: t('compose:tool.bold') }).click();
  await page.keyboard.type('version 1.0');
  await text.press('End');
  await page.keyboard.type(', ');
  await page.getByRole('button', { name: t('compose:tool.link') }).click();
  await page.getByLabel(t('compose:link.url')).fill('https://example.org/notes');
  await page.getByLabel(t('compose:link.label')).fill('les notes');
  await page.getByRole('button', { name: t('compose:link.insert') }).click();
  await expect(text).toHaveValue(`${mark} est là : **version 1.0**, [les notes](https://example.org/notes)`);
  for (const name of ['Équipe', 'Communauté']) await page.getByRole('checkbox', { name }).check();
  if (phone) await page.getByRole('tab', { name: t('compose:preview.title') }).click();
  await expect(page.getByText('version 1.0', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('les notes').first()).toBeVisible();
  await rest(page, picture, '4-preview');
  if (phone) await page.getByRole('tab', { name: t('compose:tab_write') }).click();
  await rest(page, picture, '5-compose');
  await removeAtNetwork(server, credentials, 'Équipe', sandbox.slack(`${mark}fault.status-404-no_service`));
  await page.getByRole('button', { name: t('compose:send_to_other', { count: 2 }) }).click();

  await expect(page.getByRole('heading', { level: 1, name: t('compose:result.title_partly') })).toBeVisible();
  await expect(page.getByText(t('failures:slack.no_service.what'))).toBeVisible();
  await rest(page, picture, '6-result');
  expect((await sandbox.ledger(mark)).map((message) => message.network)).toEqual(['discord']);

  await page.getByRole('link', { name: t('compose:result.see_in_history') }).click();
  await expect(page).toHaveURL(/\/posts\/[0-9a-f-]{36}$/);
  const post = page.url();
  await rest(page, picture, '7-post');
  await page.getByRole('link', { name: t('posts:edit_channel') }).click();
  await expect(page).toHaveURL(/\/channels\//);
  await rest(page, picture, '8-channel');
  await page.getByLabel(t('channels:new_url')).fill(sandbox.slack(`team${mark}`));
  await page.getByRole('button', { name: t('channels:save_and_check') }).click();
  await expect(page.getByText(t('channels:works')).or(page.getByText(t('channels:unknown'))).first()).toBeVisible();
  await page.getByRole('link', { name: t('channels:back_to_post') }).first().click();
  await expect(page).toHaveURL(post);

  await page.getByRole('button', { name: t('posts:retry_failed_one') }).first().click();
  await expect(page.getByText(t('posts:outcome.delivered_other', { count: 2 }))).toBeVisible();
  await rest(page, picture, '9-delivered');
  const published = await sandbox.ledger(mark);
  expect(published.map((message) => message.network).toSorted()).toEqual(['discord', 'slack']);

  await page.getByRole('link', { name: t('common:nav.posts') }).filter({ visible: true }).first().click();
  if (phone) await page.getByRole('button', { name: t('posts:filters.label') }).click();
  await page.getByRole('searchbox', { name: t('posts:filters.search') }).fill(mark);
  await expect(page).toHaveURL(new RegExp(`q=${mark}`));
  await expect(page.getByRole('list', { name: t('posts:list.label') }).locator(':scope > li')).toHaveCount(1);
  await rest(page, picture, '10-history');
});
