// SPDX-License-Identifier: BSL-1.0
// What every story in a browser has: the server and the sandbox, an account, and a page that must stay silent.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { test as base, expect } from '@playwright/test';

import { addChannel, logIn, register } from '../webapp/harness/people.mjs';
import { Sandbox } from '../webapp/harness/sandbox.mjs';
import { Server } from '../webapp/harness/server.mjs';
import { textsIn } from './texts.mjs';

export { expect };

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Keeps what a page must not do: errors and warnings in its console, exceptions, requests to another origin.
 *
 * A browser writes each answer of 400 and more into the console by itself: `expected` are the statuses that a story provokes.
 */
class Watch {
  complaints = [];
  expected = [];

  constructor(page, origin) {
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      const status = /the server responded with a status of (\d+)/.exec(message.text())?.[1];
      if (status && this.expected.includes(Number(status))) return;
      this.complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`exception: ${error.stack}`));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) this.complaints.push(`request to ${url}`);
    });
  }
}

export const test = base.extend({
  /** The networks. */
  sandbox: [async ({}, use) => {
    const sandbox = await Sandbox.start();
    await use(sandbox);
    await sandbox.stop();
  }, { scope: 'worker' }],

  /** A server with open registration that may send to the sandbox; one for each worker. */
  server: [async ({ sandbox }, use) => {
    const server = await Server.start({ sandbox });
    await use(server);
    await server.stop();
  }, { scope: 'worker' }],

  baseURL: async ({ server }, use) => use(server.origin),

  /** "fr" or "en". */
  language: async ({ locale }, use) => use(locale.slice(0, 2)),

  /** The pages' words in that language, by key: t('auth:login.title'). */
  t: async ({ language }, use) => use(textsIn(language)),

  /** Whether the viewport is a phone's. */
  phone: async ({ isMobile }, use) => use(Boolean(isMobile)),

  watch: async ({ page, server }, use) => {
    const watch = new Watch(page, server.origin);
    await use(watch);
    expect(watch.complaints).toEqual([]);
  },

  // Every story is watched.
  watched: [async ({ watch }, use) => use(watch), { auto: true }],

  /** The credentials of a new account: {email, password}. */
  account: async ({ server }, use) => use(await register(server, 'ada')),

  /** What the account's owner does by HTTP, in a session of its own: to prepare what a story begins with. */
  api: async ({ server, account }, use) => use(await logIn(server, account)),

  /** Two channels of the account, "Team" on Slack and "Community" on Discord. */
  channels: async ({ api, sandbox }, use, info) => {
    const mark = info.testId.replace(/\W/g, '');
    await use({
      team: await addChannel(api, 'Team', sandbox.slack(`team${mark}`)),
      community: await addChannel(api, 'Community', sandbox.discord(`community${mark}`)),
    });
  },

  /** The page with the account's owner logged in: its browser has a session of its own. */
  signedIn: async ({ page, context, server, account }, use) => {
    const client = await logIn(server, account);
    await context.addCookies([...client.cookies].map(([name, value]) => ({ name, value, url: server.origin, httpOnly: true, sameSite: 'Lax' })));
    // What the pages note at a login, without which they ask nobody who is logged in.
    await page.goto('/favicon.svg');
    await page.evaluate(() => localStorage.setItem('multipost.session', 'yes'));
    await use(page);
  },

  /** Takes a picture of the page into the build folder: `name` says which page and state. */
  picture: async ({ page }, use, info) => {
    await use((name) => page.screenshot({ path: pictureFile(`${name}.${info.project.name}`), fullPage: true, animations: 'disabled' }));
  },
});

/** Where a picture of that name is kept: in the build folder. */
export function pictureFile(name) {
  return join(process.env.BROWSER_OUTPUT ?? join(import.meta.dirname, '../../build/browser'), 'pictures', `${name}.png`);
}

/** What axe finds against WCAG 2.2 AA and its own best practices. */
export async function violationsOf(page) {
  await page.evaluate(axeSource); // addScriptTag would need another Content-Security-Policy
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target} ${node.failureSummary ?? ''}`).join('\n    ')}`);
  });
}

export async function expectAccessible(page) {
  expect(await violationsOf(page)).toEqual([]);
}

/** Nothing stands outside of the page's width. */
export async function expectNoSidewaysScroll(page) {
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth, 'the page scrolls sideways').toBeLessThanOrEqual(clientWidth);
}

/** Presses Tab until the focus is on something; fails when it never is. */
export async function tabTo(page, target, presses = 60) {
  for (let i = 0; i < presses; ++i) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}
