// SPDX-License-Identifier: BSL-1.0
// What is left of secrets in the server's memory when the requests that brought them are over.
import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { expect } from './harness/client.mjs';
import { addChannel, newPassword, newcomer, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';

let sandbox;
let server;
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

/** How often a text stands in memory that a process can write to: proc(5), maps and mem. */
function timesInMemory(pid, text) {
  const wanted = Buffer.from(text);
  const memory = openSync(`/proc/${pid}/mem`);
  let times = 0;
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').trim().split('\n')) {
      const [range, rights] = line.split(' ');
      if (!rights.startsWith('rw')) continue;
      const [from, to] = range.split('-').map((address) => BigInt(`0x${address}`));
      const bytes = Buffer.alloc(Number(to - from));
      let length = 0;
      try {
        length = readSync(memory, bytes, 0, bytes.length, from);
      } catch {
        continue; // unmapped meanwhile
      }
      for (let at = bytes.subarray(0, length).indexOf(wanted); at >= 0; at = bytes.subarray(0, length).indexOf(wanted, at + 1)) ++times;
    }
  } finally {
    closeSync(memory);
  }
  return times;
}

/** Memory that is freed is overwritten at once, a thread's stack by what the thread does next: so something is done. */
async function assertForgotten(user, what, secret) {
  let times;
  const gone = async () => {
    expect(await user.get('/channels'), 200);
    return (times = timesInMemory(server.program.pid, secret)) === 0;
  };
  await until(`${what} is forgotten`, gone, { seconds: 5, show: () => `it stands in memory ${times} times` });
}

test('the search finds what is there', () => {
  // Given on the command line's side of the process, kept by the C library.
  assert.ok(timesInMemory(server.program.pid, server.data) > 0);
});

test('passwords and channels leave nothing behind', async () => {
  const password = newPassword();
  const former = await newcomer(server, 'ada');
  expect(await former.put('/users/me/password', { current_password: plant('a wrong password'), new_password: password }), 422);
  const token = plant('a token');
  const channel = await addChannel(former, 'Team', sandbox.slack(token));
  const other = plant('another token');
  expect(await former.patch(`/channels/${channel.id}`, { url: sandbox.slack(other) }), 200);
  expect(await former.post(`/channels/${channel.id}/test`), 200);
  await settled(former, await send(former, 'a message', [channel]));
  const elsewhere = await addChannel(former, 'Elsewhere', sandbox.slack(plant('a token of another channel')));
  await settled(former, await send(former, 'another message', [elsewhere]));
  await assertForgotten(former, 'the password', password);
  await assertForgotten(former, 'the first token', token);
  await assertForgotten(former, 'the token in use', other);
});
