// SPDX-License-Identifier: BSL-1.0
// Without a mouse.
import { randomUUID } from 'node:crypto';

import { expect, tabTo, test } from './fixtures.mjs';

test.skip(({ isMobile }) => Boolean(isMobile), 'phones have no keyboard');

test('a message is written and sent with the keyboard alone', async ({ page, account, channels, sandbox, t }) => {
  const mark = randomUUID().slice(0, 8);
  await page.goto('/login');
  await tabTo(page, page.getByLabel(t('auth:login.email')));
  await page.keyboard.type(account.email);
  await tabTo(page, page.getByLabel(t('auth:login.password'), { exact: true }));
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('navigation', { name: t('common:navigation'), exact: true })).toBeVisible(); // the form before had a heading, too

  await page.keyboard.press('c');
  await expect(page).toHaveURL(/\/compose$/);
  for (const { name } of [channels.team, channels.community]) {
    const box = page.getByRole('checkbox', { name });
    await expect(box).toBeVisible();
    await page.getByRole('heading', { level: 1 }).focus();
    await tabTo(page, box);
    await page.keyboard.press('Space');
    await expect(box).toBeChecked();
  }
  await tabTo(page, page.getByRole('textbox', { name: t('compose:text') }));
  await page.keyboard.type(`c and ? are letters here ${mark}`);
  await expect(page.getByRole('button', { name: t('compose:send_to_other', { count: 2 }) })).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: t('compose:result.title_delivered') })).toBeVisible();
  expect(await sandbox.ledger(mark)).toHaveLength(2);

  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/posts$/);
  await expect(page.getByRole('list', { name: t('posts:list.label') }).getByRole('listitem').first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/posts\/[0-9a-f-]{36}$/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('the first thing Tab finds leads past the navigation', async ({ signedIn: page, t }) => {
  await page.goto('/channels');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: t('common:skip') })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});
