// SPDX-License-Identifier: BSL-1.0
// Tells how much JavaScript the first page load needs, compressed, and fails over the budget.
// Usage: node scripts/first_load.mjs [FOLDER] (default: dist)
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 220 * 1024;
const folder = process.argv[2] ?? process.env.MULTIPOST_UI_OUT ?? 'dist';
const assets = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
const source = (name) => readFileSync(join(folder, 'assets', name), 'utf8');
const gzipped = (name) => gzipSync(readFileSync(join(folder, 'assets', name)), { level: 9 }).length;
const chunks = (start) => assets.filter((name) => name.replace(/-[\w-]{8}\.js$/, '') === start);

/** These and all that they import at once. */
function closure(names) {
  const wanted = new Set(names);
  for (const name of wanted) {
    for (const [, other] of source(name).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) wanted.add(other);
  }
  return wanted;
}

const html = readFileSync(join(folder, 'index.html'), 'utf8');
const entry = [...html.matchAll(/src="\/assets\/([^"]+\.js)"/g)].map((match) => match[1]);
const language = Math.max(...['en', 'fr'].flatMap(chunks).map(gzipped));
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const pages = ['login', 'register', 'setup', 'home', 'channels', 'channel_new', 'channel', 'compose', 'compose_edit', 'posts', 'post', 'settings'];

let over = false;
for (const page of pages) {
  const shell = ['login', 'register', 'setup'].includes(page) ? [] : chunks('app_shell');
  const total = [...closure([...entry, ...shell, ...chunks(page)])].reduce((sum, name) => sum + gzipped(name), language);
  over ||= total > budget;
  console.log(`${page.padEnd(12)} ${kilobytes(total)}${total > budget ? ' is over the budget' : ''}`);
}
console.log(`JavaScript of a first load, gzip; budget ${kilobytes(budget)}`);
process.exit(over ? 1 : 0);
