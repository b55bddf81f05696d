// SPDX-License-Identifier: BSL-1.0
// Who may register: everybody, the invited, nobody; and how the first administrator comes to be.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { firstAdministrator, logIn, newPassword, newcomer, records, setupToken } from './harness/people.mjs';
import { Server } from './harness/server.mjs';

function applicant(email = 'grace@example.org') {
  return { email, password: newPassword(), display_name: 'Grace' };
}

describe('registration closed', () => {
  let server;
  let token;
  before(async () => {
    server = await Server.start({ environment: { MULTIPOST_REGISTRATION: 'closed' } });
    token = setupToken(server);
  });
  after(() => server?.stop());

  const instance = async () => expect(await new Client(server).get('/instance'), 200);

  test('the instance says so, and that nobody has an account yet', async () => {
    const { version, ...rest } = await instance();
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(rest, { registration: 'closed', setup_required: true, demo: false });
  });

  test('nobody registers', async () => {
    expectProblem(await new Client(server).post('/users', applicant()), 403, 'registration_closed');
  });

  test('a wrong setup token makes nobody an administrator', async () => {
    for (const setup_token of ['x', token.slice(1), `${token}x`, token.toLowerCase().replace(/[a-z]/, 'Z')])
      expectProblem(await new Client(server).post('/users', { ...applicant(), setup_token }), 403, 'setup_token_invalid');
  });

  test('a refused registration leaves the setup token as it is', async () => {
    const weak = { ...applicant(), password: 'password', setup_token: token };
    expectProblem(await new Client(server).post('/users', weak), 422, 'weak_password');
  });

  test('the setup token makes one administrator, once', async () => {
    const first = { ...applicant('root@example.org'), setup_token: token };
    assert.equal(expect(await new Client(server).post('/users', first), 201).administrator, true);
    const second = { ...applicant(), setup_token: token };
    expectProblem(await new Client(server).post('/users', second), 403, 'setup_token_invalid');
    const administrator = await logIn(server, { email: first.email, password: first.password });
    assert.equal(expect(await administrator.get('/session'), 200).user.administrator, true);
    assert.equal((await instance()).setup_required, false);
  });

  test('there is no new setup token when there is an administrator', async () => {
    const before = records(server).length;
    await server.restart();
    assert.equal((await instance()).setup_required, false);
    assert.ok(records(server).slice(before).every((record) => !record.setup_token));
  });
});

test('a demonstration says that it is one', async () => {
  const server = await Server.start({ environment: { MULTIPOST_DEMO_SANDBOX: 'http://127.0.0.1:9' } });
  try {
    const { registration, demo } = expect(await new Client(server).get('/instance'), 200);
    assert.deepEqual({ registration, demo }, { registration: 'open', demo: true });
  } finally {
    await server.stop();
  }
});

describe('registration by invitation', () => {
  let server;
  let administrator;
  before(async () => {
    server = await Server.start({ environment: { MULTIPOST_REGISTRATION: 'invite' } });
    administrator = await firstAdministrator(server);
  });
  after(() => server?.stop());

  const invite = async (body = {}) => expect(await administrator.post('/invitations', body), 201).code;

  test('an invitation is needed, and a made-up one will not do', async () => {
    expectProblem(await new Client(server).post('/users', applicant()), 403, 'invitation_required');
    const made_up = { ...applicant(), invitation: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA' };
    expectProblem(await new Client(server).post('/users', made_up), 403, 'invitation_invalid');
  });

  test('an invitation is good once, for a plain account', async () => {
    const invitation = await invite();
    const grace = { ...applicant(), invitation };
    assert.equal(expect(await new Client(server).post('/users', grace), 201).administrator, false);
    const other = { ...applicant('other@example.org'), invitation };
    expectProblem(await new Client(server).post('/users', other), 403, 'invitation_invalid');
  });

  test('an invitation for one address is good for no other', async () => {
    const invitation = await invite({ email: 'alan@example.org' });
    expectProblem(await new Client(server).post('/users', { ...applicant('eve@example.org'), invitation }), 403, 'invitation_invalid');
    expect(await new Client(server).post('/users', { ...applicant('Alan@example.org'), invitation }), 201);
  });

  test('a registration that fails does not use the invitation up', async () => {
    const invitation = await invite();
    const weak = { ...applicant('later@example.org'), password: 'password', invitation };
    expectProblem(await new Client(server).post('/users', weak), 422, 'weak_password');
    expect(await new Client(server).post('/users', { ...applicant('later@example.org'), invitation }), 201);
  });

  test('two who register with one invitation at once: one is let in', async () => {
    const invitation = await invite();
    const at_once = ['one@example.org', 'two@example.org', 'three@example.org'].map((email) =>
      new Client(server).post('/users', { ...applicant(email), invitation }));
    const statuses = (await Promise.all(at_once)).map((answer) => answer.status).sort();
    assert.deepEqual(statuses, [201, 403, 403]);
  });

  test('only administrators invite', async () => {
    const invited = { ...applicant('plain@example.org'), invitation: await invite() };
    expect(await new Client(server).post('/users', invited), 201);
    const plain = await logIn(server, { email: invited.email, password: invited.password });
    expectProblem(await plain.post('/invitations', {}), 403, 'administrator_only');
  });
});

describe('registration open', () => {
  let server;
  before(async () => (server = await Server.start()));
  after(() => server?.stop());

  test('everybody registers, as a plain user', async () => {
    const client = await newcomer(server, 'plain');
    assert.equal(expect(await client.get('/session'), 200).user.administrator, false);
    expectProblem(await client.post('/invitations', {}), 403, 'administrator_only');
  });

  test('who names an administrator in the request does not become one', async () => {
    const answer = await new Client(server).post('/users', { ...applicant(), administrator: true });
    expectProblem(answer, 400, 'unknown_member');
  });
});
