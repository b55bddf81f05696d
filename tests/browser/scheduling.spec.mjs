// SPDX-License-Identifier: BSL-1.0
// A message is planned in another zone than the browser's, on nights when its clocks change; undone, planned again, edited.
import { randomUUID } from 'node:crypto';

import { expect as answered } from '../webapp/harness/client.mjs';
import { expect, expectAccessible, expectNoSidewaysScroll, tabTo, test } from './fixtures.mjs';

// Six hours behind the zone that is chosen, mostly.
test.use({ timezoneId: 'America/New_York' });

/** The last Sunday of a month of next year, when the clocks of Europe change: `2027-03-28`. */
function lastSunday(month) {
  const day = new Date(Date.UTC(new Date().getUTCFullYear() + 1, month, 0));
  day.setUTCDate(day.getUTCDate() - day.getUTCDay());
  return day.toISOString().slice(0, 10);
}
const forward = lastSunday(3);
const back = lastSunday(10);

/** As people type it: 28/03/2027. */
const typed = (date) => date.split('-').toReversed().join('/');

/** Words with what is put into them as a pattern, whatever is put into the rest. */
const like = (words) => new RegExp(words.replace(/[.*+?^$()[\]\\|]/g, String.raw`\$&`).replace(/\{\{\w+\}\}/g, '.+').replaceAll(/ /g, String.raw`\s`));

/** The dialog that asks when. */
function dialogOf(page, t) {
  const dialog = page.getByRole('dialog', { name: t('compose:plan.title') });
  const date = dialog.getByRole('textbox', { name: t('schedule:date') });
  const hours = dialog.getByRole('spinbutton', { name: t('schedule:hours') });
  return {
    dialog,
    date,
    hours,
    zone: dialog.getByRole('combobox', { name: t('common:zone') }).or(dialog.getByRole('textbox', { name: t('common:zone') })).first(),
    async put(day, time) {
      await date.fill(day);
      await hours.click();
      await page.keyboard.type(time);
    },
    choose: () => dialog.getByRole('button', { name: t('compose:plan.choose') }).click(),
  };
}

test('a message is planned in another zone, undone, planned again and edited', async ({ signedIn: page, api, channels, sandbox, t, picture }) => {
  test.slow(); // ten times axe
  const mark = `m${randomUUID().slice(0, 8)}`;
  const rest = async (name) => {
    // What a time means is asked of the server.
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await picture(`scheduling.${name}`);
  };
  await page.goto('/compose');
  for (const { name } of [channels.team, channels.community]) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('textbox', { name: t('compose:text') }).fill(`${mark} 1.0`);
  await rest('1-compose');

  await page.getByRole('button', { name: t('compose:plan.open') }).click();
  const { dialog, zone, put, choose } = dialogOf(page, t);
  await expect(zone).toHaveValue('America/New York');
  await rest('2-dialog');
  await dialog.getByRole('button', { name: t('schedule:pick_date') }).click();
  await expect(dialog.getByRole('table')).toBeVisible();
  await rest('3-calendar');
  await page.keyboard.press('Escape');
  await expect(dialog.getByRole('table')).toBeHidden();

  await zone.fill('paris');
  await page.getByRole('option', { name: 'Europe/Paris' }).click();
  await expect(dialog.getByText(t('schedule:zone_elsewhere', { zone: 'America/New York' }))).toBeVisible();

  await put('1/1/2020', '0900');
  await expect(dialog.getByText(t('schedule:passed.what'))).toBeVisible();
  await rest('4-passed');
  await put(typed(forward), '0230');
  await expect(dialog.getByText(t('schedule:skipped', { from: '02:00', to: '03:00', time: '02:30' }))).toBeVisible();
  await rest('5-skipped');
  await put(typed(back), '0230');
  const second = dialog.getByRole('radio', { name: t('schedule:repeated.second', { time: '02:30', clock: 'CET, UTC+1' }) });
  await expect(dialog.getByRole('radio', { name: t('schedule:repeated.first', { time: '02:30', clock: 'CEST, UTC+2' }) })).toBeChecked();
  await second.check();
  await rest('6-repeated');
  await choose();
  await expect(dialog).toBeHidden();

  const send = page.getByRole('button', { name: like(t('compose:plan.schedule_for', { time: '{{time}} 02:30 (Europe/Paris)' })) });
  await expect(send).toBeVisible();
  await page.reload();
  await expect(send).toBeVisible();
  await rest('7-planned');
  await send.click();
  await expect(page.getByRole('heading', { level: 1, name: t('compose:result.title_scheduled') })).toBeVisible();
  await rest('8-result');
  const id = new URL(page.url()).searchParams.get('sent');
  const planned = answered(await api.get(`/posts/${id}`), 200);
  expect(planned.state).toBe('scheduled');
  expect(planned.schedule).toMatchObject({ zone: 'Europe/Paris', instant: `${back}T01:30:00.000Z`, late: { send_within: 'PT1H' } });

  await page.getByRole('button', { name: t('compose:result.undo') }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('compose:result.title_cancelled') })).toBeFocused();
  expect(answered(await api.get(`/posts/${id}`), 200).state).toBe('cancelled');
  await rest('9-undone');
  await page.getByRole('button', { name: t('compose:result.restore') }).click();
  await expect(page.getByRole('heading', { level: 1, name: t('compose:result.title_scheduled') })).toBeFocused();
  await page.getByRole('link', { name: t('compose:result.see_planned') }).click();
  await expect(page).toHaveURL(/\/posts\?tab=scheduled$/);
  await expect(page.getByText(mark).first()).toBeVisible();

  await page.goto(`/compose/${id}`);
  const text = page.getByRole('textbox', { name: t('compose:text') });
  await expect(text).toHaveValue(`${mark} 1.0`);
  await rest('10-edit');
  await text.fill(`${mark} 1.0.1`);
  await page.getByRole('button', { name: like(t('compose:plan.goes_out', { time: '{{time}}' })) }).click();
  await expect(second).toBeChecked();
  await put(typed(forward), '0230');
  await expect(dialog.getByText(t('schedule:skipped', { from: '02:00', to: '03:00', time: '02:30' }))).toBeVisible();
  await choose();
  await page.getByRole('button', { name: like(t('compose:edit.save_for', { time: '{{time}} 03:00 (Europe/Paris)' })) }).click();
  await expect(page).toHaveURL(new RegExp(`/posts/${id}$`));
  await expect(page.getByText(`${mark} 1.0.1`).first()).toBeVisible();
  const edited = answered(await api.get(`/posts/${id}`), 200);
  expect(edited.text).toBe(`${mark} 1.0.1`);
  expect(edited.schedule).toMatchObject({ at: `${forward}T02:30`, zone: 'Europe/Paris', instant: `${forward}T01:00:00.000Z`, clock_change: 'skipped' });
  expect(edited.deliveries.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
  expect(await sandbox.ledger(mark)).toEqual([]);
});

test('a message is planned with the keyboard alone', async ({ signedIn: page, api, channels, t, phone }) => {
  test.skip(phone, 'phones have no keyboard');
  const mark = `m${randomUUID().slice(0, 8)}`;
  await page.goto('/compose');
  await expect(page.getByRole('checkbox', { name: channels.team.name })).toBeVisible();
  await tabTo(page, page.getByRole('checkbox', { name: channels.team.name }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('textbox', { name: t('compose:text') }));
  await page.keyboard.type(mark);
  const open = page.getByRole('button', { name: t('compose:plan.open') });
  await tabTo(page, open);
  await page.keyboard.press('Enter');

  const { dialog, date, hours, zone } = dialogOf(page, t);
  await expect(dialog.getByRole('button', { name: t('schedule:preset.in_an_hour') })).toBeFocused();
  await tabTo(page, date);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(typed(back));
  await tabTo(page, hours);
  await page.keyboard.type('0230');
  await tabTo(page, zone);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('europe/par');
  await page.keyboard.press('Enter');
  const first = dialog.getByRole('radio', { name: t('schedule:repeated.first', { time: '02:30', clock: 'CEST, UTC+2' }) });
  await expect(first).toBeVisible();
  await tabTo(page, first);
  await page.keyboard.press('ArrowDown');
  await expect(dialog.getByRole('radio', { name: t('schedule:repeated.second', { time: '02:30', clock: 'CET, UTC+1' }) })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: t('compose:plan.change') })).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: t('compose:result.title_scheduled') })).toBeVisible();
  const id = new URL(page.url()).searchParams.get('sent');
  expect(answered(await api.get(`/posts/${id}`), 200).schedule).toMatchObject({ instant: `${back}T01:30:00.000Z`, zone: 'Europe/Paris' });
  await tabTo(page, page.getByRole('link', { name: t('compose:result.see_planned') }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/posts\?tab=scheduled$/);
});
