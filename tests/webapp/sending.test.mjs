// SPDX-License-Identifier: BSL-1.0
// The main story: two channels by pasted URL, a message to both, and the truth about each.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';

import { expect, expectProblem } from './harness/client.mjs';
import { addChannel, missingId, newcomer, postOf, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';

let sandbox;
let server;
let ada;
let slack;
let discord;
let mark;
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  ada = await newcomer(server, 'ada');
  slack = await addChannel(ada, 'Team', sandbox.slack(plant('a Slack token')));
  discord = await addChannel(ada, 'News', sandbox.discord(plant('a Discord token')));
});
beforeEach(() => (mark = `mark ${randomUUID()}`));
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

/** A Slack channel whose first token misbehaves. */
const faulty = (name, fault) => addChannel(ada, name, sandbox.slack(`${plant('a token')}fault.${fault}`));

/** The channel's webhook, made anew. */
const repair = async (channel) =>
  expect(await ada.patch(`/channels/${channel.id}`, { url: sandbox.slack(plant('a new token')) }), 200);

test('a message to two networks arrives once at each, and the history proves it', async () => {
  const answer = await ada.post('/posts', { text: `**${mark}**`, channels: [slack.id, discord.id] });
  const accepted = expect(answer, 202);
  assert.equal(answer.headers.location, `/api/v1/posts/${accepted.id}`);
  assert.deepEqual(accepted.deliveries.map((d) => d.channel), [slack.id, discord.id]);

  const post = await settled(ada, accepted.id);
  assert.equal(post.state, 'delivered');
  assert.deepEqual(post.deliveries.map((d) => d.id), accepted.deliveries.map((d) => d.id));
  const [onSlack, onDiscord] = post.deliveries;
  assert.deepEqual([onSlack.channel_name, onSlack.connector, onSlack.proof, onSlack.attempts], ['Team', 'slack', 'accepted', 1]);
  assert.deepEqual([onDiscord.channel_name, onDiscord.connector, onDiscord.proof], ['News', 'discord', 'id']);
  for (const delivery of post.deliveries) {
    assert.deepEqual([delivery.failure, delivery.due_at], [null, null]);
    const [attempt, ...more] = delivery.attempts_made;
    assert.deepEqual([attempt.number, attempt.state, attempt.failure, more], [1, 'delivered', null, []]);
    assert.ok(attempt.started_at <= attempt.ended_at && attempt.elapsed_ms >= 0);
  }

  const ledger = await sandbox.ledger(mark);
  assert.deepEqual(ledger.map((entry) => entry.network).sort(), ['discord', 'slack']);
  assert.equal(ledger.find((entry) => entry.network === 'discord').id, onDiscord.remote_id);
  assert.equal(ledger.find((entry) => entry.network === 'slack').request.text, `*${mark}*`);
  assert.deepEqual(ledger.flatMap((entry) => entry.notified), []);
});

test('the same key twice is one post, answered the same; another message under it is refused', async () => {
  const key = { headers: { 'Idempotency-Key': `compose ${randomUUID()}` } };
  const body = { text: mark, channels: [slack.id, discord.id] };
  const first = expect(await ada.post('/posts', body, key), 202);
  await settled(ada, first.id);
  const again = expect(await ada.post('/posts', body, key), 202);
  assert.deepEqual(again, first);
  expectProblem(await ada.post('/posts', { ...body, text: `${mark}!` }, key), 422, 'idempotency_key_reused');
  expectProblem(await ada.post('/posts', { ...body, channels: [slack.id] }, key), 422, 'idempotency_key_reused');
  assert.equal((await sandbox.ledger(mark)).length, 2);
});

test('a key pressed ten times at once is one post', async () => {
  const key = { headers: { 'Idempotency-Key': randomUUID() } };
  const answers = await Promise.all(Array.from({ length: 10 }, () =>
    ada.post('/posts', { text: mark, channels: [slack.id] }, key)));
  const ids = new Set(answers.map((answer) => expect(answer, 202).id));
  assert.equal(ids.size, 1);
  await settled(ada, [...ids][0]);
  assert.equal((await sandbox.ledger(mark)).length, 1);
});

test('the same message twice without a key, or under two keys, is two posts', async () => {
  const body = { text: mark, channels: [slack.id] };
  const posts = [
    await ada.post('/posts', body), await ada.post('/posts', body),
    await ada.post('/posts', body, { headers: { 'Idempotency-Key': 'a'.repeat(255) } }),
  ].map((answer) => expect(answer, 202).id);
  assert.equal(new Set(posts).size, 3);
  for (const id of posts) await settled(ada, id);
  assert.equal((await sandbox.ledger(mark)).length, 3);
});

test('a key that is none is refused', async () => {
  for (const key of ['', 'a'.repeat(256), 'k\u00e9y', 'tab\tin']) {
    const answer = await ada.post('/posts', { text: mark, channels: [slack.id] }, { headers: { 'Idempotency-Key': key } });
    expectProblem(answer, 400, 'bad_value');
  }
  assert.deepEqual(await sandbox.ledger(mark), []);
});

test('what nobody could get is refused before anything is stored', async () => {
  const refused = async (body, code) => expectProblem(await ada.post('/posts', body), 422, code);
  await refused({ text: mark, channels: [] }, 'no_channel');
  await refused({ text: mark, channels: [slack.id, missingId()] }, 'unknown_channel');
  await refused({ text: ' \n\t', channels: [slack.id] }, 'text_empty');
  const long = `${mark} ${'x'.repeat(2000)}`;
  const problem = await refused({ text: long, channels: [slack.id, discord.id] }, 'message_refused');
  assert.deepEqual(problem.errors.map((e) => [e.channel, e.code, e.length, e.limit]),
    [[discord.id, 'text_too_long', long.length, 2000]]);
  assert.match(problem.errors[0].what, /too many/);
  assert.equal(expect(await ada.get(`/posts?q=${encodeURIComponent(mark)}`), 200).items.length, 0);
  assert.deepEqual(await sandbox.ledger(mark), []);
});

test('nothing goes to a paused channel until it is active again', async () => {
  const paused = await addChannel(ada, 'Paused', sandbox.slack(plant('a token')));
  expect(await ada.patch(`/channels/${paused.id}`, { state: 'paused' }), 200);
  expectProblem(await ada.post('/posts', { text: mark, channels: [slack.id, paused.id] }), 422, 'channel_unusable');
  expect(await ada.patch(`/channels/${paused.id}`, { state: 'active' }), 200);
  assert.equal((await settled(ada, await send(ada, mark, [paused]))).state, 'delivered');
  assert.equal((await sandbox.ledger(mark)).length, 1);
});

test('a refused channel needs attention, and a new message to it is refused at once', async () => {
  const dead = await faulty('Dead', 'status-404-no_service');
  const post = await settled(ada, await send(ada, mark, [dead]));
  assert.equal(post.state, 'failed');
  const { state, problem } = expect(await ada.get(`/channels/${dead.id}`), 200);
  assert.equal(state, 'needs_attention');
  assert.deepEqual([problem.class, problem.code], ['channel_dead', 'no_service']);
  assert.match(problem.advice, /new webhook/);
  expectProblem(await ada.post('/posts', { text: mark, channels: [dead.id] }), 422, 'channel_unusable');

  const repaired = await repair(dead);
  assert.deepEqual([repaired.state, repaired.problem], ['active', null]);
});

test('only what failed is sent again', async () => {
  const dead = await faulty('Broken', 'status-404-no_service');
  const first = await settled(ada, await send(ada, mark, [slack, dead, discord]));
  assert.equal(first.state, 'partly_delivered');
  assert.deepEqual(first.deliveries.map((d) => d.state), ['delivered', 'failed', 'delivered']);

  await repair(dead);
  expect(await ada.post(`/posts/${first.id}/retry`), 202);
  const second = await settled(ada, first.id);
  assert.equal(second.state, 'delivered');
  assert.deepEqual(second.deliveries[0], first.deliveries[0]);
  assert.deepEqual(second.deliveries[2], first.deliveries[2]);
  assert.deepEqual(second.deliveries[1].attempts_made.map((a) => a.state), ['failed', 'delivered']);
  assert.equal((await sandbox.ledger(mark)).length, 3);
  expectProblem(await ada.post(`/posts/${first.id}/retry`), 409, 'nothing_to_retry');
});

test('an unconfirmed delivery that arrived is resolved so, and never sent again', async () => {
  const lost = await faulty('Lost answer', 'reset-after');
  const post = await settled(ada, await send(ada, mark, [lost]));
  assert.equal(post.state, 'unconfirmed');
  const [delivery] = post.deliveries;
  assert.equal(delivery.failure.class, 'unconfirmed');
  expectProblem(await ada.post(`/posts/${post.id}/retry`), 409, 'nothing_to_retry');

  const resolved = expect(await ada.post(`/deliveries/${delivery.id}/resolve`, { as: 'delivered' }), 200);
  assert.equal(resolved.state, 'delivered');
  assert.equal((await postOf(ada, post.id)).state, 'delivered');
  expectProblem(await ada.post(`/deliveries/${delivery.id}/resolve`, { as: 'not_delivered' }), 409, 'not_unconfirmed');
  assert.equal((await sandbox.ledger(mark)).length, 1);
});

test('an unconfirmed delivery that did not arrive is sent again', async () => {
  const lost = await faulty('Lost request', 'reset-before');
  const post = await settled(ada, await send(ada, mark, [lost]));
  assert.equal(post.state, 'unconfirmed');
  assert.deepEqual(await sandbox.ledger(mark), []);

  await repair(lost);
  const [delivery] = post.deliveries;
  const resolved = expect(await ada.post(`/deliveries/${delivery.id}/resolve`, { as: 'not_delivered' }), 200);
  assert.equal(resolved.id, delivery.id);
  const end = await settled(ada, post.id);
  assert.equal(end.state, 'delivered');
  assert.deepEqual(end.deliveries[0].attempts_made.map((a) => a.state), ['unconfirmed', 'delivered']);
  assert.equal((await sandbox.ledger(mark)).length, 1);
});

test('only an unconfirmed delivery is resolved', async () => {
  const post = await settled(ada, await send(ada, mark, [slack]));
  for (const as of ['delivered', 'not_delivered']) {
    const answer = await ada.post(`/deliveries/${post.deliveries[0].id}/resolve`, { as });
    expectProblem(answer, 409, 'not_unconfirmed');
  }
  assert.equal((await sandbox.ledger(mark)).length, 1);
});

test('removing a channel calls off what waits for it, and the history keeps its name', async () => {
  const slow = await faulty('Slow down', 'rate-3600');
  const id = await send(ada, mark, [slow, slack]);
  await until('the network has asked to wait', async () => (await postOf(ada, id)).deliveries[0].state === 'waiting');
  assert.equal((await ada.delete(`/channels/${slow.id}`)).status, 204);
  const post = await settled(ada, id);
  assert.equal(post.state, 'partly_delivered');
  assert.deepEqual([post.deliveries[0].state, post.deliveries[0].channel_name], ['cancelled', 'Slow down']);
  assert.equal((await sandbox.ledger(mark)).length, 1);
});

test('what was accepted before a restart is sent after it, once', async () => {
  const waits = await faulty('Asks to wait', 'rate-2');
  const id = await send(ada, mark, [slack, waits]);
  await until('the network has asked to wait', async () => (await postOf(ada, id)).deliveries[1].state === 'waiting');
  await server.restart();
  const post = await settled(ada, id);
  assert.equal(post.state, 'delivered');
  assert.equal((await sandbox.ledger(mark)).length, 2);
});

test('twenty messages to a channel arrive in their order', async () => {
  const ids = [];
  for (let i = 10; i !== 30; ++i) ids.push(await send(ada, `${mark} ${i}`, [discord]));
  await settled(ada, ids.at(-1));
  const arrived = (await sandbox.ledger(mark)).map((entry) => entry.text);
  assert.equal(arrived.length, 20);
  assert.deepEqual(arrived, [...arrived].sort());
});
