// SPDX-License-Identifier: BSL-1.0
// Guessing passwords is slow for who guesses, and nobody else is locked out.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

import { Client, comparable, expect, expectProblem } from './harness/client.mjs';
import { logIn, newPassword, newcomer, register } from './harness/people.mjs';
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
