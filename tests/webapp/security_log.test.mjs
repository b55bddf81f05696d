// SPDX-License-Identifier: BSL-1.0
// What somebody who investigates will ask for stands in the log, and nobody can forge a line of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { addChannel, logIn, missingId, newPassword, newcomer, records, register } from './harness/people.mjs';
import { Server } from './harness/server.mjs';
import { until } from './harness/until.mjs';

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

/** The first record of an event that was logged after `mark` records, when it is there. */
async function logged(event, mark) {
  const fits = (record) => record.logger === 'security' && record.event === event;
  return until(`${event} is logged`, () => records(server).slice(mark).find(fits), { show: () => server.log.slice(-4000) });
}

/** Does something, and returns what was logged of it under this name. */
async function recordOf(event, act) {
  const mark = records(server).length;
  await act();
  return logged(event, mark);
}

test('accounts and sessions leave their traces', async () => {
  let credentials;
  const registered = await recordOf('registered', async () => (credentials = await register(server, 'ada')));
  let client;
  const login = await recordOf('login', async () => (client = await logIn(server, credentials)));
  const { user } = expect(await client.get('/session'), 200);
  assert.equal(registered.user, user.id);
  assert.equal(login.user, user.id);
  assert.equal(login.client, '127.0.0.1');

  const changed = await recordOf('password_changed', () =>
    client.put('/users/me/password', { current_password: credentials.password, new_password: newPassword() }));
  assert.equal(changed.user, user.id);
  const ended = await recordOf('session_ended', () => client.delete('/session'));
  assert.equal(ended.user, user.id);
  const failed = await recordOf('login_failed', () => new Client(server).post('/session', credentials));
  assert.equal(failed.client, '127.0.0.1');
});

test('channels leave their traces', async () => {
  const ada = await newcomer(server, 'ada');
  let channel;
  const added = await recordOf('channel_added', async () =>
    (channel = await addChannel(ada, 'Team', 'https://hooks.slack.com/services/T0001/B0001/some-token-of-it')));
  assert.equal(added.channel, channel.id);
  const changed = await recordOf('channel_changed', () => ada.patch(`/channels/${channel.id}`, { name: 'News' }));
  assert.equal(changed.channel, channel.id);
  const removed = await recordOf('channel_removed', () => ada.delete(`/channels/${channel.id}`));
  assert.equal(removed.channel, channel.id);
});

test('each use of a secret leaves its trace', async () => {
  const ada = await newcomer(server, 'ada');
  const { user } = expect(await ada.get('/session'), 200);
  const channel = await addChannel(ada, 'Team', 'https://hooks.slack.com/services/T0001/B0001/some-token-of-it');
  const used = await recordOf('secret_used', () => ada.post('/preview', { text: 'x', channels: [channel.id] }));
  const { user_id, channel_id, connector, purpose } = used;
  assert.deepEqual({ user_id, channel_id, connector, purpose },
    { user_id: user.id, channel_id: channel.id, connector: 'slack', purpose: 'preview' });
});

test('what is refused leaves its traces', async () => {
  const ada = await newcomer(server, 'ada');
  await recordOf('access_denied', async () => expectProblem(await ada.post('/invitations', {}), 403, 'administrator_only'));
  await recordOf('access_denied', async () => expectProblem(await ada.patch('/users/me', { display_name: 'x' },
    { headers: { 'Sec-Fetch-Site': 'cross-site' } }), 403, 'cross_site'));
  await recordOf('rate_limited', async () => {
    const email = `${missingId()}@example.org`;
    let answer;
    for (let i = 0; i !== 20 && answer?.status !== 429; ++i) answer = await new Client(server).post('/session', { email, password: newPassword() });
  });
});

test('nothing that a client sends makes a line of its own', async () => {
  const forged = '"}\n{"ts":"2026-01-01T00:00:00.000Z","level":"info","logger":"security","event":"forged"}\r\n\u2028\u0085\u001b[2J';
  await new Client(server).post('/session', { email: `x${forged}`, password: newPassword() });
  await new Client(server).post('/users', { email: 'x@example.org', password: newPassword(), display_name: forged });
  await new Client(server).get(`/posts/${encodeURIComponent('"}{"event":"forged"}')}`);
  await new Client(server).get('/session', { headers: { 'User-Agent': '"}{"event":"forged"}', 'X-Forwarded-For': '"}{"event":"forged"}' } });
  const ada = await newcomer(server, 'ada');
  const mark = records(server).length;
  await recordOf('login_failed', () => new Client(server).post('/session', { email: 'last', password: newPassword() }));
  assert.ok(records(server).length > mark);
  for (const record of records(server)) assert.notEqual(record.event, 'forged');
  for (const line of server.log.split('\n')) assert.doesNotMatch(line, /[\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028\u2029]/);
  expect(await ada.get('/session'), 200);
});

test('every record says when, how bad and from where', () => {
  const all = records(server);
  assert.ok(all.length > 20);
  for (const record of all) {
    assert.match(record.ts, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(['trace', 'debug', 'info', 'warning', 'error'].includes(record.level), record.level);
    assert.ok(record.msg?.length > 0 && record.logger?.length > 0, JSON.stringify(record));
  }
});
