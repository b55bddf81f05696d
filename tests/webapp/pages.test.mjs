// SPDX-License-Identifier: BSL-1.0
// The pages as a browser gets them: the document, its files, and what is not there.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { operations, pathOf } from './harness/contract.mjs';
import { missingId } from './harness/people.mjs';
import { Server } from './harness/server.mjs';
import { Wire } from './http_wire.mjs';

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const asBrowser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'Accept-Encoding': 'gzip, deflate, br' };

/** Asks, and returns {status, headers, bytes} as they came. */
function ask(path, headers = {}, { method = 'GET', from = server } = {}) {
  const options = { host: '127.0.0.1', port: from.port, path, method, headers: { Host: new URL(from.origin).host, ...headers }, agent: false };
  return new Promise((resolve, reject) => {
    request(options, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, bytes: Buffer.concat(chunks) }));
    }).on('error', reject).end();
  });
}

const text = async (path) => (await ask(path)).bytes.toString();
const isHtml = (answer) => /^text\/html\b/.test(answer.headers['content-type']);
const nonceOf = (answer) => /style-src 'self' 'nonce-([\w-]+)';/.exec(answer.headers['content-security-policy'])?.[1];

/** The names of all files that the document asks for, and those that they ask for. */
async function filesOfPages() {
  const files = new Set();
  const add = (names) => {
    const fresh = names.filter((name) => !files.has(name));
    fresh.forEach((name) => files.add(name));
    return fresh;
  };
  const document = await text('/');
  let fresh = add([...document.matchAll(/\b(?:src|href)="(\/[^"]+)"/g)].map(([, name]) => name));
  while (fresh.length > 0) {
    const sources = await Promise.all(fresh.filter((name) => name.endsWith('.js')).map(text));
    fresh = add(sources.flatMap((source) => [
      ...[...source.matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, name]) => `/assets/${name}`),
      ...[...source.matchAll(/["'`](assets\/[\w.-]+)["'`]/g)].map(([, name]) => `/${name}`),
    ]));
  }
  return [...files];
}

const pages = ['/', '/login', '/register', '/setup', '/settings', '/channels', '/channels/new', `/channels/${missingId()}`,
  '/compose', '/posts', '/posts?state=failed&q=%C3%A9', `/posts/${missingId()}`];

for (const path of pages) {
  test(`${path}: the document, with a nonce that no other answer has`, async () => {
    const answers = [await ask(path, asBrowser), await ask(path, asBrowser)];
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      assert.ok(isHtml(answer));
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.match(nonceOf(answer), /^[\w-]{22,}$/);
      assert.ok(answer.bytes.includes(`nonce="${nonceOf(answer)}"`));
      assert.ok(!answer.bytes.includes('__CSP_NONCE__'));
    }
    assert.notEqual(nonceOf(answers[0]), nonceOf(answers[1]));
  });
}

test('the document allows the files of this server and the styles that it makes, and nothing else', async () => {
  const answer = await ask('/', asBrowser);
  const policy = Object.fromEntries(answer.headers['content-security-policy'].split('; ').map((part) => {
    const [name, ...sources] = part.split(' ');
    return [name, sources.join(' ')];
  }));
  assert.deepEqual(policy, {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonceOf(answer)}'`,
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'font-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    'object-src': "'none'",
  });
});

test('the document needs no more than that: no script, style or handler in it, and nothing from elsewhere', async () => {
  const html = await text('/');
  for (const [, attributes, content] of html.matchAll(/<script\b([^>]*)>([^<]*)/g)) {
    assert.match(attributes, / src="\//);
    assert.equal(content.trim(), '');
  }
  assert.doesNotMatch(html, /<style|<base|\son\w+=|\sstyle=|javascript:/i);
  assert.doesNotMatch(html, /(?:src|href|action)="(?!\/(?!\/))/);
});

test('every answer tells a browser to be careful', async () => {
  const answers = await Promise.all(['/', '/nothing', '/robots.txt', '/favicon.svg', ...await filesOfPages()].map((path) => ask(path, asBrowser)));
  for (const { headers } of answers) {
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.match(headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers['strict-transport-security'], undefined);
    assert.equal(headers['access-control-allow-origin'], undefined);
    assert.equal(headers['set-cookie'], undefined);
  }
});

test('behind https a browser is told to stay there, with every page and file', async () => {
  const behind = await Server.start({ publicOrigin: 'https://post.example.org' });
  try {
    for (const path of ['/', '/favicon.svg', '/nothing']) {
      const { headers } = await ask(path, asBrowser, { from: behind });
      assert.match(headers['strict-transport-security'], /^max-age=\d{8}/);
    }
  } finally {
    await behind.stop();
  }
});

test('each file is the same in all codings, and each coding has a tag of its own', async () => {
  const decoders = { identity: (bytes) => bytes, gzip: gunzipSync, br: brotliDecompressSync };
  const files = await filesOfPages();
  assert.ok(files.length > 3, files);
  let compressed = 0;
  for (const path of files) {
    const plain = await ask(path);
    assert.equal(plain.status, 200, path);
    assert.equal(plain.headers['content-encoding'], undefined);
    assert.equal(plain.headers.vary, 'Accept-Encoding');
    assert.match(plain.headers['content-type'], /^(text\/javascript|text\/css|image\/(svg\+xml|png|webp)|font\/woff2)\b/, path);
    const tags = new Set([plain.headers.etag]);
    for (const coding of ['gzip', 'br']) {
      const answer = await ask(path, { 'Accept-Encoding': coding });
      const used = answer.headers['content-encoding'] ?? 'identity';
      assert.equal(Number(answer.headers['content-length']), answer.bytes.length);
      assert.ok(decoders[used](answer.bytes).equals(plain.bytes), `${path} in ${coding}`);
      if (used === 'identity') continue;
      assert.ok(answer.bytes.length < plain.bytes.length);
      tags.add(answer.headers.etag);
      ++compressed;
    }
    if (plain.bytes.length >= 4096 && /\.(js|css|svg)$/.test(path)) assert.equal(tags.size, 3, `${path} is not compressed`);
  }
  assert.ok(compressed > 3);
});

test('files that have their digest in their names are kept for ever, others are asked for again', async () => {
  for (const path of [...await filesOfPages(), '/favicon.svg', '/robots.txt']) {
    const { headers } = await ask(path);
    if (path.startsWith('/assets/')) assert.match(path, /^\/assets\/[\w.-]+-[\w-]{8}\.\w+$/);
    assert.equal(headers['cache-control'], path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache', path);
  }
});

test('what a browser has already is not sent again', async () => {
  for (const path of ['/favicon.svg', (await filesOfPages()).find((name) => name.startsWith('/assets/'))]) {
    const { headers } = await ask(path, asBrowser);
    for (const tag of [headers.etag, `W/${headers.etag}`, `"x", ${headers.etag}`, '*']) {
      const again = await ask(path, { ...asBrowser, 'If-None-Match': tag });
      assert.equal(again.status, 304);
      assert.equal(again.bytes.length, 0);
      assert.equal(again.headers['content-length'], undefined);
      for (const name of ['etag', 'vary', 'cache-control']) assert.equal(again.headers[name], headers[name]);
    }
    assert.equal((await ask(path, { ...asBrowser, 'If-None-Match': '"something-else"' })).status, 200);
  }
});

test('HEAD tells what GET would, and sends nothing', async () => {
  for (const path of ['/', '/favicon.svg', '/nothing', ...(await filesOfPages()).slice(0, 3)]) {
    const [get, head] = [await ask(path, asBrowser), await ask(path, asBrowser, { method: 'HEAD' })];
    assert.equal(head.status, get.status);
    assert.equal(head.bytes.length, 0);
    for (const name of ['content-length', 'content-type', 'content-encoding', 'etag', 'cache-control', 'vary'])
      assert.equal(head.headers[name], get.headers[name], `${name} of ${path}`);
  }
});

test('what is not there is shown to a person, and told to a program', async () => {
  for (const path of ['/nothing', '/index.html', '/assets/', '/assets/index-AAAAAAAA.js', '/posted', '/login/x', '/.env', '/.git/config']) {
    const shown = await ask(path, asBrowser);
    assert.equal(shown.status, 404, path);
    assert.ok(isHtml(shown));
    assert.ok(nonceOf(shown));
    const told = await ask(path, { Accept: '*/*' });
    assert.equal(told.status, 404, path);
    assert.equal(told.headers['content-type'], 'application/problem+json');
  }
});

test('no path leads out of the table', async () => {
  const attempts = ['/../etc/passwd', '/assets/../index.html', '/assets/../../etc/passwd', '/assets/%2e%2e/index.html',
    '/assets/..%2findex.html', '/assets/..%5c..%5cetc%5cpasswd', '/assets/....//index.html', '//etc/passwd', '/assets//etc/passwd',
    '/etc/passwd', '/proc/self/environ', '/assets/%00', '/favicon.svg%00.js', '/favicon.svg/', '/favicon.svg/.', '/FAVICON.SVG',
    '/favicon.svg.gz', '/assets', '/./favicon.svg', '/assets/;/favicon.svg', 'favicon.svg', '*', 'file:///etc/passwd'];
  for (const path of attempts) {
    const answer = await (await Wire.open(server)).send(`GET ${path} HTTP/1.1\r\nHost: HOST\r\nAccept: */*\r\nConnection: close\r\n\r\n`).rest();
    assert.match(answer, /^HTTP\/1\.1 (400|404) /, `${path}: ${answer.slice(0, 200)}`);
    assert.doesNotMatch(answer, /root:|<!doctype/i);
  }
});

test('a page cannot be posted to', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    for (const path of ['/', '/login', '/favicon.svg', '/nothing'])
      assert.equal((await ask(path, asBrowser, { method })).status, 404, `${method} ${path}`);
  }
});

test('no route of the API is hidden by a page, and nothing below it becomes one', async () => {
  const paths = operations.filter((o) => o.method === 'GET').map((o) => pathOf(o, missingId()));
  for (const path of [...paths, '/api', '/api/', '/api/v1', '/api/v1/nothing', '/api/v2/posts', '/livez', '/readyz']) {
    const answer = await ask(path, { Accept: asBrowser.Accept });
    assert.match(answer.headers['content-type'], /^application\/(json|problem\+json)$/, path);
    assert.match(answer.headers['content-security-policy'], /^default-src 'none';/);
    assert.doesNotMatch(answer.headers['content-security-policy'], /'self'/, path);
  }
});

test('search engines are told to stay away, and the icon is there by its old name too', async () => {
  assert.equal(await text('/robots.txt'), 'User-agent: *\nDisallow: /\n');
  const [old, named] = [await ask('/favicon.ico'), await ask('/favicon.svg')];
  assert.equal(old.headers['content-type'], 'image/svg+xml');
  assert.ok(old.bytes.equals(named.bytes));
});
