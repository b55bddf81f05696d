// SPDX-License-Identifier: BSL-1.0
// Who runs the server: one process for its data, sessions that end, bounds of what one user may keep.
import assert from 'node:assert/strict';
import { once } from 'node:events';
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
