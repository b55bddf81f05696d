// SPDX-License-Identifier: BSL-1.0
// The list of posts: newest first, page by page, and by what the user looks for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { expect, expectProblem } from './harness/client.mjs';
import { addChannel, missingId, newcomer, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';

let sandbox;
let server;
let ada;
let good;
let dead;
const sent = []; // ids, the oldest first
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  ada = await newcomer(server, 'ada');
  good = await addChannel(ada, 'Good', sandbox.slack(plant('a token')));
  dead = await addChannel(ada, 'Dead', sandbox.discord(`${plant('a token')}fault.status-404-10015`));
  for (let i = 0; i !== 25; ++i) sent.push(await send(ada, `Version ${i} is out`, [good]));
  sent.push(await send(ada, 'ÉTÉ 100%_\\', [good]));
  sent.push(await send(ada, 'to both', [good, dead]));
  for (const id of sent) await settled(ada, id);
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

const list = async (query = '') => expect(await ada.get(`/posts${query}`), 200);
const ids = async (query) => (await list(query)).items.map((post) => post.id);
const newestFirst = () => [...sent].reverse();

test('a page has 20 posts, the newest first, and leads to the next', async () => {
  const first = await list();
  assert.deepEqual(first.items.map((post) => post.id), newestFirst().slice(0, 20));
  const second = await list(`?cursor=${encodeURIComponent(first.next)}`);
  assert.deepEqual(second.items.map((post) => post.id), newestFirst().slice(20));
  assert.equal(second.next, null);
});

for (const limit of [1, 7, 27, 100]) {
  test(`pages of ${limit} show each post once, in order`, async () => {
    const seen = [];
    let cursor = '';
    do {
      const page = await list(`?limit=${limit}${cursor}`);
      assert.ok(page.items.length <= limit && page.items.length > 0);
      seen.push(...page.items.map((post) => post.id));
      cursor = page.next && `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor);
    assert.deepEqual(seen, newestFirst());
  });
}

test('a post that is made meanwhile is on no later page', async () => {
  const first = await list('?limit=20');
  const id = await send(ada, 'meanwhile', [good]);
  const rest = await ids(`?cursor=${encodeURIComponent(first.next)}`);
  assert.deepEqual(rest, newestFirst().slice(20));
  sent.push(id);
  await settled(ada, id);
});

test('posts are found by state and by channel', async () => {
  const both = sent[26];
  assert.deepEqual(await ids('?state=partly_delivered'), [both]);
  assert.deepEqual(await ids('?state=failed'), []);
  assert.deepEqual(await ids(`?channel=${dead.id}`), [both]);
  assert.deepEqual(await ids(`?channel=${dead.id}&state=delivered`), []);
  assert.equal((await ids(`?channel=${good.id}&limit=100`)).length, sent.length);
  assert.deepEqual(await ids(`?channel=${missingId()}`), []);
});

test('posts in any of several states are found together', async () => {
  const both = sent[26];
  assert.deepEqual(await ids('?state=failed&state=partly_delivered&state=unconfirmed&state=missed'), [both]);
  assert.deepEqual(await ids('?limit=100&state=delivered&state=partly_delivered'), newestFirst());
  assert.deepEqual(await ids('?state=failed&state=failed'), []);
  for (const query of ['?state=failed,missed', '?state=failed&state=', '?state=failed&limit=1&limit=2'])
    expectProblem(await ada.get(`/posts${query}`), 400, 'bad_value');
});

test('posts are counted by state', async () => {
  const none = { sending: 0, scheduled: 0, failed: 0, unconfirmed: 0, missed: 0, cancelled: 0, to_come: 0 };
  assert.deepEqual(expect(await ada.get('/posts/counts'), 200),
    { ...none, delivered: sent.length - 1, partly_delivered: 1, total: sent.length, capped: false });
  const nobody = await newcomer(server, 'bob');
  assert.deepEqual(expect(await nobody.get('/posts/counts'), 200),
    { ...none, delivered: 0, partly_delivered: 0, total: 0, capped: false });
  for (const method of ['POST', 'DELETE']) expectProblem(await ada.request(method, '/posts/counts', {}), 405, 'method_not_allowed');
});

test('posts are found by words, in which no character has another meaning', async () => {
  assert.deepEqual(await ids('?q=version%2017'), [sent[17]]);
  assert.deepEqual(await ids(`?q=${encodeURIComponent('0%_\\')}`), [sent[25]]);
  assert.deepEqual(await ids(`?q=${encodeURIComponent('été')}`), [sent[25]]);
  assert.deepEqual(await ids('?q=%25%25'), []);
  assert.deepEqual(await ids('?q=_ersion'), []);
  assert.deepEqual(await ids(`?q=${encodeURIComponent("' or 1=1 --")}`), []);
});

test('posts are found by time', async () => {
  const { items } = await list('?limit=100');
  const at = items[10].created_at;
  const later = items.filter((post) => post.created_at >= at).map((post) => post.id);
  const earlier = items.filter((post) => post.created_at < at).map((post) => post.id);
  assert.deepEqual(await ids(`?from=${at}&limit=100`), later);
  assert.deepEqual(await ids(`?to=${at}&limit=100`), earlier);
  assert.deepEqual(await ids('?to=2001-01-01T00:00:00Z'), []);
  const inParis = encodeURIComponent(new Date(Date.parse(at) + 3_600_000).toISOString().replace('Z', '+01:00'));
  assert.deepEqual(await ids(`?from=${inParis}&limit=100`), later);
});

test('a condition that is none is refused and named', async () => {
  const wrong = {
    state: ['', 'sent', 'DELIVERED'], channel: ['1', ''], limit: ['0', '101', '-1', 'x', '1e1', '99999999999999999999'],
    from: ['yesterday', '2026-13-01T00:00:00Z'], to: ['2026-02-30T00:00:00Z'], cursor: ['x', 'AAAA', '%27%20or%201'], q: [''],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const problem = expectProblem(await ada.get(`/posts?${name}=${value}`), 400, 'bad_value');
      assert.deepEqual(problem.errors.map((error) => error.pointer), [`?${name}`], value);
    }
  }
  expectProblem(await ada.get('/posts?stat=failed'), 400, 'unknown_member');
});

test('the list says of each post what its page says, but for the attempts', async () => {
  for (const post of (await list('?limit=3')).items) {
    const page = expect(await ada.get(`/posts/${post.id}`), 200);
    for (const delivery of page.deliveries) delete delivery.attempts_made;
    assert.deepEqual(page, post);
  }
});

test('title and link are kept', async () => {
  const body = { text: 'titled', channels: [good.id], title: 'A “title”', link: 'https://example.org/?a=1&b=2#c' };
  const { id } = expect(await ada.post('/posts', body), 202);
  const post = await settled(ada, id);
  assert.deepEqual([post.title, post.link], [body.title, body.link]);
  for (const link of ['javascript:alert(1)', 'ftp://example.org', 'example.org', 'https://'])
    expectProblem(await ada.post('/posts', { ...body, link }), 400, 'bad_value');
});

test('a post that there is not is not found', async () => {
  for (const id of [missingId(), '1', '%20', `${sent[0]}x`, sent[0].slice(0, -1)])
    expectProblem(await ada.get(`/posts/${id}`), 404, 'not_found');
});
