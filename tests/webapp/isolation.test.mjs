// SPDX-License-Identifier: BSL-1.0
// Two users, every route and every id of docs/openapi.yaml: nothing foreign is seen or changed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, comparable, expect, expectProblem } from './harness/client.mjs';
import { operation, operations, pathOf, streams } from './harness/contract.mjs';
import { addChannel, missingId, newcomer, postOf, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';

let sandbox;
let server;
let ada;
let eve;
let owned; // of Ada: ids by what they name
const withIds = operations.filter((o) => o.hasId);

before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  ada = await newcomer(server, 'ada');
  eve = await newcomer(server, 'eve');
  const channel = await addChannel(ada, 'Ada\'s channel', sandbox.slack(`${plant('a token')}fault.reset-after`));
  const post = await settled(ada, await send(ada, 'Ada\'s words', [channel]));
  const { user, session } = expect(await ada.get('/session'), 200);
  owned = { channel: channel.id, post: post.id, delivery: post.deliveries[0].id, user: user.id, session: session.id };
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

/** All that Ada can see. */
async function world() {
  const post = await postOf(ada, owned.post);
  const [channels, posts, session] = await Promise.all(['/channels', '/posts', '/session'].map((path) => ada.get(path)));
  // When the session ends moves as it is used.
  const { user, session: { id } } = expect(session, 200);
  return { post, channels: expect(channels, 200), posts: expect(posts, 200), user, session: id };
}

// Deleting a channel would hide whether the others changed it; it comes last.
const order = (a, b) => (a.method === 'DELETE') - (b.method === 'DELETE');

test('the description has operations with an id of each kind', () => {
  const kinds = new Set(withIds.map((o) => o.path.split('/')[3]));
  assert.deepEqual([...kinds].sort(), ['channels', 'deliveries', 'posts', 'sessions']);
});

for (const o of [...withIds].sort(order)) {
  test(`${o.id}: an id of somebody else is answered as one that does not exist`, async () => {
    const before = await world();
    const bodies = o.body?.examples ?? [undefined];
    for (const json of bodies) {
      const missing = await eve.request(o.method, pathOf(o, missingId()), { json });
      expectProblem(missing, 404, 'not_found');
      for (const id of Object.values(owned)) {
        const foreign = await eve.request(o.method, pathOf(o, id), { json });
        assert.deepEqual(comparable(foreign), comparable(missing));
      }
    }
    assert.deepEqual(await world(), before);
  });
}

test('the owner is answered otherwise, so the checks above can fail', async () => {
  const places = { show_channel: owned.channel, show_post: owned.post };
  for (const [id, value] of Object.entries(places)) expect(await ada.get(pathOf(operation(id), value)), 200);
});

test('lists hold nothing of somebody else', async () => {
  for (const path of ['/channels', '/posts', `/posts?channel=${owned.channel}`, '/posts?q=words', '/posts?state=unconfirmed'])
    assert.deepEqual(expect(await eve.get(path), 200).items, [], path);
  const { capped, ...counts } = expect(await eve.get('/posts/counts'), 200);
  assert.ok(Object.values(counts).every((count) => count === 0));
  const sessions = expect(await eve.get('/sessions'), 200).items;
  assert.ok(sessions.every((session) => session.id !== owned.session));
});

test('a foreign channel in a body is an unknown one', async () => {
  const before = await world();
  for (const path of ['/posts', '/preview']) {
    const foreign = await eve.post(path, { text: 'Eve', channels: [owned.channel] });
    expectProblem(foreign, 422, 'unknown_channel');
    const missing = await eve.post(path, { text: 'Eve', channels: [missingId()] });
    assert.deepEqual(comparable(foreign), comparable(missing));
  }
  assert.deepEqual(await world(), before);
  assert.deepEqual(await sandbox.ledger('Eve'), []);
});

test('an Idempotency-Key is of one user', async () => {
  const key = { headers: { 'Idempotency-Key': 'the same for both' } };
  const adas = await addChannel(ada, 'Ada', sandbox.discord(plant('a token'), '11'));
  const eves = await addChannel(eve, 'Eve', sandbox.discord(plant('a token'), '12'));
  const first = expect(await ada.post('/posts', { text: 'same key', channels: [adas.id] }, key), 202);
  const second = expect(await eve.post('/posts', { text: 'same key', channels: [eves.id] }, key), 202);
  assert.notEqual(first.id, second.id);
  await settled(ada, first.id);
  await settled(eve, second.id);
  assert.deepEqual((await sandbox.ledger('same key')).map((entry) => entry.channel).sort(), ['11', '12']);
});

test('a cursor of somebody else shows nothing of theirs', async () => {
  for (let i = 0; i !== 2; ++i) {
    const channel = await addChannel(ada, `Page ${i}`, sandbox.discord(plant('a token'), `2${i}`));
    await settled(ada, await send(ada, `page ${i}`, [channel]));
  }
  const { next } = expect(await ada.get('/posts?limit=1'), 200);
  const mine = new Set(expect(await eve.get('/posts'), 200).items.map((post) => post.id));
  const answer = await eve.get(`/posts?cursor=${encodeURIComponent(next)}`);
  const shown = answer.status === 400 ? [] : expect(answer, 200).items;
  assert.ok(shown.every((post) => mine.has(post.id)), answer.text);
});

for (const o of [...operations, ...streams].filter((each) => each.needsSession)) {
  test(`${o.id}: without a session nothing is told and nothing done`, async () => {
    const before = await world();
    for (const json of o.body?.examples ?? [undefined]) {
      for (const id of o.hasId ? [...Object.values(owned), missingId()] : ['']) {
        const answer = await new Client(server).request(o.method, pathOf(o, id), { json });
        expectProblem(answer, 401, 'not_logged_in');
      }
    }
    assert.deepEqual(await world(), before);
  });
}
