// SPDX-License-Identifier: BSL-1.0
// A webhook's token, a password and a session stand in no log, answer, error, metric or file.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { createServer, get } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { addChannel, logIn, newcomer, postOf, register, send, settled } from './harness/people.mjs';
import { plant, secretsIn } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';

let sandbox;
let server;
let echo;
before(async () => {
  sandbox = await Sandbox.start();
  echo = await startEcho();
  const environment = { MULTIPOST_LOG: 'trace', MULTIPOST_ALLOW_HOSTS: `${sandbox.authority},${new URL(echo.url).host}` };
  server = await Server.start({ environment });
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
  echo?.server.close();
});

/** A network that refuses every message and repeats where it was sent. */
async function startEcho() {
  const refuse = (request, answer) => answer.writeHead(400).end(`cannot ${request.method} ${request.url}`);
  const listening = createServer(refuse).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return { server: listening, url: `http://127.0.0.1:${listening.address().port}` };
}

// Every answer is searched as it comes; see harness/client.mjs.

test('channels are used, and fail in every way', async () => {
  const ada = await newcomer(server, 'ada');
  const faults = ['', 'fault.reset-before', 'fault.truncate', 'fault.garbage', 'fault.html', 'fault.status-404-no_service',
    'fault.status-302-x', 'fault.status-500-x', 'fault.rate-0.1'];
  await Promise.all(faults.map(async (fault, i) => {
    // The fault is no secret, and the rest of the token may not be told even so.
    const slack = await addChannel(ada, `Slack ${i}`, sandbox.slack(plant('a Slack token') + fault, `T/B${i}`));
    const discord = await addChannel(ada, `Discord ${i}`, sandbox.discord(plant('a Discord token') + fault, `${i + 1}`));
    await ada.post(`/channels/${slack.id}/test`);
    await ada.post('/preview', { text: 'preview', channels: [slack.id, discord.id] });
    const answer = await ada.post('/posts', { text: `with ${fault}`, channels: [discord.id] });
    if (answer.status === 202) await settled(ada, answer.json.id);
    expect(await ada.patch(`/channels/${slack.id}`, { url: sandbox.slack(plant('another token')) }), 200);
  }));
  await ada.get('/channels');
  await ada.get('/posts?limit=100');
});

test('a token that the network repeats in its answer is not told', async () => {
  const ada = await newcomer(server, 'echo');
  const channel = await addChannel(ada, 'Echo', `slack:${echo.url}/services/T/E/${plant('an echoed token')}`);
  const post = await settled(ada, await send(ada, 'echo', [channel]));
  assert.match(post.deliveries[0].failure.remote_words, /POST \/services\/T\/E\//);
  await ada.post(`/channels/${channel.id}/test`);
});

test('secrets in the wrong place are not repeated', async () => {
  const ada = await newcomer(server, 'wrong');
  const secret = plant('a secret in the wrong place');
  const password = plant('a password in the wrong place');
  await ada.get(`/posts/${secret}`);
  await ada.get(`/posts?cursor=${secret}`);
  await ada.get(`/${secret}`);
  await ada.get(`/posts?q=${secret}`);
  await ada.post('/channels', { name: 'x', url: `https://hooks.slack.com/${secret}/x` });
  await ada.post('/channels', { name: 'x', connector: 'slack', settings: { endpoint: `not a url ${secret}`, token: secret } });
  await ada.post('/posts', undefined, { body: `{"text": "${secret}` });
  await new Client(server).post('/session', { email: password, password });
  await new Client(server).post('/session', undefined, { body: `{"email": "x", "password": "${password}"` });
  await new Client(server).post('/users', { email: 'x@example.org', password, display_name: 7 });
  await new Client(server).get('/session', { headers: { Authorization: `Bearer ${secret}`, 'User-Agent': secret } });
});

test('a password is changed and mistyped', async () => {
  const credentials = await register(server, 'password');
  const client = await logIn(server, credentials);
  const next = plant('the next password', 'kites over ');
  await client.put('/users/me/password', { current_password: plant('a mistyped password'), new_password: next });
  assert.equal((await client.put('/users/me/password', { current_password: credentials.password, new_password: next })).status, 204);
  await logIn(server, { ...credentials, password: next });
  expectProblem(await new Client(server).post('/session', credentials), 401, 'wrong_credentials');
});

test('a delivery is under way when the server ends, and goes on when it is back', async () => {
  const ada = await newcomer(server, 'restart');
  const waits = await addChannel(ada, 'Waits', sandbox.slack(`${plant('a token')}fault.rate-1`, 'T/R1'));
  const id = await send(ada, 'restart', [waits]);
  await until('it waits', async () => (await postOf(ada, id)).deliveries[0].state === 'waiting');
  await server.restart();
  assert.equal((await settled(ada, id)).state, 'delivered');
});

test('metrics and health have none', async () => {
  for (const path of ['/metrics', '/healthz']) {
    const text = await admin(path);
    assert.ok(text.length > 0, path);
    assert.deepEqual(secretsIn(text), [], path);
  }
});

test('no file holds one while the server runs, nor when it has ended', async () => {
  assertCleanFiles();
  await server.end();
  assertCleanFiles();
});

test('the log holds none', () => {
  assert.deepEqual(secretsIn(server.log), []);
  assert.ok(server.log.split('\n').length > 10, server.log.slice(0, 2000));
});

test('files are for their owner only', () => {
  for (const file of filesIn(server.data)) {
    const { mode } = lstatSync(file);
    assert.equal((mode & 0o077).toString(8), '0', `${file} has mode ${mode.toString(8)}`);
  }
});

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function assertCleanFiles() {
  const files = filesIn(server.data).filter((file) => lstatSync(file).isFile());
  assert.ok(files.length > 0);
  for (const file of files) assert.deepEqual(secretsIn(readFileSync(file)), [], file);
}

function admin(path) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: server.adminPort, path, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (more) => (text += more)).on('end', () => resolve(text));
    }).on('error', reject);
  });
}
