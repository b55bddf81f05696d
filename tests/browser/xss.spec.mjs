// SPDX-License-Identifier: BSL-1.0
// What users type is text and nothing else, wherever it is shown. The watch of every story sees to it that nothing runs: what the
// Content-Security-Policy stops is an error in the console.
import { Client, expect as answered } from '../webapp/harness/client.mjs';
import { newPassword, send } from '../webapp/harness/people.mjs';
import { expect, test } from './fixtures.mjs';

const run = 'window.ran=1';
const events = ['onerror', 'onload', 'onclick', 'onfocus autofocus', 'onmouseover', 'onanimationstart', 'ontoggle open', 'onpointerenter'];
const elements = ['img src=x', 'svg', 'body', 'iframe', 'video src=x', 'details', 'input', 'marquee', 'object data=x', 'math'];
const payloads = [
  ...elements.map((element) => `<${element} onerror=${run} onload=${run}>`),
  ...events.map((event) => `<img src=x ${event}=${run}>`),
  ...['script', 'SCRIPT', 'script ', 'script/x', 'script\t'].map((tag) => `<${tag}>${run}</${tag}>`),
  ...['"', "'", '`', '">', "'>", '-->', '</title>', '</textarea>', '</style>', '</script>'].map((end) => `${end}<script>${run}</script>`),
  ...['javascript:', 'JaVaScRiPt:', ' javascript:', 'java\tscript:', '\u0001javascript:', 'vbscript:', 'data:text/html,<script>', 'data:image/svg+xml,<svg onload=', 'blob:', 'file:///'].map((scheme) => `[link](${scheme}${run})`),
  ...['javascript:', 'data:text/html;base64,PHNjcmlwdD4='].map((scheme) => `<${scheme}${run}>`),
  `![picture](x"onerror="${run})`, `![picture](javascript:${run})`, `[x](https://example.org/"onmouseover="${run})`,
  '{{constructor.constructor("window.ran=1")()}}', '${window.ran=1}', '#{window.ran=1}', '<%= window.ran=1 %>', '{{7*7}}',
  '&lt;script&gt;window.ran=1&lt;/script&gt;', '&#60;script&#62;window.ran=1', '\\u003cscript\\u003ewindow.ran=1', '%3Cscript%3Ewindow.ran=1%3C/script%3E',
  '<a href="javascript:window.ran=1">click</a>', '<form action="javascript:window.ran=1"><button>', '<base href="//evil.example/">', '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<style>@import "//evil.example/x.css"</style>', '<link rel=stylesheet href=//evil.example/x.css>', '<template><script>window.ran=1</script></template>', '<xss id=x tabindex=1 onfocus=window.ran=1>',
];

test.skip(({ locale, isMobile }) => !locale.startsWith('en') || Boolean(isMobile), 'the same in every language and size');

/** Somebody whose name is one of the strings, whose channels are called by them, and who has posted all of them. */
const mallory = test.extend({
  account: async ({ server }, use, info) => {
    const credentials = { email: `mallory.${info.testId.replace(/\W/g, '')}@example.org`, password: newPassword() };
    answered(await new Client(server).post('/users', { ...credentials, display_name: payloads[0] }), 201);
    await use(credentials);
  },

  channels: async ({ api, sandbox }, use) => {
    const channels = [];
    for (const [i, name] of payloads.entries()) {
      const url = i % 2 ? sandbox.slack(`x${i}`) : sandbox.discord(`x${i}`, `${i}`);
      const answer = await api.post('/channels', { name, url });
      if (answer.status === 201) channels.push(answer.json);
      else expect(answer.status, name).toBe(422); // control characters are in no name
    }
    expect(channels.length).toBeGreaterThanOrEqual(60);
    await use(channels);
  },

  posts: async ({ api, channels }, use) => {
    const posts = [];
    for (const [i, text] of payloads.entries()) posts.push(await send(api, text, [channels[i % channels.length]]));
    await use(posts);
  },
});

/** Nothing has run, and every link leads to the web. */
async function expectInert(page, what) {
  expect(await page.evaluate(() => window.ran), what).toBeUndefined();
  for (const href of await page.locator('a').evaluateAll((links) => links.map((link) => link.href))) expect(href, what).toMatch(/^https?:/);
}

mallory('there are sixty of them, none twice', () => {
  expect(new Set(payloads).size).toBe(payloads.length);
  expect(payloads.length).toBeGreaterThanOrEqual(60);
});

mallory('as names of channels and of a user, and in lists', async ({ signedIn: page, channels, posts, t }) => {
  mallory.setTimeout(180_000);
  expect(posts).toHaveLength(payloads.length);
  for (const path of ['/', '/channels', '/settings', '/compose', `/channels/${channels[0].id}`, '/posts']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectInert(page, path);
  }
  const more = page.getByRole('button', { name: t('common:show_more') });
  while (await more.isVisible()) await more.click();
  await expectInert(page, 'all posts');
});

mallory('each as a post of its own', async ({ signedIn: page, posts }) => {
  mallory.setTimeout(240_000);
  for (const [i, id] of posts.entries()) {
    await page.goto(`/posts/${id}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectInert(page, payloads[i]);
  }
});

mallory('each in the search and in the composer', async ({ signedIn: page, channels, t }) => {
  mallory.setTimeout(240_000);
  await page.goto('/posts');
  const search = page.getByRole('searchbox', { name: t('posts:filters.search') });
  for (const text of payloads) {
    await search.fill(text);
    await expect(page).toHaveURL(/[?&]q=/);
    await expectInert(page, text);
  }
  await page.goto('/compose');
  for (const { name } of channels.slice(0, 2)) await page.getByRole('checkbox', { name }).first().check();
  for (const text of payloads) {
    const previewed = page.waitForResponse((response) => response.url().endsWith('/api/v1/preview'));
    await page.getByRole('textbox', { name: t('compose:text') }).fill(text);
    await previewed;
    await expectInert(page, text);
  }
});
