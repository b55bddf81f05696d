// SPDX-License-Identifier: BSL-1.0
// What changes is told while it changes: to its owner, to nobody else, and to nobody whose session has ended.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { addChannel, logIn, newPassword, newcomer, records, register, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';
import { EventStream } from './harness/stream.mjs';
import { until } from './harness/until.mjs';
import { Wire, answersIn } from './http_wire.mjs';

let sandbox;
let server;
const open = [];

before(async () => {
  sandbox = await Sandbox.start();
  // The stories of a crowd come through a proxy: from one address there are no more streams than 300.
  server = await Server.start({ sandbox, environment: { MULTIPOST_TRUSTED_PROXIES: '127.0.0.1' } });
});
afterEach(() => open.splice(0).forEach((stream) => stream.close()));
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

async function follow(client, options) {
  const stream = await EventStream.open(client, options);
  open.push(stream);
  return stream;
}

async function greeted(client, options) {
  const stream = await follow(client, options);
  await stream.says('hello');
  return stream;
}

async function metric(name) {
  const text = await (await fetch(`http://127.0.0.1:${server.adminPort}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

test('a stream begins with a greeting, and says how long to wait before another', async () => {
  const ada = await newcomer(server, 'ada');
  const stream = await greeted(ada);
  const { 'content-type': type, 'cache-control': cache, 'x-accel-buffering': buffering, 'transfer-encoding': coding } = stream.answer.headers;
  assert.deepEqual([type, cache, buffering, coding], ['text/event-stream', 'no-store', 'no', 'chunked']);
  assert.ok(stream.retry >= 1000 && stream.retry <= 4000, `${stream.retry}`);
  assert.deepEqual(stream.events.map((e) => e.event), ['hello']);
});

test('a delivery that arrives is told within a second', async () => {
  const ada = await newcomer(server, 'ada');
  const channel = await addChannel(ada, 'Team', sandbox.slack(plant('a token')));
  const stream = await greeted(ada);
  const begin = performance.now();
  const id = await send(ada, 'hello', [channel]);
  // As a page does: it asks again when it is told, until the delivery has arrived.
  for (let told = 0; ; ) {
    const about = () => stream.events.filter((e) => e.data.posts?.includes(id)).length;
    await until('another change of the post is told', () => about() > told);
    told = about();
    const { deliveries: [delivery] } = expect(await ada.get(`/posts/${id}`), 200);
    if (delivery.state === 'delivered') break;
  }
  assert.ok(performance.now() - begin < 1000, `${performance.now() - begin} ms`);
});

test('channels that are added, changed and removed are told', async () => {
  const ada = await newcomer(server, 'ada');
  const stream = await greeted(ada);
  const { id } = await addChannel(ada, 'Team', sandbox.slack(plant('a token')));
  await stream.says('changed', (data) => data.channels.includes(id));
  for (const act of [() => ada.patch(`/channels/${id}`, { name: 'Other' }), () => ada.delete(`/channels/${id}`)]) {
    stream.events.length = 0;
    assert.ok((await act()).status < 300);
    await stream.says('changed', (data) => data.channels.includes(id));
  }
});

test('somebody else is told nothing', async () => {
  const [ada, eve] = [await newcomer(server, 'ada'), await newcomer(server, 'eve')];
  const [adas, eves] = [await greeted(ada), await greeted(eve)];
  const channel = await addChannel(ada, 'Team', sandbox.slack(plant('a token')));
  const post = await settled(ada, await send(ada, 'hello', [channel]));
  await adas.says('changed', (data) => data.posts.includes(post.id));
  const own = await addChannel(eve, 'Mine', sandbox.slack(plant('a token')));
  await eves.says('changed', (data) => data.channels.includes(own.id));
  assert.deepEqual(eves.named, new Set([own.id]));
  assert.ok(!adas.named.has(own.id));
  // Neither the names nor the counts in the ids tell anything of the other.
  assert.notEqual(adas.lastEventId.split('.')[0], eves.lastEventId.split('.')[0]);
  assert.equal(eves.lastEventId.split('.')[1], '1');
});

test('another site is refused, and so is who is not logged in', async () => {
  const ada = await newcomer(server, 'ada');
  for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'https://evil.example' }])
    expectProblem((await follow(ada, { headers })).refusal, 403, 'cross_site');
  for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' }, { 'Sec-Fetch-Site': 'none' }, { Origin: server.origin }, {}])
    await greeted(ada, { headers });
  expectProblem((await follow(new Client(server))).refusal, 401, 'not_logged_in');
});

test('who comes back learns whether anything was missed', async () => {
  const ada = await newcomer(server, 'ada');
  const first = await greeted(ada);
  const { id } = await addChannel(ada, 'Team', sandbox.slack(plant('a token')));
  await first.says('changed');
  const { lastEventId } = first;
  first.close();
  const same = await greeted(ada, { lastEventId });
  assert.equal(same.lastEventId, lastEventId);
  expect(await ada.patch(`/channels/${id}`, { name: 'Other' }), 200);
  await same.says('changed');
  assert.deepEqual(same.events.map((e) => e.event), ['hello', 'changed']);
  const eve = await newcomer(server, 'eve');
  for (const [client, known] of [[ada, lastEventId], [ada, 'nonsense'], [eve, same.lastEventId]]) {
    const stream = await greeted(client, { lastEventId: known });
    await stream.says('resync');
  }
});

test('many changes are told at most every tenth of a second', async () => {
  const ada = await newcomer(server, 'ada');
  const channel = await addChannel(ada, 'Busy', sandbox.slack(plant('a token')));
  const stream = await greeted(ada);
  const begin = performance.now();
  await Promise.all(Array.from({ length: 60 }, (_, n) => send(ada, `one of many ${n}`, [channel])));
  expect(await ada.delete(`/channels/${channel.id}`), 204);
  await stream.says('changed', (data) => data.channels.includes(channel.id));
  const told = stream.events.filter((e) => e.event === 'changed').length;
  assert.ok(told <= (performance.now() - begin) / 100 + 1, `${told} events`);
  assert.ok(stream.named.size >= 61, `${stream.named.size} ids`);
});

const endings = {
  'logging out': async (client) => expect(await client.delete('/session'), 204),
  'ending the session in another place': async (client, credentials) => {
    const elsewhere = await logIn(server, credentials);
    const { items } = expect(await elsewhere.get('/sessions'), 200);
    for (const { id, current } of items) if (!current) expect(await elsewhere.delete(`/sessions/${id}`), 204);
  },
  'changing the password in another place': async (client, credentials) => {
    const elsewhere = await logIn(server, credentials);
    const change = { current_password: credentials.password, new_password: newPassword() };
    expect(await elsewhere.put('/users/me/password', change), 204);
  },
};
for (const [what, end] of Object.entries(endings)) {
  test(`${what} ends the stream within 5 s`, async () => {
    const credentials = await register(server, 'ada');
    const ada = await logIn(server, credentials);
    const [stream, other] = [await greeted(ada), await greeted(await newcomer(server, 'eve'))];
    const begin = performance.now();
    await end(ada, credentials);
    const { event, data } = await stream.over();
    assert.deepEqual([event, data], ['bye', { reason: 'session_ended' }]);
    assert.ok(performance.now() - begin < 5000, `${performance.now() - begin} ms`);
    assert.ok(!other.ended && !other.cut);
  });
}

test('a session that expires ends its stream within 5 s', async () => {
  const short = await Server.start({ environment: { MULTIPOST_SESSION_IDLE_TIMEOUT: '3s', MULTIPOST_SESSION_LIFETIME: '10s' } });
  try {
    const ada = await newcomer(short, 'ada');
    const begin = performance.now();
    const { data } = await (await greeted(ada)).over();
    assert.deepEqual(data, { reason: 'session_ended' });
    assert.ok(performance.now() - begin < 8000);
  } finally {
    await short.stop();
  }
});

test('a ninth stream of a user ends the oldest', async () => {
  const ada = await newcomer(server, 'ada');
  const streams = [];
  for (let i = 0; i < 9; ++i) streams.push(await greeted(ada));
  const { data } = await streams[0].over();
  assert.deepEqual(data, { reason: 'replaced' });
  const channel = await addChannel(ada, 'Team', sandbox.slack(plant('a token')));
  for (const stream of streams.slice(1)) await stream.says('changed', (told) => told.channels.includes(channel.id));
});

test('streams are counted, and logged when they end', async () => {
  await until('all others have ended', async () => (await metric('multipost_sse_clients')) === 0);
  const ada = await newcomer(server, 'ada');
  const { user } = expect(await ada.get('/session'), 200);
  const stream = await greeted(ada);
  assert.equal(await metric('multipost_sse_clients'), 1);
  const lines = () => records(server).filter((r) => r.route === '/api/v1/events' && r.user_id === user.id);
  assert.deepEqual(lines(), []);
  await until('a tenth of a second is over', () => performance.now() - stream.events[0].at > 100);
  stream.close();
  await until('it is logged', () => lines().length > 0);
  assert.equal(lines().length, 1);
  assert.equal(`${lines()[0].status}`, '200');
  assert.ok(Number(lines()[0].duration_ms) >= 100, JSON.stringify(lines()));
  await until('it is not counted any more', async () => (await metric('multipost_sse_clients')) === 0);
});

test('a server that stops ends its streams at once, and says when to come back', async () => {
  const stopped = await Server.start();
  const stream = await greeted(await newcomer(stopped, 'ada'));
  const begin = performance.now();
  await stopped.stop();
  assert.deepEqual((await stream.over()).data, { reason: 'stopping' });
  assert.ok(stream.ended && performance.now() - begin < 5000);
});

test('500 streams follow, and 1,000 stop nobody else', async () => {
  const crowd = await Promise.all(Array.from({ length: 63 }, async (_, i) => {
    const client = new Client(server);
    const through = { headers: { 'X-Forwarded-For': `192.0.2.${i}` } };
    const credentials = { email: `crowd${i}@example.org`, password: newPassword() };
    expect(await client.post('/users', { ...credentials, display_name: 'One of many' }, through), 201);
    expect(await client.post('/session', credentials, through), 200);
    return client;
  }));
  const streams = [];
  for (let i = 0; i < 8; ++i)
    streams.push(...await Promise.all(crowd.map((client) => greeted(client))));
  assert.equal(streams.length, 504);
  assert.equal(await metric('multipost_sse_clients'), 504);
  const added = await Promise.all(crowd.map((client, i) => addChannel(client, `Channel ${i}`, sandbox.slack(plant('a token')))));
  await Promise.all(streams.map((stream, i) => stream.says('changed', (data) => data.channels.includes(added[i % 63].id))));

  // Twice as many, of which the server keeps 600.
  for (let i = 0; i < 8; ++i) await Promise.all(crowd.map((client) => follow(client)));
  for (let i = 0; i < 10; ++i) {
    const asked = performance.now();
    const wire = await Wire.open(server);
    wire.send('GET /livez HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n');
    assert.equal(answersIn(await wire.rest())[0]?.status, 200);
    assert.ok(performance.now() - asked < 1000);
  }
});

test('who never reads holds up nobody, nor the end of the server', async () => {
  const crowded = await Server.start({ sandbox });
  const deaf = [];
  try {
    const ada = await newcomer(crowded, 'ada');
    const cookie = [...ada.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    for (let i = 0; i < 7; ++i) {
      deaf.push(await Wire.open(crowded));
      deaf[i].socket.pause();
      deaf[i].send(`GET /api/v1/events HTTP/1.1\r\nHost: HOST\r\nCookie: ${cookie}\r\n\r\n`);
    }
    const stream = await greeted(ada);
    const channel = await addChannel(ada, 'Team', sandbox.slack(plant('a token')));
    for (let i = 0; i < 20; ++i) {
      const id = await send(ada, `message ${i}`, [channel]);
      await stream.says('changed', (data) => data.posts.includes(id), { seconds: 2 });
    }
    const begin = performance.now();
    await crowded.end();
    assert.ok(performance.now() - begin < 5000, `${performance.now() - begin} ms`);
  } finally {
    deaf.forEach((wire) => wire.close());
    await crowded.stop();
  }
});
