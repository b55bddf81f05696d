// SPDX-License-Identifier: BSL-1.0
// Clients that are slow, on purpose or not, harm nobody but themselves.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { afterEach, test } from 'node:test';

import { newcomer } from './harness/people.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';
import { Wire, answersIn } from './http_wire.mjs';

let server;
let crowd = [];
afterEach(async () => {
  crowd.forEach((wire) => wire.close());
  crowd = [];
  await server?.stop();
});

const head = 'POST /api/v1/session HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n';
const slowStarts = {
  'say nothing': '',
  'never end their first line': 'GET /livez',
  'never end their headers': 'GET /livez HTTP/1.1\r\nHost: HOST\r\nX: ',
  'never end their body': `${head}Content-Length: 60000\r\n\r\n{`,
  'never end their chunks': `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`,
};

/** Opens connections that begin like this; all of them are open, or were until the server closed them. */
async function openCrowd(size, start) {
  for (let opened = 0; opened < size; opened += 100) {
    const wires = await Promise.all(Array.from({ length: 100 }, () => Wire.open(server)));
    crowd.push(...wires.map((wire) => wire.send(start)));
  }
}

/** Whatever they began, they go on with it, a byte at a time. */
const drip = () => setInterval(() => crowd.forEach((wire) => wire.socket.writable && wire.socket.write('1')), 200);

/** How long the slowest of some honest requests took, each on a connection of its own, in ms. */
async function slowestHonest(path, cookie = '') {
  let slowest = 0;
  for (let i = 0; i < 10; ++i) {
    const begin = performance.now();
    const wire = await Wire.open(server);
    wire.send(`GET ${path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n${cookie}\r\n`);
    assert.equal(answersIn(await wire.rest())[0]?.status, 200);
    slowest = Math.max(slowest, performance.now() - begin);
  }
  return slowest;
}

const descriptors = () => readdirSync(`/proc/${server.program.pid}/fd`).length;

for (const [what, start] of Object.entries(slowStarts)) {
  test(`an honest client is served within a second while 1,000 ${what}`, async () => {
    server = await Server.start();
    const ada = await newcomer(server, 'ada');
    const session = [...ada.cookies].map(([name, value]) => `Cookie: ${name}=${value}\r\n`).join('');
    const before = descriptors();
    await openCrowd(1000, start);
    const dripping = start === '' ? undefined : drip();
    try {
      assert.ok(await slowestHonest('/livez') < 1000);
      assert.ok(await slowestHonest('/api/v1/session', session) < 1000);
    } finally {
      clearInterval(dripping);
    }
    crowd.forEach((wire) => wire.close());
    await until('the descriptors are free again', () => descriptors() <= before + 1, { show: () => `${before} before, ${descriptors()} now` });
  });
}

test('who is slow is told, and the connection ends in time', async () => {
  const environment = Object.fromEntries(['HEADER', 'BODY', 'IDLE'].map((step) => [`MULTIPOST_REQUEST_${step}_TIMEOUT`, '1s']));
  server = await Server.start({ environment });
  for (const [what, start] of Object.entries(slowStarts)) {
    const wire = await Wire.open(server);
    crowd = [wire.send(start)];
    const dripping = start === '' ? undefined : drip();
    const answers = answersIn(await wire.rest(5));
    clearInterval(dripping);
    // Who has begun nothing has nothing to be told.
    assert.deepEqual(answers.map((a) => a.status), start === '' ? [] : [408], what);
  }
  const idle = await Wire.open(server);
  idle.send('GET /livez HTTP/1.1\r\nHost: HOST\r\n\r\n');
  assert.deepEqual(answersIn(await idle.rest(5)).map((a) => a.status), [200]);
});

test('the server stops at once however many are connected', async () => {
  server = await Server.start();
  await openCrowd(300, slowStarts['never end their body']);
  const begin = performance.now();
  await server.end();
  assert.ok(performance.now() - begin < 5000);
  await Promise.all(crowd.map((wire) => wire.rest(5)));
});
