// SPDX-License-Identifier: BSL-1.0
// What is to come: found at once, filtered, moved, cancelled, restored, sent now; and what happens when somebody else was
// faster.
import { randomUUID } from 'node:crypto';

import { expect as answered } from '../webapp/harness/client.mjs';
import { postOf } from '../webapp/harness/people.mjs';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './fixtures.mjs';

const zone = 'Europe/Paris';

/** The date in that many days, as the clocks of the zone have it: `2026-11-24`. */
const inDays = (days) => new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' }).format(Date.now() + days * 86_400_000);

async function plan(api, text, days, channels) {
  const schedule = { at: `${inDays(days)}T10:00`, zone, late: { send_within: 'PT1H' } };
  return answered(await api.post('/posts', { text, channels: channels.map(({ id }) => id), schedule }), 202).id;
}

/** Three planned posts: Anchor to the first channel, Beacon to the second, Compass to both; named with a mark of their own. */
async function threePlanned(api, { team, community }) {
  const mark = `m${randomUUID().slice(0, 8)}`;
  const ids = {
    anchor: await plan(api, `Anchor ${mark}`, 2, [team]),
    beacon: await plan(api, `Beacon ${mark}`, 4, [community]),
    compass: await plan(api, `Compass ${mark}`, 10, [team, community]),
  };
  return { mark, ids };
}

/** The first words of the posts in the list, from above. */
const namesIn = async (page, mark) =>
  (await page.getByRole('main').getByRole('link', { name: mark }).allInnerTexts()).map((text) => text.split(' ')[0]);

const listed = (page, mark, names) => expect.poll(() => namesIn(page, mark)).toEqual(names);

async function choose(page, t, text, entry) {
  await page.getByRole('button', { name: t('posts:list.actions', { text }) }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('what is to come is one press away, filtered, moved, cancelled and sent from the list', async ({ signedIn: page, api, sandbox, channels, t, phone, picture }) => {
  const { mark, ids } = await threePlanned(api, channels);
  const rest = async (name) => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(`planned.${name}`);
  };
  const tab = (count) => page.getByRole('link', { name: `${t('posts:tabs.scheduled')} ${count}`, exact: true });

  await page.goto('/posts');
  await tab(3).click();
  await expect(page).toHaveURL(/\/posts\?tab=scheduled$/);
  await listed(page, mark, ['Anchor', 'Beacon', 'Compass']);
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveCount(3);
  await rest('1-list');

  await test.step('filters', async () => {
    if (phone) await page.getByRole('button', { name: t('posts:filters.label') }).click();
    await page.getByRole('combobox', { name: t('posts:filters.channel') }).selectOption({ label: 'Community' });
    await listed(page, mark, ['Beacon', 'Compass']);
    await page.getByRole('searchbox', { name: t('posts:filters.search') }).fill('comp');
    await listed(page, mark, ['Compass']);
    await page.getByRole('searchbox', { name: t('posts:filters.search') }).fill('');
    await page.getByLabel(t('posts:filters.from_planned')).fill(inDays(2));
    await page.getByLabel(t('posts:filters.to_planned')).fill(inDays(4));
    await listed(page, mark, ['Beacon']);
    await rest('2-filtered');
    await page.getByRole('button', { name: t('posts:filters.clear_all') }).click();
    await listed(page, mark, ['Anchor', 'Beacon', 'Compass']);
    if (phone) await page.getByRole('button', { name: t('posts:filters.label') }).click();
  });

  await test.step('another time, and back', async () => {
    await choose(page, t, `Beacon ${mark}`, t('posts:plan.reschedule_dots'));
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('schedule:preset.tomorrow', { time: '09:00' }) }).click();
    await expect(dialog.getByRole('status')).toContainText('09:00');
    await expect(dialog.getByRole('status')).toHaveCSS('opacity', '1'); // it knows what that means
    await expectAccessible(page);
    await picture('planned.3-reschedule');
    await dialog.getByRole('button', { name: t('posts:plan.reschedule'), exact: true }).click();
    await listed(page, mark, ['Beacon', 'Anchor', 'Compass']);
    await expect(page.getByRole('link', { name: `Beacon ${mark}` })).toBeFocused();
    expect((await postOf(api, ids.beacon)).schedule.at).toBe(`${inDays(1)}T09:00`);
    await rest('4-moved');
    await page.getByRole('button', { name: t('common:undo'), exact: true }).click();
    await listed(page, mark, ['Anchor', 'Beacon', 'Compass']);
    expect((await postOf(api, ids.beacon)).schedule).toMatchObject({ at: `${inDays(4)}T10:00`, zone, late: { send_within: 'PT1H' } });
  });

  await test.step('cancelled, and back', async () => {
    await choose(page, t, `Anchor ${mark}`, t('posts:plan.cancel'));
    await expect(tab(2)).toBeVisible();
    await listed(page, mark, ['Anchor', 'Beacon', 'Compass']); // it stays where it is, and says what it is
    await expect(page.getByText(t('status:post.cancelled'), { exact: true })).toBeVisible();
    expect((await postOf(api, ids.anchor)).state).toBe('cancelled');
    await rest('5-cancelled');
    await page.getByRole('button', { name: t('posts:plan.undo_cancel'), exact: true }).click();
    await expect(tab(3)).toBeVisible();
    expect((await postOf(api, ids.anchor)).state).toBe('scheduled');
  });

  await test.step('now', async () => {
    expect(await sandbox.ledger(mark)).toEqual([]);
    await choose(page, t, `Beacon ${mark}`, t('posts:plan.send_now'));
    await expect(page.getByText(t('status:post.delivered'), { exact: true })).toBeVisible();
    await expect(tab(2)).toBeVisible();
    expect((await sandbox.ledger(mark)).map(({ network }) => network)).toEqual(['discord']);
  });

  await page.goto('/');
  await expect(page.getByRole('region', { name: t('home:next') }).getByRole('link', { name: mark })).toHaveCount(2);
  await rest('6-home');
});

test('a post’s page says when it goes out, cancels it, and takes that back', async ({ signedIn: page, api, channels, language, t, picture }) => {
  const { mark, ids } = await threePlanned(api, channels);
  const rest = async (name) => {
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(`planned_post.${name}`);
  };
  await page.goto('/posts?tab=scheduled');
  await page.getByRole('link', { name: `Compass ${mark}` }).click();
  await expect(page).toHaveURL(new RegExp(`/posts/${ids.compass}$`));
  const when = page.getByRole('region', { name: t('posts:plan.title') });
  await expect(when).toContainText(zone);
  await expect(when).toContainText('10:00');
  await expect(when).toContainText(t('posts:plan.late', { duration: language === 'fr' ? '1 heure' : '1 hour' }));
  await rest('1-scheduled');

  await page.getByRole('button', { name: t('posts:plan.cancel') }).click();
  await expect(page.getByText(t('posts:outcome.cancelled'))).toBeVisible();
  await expect(page.getByRole('link', { name: t('common:edit'), exact: true })).toHaveCount(0);
  await rest('2-cancelled');
  await page.getByRole('main').getByRole('button', { name: t('posts:plan.restore') }).click();
  await expect(page.getByRole('link', { name: t('common:edit'), exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expect((await postOf(api, ids.compass)).state).toBe('scheduled');

  await page.getByRole('button', { name: t('posts:plan.send_now') }).click();
  await expect(page.getByText(t('posts:outcome.delivered_other', { count: 2 }))).toBeVisible();
  await expect(page.getByRole('button', { name: t('posts:plan.cancel') })).toHaveCount(0);
  await rest('3-delivered');
});

test('what somebody else changed meanwhile is told and shown, not overwritten', async ({ signedIn: page, api, channels, watch, t, picture }) => {
  const { mark, ids } = await threePlanned(api, channels);
  // Nothing tells this page what happens elsewhere.
  await page.route('**/api/v1/events', () => {});
  await page.goto(`/posts/${ids.anchor}`);
  await expect(page.getByRole('button', { name: t('posts:plan.cancel') })).toBeEnabled();
  answered(await api.patch(`/posts/${ids.anchor}`, { text: `Another text ${mark}` }), 200);
  watch.expected.push(412);
  await page.getByRole('button', { name: t('posts:plan.cancel') }).click();
  await expect(page.getByRole('alert').filter({ hasText: t('failures:problem.changed_meanwhile.what') })).toBeVisible();
  await expect(page.getByText(`Another text ${mark}`)).toBeVisible();
  expect((await postOf(api, ids.anchor)).state).toBe('scheduled');
  await expectAccessible(page);
  await picture('planned_post.4-changed-meanwhile');

  await page.getByRole('button', { name: t('posts:plan.cancel') }).click();
  await expect(page.getByText(t('posts:outcome.cancelled'))).toBeVisible();
  expect((await postOf(api, ids.anchor)).state).toBe('cancelled');
});
