// SPDX-License-Identifier: BSL-1.0
// The two pictures of README.md. To renew them:
//
//   ctest --test-dir build/dev -R browser_readme && cp build/dev/browser/pictures/webapp-*.png docs/images/
import { send, settled } from '../webapp/harness/people.mjs';
import { expect, pictureFile, test } from './fixtures.mjs';

test.skip(({ locale, isMobile }) => !locale.startsWith('en') || Boolean(isMobile), 'README.md shows a desk, in English');

const message = `**multipost 0.1** is out: one message, many networks, and the truth about each delivery.

- Slack and Discord, as plugins
- what failed is told in words, and sent again alone

Read [the notes](https://example.org/notes).`;

test('composing, and the history', async ({ signedIn: page, api, sandbox, channels: { team, community }, t }) => {
  const gone = (await api.post('/channels', { name: 'Old room', url: sandbox.slack('oldfault.status-404-no_service') })).json;
  const far = (await api.post('/channels', { name: 'Announcements', url: sandbox.discord('farfault.reset-after', '2') })).json;
  const texts = [
    ['Maintenance tonight from 22:00 to 22:30 UTC: the API answers more slowly.', [team, community]],
    ['The recording of Thursday’s talk is online.', [community]],
    ['We are hiring: [two engineers](https://example.org/jobs), remote in Europe.', [team, gone]],
    ['The status page has moved to status.example.org.', [community, far]],
    ['Version 0.0.9 fixes the time zone of scheduled reports.', [team, community]],
  ];
  for (const [text, to] of texts) await settled(api, await send(api, text, to));
  await api.delete(`/channels/${gone.id}`);

  await page.goto('/compose');
  for (const { name } of [team, community]) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('textbox', { name: t('compose:text') }).fill(message);
  await expect(page.getByText('multipost 0.1', { exact: true }).first()).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await page.screenshot({ path: pictureFile('webapp-compose'), animations: 'disabled' });

  await page.goto('/posts');
  await expect(page.getByRole('list', { name: t('posts:list.label') }).getByRole('listitem').first()).toBeVisible();
  await page.screenshot({ path: pictureFile('webapp-posts'), animations: 'disabled' });
});
