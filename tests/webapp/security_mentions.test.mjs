// SPDX-License-Identifier: BSL-1.0
// What a message says is never what it commands: nobody is called by a text, and no markup of a network is smuggled in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { expect } from './harness/client.mjs';
import { addChannel, newcomer, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';

let sandbox;
let server;
let ada;
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  ada = await newcomer(server, 'ada');
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

const shouted = 'wake up @everyone @here <@123456789012345678> <@&1234> <!channel> <!here> <@U12345> <!subteam^S1> `<!here>` [x](https://example.org/<!channel>)';

const bodyOf = async (channel, text) => JSON.parse(expect(await ada.post('/preview', { text, channels: [channel.id] }), 200).items[0].requests[0].body);

test('Discord is told to notify nobody', async () => {
  const channel = await addChannel(ada, 'Discord', sandbox.discord(plant('a token')));
  const body = await bodyOf(channel, shouted);
  assert.deepEqual(body.allowed_mentions, { parse: [] });
  assert.equal((await settled(ada, await send(ada, shouted, [channel]))).state, 'delivered');
});

test('Slack gets no angle bracket that it would obey', async () => {
  const channel = await addChannel(ada, 'Slack', sandbox.slack(plant('a token')));
  const body = await bodyOf(channel, shouted);
  assert.equal(body.link_names, undefined);
  assert.doesNotMatch(JSON.stringify(body), /<[!@#]/);
  assert.equal((await settled(ada, await send(ada, shouted, [channel]))).state, 'delivered');
});
