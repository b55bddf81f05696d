// SPDX-License-Identifier: BSL-1.0
// Guessing passwords is slow for who guesses, and nobody else is locked out.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

import { Client, comparable, expect, expectProblem } from './harness/client.mjs';
import { logIn, newPassword, newcomer, records, register } from './harness/people.mjs';
import { Server } from './harness/server.mjs';

let server;
beforeEach(async () => (server = await Server.start()));
afterEach(() => server?.stop());

/** Tries wrong passwords until they are throttled, 20 at most; returns the answers. */
async function guess(email) {
  const attacker = new Client(server);
  const answers = [];
  while (answers.length < 20 && answers.at(-1)?.status !== 429)
    answers.push(await attacker.post('/session', { email, password: newPassword() }));
  return answers;
}

test('at the twentieth wrong password at the latest the account is throttled, and says for how long', async () => {
  const { email } = await register(server, 'victim');
  const answers = await guess(email);
  expectProblem(answers.at(-1), 429, 'too_many_attempts');
  assert.ok(Number(answers.at(-1).headers['retry-after']) <= 3600);
  // A few typing errors are nobody's attack.
  assert.ok(answers.length > 3, `throttled after ${answers.length}`);
});

test('who is throttled learns nothing from the right password', async () => {
  const credentials = await register(server, 'victim');
  await guess(credentials.email);
  const attacker = new Client(server);
  expectProblem(await attacker.post('/session', credentials), 429, 'too_many_attempts');
});

test('an address without an account is throttled just so', async () => {
  // How long to wait, and after how many attempts, depends on the moment as well.
  const kindsOf = (answers) => [...new Set(answers.map(comparable).map(({ status, headers, body: { detail, ...rest } }) =>
    JSON.stringify([status, Object.keys(headers), rest])))];
  const { email } = await register(server, 'victim');
  const known = kindsOf(await guess(email));
  assert.equal(known.length, 2);
  assert.deepEqual(kindsOf(await guess(`not.${email}`)), known);
});

test('a browser that has logged in before still does while others guess', async () => {
  const credentials = await register(server, 'victim');
  const desk = await logIn(server, credentials);
  assert.equal((await desk.delete('/session')).status, 204);
  await guess(credentials.email);
  await logIn(server, credentials, desk);
});

test('sessions go on while others guess', async () => {
  const client = await newcomer(server, 'victim');
  const { email } = expect(await client.get('/session'), 200).user;
  await guess(email);
  expect(await client.get('/session'), 200);
});

test('the old password cannot be guessed from within a session either', async () => {
  const client = await newcomer(server, 'left-open');
  let answer;
  for (let i = 0; i !== 20 && answer?.status !== 429; ++i)
    answer = await client.put('/users/me/password', { current_password: newPassword(), new_password: newPassword() });
  expectProblem(answer, 429, 'too_many_attempts');
});

/** Asks again and again until it is told to wait; returns how often it was answered, and the last answer. */
async function inALoop(ask, most) {
  for (let answered = 0; ; ++answered) {
    const answer = await ask();
    if (answer.status === 429) return { answered, last: answer };
    assert.ok(answered < most, `answered ${answered} times`);
  }
}

test('a program in a loop is told when to come back, and nobody else is', async () => {
  const loop = await newcomer(server, 'loop');
  const ada = await newcomer(server, 'ada');
  const { answered, last } = await inALoop(() => loop.get('/channels'), 3000);
  expectProblem(last, 429, 'too_many_requests');
  assert.ok(Number(last.headers['retry-after']) >= 1);
  assert.ok(answered >= 600, `answered ${answered} times`);
  expect(await ada.get('/channels'), 200);
  expect(await loop.get('/readyz'), 200);
  const noted = records(server).filter((r) => r.event === 'rate_limited' && r.route === '/api/v1/channels');
  assert.ok(noted.length >= 1 && noted.every((r) => r.user_id));
});

test('previews and searches in a loop meet their bound earlier', async () => {
  const loop = await newcomer(server, 'loop');
  const preview = await inALoop(() => loop.post('/preview', { text: 'x', channels: [] }), 600);
  assert.ok(preview.answered >= 120, `answered ${preview.answered} times`);
  const search = await inALoop(() => loop.get('/posts?q=x'), 600);
  expectProblem(search.last, 429, 'too_many_requests');
  expect(await loop.get('/posts'), 200);
});

test('200 logins at once leave the server answering', async () => {
  const statuses = [];
  const logins = Array.from({ length: 200 }, async (_, i) => {
    const answer = await new Client(server).post('/session', { email: `crowd.${i}@example.org`, password: newPassword() });
    statuses.push(answer.status);
  });
  const began = performance.now();
  assert.equal((await new Client(server).get('/livez')).status, 200);
  const waited = performance.now() - began;
  const hashed = statuses.filter((status) => status === 401).length;
  await Promise.all(logins);
  assert.ok(statuses.every((status) => [401, 429, 503].includes(status)), statuses.join());
  // On a busy machine a second may be short; but who hashes passwords where others wait answers last.
  const allHashed = statuses.filter((status) => status === 401).length;
  assert.ok(waited < 1000 || hashed < allHashed / 2, `${waited} ms, ${hashed} of ${allHashed}`);
});
