// SPDX-License-Identifier: BSL-1.0
// Registering, logging in and out, sessions and passwords.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Client, comparable, expect, expectProblem } from './harness/client.mjs';
import { logIn, missingId, newPassword, newcomer, register } from './harness/people.mjs';
import { Server } from './harness/server.mjs';

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const weak = ['12345678', 'password', 'Passw0rd!', 'multipost', 'multipost-web', 'qwertyuiop', 'aaaaaaaaaaaa', 'short1!'];

test('registering makes a plain account and logs nobody in', async () => {
  const visitor = new Client(server);
  const user = expect(await visitor.post('/users', { email: 'ada@example.org', password: newPassword(), display_name: 'Ada' }), 201);
  assert.equal(user.administrator, false);
  assert.equal(user.display_name, 'Ada');
  assert.equal(visitor.cookies.size, 0);
  expectProblem(await visitor.get('/session'), 401, 'not_logged_in');
});

test('an address is taken whatever the case of its letters', async () => {
  const { email } = await register(server, 'Taken');
  for (const again of [email, email.toUpperCase()]) {
    const answer = await new Client(server).post('/users', { email: again, password: newPassword(), display_name: 'Again' });
    expectProblem(answer, 409, 'email_taken');
  }
});

for (const password of weak) {
  test(`the password ${password} is refused with advice`, async () => {
    const answer = await new Client(server).post('/users', { email: 'weak@example.org', password, display_name: 'Weak' });
    const { detail } = expectProblem(answer, 422, 'weak_password');
    assert.ok(detail.length > 10, detail);
  });
}

test('a password may be long and of any characters, and none of them is ignored', async () => {
  const passwords = ['đïåkrîtîkå ünd ßonst 🦜🦜', `${'x7 kites over '.repeat(18)}end`, `${'🦜'.repeat(60)} four`];
  for (const password of passwords) {
    const credentials = await register(server, 'long', password);
    await logIn(server, credentials);
    for (const wrong of [[...password].slice(0, -1).join(''), `${password} `, password.toUpperCase()])
      expectProblem(await new Client(server).post('/session', { ...credentials, password: wrong }), 401, 'wrong_credentials');
  }
});

test('the name of a user is kept as it is written', async () => {
  const name = 'Ünï “quoted” <b>&amp; 👩‍👩‍👧‍👦';
  const credentials = { email: 'name@example.org', password: newPassword() };
  expect(await new Client(server).post('/users', { ...credentials, display_name: name }), 201);
  const ada = await logIn(server, credentials);
  assert.equal(expect(await ada.get('/session'), 200).user.display_name, name);
  assert.equal(expect(await ada.patch('/users/me', { display_name: 'New' }), 200).display_name, 'New');
  assert.equal(expect(await ada.get('/session'), 200).user.display_name, 'New');
});

test('a name that would change the sentence it stands in is refused', async () => {
  const ada = await newcomer(server, 'name');
  for (const display_name of ['', '   ', 'two\nlines', 'a\u202eb', 'bell\u0007', 'x'.repeat(101)])
    expectProblem(await ada.patch('/users/me', { display_name }), 400, 'bad_value');
});

test('logging in sets a cookie that scripts and other sites do not get', async () => {
  const credentials = await register(server, 'cookie');
  const client = new Client(server);
  const answer = await client.post('/session', credentials);
  expect(answer, 200);
  const cookie = answer.setCookies.find(({ name }) => name === 'multipost_session');
  assert.ok('httponly' in cookie.attributes);
  assert.match(cookie.attributes.samesite, /^(Lax|Strict)$/);
  assert.equal(cookie.attributes.path, '/');
  assert.equal(cookie.attributes.domain, undefined);
  // 128 bits are 22 characters of base64
  assert.ok(cookie.value.length >= 22, `${cookie.value.length} characters`);
  for (const each of answer.setCookies) assert.ok('httponly' in each.attributes, each.name);
});

test('an https origin makes the cookie __Host- and Secure', async () => {
  const https = await Server.start({ publicOrigin: 'https://post.example.org' });
  try {
    const credentials = await register(https, 'https');
    const client = new Client(https);
    const answer = await client.post('/session', credentials);
    expect(answer, 200);
    for (const { name, attributes } of answer.setCookies) {
      assert.match(name, /^__Host-/);
      assert.ok('secure' in attributes && 'httponly' in attributes, name);
      assert.deepEqual([attributes.path, attributes.domain], ['/', undefined]);
    }
    assert.match(answer.headers['strict-transport-security'], /max-age=(\d{8,})/);
    expect(await client.get('/session'), 200);
    // The name of plain http opens nothing there.
    const other = new Client(https);
    other.cookies.set('multipost_session', client.session);
    expectProblem(await other.get('/session'), 401, 'not_logged_in');
  } finally {
    await https.stop();
  }
});

test('a cookie that somebody else has set never becomes a session', async () => {
  const credentials = await register(server, 'fixation');
  const fixed = randomBytes(32).toString('base64url');
  const victim = new Client(server);
  victim.cookies.set('multipost_session', fixed);
  await logIn(server, credentials, victim);
  assert.notEqual(victim.session, fixed);
  const attacker = new Client(server);
  attacker.cookies.set('multipost_session', fixed);
  expectProblem(await attacker.get('/session'), 401, 'not_logged_in');
});

test('logging in again gives a new session and ends the one before', async () => {
  const credentials = await register(server, 'again');
  const client = await logIn(server, credentials);
  const before = client.copy();
  await logIn(server, credentials, client);
  assert.notEqual(client.session, before.session);
  expectProblem(await before.get('/session'), 401, 'not_logged_in');
  assert.equal(expect(await client.get('/sessions'), 200).items.length, 1);
});

test('two session cookies, or a changed one, open nothing', async () => {
  const client = await newcomer(server, 'changed');
  const { session } = client;
  const flipped = session.slice(0, -2) + (session.at(-2) === 'A' ? 'B' : 'A') + session.at(-1);
  for (const value of [flipped, session.slice(1), `${session}A`, '', 'x'.repeat(5000)].map((each) => `multipost_session=${each}`)) {
    const answer = await new Client(server).get('/session', { headers: { Cookie: value } });
    expectProblem(answer, 401, 'not_logged_in');
  }
  const twice = `multipost_session=${flipped}; multipost_session=${session}`;
  expectProblem(await new Client(server).get('/session', { headers: { Cookie: twice } }), 401, 'not_logged_in');
});

test('logging out ends the session on the server, too', async () => {
  const client = await newcomer(server, 'out');
  const kept = client.copy();
  const answer = await client.delete('/session');
  assert.equal(answer.status, 204);
  assert.match(answer.headers['clear-site-data'], /"storage"/);
  assert.equal(client.session, undefined);
  expectProblem(await kept.get('/session'), 401, 'not_logged_in');
  expectProblem(await kept.delete('/session'), 401, 'not_logged_in');
});

test('sessions are listed without what opens them, and ended one by one', async () => {
  const credentials = await register(server, 'sessions');
  const desk = await logIn(server, credentials);
  const phone = new Client(server);
  expect(await phone.post('/session', credentials, { headers: { 'User-Agent': 'a phone "\\ \u00e9' } }), 200);

  const { items } = expect(await desk.get('/sessions'), 200);
  assert.equal(items.length, 2);
  assert.equal(items.filter((session) => session.current).length, 1);
  const current = expect(await desk.get('/session'), 200).session;
  assert.equal(items.find((session) => session.current).id, current.id);
  const other = items.find((session) => !session.current);
  assert.match(other.user_agent, /^a phone/);

  assert.equal((await desk.delete(`/sessions/${other.id}`)).status, 204);
  expectProblem(await phone.get('/session'), 401, 'not_logged_in');
  expect(await desk.get('/session'), 200);
  expectProblem(await desk.delete(`/sessions/${other.id}`), 404, 'not_found');
  expectProblem(await desk.delete(`/sessions/${missingId()}`), 404, 'not_found');
  expectProblem(await desk.delete('/sessions/no-id'), 404, 'not_found');
});

test('the password changes only with the old one, and ends the other sessions', async () => {
  const credentials = await register(server, 'password');
  const desk = await logIn(server, credentials);
  const phone = await logIn(server, credentials);
  const next = newPassword();

  const wrong = { current_password: newPassword(), new_password: next };
  expectProblem(await desk.put('/users/me/password', wrong), 422, 'wrong_password');
  const easy = { current_password: credentials.password, new_password: 'password1' };
  expectProblem(await desk.put('/users/me/password', easy), 422, 'weak_password');
  expect(await phone.get('/session'), 200);

  const right = { current_password: credentials.password, new_password: next };
  assert.equal((await desk.put('/users/me/password', right)).status, 204);
  assert.ok(Date.parse(expect(await desk.get('/session'), 200).user.password_changed_at) <= Date.now());
  const told = expectProblem(await phone.get('/session'), 401, 'password_changed');
  assert.match(told.detail, /was changed on \d{4}-\d\d-\d\d at \d\d:\d\d UTC/);
  expectProblem(await new Client(server).post('/session', credentials), 401, 'wrong_credentials');
  await logIn(server, { ...credentials, password: next });
});

test('sessions and accounts outlive a restart', async () => {
  const credentials = await register(server, 'restart');
  const client = await logIn(server, credentials);
  await server.restart();
  assert.equal(expect(await client.get('/session'), 200).user.email, credentials.email);
  await logIn(server, credentials);
});

test('nobody learns from a login who has an account', async () => {
  const attempts = 8;
  const known = [];
  for (let i = 0; i !== attempts; ++i) known.push((await register(server, 'known')).email);
  const failed = async (addresses) => {
    const before = server.program.processorMs;
    const answers = [];
    for (const email of addresses) answers.push(await new Client(server).post('/session', { email, password: newPassword() }));
    for (const answer of answers) expectProblem(answer, 401, 'wrong_credentials');
    return { spent: server.program.processorMs - before, told: answers.map(comparable) };
  };
  const wrong = await failed(known);
  const unknown = await failed(known.map((email) => `not.${email}`));
  assert.deepEqual(unknown.told, wrong.told);
  // A hash costs many times more than all the rest, on a busy machine, too.
  assert.ok(unknown.spent > wrong.spent / 2 && wrong.spent > unknown.spent / 2, `${unknown.spent} ms, ${wrong.spent} ms`);
  assert.ok(wrong.spent > attempts * 10, `${wrong.spent} ms`);
});

test('an address that is none logs nobody in', async () => {
  for (const email of ['nobody', "' or 1=1 --", 'a@b', 'ada@example.org\u00a0'])
    expectProblem(await new Client(server).post('/session', { email, password: newPassword() }), 401, 'wrong_credentials');
});

test('a session tells the same end however often it is asked', async () => {
  const client = await newcomer(server, 'patient');
  const ends = new Set();
  for (let i = 0; i !== 10; ++i) ends.add(expect(await client.get('/session'), 200).session.expires_at);
  assert.equal(ends.size, 1, [...ends].join());
});
