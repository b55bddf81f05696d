// SPDX-License-Identifier: BSL-1.0
// However a channel is written, nothing that is asked of the server makes it knock on a door of its own network.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';

import { expect } from './harness/client.mjs';
import { newcomer, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Server } from './harness/server.mjs';

let server;
let inside;
let knocks = 0;
before(async () => {
  inside = createServer((socket) => {
    ++knocks;
    socket.destroy();
  }).listen(0, '::', 4);
  await once(inside, 'listening');
  server = await Server.start();
});
after(async () => {
  await server?.stop();
  inside?.close();
});

// RFC 6890, RFC 4291 section 2.5.5, RFC 6052, RFC 3056; and ways to write 127.0.0.1 that some programs take.
const hosts = ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', 'localhost', 'LOCALHOST.', '0.0.0.0', '[::1]', '[::]',
  '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]', '169.254.169.254', '10.0.0.1',
  '192.168.0.1', '172.16.0.1', '100.64.0.1', '[fe80::1]', '[fd00::1]', '[ff02::1]', '224.0.0.1', '240.0.0.1', '198.18.0.1'];

for (const host of hosts) {
  test(`${host} is not asked, whatever for`, async () => {
    const eve = await newcomer(server, 'eve');
    for (const scheme of ['https', 'http']) {
      const url = `slack:${scheme}://${host}:${inside.address().port}/services/T/B/${plant('a token')}`;
      const added = await eve.post('/channels', { name: scheme, url });
      if (added.status === 422) continue; // refused as it was entered
      const channel = expect(added, 201);
      expect(await eve.post('/preview', { text: 'inside?', channels: [channel.id] }), 200);
      assert.notEqual(expect(await eve.post(`/channels/${channel.id}/test`), 200).state, 'usable');
      const posted = await eve.post('/posts', { text: 'inside?', channels: [channel.id] });
      if (posted.status !== 202) continue; // the test has found it out
      assert.notEqual((await settled(eve, posted.json.id)).state, 'delivered');
    }
    assert.equal(knocks, 0);
  });
}

test('the listener would have heard a knock', async () => {
  const allowed = await Server.start({ environment: { MULTIPOST_ALLOW_HOSTS: `127.0.0.1:${inside.address().port}` } });
  try {
    const ada = await newcomer(allowed, 'ada');
    const url = `slack:http://127.0.0.1:${inside.address().port}/services/T/B/${plant('a token')}`;
    const channel = expect(await ada.post('/channels', { name: 'inside', url }), 201);
    await settled(ada, await send(ada, 'inside', [channel]));
    assert.ok(knocks > 0);
  } finally {
    await allowed.stop();
  }
});
