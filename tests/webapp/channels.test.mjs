// SPDX-License-Identifier: BSL-1.0
// Connectors, channels, what is asked of a network without sending, and previews.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { addChannel, missingId, newcomer } from './harness/people.mjs';
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

const slackUrl = (token) => `https://hooks.slack.com/services/T0001/B0001/${token}`;

test('connectors describe their networks', async () => {
  const { items } = expect(await ada.get('/connectors'), 200);
  assert.deepEqual(items.map((c) => c.id).sort(), ['discord', 'slack']);
  const slack = items.find((c) => c.id === 'slack');
  assert.deepEqual(slack.text.max, 40000);
  assert.ok(slack.operations.includes('check'));
  assert.deepEqual(slack.settings.filter((s) => s.secret).map((s) => s.name), ['token']);
  assert.equal(slack.settings_schema.properties.token.writeOnly, true);
  expectProblem(await new Client(server).get('/connectors'), 401, 'not_logged_in');
});

test('a pasted webhook URL becomes a channel of the right network', async () => {
  const slack = await addChannel(ada, 'Team', ` <${slackUrl(plant('a Slack token'))}>\n`);
  assert.equal(slack.connector, 'slack');
  assert.deepEqual(slack.settings, { endpoint: 'https://hooks.slack.com/services/T0001/B0001' });
  assert.deepEqual([slack.state, slack.problem, slack.revision], ['active', null, 1]);

  const discord = await addChannel(ada, 'News', `https://discord.com/api/webhooks/1200000000000000000/${plant('a Discord token')}?thread_id=7`);
  assert.equal(discord.connector, 'discord');
  assert.deepEqual(discord.settings, { endpoint: 'https://discord.com', webhook_id: '1200000000000000000', thread_id: '7' });
});

test('a channel is read back as it was answered, with its place and its ETag', async () => {
  const answer = await ada.post('/channels', { name: 'Place', url: slackUrl(plant('a token')) });
  const made = expect(answer, 201);
  assert.equal(answer.headers.location, `/api/v1/channels/${made.id}`);
  const read = await ada.get(answer.headers.location);
  assert.deepEqual(expect(read, 200), made);
  assert.equal(read.headers.etag, answer.headers.etag);
  assert.ok(expect(await ada.get('/channels'), 200).items.some((c) => c.id === made.id));
});

test('a form that was filled in becomes a channel', async () => {
  const token = plant('a token');
  const settings = { endpoint: sandbox.url, webhook_id: '42', token };
  const channel = expect(await ada.post('/channels', { name: 'Form', connector: 'discord', settings }), 201);
  assert.deepEqual(channel.settings, { endpoint: sandbox.url, webhook_id: '42' });
});

test('the hint of a channel tells the end of a long secret and nothing of a short one', async () => {
  const token = plant('a long token');
  const long = await addChannel(ada, 'Long', slackUrl(token));
  assert.ok(long.hint.includes('hooks.slack.com') && long.hint.endsWith(token.slice(-4)), long.hint);
  const short = await addChannel(ada, 'Short', slackUrl('s3cret7'));
  assert.doesNotMatch(short.hint, /s3c|3cret|et7/);
});

test('what is no webhook URL is refused in words, and without being repeated', async () => {
  const secret = plant('a secret in a wrong URL');
  const urls = [
    `https://example.org/${secret}`, `https://app.slack.com/client/T1/${secret}`, `https://hooks.slack.com/services/T1/${secret}`,
    `https://discord.com/channels/1/${secret}`, `http://hooks.slack.com/services/T/B/${secret}`, `ftp://x/${secret}`,
    `slack:${secret}`, `nonsense:https://x/${secret}`, `${secret}`, 'https://', ' ',
  ];
  for (const url of urls) {
    const answer = await ada.post('/channels', { name: 'Wrong', url });
    assert.equal(answer.status, url.trim() === '' && answer.status === 400 ? 400 : 422, `${url}: ${answer.text}`);
    if (answer.status === 422) assert.match(answer.json.code, /^(bad_channel|unknown_connector)$/);
    assert.ok(answer.json.detail?.length > 10, answer.text);
  }
  assert.ok(!expect(await ada.get('/channels'), 200).items.some((c) => c.name === 'Wrong'));
});

test('a name that is none, or would change the line it stands in, is refused', async () => {
  const url = sandbox.slack(plant('a token'));
  const channel = await addChannel(ada, 'Named', url);
  const asked = (name) => [ada.post('/channels', { name, url }), ada.patch(`/channels/${channel.id}`, { name })];
  for (const name of ['', '   ', 'x'.repeat(101)])
    for (const answer of asked(name)) expectProblem(await answer, 400, 'bad_value');
  for (const name of ['two\nlines', 'a\u202eb', 'bell\u0007', '\u200b'])
    for (const answer of asked(name)) expectProblem(await answer, 422, 'bad_channel');
  assert.equal(expect(await ada.get(`/channels/${channel.id}`), 200).name, 'Named');
});

test('wrong settings are refused by their names, and their values are not repeated', async () => {
  const token = plant('a token among wrong settings');
  const endpoint = 'https://discord.com';
  const wrong = [
    { endpoint, webhook_id: 'not-a-number', token }, { endpoint, token }, { endpoint, webhook_id: '1' },
    { endpoint, webhook_id: '1', token, surprise: token }, { endpoint, webhook_id: '1', token: '' }, {},
  ];
  for (const settings of wrong)
    expectProblem(await ada.post('/channels', { name: 'Wrong', connector: 'discord', settings }), 422, 'bad_channel');
  const answer = await ada.post('/channels', { name: 'Wrong', connector: 'teletext', settings: { token } });
  expectProblem(answer, 422, 'unknown_connector');
});

test('a channel changes by what is named; its secret stays', async () => {
  const channel = await addChannel(ada, 'Before', sandbox.slack(plant('a token'), 'T9/B9'));
  const renamed = expect(await ada.patch(`/channels/${channel.id}`, { name: 'After' }), 200);
  assert.deepEqual(renamed, { ...channel, name: 'After', revision: 2, updated_at: renamed.updated_at });
  const moved = expect(await ada.patch(`/channels/${channel.id}`, { settings: { endpoint: `${sandbox.url}/services/T9/B10` } }), 200);
  assert.equal(moved.settings.endpoint, `${sandbox.url}/services/T9/B10`);
  assert.equal(moved.hint.slice(-4), channel.hint.slice(-4));
  assert.equal(expect(await ada.post(`/channels/${channel.id}/test`), 200).state, 'usable');
  const pasted = expect(await ada.patch(`/channels/${channel.id}`, { url: sandbox.slack(plant('a new token')) }), 200);
  assert.notEqual(pasted.hint.slice(-4), channel.hint.slice(-4));
});

test('a change that goes wrong changes nothing', async () => {
  const channel = await addChannel(ada, 'Firm', sandbox.slack(plant('a token')));
  const path = `/channels/${channel.id}`;
  expectProblem(await ada.patch(path, { name: 'New', url: 'https://example.org' }), 422, 'bad_channel');
  expectProblem(await ada.patch(path, { url: `nonsense:${sandbox.url}/x/y` }), 422, 'bad_channel');
  expectProblem(await ada.patch(path, { url: sandbox.discord('x') }), 422, 'bad_channel');
  expectProblem(await ada.patch(path, { settings: { webhook_id: '7' } }), 422, 'bad_channel');
  expectProblem(await ada.patch(path, { settings: { token: '' } }), 422, 'bad_channel');
  expectProblem(await ada.patch(path, {}), 400, 'bad_value');
  expectProblem(await ada.patch(path, { state: 'needs_attention' }), 400, 'bad_value');
  expectProblem(await ada.patch(path, { url: sandbox.slack('x'), settings: { token: 'x' } }), 400, 'bad_value');
  assert.deepEqual(expect(await ada.get(path), 200), channel);
});

test('of two who change a channel at once the second is told', async () => {
  const made = await ada.post('/channels', { name: 'Both', url: sandbox.slack(plant('a token')) });
  const path = `/channels/${expect(made, 201).id}`;
  const { etag } = made.headers;
  expect(await ada.patch(path, { name: 'First' }, { headers: { 'If-Match': etag } }), 200);
  const second = await ada.patch(path, { name: 'Second' }, { headers: { 'If-Match': etag } });
  expectProblem(second, 412, 'changed_meanwhile');
  assert.equal(expect(await ada.get(path), 200).name, 'First');
});

test('a channel that is removed is gone', async () => {
  const channel = await addChannel(ada, 'Gone', sandbox.slack(plant('a token')));
  assert.equal((await ada.delete(`/channels/${channel.id}`)).status, 204);
  expectProblem(await ada.get(`/channels/${channel.id}`), 404, 'not_found');
  expectProblem(await ada.delete(`/channels/${channel.id}`), 404, 'not_found');
  expectProblem(await ada.post('/posts', { text: 'x', channels: [channel.id] }), 422, 'unknown_channel');
});

test('a test says whether a channel is usable, and sends nothing', async () => {
  const token = plant('a token');
  const good = await addChannel(ada, 'Good', sandbox.slack(token));
  assert.deepEqual(expect(await ada.post(`/channels/${good.id}/test`), 200), { state: 'usable', failure: null });
  assert.deepEqual(await sandbox.ledger(''), []);

  const gone = await addChannel(ada, 'Gone', sandbox.slack(`${plant('a token')}fault.status-404-no_service`));
  const found = expect(await ada.post(`/channels/${gone.id}/test`), 200);
  assert.equal(found.state, 'unusable');
  assert.deepEqual([found.failure.class, found.failure.code], ['channel_dead', 'no_service']);
  assert.equal(expect(await ada.get(`/channels/${gone.id}`), 200).state, 'needs_attention');

  const silent = await addChannel(ada, 'Silent', sandbox.slack(`${plant('a token')}fault.reset-before`));
  assert.equal(expect(await ada.post(`/channels/${silent.id}/test`), 200).state, 'unknown');
});

test('a place that messages may not go to is found out by the test', async () => {
  const inside = await addChannel(ada, 'Inside', `slack:http://127.0.0.1:${server.adminPort}/services/T/B/${plant('a token')}`);
  const { state, failure } = expect(await ada.post(`/channels/${inside.id}/test`), 200);
  assert.notEqual(state, 'usable');
  assert.match(failure.code, /forbidden/);
});

test('tests of channels are limited', async () => {
  const eager = await newcomer(server, 'eager');
  const channel = await addChannel(eager, 'Often', sandbox.slack(plant('a token')));
  let answer;
  for (let i = 0; i !== 100 && answer?.status !== 429; ++i) answer = await eager.post(`/channels/${channel.id}/test`);
  expectProblem(answer, 429, 'too_many_requests');
});

test('a preview shows each network\'s text and request, secrets masked', async () => {
  const token = plant('a token');
  const slack = await addChannel(ada, 'Slack', sandbox.slack(token));
  const discord = await addChannel(ada, 'Discord', sandbox.discord(token, '77'));
  const text = '# Release\n\n**1.0** is [out](https://example.org) for @everyone & <!channel>';
  const { items } = expect(await ada.post('/preview', { text, channels: [discord.id, slack.id] }), 200);
  assert.deepEqual(items.map((item) => item.channel), [discord.id, slack.id]);
  for (const item of items) {
    assert.equal(item.problem, null);
    assert.ok(item.length > 20 && item.length < item.limit);
    assert.equal(item.segments.length, 1);
    assert.equal(item.segments[0].text, item.text);
    assert.equal(item.requests[0].method, 'POST');
    assert.match(item.requests[0].url, /\*\*\*/);
    assert.equal(item.requests[0].effect, 'publishes');
  }
  assert.match(items[1].text, /\*1\.0\*.*<https:\/\/example\.org\|out>.*&lt;!channel&gt;/);
  assert.deepEqual(await sandbox.ledger('Release'), []);
  assert.deepEqual(expect(await ada.get('/posts'), 200).items, []);
});

test('a preview shows what readers see, without any markup', async () => {
  const discord = await addChannel(ada, 'Discord', sandbox.discord(plant('a token')));
  const slack = await addChannel(ada, 'Slack', sandbox.slack(plant('a token')));
  const text = '# 1.0\n\n- **new** [page](https://example.org)\n- <b>&amp;</b> `x`\n\n> said\n\n```\nmake\n```';
  const { items } = expect(await ada.post('/preview', { text, channels: [discord.id, slack.id] }), 200);
  const run = (said, marks = [], href = null) => ({ text: said, marks, href });
  const block = (kind, runs, rest = {}) => ({ kind, depth: 0, level: null, marker: null, runs, ...rest });
  for (const item of items) {
    assert.deepEqual(item.segments[0].blocks, [
      block('heading', [run('1.0')], { level: 1 }),
      block('list_item', [run('new', ['bold']), run(' '), run('page', [], 'https://example.org')], { marker: '•' }),
      block('list_item', [run('<b>&</b> '), run('x', ['code'])], { marker: '•' }),
      block('quote', [run('said')]),
      block('code_block', [run('make')]),
    ]);
  }
});

test('a preview tells of characters that nobody sees', async () => {
  const slack = await addChannel(ada, 'Slack', sandbox.slack(plant('a token')));
  const notices = async (text) =>
    expect(await ada.post('/preview', { text, channels: [slack.id] }), 200).items[0].notices.map((notice) => notice.code);
  assert.deepEqual(await notices('pay\u200bpal'), ['invisible_characters']);
  assert.deepEqual(await notices('\u202etxt.exe'), ['invisible_characters']);
  assert.deepEqual(await notices('👩\u200d🚀 \u0645\u06cc\u200c\u062e'), []);
});

test('a preview tells what sending would refuse, and by how much', async () => {
  const discord = await addChannel(ada, 'Discord', sandbox.discord(plant('a token')));
  const preview = async (text) => expect(await ada.post('/preview', { text, channels: [discord.id] }), 200).items[0];
  const long = await preview('x'.repeat(2012));
  assert.deepEqual([long.length, long.limit, long.problem.code], [2012, 2000, 'text_too_long']);
  assert.match(long.problem.what, /2,012.*2,000/);
  assert.equal((await preview('')).problem.code, 'message_empty');
  assert.equal((await preview('🦜'.repeat(2000))).problem, null);
});

test('a preview of nothing is nothing, and of an unknown channel a problem', async () => {
  assert.deepEqual(expect(await ada.post('/preview', { text: 'x', channels: [] }), 200).items, []);
  expectProblem(await ada.post('/preview', { text: 'x', channels: [missingId()] }), 422, 'unknown_channel');
});
