// SPDX-License-Identifier: BSL-1.0
// Who runs the server: one process for its data, sessions that end, bounds of what one user may keep.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { test } from 'node:test';

import { expect, expectProblem } from './harness/client.mjs';
import { addChannel, logIn, newcomer, postOf, register, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Program, built, freePort } from './harness/process.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';

/** Runs a story on a server of its own. */
async function withServer(options, story) {
  const server = await Server.start(options);
  try {
    await story(server);
  } finally {
    await server.stop();
  }
}

test('a second process on the same data is told whose they are, and the first goes on', () => withServer({}, async (server) => {
  const ada = await newcomer(server, 'ada');
  const environment = {
    ...server.environment,
    MULTIPOST_LISTEN: `127.0.0.1:${await freePort()}`,
    MULTIPOST_ADMIN_LISTEN: `127.0.0.1:${await freePort()}`,
  };
  const second = new Program(built('WEBAPP_SERVER'), [], environment);
  const { code } = await second.ended;
  assert.notEqual(code, 0);
  assert.match(second.output, new RegExp(`\\b${server.program.pid}\\b`), second.output);
  assert.match(second.output, /multipost-web/);
  expect(await ada.get('/session'), 200);
  await register(server, 'still-writes');
}));

test('a port that is taken is named, and the data are not touched', () => withServer({}, async (server) => {
  const environment = { ...server.environment, MULTIPOST_DATA: `${server.folder}/other`, MULTIPOST_ADMIN_LISTEN: `127.0.0.1:${await freePort()}` };
  const second = new Program(built('WEBAPP_SERVER'), [], environment);
  assert.notEqual((await second.ended).code, 0);
  assert.match(second.output, new RegExp(`127\\.0\\.0\\.1:${server.port}`));
  assert.ok(!existsSync(environment.MULTIPOST_DATA));
}));

// Node has no datagram sockets of AF_UNIX.
const listener = `
import os, socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("bound", flush=True)
while True: print(s.recv(4096).decode(), flush=True)
`;

test('the service manager hears when the server serves, that it lives, and that it stops', () => withServer({}, async (server) => {
  const address = `${server.folder}/notify`;
  const manager = new Program('/usr/bin/python3', ['-c', listener, address], {});
  await manager.says(/bound/);
  await server.end();
  server.environment = { ...server.environment, NOTIFY_SOCKET: address, WATCHDOG_USEC: '200000' };
  await server.begin();
  await manager.says(/READY=1[^]*WATCHDOG=1[^]*WATCHDOG=1|WATCHDOG=1[^]*READY=1[^]*WATCHDOG=1/);
  await server.end();
  await manager.says(/WATCHDOG=1\nSTOPPING=1/);
  await manager.stop('SIGKILL');
  server.environment = { ...server.environment, NOTIFY_SOCKET: '' };
  await server.begin();
}));

test('a session that is not used ends', () =>
  withServer({ environment: { MULTIPOST_SESSION_IDLE_TIMEOUT: '1s' } }, async (server) => {
    const ada = await newcomer(server, 'ada');
    const watcher = ada.copy();
    expect(await ada.get('/session'), 200);
    let quiet = 100;
    // Asking is using, so each time it is left alone for longer.
    await until('the session has ended', async () => {
      await new Promise((resolve) => setTimeout(resolve, (quiet *= 2)));
      return (await watcher.get('/session')).status === 401;
    });
  }));

test('a session ends after its lifetime, however much it is used', () =>
  withServer({ environment: { MULTIPOST_SESSION_LIFETIME: '2s', MULTIPOST_SESSION_IDLE_TIMEOUT: '2s' } }, async (server) => {
    const ada = await newcomer(server, 'ada');
    const { session } = expect(await ada.get('/session'), 200);
    const lifetime = Date.parse(session.expires_at) - Date.parse(session.created_at);
    assert.ok(Math.abs(lifetime - 2000) < 100, `${lifetime} ms`);
    await until('the session has ended', async () => (await ada.get('/session')).status === 401);
  }));

test('one user may keep a hundred channels, and another still has room', () => withServer({}, async (server) => {
  const ada = await newcomer(server, 'ada');
  const url = 'https://hooks.slack.com/services/T0001/B0001/some-token-of-it';
  for (let i = 0; i !== 100; ++i) await addChannel(ada, `Channel ${i}`, url);
  expectProblem(await ada.post('/channels', { name: 'One more', url }), 422, 'limit_reached');
  assert.equal(expect(await ada.get('/channels'), 200).items.length, 100);
  await addChannel(await newcomer(server, 'grace'), 'Hers', url);
}));

test('one user sends so many messages a day, whatever is restarted, and another still may', async () => {
  const sandbox = await Sandbox.start();
  try {
    await withServer({ sandbox, environment: { MULTIPOST_POSTS_PER_DAY: '2' } }, async (server) => {
      const ada = await newcomer(server, 'ada');
      const channel = await addChannel(ada, 'Hers', sandbox.slack(plant('a token')));
      const message = { text: 'today', channels: [channel.id] };
      // A midnight that comes in between begins a new day; then it is the fourth at the latest.
      const answers = [];
      for (let i = 0; i !== 4 && answers.at(-1)?.status !== 429; ++i) answers.push(await ada.post('/posts', message));
      assert.match(expectProblem(answers.at(-1), 429, 'too_many_posts').detail, /2 messages a day/);
      assert.ok(answers.length > 2);
      const left = Number(answers.at(-1).headers['retry-after']);
      assert.ok(left <= 86_400, `${left} s`);
      await server.restart();
      if (left > 60) expectProblem(await ada.post('/posts', message), 429, 'too_many_posts');
      const grace = await newcomer(server, 'grace');
      await send(grace, 'hers', [await addChannel(grace, 'Hers', sandbox.slack(plant('a token')))]);
    });
  } finally {
    await sandbox.stop();
  }
});

test('a server that is told to stop finishes what is under way', async () => {
  const sandbox = await Sandbox.start();
  try {
    await withServer({ sandbox }, async (server) => {
      const credentials = await register(server, 'ada');
      const ada = await logIn(server, credentials);
      const slow = await addChannel(ada, 'Slow', sandbox.slack(`${plant('a token')}fault.slow-1`));
      const id = await send(ada, 'under way', [slow]);
      await until('it is published', async () => (await sandbox.ledger('under way')).length === 1);
      await server.restart();
      const post = await postOf(ada, id);
      assert.equal(post.state, 'delivered', JSON.stringify(post, null, 2));
      assert.equal((await sandbox.ledger('under way')).length, 1);
      await settled(ada, id);
    });
  } finally {
    await sandbox.stop();
  }
});

test('a client that only listens does not keep the server from stopping', () => withServer({}, async (server) => {
  const silent = createConnection(server.port, '127.0.0.1');
  await once(silent, 'connect');
  silent.on('error', () => {});
  const began = Date.now();
  await server.restart();
  assert.ok(Date.now() - began < 15_000, `${Date.now() - began} ms`);
  silent.destroy();
}));
