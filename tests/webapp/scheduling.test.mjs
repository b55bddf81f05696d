// SPDX-License-Identifier: BSL-1.0
// Messages that go out later: planned, found, changed, cancelled, restored, sent at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { expect, expectProblem } from './harness/client.mjs';
import { addChannel, missingId, newcomer, postOf, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';

const hour = 3_600_000;
const inHours = (hours) => new Date(Date.now() + hours * hour).toISOString();

let sandbox;
let server;
let ada;
let team;
let news;
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  ada = await newcomer(server, 'ada');
  team = await addChannel(ada, 'Team', sandbox.slack(plant('a token')));
  news = await addChannel(ada, 'News', sandbox.discord(plant('a token')));
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

const plan = (text, schedule, channels = [team]) => ada.post('/posts', { text, channels: channels.map((c) => c.id), schedule });
const planned = async (...given) => expect(await plan(...given), 202).id;
const toCome = async (query = '') => expect(await ada.get(`/posts?to_come=true${query}`), 200).items.map((post) => post.text);
const tagOf = async (id) => (await ada.get(`/posts/${id}`)).headers.etag;

test('a planned message waits for its time, and then arrives', async () => {
  const id = await planned('mark soon', { at: new Date(Date.now() + 1500).toISOString() });
  assert.equal((await postOf(ada, id)).state, 'scheduled');
  assert.deepEqual(await sandbox.ledger('mark soon'), []);
  const post = await settled(ada, id);
  assert.equal(post.state, 'delivered');
  assert.ok(post.deliveries[0].attempts_made[0].started_at >= post.schedule.instant);
  assert.equal((await sandbox.ledger('mark soon')).length, 1);
});

test('a time of day somewhere is told as an instant, and what the clocks do there', async () => {
  const first = expect(await plan('at two', { at: '2027-10-31T02:30', zone: 'Europe/Paris', late: { send_within: 'PT90M' } }), 202);
  assert.deepEqual(first.schedule, {
    at: '2027-10-31T02:30', zone: 'Europe/Paris', late: { send_within: 'PT1H30M' }, instant: '2027-10-31T00:30:00.000Z',
    local: '2027-10-31T02:30:00+02:00', abbreviation: 'CEST', clock_change: 'repeated', second: '2027-10-31T01:30:00.000Z',
  });
  assert.deepEqual((await postOf(ada, first.id)).schedule, first.schedule);
  const skipped = expect(await ada.get('/planned_time?at=2027-03-28T02:30&zone=Europe/Paris'), 200);
  assert.deepEqual([skipped.clock_change, skipped.local], ['skipped', '2027-03-28T03:00:00+02:00']);
  const second = expect(await ada.get(`/planned_time?at=${first.schedule.second}&zone=Europe/Paris`), 200);
  assert.deepEqual([second.local, second.abbreviation], ['2027-10-31T02:30:00+01:00', 'CET']);
  expect(await ada.delete(`/posts/${first.id}`), 200);
});

for (const [schedule, status, code, pointer] of [
  [{}, 400, 'bad_value', '/schedule/at'],
  [{ at: 5 }, 400, 'bad_value', '/schedule/at'],
  [{ at: inHours(1), due: 'now' }, 400, 'unknown_member', '/schedule/due'],
  [{ at: inHours(1), late: { send_within: '1 hour' } }, 400, 'bad_value', '/schedule/late/send_within'],
  [{ at: inHours(1), late: { send_within: 'P31D' } }, 400, 'bad_value', '/schedule/late/send_within'],
  [{ at: inHours(1), late: { send_within: 'PT59S' } }, 400, 'bad_value', '/schedule/late/send_within'],
  [{ at: inHours(1), late: 'PT1H' }, 400, 'bad_value', '/schedule/late'],
  [{ at: 'tomorrow' }, 422, 'bad_schedule'],
  [{ at: '2026-12-24T09:00' }, 422, 'bad_schedule'],
  [{ at: '2026-12-24T09:00', zone: '../../etc/passwd' }, 422, 'bad_schedule'],
  [{ at: inHours(24 * 732) }, 422, 'bad_schedule'],
  [{ at: inHours(-1) }, 422, 'time_passed'],
]) {
  test(`${JSON.stringify(schedule)} is no schedule`, async () => {
    const problem = expectProblem(await plan('never', schedule), status, code);
    if (pointer) assert.equal(problem.errors[0].pointer, pointer);
  });
}

for (const [query, code, pointer] of [
  ['', 'bad_value', '?at'],
  ['?at=', 'bad_value', '?at'],
  ['?at=tomorrow', 'bad_value', '?at'],
  ['?at=tomorrow&zone=Europe/Paris', 'bad_value', '?at'],
  ['?at=2027-02-29T09:00&zone=Europe/Paris', 'bad_value', '?at'],
  ['?at=2040-07-01T09:00&zone=Europe/Paris', 'bad_value', '?at'],
  ['?at=2026-12-24T09:00', 'bad_value', '?at'],
  ['?at=2026-12-24T09:00&zone=Atlantis', 'bad_value', '?zone'],
  ['?at=2026-12-24T09:00&zone=localtime', 'bad_value', '?zone'],
  ['?at=2026-12-24T09:00Z&at=x', 'bad_value', '?at'],
  ['?time=x', 'unknown_member', '?time'],
])
  test(`nothing is planned for "${query}", and it says where it is wrong`, async () => {
    const problem = expectProblem(await ada.get(`/planned_time${query}`), 400, code);
    assert.equal(problem.errors[0].pointer, pointer);
  });

test('changes of a post that name no revision, or any, are all made', async () => {
  const id = await planned('draft', { at: inHours(1) });
  const change = (text) => ada.request('PATCH', `/posts/${id}`, { json: { text }, headers: text.length % 2 ? { 'If-Match': '*' } : {} });
  for (const answer of await Promise.all(['a', 'bb', 'ccc', 'dddd', 'e', 'ff'].map(change))) expect(answer, 200);
  assert.equal((await postOf(ada, id)).revision, 7);
  expect(await ada.delete(`/posts/${id}`), 200);
});

test('what is to come is listed soonest first, and found by channel, text and time', async () => {
  await planned('third', { at: inHours(30) }, [team, news]);
  await planned('first', { at: inHours(10) });
  await planned('second', { at: inHours(20) }, [news]);
  assert.deepEqual(await toCome(), ['first', 'second', 'third']);
  assert.deepEqual(await toCome(`&channel=${news.id}`), ['second', 'third']);
  assert.deepEqual(await toCome('&q=IR'), ['first', 'third']);
  assert.deepEqual(await toCome(`&from=${inHours(15)}&to=${inHours(25)}`), ['second']);
  assert.equal(expect(await ada.get('/posts/counts'), 200).to_come, 3);
  const page = expect(await ada.get('/posts?to_come=true&limit=2'), 200);
  assert.deepEqual(await toCome(`&limit=2&cursor=${page.next}`), ['third']);
  expectProblem(await ada.get('/posts?to_come=false'), 400, 'bad_value');
  for (const { id } of expect(await ada.get('/posts?to_come=true'), 200).items) expect(await ada.delete(`/posts/${id}`), 200);
  assert.deepEqual(await toCome(), []);
});

test('what goes out is the message as it was changed, once', async () => {
  const id = await planned('mark draft', { at: inHours(1) });
  const changed = expect(await ada.patch(`/posts/${id}`, { text: 'mark final', channels: [news.id, team.id] }), 200);
  assert.deepEqual(changed.deliveries.map((d) => d.channel_name), ['News', 'Team']);
  expect(await ada.patch(`/posts/${id}`, { schedule: null }), 200);
  assert.equal((await settled(ada, id)).state, 'delivered');
  assert.equal((await sandbox.ledger('mark final')).length, 2);
  assert.deepEqual(await sandbox.ledger('mark draft'), []);
  expectProblem(await ada.patch(`/posts/${id}`, { text: 'too late' }), 409, 'too_late');
  expectProblem(await ada.delete(`/posts/${id}`), 409, 'too_late');
  expectProblem(await ada.post(`/posts/${id}/restore`), 409, 'too_late');
});

test('who changes, cancels or restores what has changed meanwhile is told', async () => {
  const id = await planned('twice', { at: inHours(1) });
  const stale = { headers: { 'If-Match': await tagOf(id) } };
  const answer = await ada.patch(`/posts/${id}`, { text: 'once' }, stale);
  assert.equal(expect(answer, 200).revision, 2);
  assert.equal(answer.headers.etag, await tagOf(id));
  expectProblem(await ada.patch(`/posts/${id}`, { text: 'again' }, stale), 412, 'changed_meanwhile');
  expectProblem(await ada.delete(`/posts/${id}`, stale), 412, 'changed_meanwhile');
  const cancelled = await ada.delete(`/posts/${id}`, { headers: { 'If-Match': await tagOf(id) } });
  assert.equal(expect(cancelled, 200).state, 'cancelled');
  expectProblem(await ada.patch(`/posts/${id}`, { text: 'again' }), 409, 'too_late');
  expectProblem(await ada.post(`/posts/${id}/restore`, undefined, stale), 412, 'changed_meanwhile');
  assert.equal(expect(await ada.post(`/posts/${id}/restore`), 200).state, 'scheduled');
  expect(await ada.delete(`/posts/${id}`), 200);
});

test('a change that one channel could not get changes nothing', async () => {
  const id = await planned('short', { at: inHours(1) }, [team, news]);
  const problem = expectProblem(await ada.patch(`/posts/${id}`, { text: 'x'.repeat(2001) }), 422, 'message_refused');
  assert.match(problem.detail, /1 of 2 channels/);
  expectProblem(await ada.patch(`/posts/${id}`, { channels: [missingId()] }), 422, 'unknown_channel');
  expectProblem(await ada.patch(`/posts/${id}`, { channels: [] }), 422, 'no_channel');
  expectProblem(await ada.patch(`/posts/${id}`, { text: ' ' }), 422, 'text_empty');
  expectProblem(await ada.patch(`/posts/${id}`, {}), 400, 'bad_value');
  expectProblem(await ada.patch(`/posts/${id}`, { schedule: { at: inHours(-1) } }), 422, 'time_passed');
  const post = await postOf(ada, id);
  assert.deepEqual([post.text, post.revision, post.deliveries.length], ['short', 1, 2]);
  expect(await ada.delete(`/posts/${id}`), 200);
});

test("somebody else's planned message does not exist", async () => {
  const id = await planned('mine', { at: inHours(1) });
  const eve = await newcomer(server, 'eve');
  for (const answer of [await eve.patch(`/posts/${id}`, { text: 'x' }), await eve.delete(`/posts/${id}`), await eve.post(`/posts/${id}/restore`)])
    expectProblem(answer, 404, 'not_found');
  expect(await ada.delete(`/posts/${id}`), 200);
});
