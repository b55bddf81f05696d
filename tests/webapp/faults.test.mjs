// SPDX-License-Identifier: BSL-1.0
// Every way a network can fail ends in the state that is true, in words that a user understands.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { addChannel, newcomer, postOf, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';

const unconfirmed = (code, published) => ({ state: 'unconfirmed', kind: 'unconfirmed', code, published });
const failed = (kind, code) => ({ state: 'failed', kind, code, published: 0 });
const delivered = { state: 'delivered', published: 1 };

// What the sandbox's faults come to; README.md there says what each does.
const faults = {
  slack: {
    'reset-before': unconfirmed('connection_lost', 0),
    'reset-after': unconfirmed('connection_lost', 1),
    truncate: unconfirmed('answer_truncated', 1),
    garbage: unconfirmed('answer_truncated', 1),
    html: unconfirmed('unexpected_answer', 0),
    hang: unconfirmed('timeout', 0),
    'slow-0.3': delivered,
    'rate-0.3': delivered,
    'status-400-invalid_payload': failed('message_rejected', 'invalid_payload'),
    'status-403-invalid_token': failed('channel_dead', 'invalid_token'),
    'status-404-no_service': failed('channel_dead', 'no_service'),
    'status-410-channel_is_archived': failed('channel_dead', 'channel_is_archived'),
    'status-302-x': failed('channel_dead', 'redirected'),
    'status-200-x': unconfirmed('unexpected_answer', 0),
    'status-500-x': unconfirmed('server_error', 0),
  },
  discord: {
    'reset-before': unconfirmed('connection_lost', 0),
    'reset-after': unconfirmed('connection_lost', 1),
    truncate: unconfirmed('answer_truncated', 1),
    'slow-0.3': delivered,
    'rate-0.3': delivered,
    'status-204-0': unconfirmed('no_message', 0),
    'status-400-50035': failed('message_rejected', '50035'),
    'status-401-50014': failed('auth', '50014'),
    'status-403-50013': failed('channel_dead', '50013'),
    'status-404-10015': failed('channel_dead', '10015'),
    'status-502-x': unconfirmed('server_error', 0),
  },
};
const cases = Object.entries(faults).flatMap(([network, each]) =>
  Object.entries(each).map(([fault, outcome]) => ({ network, fault, outcome })));

// Each fault has a user, a channel and a post of its own, and all of them are under way at once: one hangs for a while.
let sandbox;
let server;
let ada;
const posts = new Map();
const mark = (network, fault) => `${network} and ${fault}.`;
const urlOf = (network, token, i) => (network === 'slack' ? sandbox.slack(token, `T1/B${i}`) : sandbox.discord(token, `${i}`));

before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  ada = await newcomer(server, 'ada');
  for (const [i, { network, fault }] of cases.entries()) {
    const token = `${plant('a token')}fault.${fault}`;
    const channel = await addChannel(ada, `${network} ${fault}`, urlOf(network, token, i + 1));
    posts.set(mark(network, fault), await send(ada, mark(network, fault), [channel]));
  }
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

for (const { network, fault, outcome } of cases) {
  test(`${network} with ${fault} ends ${outcome.state}`, async () => {
    const post = await settled(ada, posts.get(mark(network, fault)), { seconds: 60 });
    const [delivery] = post.deliveries;
    const { failure } = delivery;
    assert.deepEqual([delivery.state, failure?.class, failure?.code], [outcome.state, outcome.kind, outcome.code],
      JSON.stringify(delivery, null, 2));
    assert.equal(post.state, outcome.state);
    assert.equal((await sandbox.ledger(mark(network, fault))).length, outcome.published);
    if (failure) assertWords(failure);
  });
}

/** A sentence that says what happened, which may begin with an address; where the user can do something, another. */
function assertWords({ class: kind, what, advice }) {
  assert.match(what, /^([A-Z“]|https?:).{15,}[.!]$/s, what);
  assert.doesNotMatch(what, /errno|asio|beast|boost|0x|exception/i, what);
  if (kind !== 'transient') assert.match(advice, /^[A-Z].{5,}[.!]$/s, advice);
}

test('a network that asks to wait is asked again when it said, and no attempt is lost', async () => {
  const post = await settled(ada, posts.get(mark('slack', 'rate-0.3')));
  const [delivery] = post.deliveries;
  assert.equal(delivery.state, 'delivered');
  assert.equal(delivery.failure, null);
});

test('while a network asks to wait, the history says until when', async () => {
  const channel = await addChannel(ada, 'Wait', sandbox.slack(`${plant('a token')}fault.rate-600`, 'T2/B1'));
  const began = Date.now();
  const id = await send(ada, 'wait', [channel]);
  const delivery = await until('it waits', async () => {
    const [first] = (await postOf(ada, id)).deliveries;
    return first.state === 'waiting' && first;
  });
  assert.equal(delivery.failure.class, 'rate_limited');
  const minutes = (Date.parse(delivery.due_at) - began) / 60_000;
  assert.ok(minutes > 9.9 && minutes < 12, `${minutes} minutes`);
  assert.equal((await postOf(ada, id)).state, 'sending');
});

test('what certainly was not published is tried again by itself', async () => {
  const channel = await addChannel(ada, 'Again', sandbox.slack(`${plant('a token')}fault.status-500-rollup_error`, 'T2/B2'));
  const id = await send(ada, 'again', [channel]);
  const delivery = await until('it was tried twice', async () => {
    const [first] = (await postOf(ada, id)).deliveries;
    return first.attempts >= 2 && first.state === 'waiting' && first;
  });
  assert.deepEqual([delivery.failure.class, delivery.failure.code], ['transient', 'rollup_error']);
  assert.ok(delivery.attempts_made.every((attempt) => attempt.failure.class === 'transient'));
});

test('a place that messages may not go to gets none', async () => {
  const inside = await addChannel(ada, 'Inside', `slack:http://127.0.0.1:${server.port}/services/T/B/${plant('a token')}`);
  const post = await settled(ada, await send(ada, 'inside', [inside]));
  assert.equal(post.state, 'failed');
  assert.match(post.deliveries[0].failure.code, /forbidden/);
  assertWords(post.deliveries[0].failure);
});

test('one channel that is slow holds up no other', async () => {
  const slow = await addChannel(ada, 'Slow', sandbox.discord(`${plant('a token')}fault.slow-5`, '501'));
  const good = await addChannel(ada, 'Good', sandbox.discord(plant('a token'), '502'));
  const id = await send(ada, 'one is slow', [slow, good]);
  const post = await until('the other is delivered', async () => {
    const now = await postOf(ada, id);
    return now.deliveries[1].state === 'delivered' && now;
  });
  assert.equal(post.deliveries[0].state, 'sending');
  assert.equal((await settled(ada, id)).state, 'delivered');
});
