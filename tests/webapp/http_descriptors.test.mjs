// SPDX-License-Identifier: BSL-1.0
// A server that has no file descriptors left.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { after, beforeEach, afterEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { Server } from './harness/server.mjs';
import { Wire, answersIn } from './http_wire.mjs';

const crowd = [];
let server;
beforeEach(async () => (server = await Server.start()));
afterEach(() => server.stop());
after(() => crowd.forEach((wire) => wire.close()));

/** Changes how many descriptors the server may have. */
function limitDescriptors(count) {
  execFileSync('prlimit', ['--pid', `${server.program.pid}`, `--nofile=${count}:`]);
}

async function ask() {
  const wire = await Wire.open(server);
  wire.send('GET /livez HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n');
  return wire;
}

test('the server drops who has waited longest', async () => {
  limitDescriptors(readdirSync(`/proc/${server.program.pid}/fd`).length + 50);
  while (crowd.length < 500) crowd.push((await Wire.open(server)).send('GET /livez HTTP/1.1\r\nHost: HOST\r\nX: '));
  const begin = performance.now();
  assert.equal(answersIn(await (await ask()).rest())[0]?.status, 200);
  assert.ok(performance.now() - begin < 1000);
});

test('with nobody to drop the server waits, and does not spin', async () => {
  limitDescriptors(3); // those of the standard streams are taken
  const wire = await ask();
  const before = server.program.processorMs;
  await pause(1000);
  assert.equal(wire.answer, '');
  assert.ok(server.program.processorMs - before < 500, 'half a second of processor time in a second without work');
  limitDescriptors(1000);
  assert.equal(answersIn(await wire.rest())[0].status, 200);
});
