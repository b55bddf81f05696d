// SPDX-License-Identifier: BSL-1.0
// What Lighthouse says of the pages on a phone: the median of five runs of each page and category, against what is promised.
//
//   tests/browser/run lighthouse [RUNS]
//
// Ends with 1 when a promise does not hold. WEBAPP_SERVER and WEBAPP_SANDBOX name the programs.
import { createRequire } from 'node:module';

import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';

import { addChannel, logIn, register, send, settled } from '../webapp/harness/people.mjs';
import { Sandbox } from '../webapp/harness/sandbox.mjs';
import { Server } from '../webapp/harness/server.mjs';

const puppeteer = createRequire(createRequire(import.meta.url).resolve('lighthouse/package.json'))('puppeteer-core');

const promised = { performance: 85, accessibility: 100, 'best-practices': 100 };
const runs = Number(process.argv[2] ?? 5);
const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** A browser whose user has these cookies; nobody is logged in without any. */
async function browse(server, cookies) {
  const chrome = await chromeLauncher.launch({ chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: flags });
  const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: null });
  const page = await browser.newPage();
  if (cookies) {
    await page.goto(`${server.origin}/favicon.svg`);
    await page.evaluate(() => localStorage.setItem('multipost.session', 'yes'));
    await page.setCookie(...[...cookies].map(([name, value]) => ({ name, value, url: server.origin, httpOnly: true })));
  }
  return { page, close: async () => { await browser.disconnect(); chrome.kill(); } };
}

async function measure(server, path, cookies) {
  const { page, close } = await browse(server, cookies);
  try {
    const options = { onlyCategories: Object.keys(promised), logLevel: 'silent', disableStorageReset: true };
    const { lhr } = await lighthouse(`${server.origin}${path}`, options, undefined, page);
    const failed = Object.values(lhr.audits).filter((audit) => audit.score === 0 && audit.scoreDisplayMode === 'binary');
    return {
      scores: Object.fromEntries(Object.entries(lhr.categories).map(([name, category]) => [name, Math.round(category.score * 100)])),
      failed: failed.map((audit) => audit.id),
    };
  } finally {
    await close();
  }
}

const sandbox = await Sandbox.start();
const server = await Server.start({ sandbox });
let broken = 0;
try {
  const ada = await logIn(server, await register(server, 'ada'));
  const channels = [await addChannel(ada, 'Team', sandbox.slack('t')), await addChannel(ada, 'Community', sandbox.discord('c'))];
  for (let i = 1; i <= 12; ++i) await settled(ada, await send(ada, `**Release ${i}** is out`, channels));

  for (const [path, cookies] of [['/login'], ['/compose', ada.cookies], ['/posts', ada.cookies]]) {
    const all = [];
    for (let i = 0; i < runs; ++i) all.push(await measure(server, path, cookies));
    for (const [category, least] of Object.entries(promised)) {
      const score = median(all.map(({ scores }) => scores[category]));
      if (score < least) ++broken;
      console.log(`${path.padEnd(10)} ${category.padEnd(16)} ${String(score).padStart(3)}  (${least} promised)  ${score < least ? 'NOT MET' : 'met'}`);
    }
    const failed = [...new Set(all.flatMap((one) => one.failed))];
    if (failed.length > 0) console.log(`${' '.repeat(10)} failed audits: ${failed.join(', ')}`);
  }
} finally {
  await server.stop();
  await sandbox.stop();
}
process.exitCode = broken === 0 ? 0 : 1;
