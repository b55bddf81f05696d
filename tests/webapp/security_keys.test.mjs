// SPDX-License-Identifier: BSL-1.0
// What the channels' secrets are under: a key outside of the database, without which it does not open, and which is changed
// while the server runs. And a process that leaves no picture of its memory.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { expect } from './harness/client.mjs';
import { addChannel, logIn, records, register } from './harness/people.mjs';
import { plant, secretsIn } from './harness/planted.mjs';
import { Program, built } from './harness/process.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';

let sandbox;
let server;
let credentials;
let channel;
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  credentials = await register(server, 'ada');
  channel = await addChannel(await logIn(server, credentials), 'Team', sandbox.slack(plant('a token')));
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

const keyFile = () => join(server.data, 'master.key');

async function assertChannelOpens() {
  const ada = await logIn(server, credentials);
  assert.equal(expect(await ada.post(`/channels/${channel.id}/test`), 200).state, 'usable');
}

/** Starts the server with what is in its folder now, which it refuses, and returns what it says. */
async function refusal() {
  const program = new Program(built('WEBAPP_SERVER'), [], server.environment);
  const { code } = await program.ended;
  assert.notEqual(code, 0, program.output);
  assert.deepEqual(secretsIn(program.output), []);
  return program.output;
}

test('the key is changed while the server runs, and the old one opens nothing more', async () => {
  const former = join(server.folder, 'former.key');
  copyFileSync(keyFile(), former);
  const rotated = new Program(built('WEBAPP_SERVER'), ['keys', 'rotate'], server.environment);
  assert.equal((await rotated.ended).code, 0, rotated.output);
  assert.notEqual(readFileSync(keyFile(), 'utf8'), readFileSync(former, 'utf8'));
  await until('the change is logged', () => records(server).find((record) => record.event === 'key_rotated'));
  await assertChannelOpens();
  await server.restart();
  await assertChannelOpens();

  const current = readFileSync(keyFile());
  await server.end();
  copyFileSync(former, keyFile());
  assert.match(await refusal(), /master key/i);
  writeFileSync(keyFile(), current);
  await server.begin();
  await assertChannelOpens();
});

test('without its key the database is not opened, and no new key is made for it', async () => {
  const current = readFileSync(keyFile());
  await server.end();
  for (const wrong of [`${'0'.repeat(64)}\n`, 'short\n', '']) {
    writeFileSync(keyFile(), wrong);
    assert.match(await refusal(), /master key/i);
    assert.equal(readFileSync(keyFile(), 'utf8'), wrong);
  }
  writeFileSync(keyFile(), current);
  await server.begin();
  await assertChannelOpens();
});

test('the process leaves no core file', () => {
  const limits = readFileSync(`/proc/${server.program.pid}/limits`, 'utf8');
  assert.match(limits, /^Max core file size +0 +0 /m);
});

test('the command line and the environment of the process hold no secret', () => {
  for (const file of ['cmdline', 'environ']) assert.deepEqual(secretsIn(readFileSync(`/proc/${server.program.pid}/${file}`)), [], file);
});
