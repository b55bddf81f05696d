// SPDX-License-Identifier: BSL-1.0
// Tells how much JavaScript the first page load needs, compressed, and fails over the budget.
// Usage: node scripts/first_load.mjs [FOLDER] (default: dist)
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const budget = 220 * 1024;
const folder = process.argv[2] ?? process.env.MULTIPOST_UI_OUT ?? 'dist';
const html = readFileSync(join(folder, 'index.html'), 'utf8');

// What index.html names, what that imports at once, one language and the heaviest page that can come first.
const wanted = new Set([...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]));
for (const name of wanted) {
  const source = readFileSync(join(folder, name), 'utf8');
  for (const [, other] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) wanted.add(`assets/${other}`);
}
const gzipped = (name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
const languages = readdirSync(join(folder, 'assets'))
  .filter((name) => /^(en|fr)-.*\.js$/.test(name))
  .map((name) => `assets/${name}`);
const entry = [...wanted].reduce((sum, name) => sum + gzipped(name), 0);
const language = Math.max(0, ...languages.map(gzipped));
const total = entry + language;

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
console.log(`entry ${kilobytes(entry)} + language ${kilobytes(language)} = ${kilobytes(total)} gzip (budget ${kilobytes(budget)})`);
process.exit(total > budget ? 1 : 0);
