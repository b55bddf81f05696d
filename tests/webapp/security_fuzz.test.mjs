// SPDX-License-Identifier: BSL-1.0
// Requests that were right until something was changed in them: each is answered as docs/openapi.yaml says, none with 500.
//
// FUZZ_SEED and FUZZ_COUNT choose others, and more.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, expect } from './harness/client.mjs';
import { operations } from './harness/contract.mjs';
import { addChannel, logIn, missingId, register, send, settled } from './harness/people.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';

const seed = Number(process.env.FUZZ_SEED ?? 20261123);
const count = Number(process.env.FUZZ_COUNT ?? 300);

let sandbox;
let server;
let credentials;
let ada;
let ids;
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  credentials = await register(server, 'ada');
  ada = await logIn(server, credentials);
  const channel = await addChannel(ada, 'Channel', sandbox.slack('fuzzed-tokenfault.reset-after'));
  const post = await settled(ada, await send(ada, 'post', [channel]));
  ids = [channel.id, post.id, post.deliveries[0].id];
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

/** Draws the same numbers for the same seed (mulberry32). */
function chance(state) {
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const oddTexts = ['', ' ', '\u0000', '\u202e', '\ufeff', '\ud83d\ude00'.repeat(300), 'e\u0301'.repeat(2000), 'x'.repeat(60_000),
  '[['.repeat(9_000), '*a '.repeat(9_000), '`'.repeat(20_001), '> '.repeat(3_000), '<a@b.c>', '%00%ff', '../../etc/passwd', '\'; --',
  '\\', '"', '-1', '1e400', 'null', 'https://user:pw@[::1]:99999/%zz?#', 'slack:', 'slack:https://[', 'discord:http://127.0.0.1:0/',
  '\uffff\ufffe', 'a\r\nSet-Cookie: x=y', '2026-13-45T99:99:99Z', '9999-12-31T23:59:60+23:59', '0000-01-01T00:00:00Z'];
const oddValues = [null, true, 0, -1, 1.5, 2 ** 53, 1e308, [], {}, [[]], [null], { a: { b: {} } }, ...oddTexts];
// What HTTP itself refuses, before any route, is judged by the stories about framing.
const textsOfUrls = oddTexts.filter((text) => !/[\0-\x1f/]/.test(text)).map((text) => text.toWellFormed().slice(0, 200));
const oddHeaders = [['If-Match', '"'], ['If-Match', '*, "1"'], ['If-Match', '"999999999999999999999"'], ['Idempotency-Key', 'k'.repeat(256)],
  ['Idempotency-Key', 'again'], ['Content-Type', 'application/json; charset=utf-16'], ['Content-Type', 'text/plain'], ['Cookie', 'multipost_session'],
  ['Cookie', 'multipost_session=%00; multipost_device==;;'], ['Origin', 'null'], ['Sec-Fetch-Site', 'cross-site'], ['Accept', '*/*;q=x'],
  ['X-Forwarded-For', '1.2.3.4, ::, ,x'], ['User-Agent', '\u00ff\u00fe'], ['Authorization', 'Basic'], ['Range', 'bytes=0-'],
  ['X-HTTP-Method-Override', 'DELETE'], ['Accept-Encoding', 'x'.repeat(4_000)]];

/** A request near one of the description: {client, method, path, options}. */
function draw(below) {
  const one = (list) => list[below(list.length)];
  const o = one(operations);
  const changes = { path: false, body: false, header: false };
  for (let i = 0; i <= below(2); ++i) changes[one(Object.keys(changes))] = true;

  const id = below(3) > 0 ? one(ids) : one([missingId(), encodeURIComponent(one(textsOfUrls)) || 'x', 'A'.repeat(36)]);
  let path = o.path.replace('{id}', id);
  if (changes.path) {
    const names = [...o.parameters.filter((p) => p.in === 'query').map((p) => p.name), 'surprise', ''];
    path += `?${Array.from({ length: 1 + below(3) }, () => `${one(names)}=${encodeURIComponent(one(textsOfUrls))}`).join('&')}`;
  }
  const options = { headers: {} };
  const example = structuredClone(one(o.body?.examples ?? [undefined]));
  if (example !== undefined) {
    if (changes.body) spoil(example, one, below);
    const text = JSON.stringify(example);
    const cut = changes.body && below(5) === 0 ? below(text.length) : text.length;
    options.body = text.slice(0, cut);
  } else if (changes.body && o.method !== 'GET') {
    options.body = JSON.stringify(one(oddValues));
  }
  if (changes.header) {
    const [name, value] = one(oddHeaders);
    options.headers[name] = value;
  }
  return { method: below(12) === 0 ? one(['PUT', 'PATCH', 'DELETE', 'POST']) : o.method, path, options, loggedIn: below(8) > 0 };
}

/** Puts something odd in the place of a member, at any depth, or beside it. */
function spoil(value, one, below) {
  const keys = Object.keys(value);
  const key = keys.length === 0 || below(10) === 0 ? 'surprise' : one(keys);
  const inner = value[key];
  if (inner !== null && typeof inner === 'object' && below(2) === 0) spoil(inner, one, below);
  else if (below(8) === 0) delete value[key];
  else value[key] = key === 'channels' && below(2) === 0 ? [...ids, ...ids.slice(0, below(2))] : one(oddValues);
}

test(`${count} requests, seed ${seed}: each is answered as it is described`, async () => {
  const below = chance(seed);
  const seen = new Map();
  for (let i = 0; i !== count; ++i) {
    const { method, path, options, loggedIn } = draw(below);
    const client = loggedIn ? ada : new Client(server);
    let answer;
    try {
      answer = await client.request(method, path, options);
    } catch (error) {
      throw new Error(`request ${i}: ${method} ${path.slice(0, 300)} ${JSON.stringify(options).slice(0, 1000)}`, { cause: error });
    }
    assert.ok(answer.status < 500 || answer.json.code === 'overloaded', `request ${i}: ${method} ${path}: ${answer.status} ${answer.text}`);
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
    if (loggedIn && !ada.session) ada = await logIn(server, credentials);
  }
  for (const status of [200, 400, 401, 404, 422]) assert.ok(seen.has(status), `no answer was ${status}: ${JSON.stringify([...seen])}`);
});

test('the server is as well as before, and its log knows of no failure', async () => {
  expect(await new Client(server).get('/readyz'), 200);
  expect(await (await logIn(server, credentials)).get('/posts'), 200);
  const failures = server.log.split('\n').filter((line) => line.startsWith('{') && JSON.parse(line).level === 'error');
  assert.deepEqual(failures, []);
});
