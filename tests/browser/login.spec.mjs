// SPDX-License-Identifier: BSL-1.0
// Who comes, who comes back, and who gets it wrong.
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.mjs';

test('who is not logged in is asked to, and led back to where he wanted to go', async ({ page, account, t, picture }) => {
  await page.goto('/posts');
  await expect(page).toHaveURL(/\/login\?redirect=/);
  await expect(page.getByRole('heading', { level: 1, name: t('auth:login.title') })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await picture('login');
  await page.getByLabel(t('auth:login.email')).fill(account.email);
  await page.getByLabel(t('auth:login.password'), { exact: true }).fill(account.password);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/posts$/);
});

test('a wrong password is told, and keeps the address that was typed', async ({ page, account, watch, t, picture }) => {
  watch.expected.push(401);
  await page.goto('/login');
  await page.getByLabel(t('auth:login.email')).fill(account.email);
  await page.getByLabel(t('auth:login.password'), { exact: true }).fill('not this one at all');
  await page.getByRole('button', { name: t('auth:login.submit') }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel(t('auth:login.email'))).toHaveValue(account.email);
  await expectAccessible(page);
  await picture('login.wrong');
});
