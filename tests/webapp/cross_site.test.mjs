// SPDX-License-Identifier: BSL-1.0
// Another site can make a browser send a request, but none that changes anything.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { operations, pathOf } from './harness/contract.mjs';
import { missingId, newcomer, register } from './harness/people.mjs';
import { Server } from './harness/server.mjs';

let server;
let ada;
before(async () => {
  server = await Server.start();
  ada = await newcomer(server, 'ada');
});
after(() => server?.stop());

const changing = operations.filter((o) => o.changes);
const bodyOf = (o) => o.body?.examples[0];

/** The headers that say where a request comes from; what is not given is not sent. */
const from = ({ site = null, origin = null, referer = null }) =>
  ({ 'Sec-Fetch-Site': site, Origin: origin, Referer: referer });

// Which combinations are answered; the functions are of the server's own origin.
const own = (o) => o;
const matrix = [
  ['from the own pages', { site: 'same-origin', origin: own }, true],
  ['typed or from a bookmark', { site: 'none' }, true],
  ['from a neighbouring site', { site: 'same-site', origin: 'http://127.0.0.1:1' }, false],
  ['from another site', { site: 'cross-site', origin: 'https://evil.example' }, false],
  ['from another site that lies about its origin', { site: 'cross-site', origin: own }, false],
  ['a word for the site that nobody knows', { site: 'SAME-ORIGIN, none', origin: own }, false],
  ['an old browser, from the own pages', { origin: own }, true],
  ['an old browser, from another site', { origin: 'https://evil.example' }, false],
  ['a sandboxed frame', { origin: 'null' }, false],
  ['another port', { origin: (o) => o.replace(/\d+$/, '1') }, false],
  ['another scheme', { origin: (o) => o.replace('http:', 'https:') }, false],
  ['a name that begins as the own one', { origin: (o) => `${o}.evil.example` }, false],
  ['only a Referer, of the own pages', { referer: (o) => `${o}/compose?draft=1` }, true],
  ['only a Referer, of another site', { referer: (o) => `https://evil.example/?${o}` }, false],
  ['a Referer that begins as the own pages', { referer: (o) => `${o}.evil.example/` }, false],
  ['a foreign origin with a Referer of the own pages', { origin: 'https://evil.example', referer: (o) => `${o}/` }, false],
  ['nothing that says where from', {}, false],
];

for (const [what, headers, answered] of matrix) {
  test(`${what}: ${answered ? 'answered' : 'refused'}`, async () => {
    const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) =>
      [name, typeof value === 'function' ? value(server.origin) : value]));
    const before = expect(await ada.get('/session'), 200).user.display_name;
    const wanted = `Name ${randomUUID()}`;
    const answer = await ada.patch('/users/me', { display_name: wanted }, { headers: from(filled) });
    if (answered) expect(answer, 200);
    else expectProblem(answer, 403, 'cross_site');
    assert.equal(expect(await ada.get('/session'), 200).user.display_name, answered ? wanted : before);
  });
}

test('a program without a cookie need not say where from', async () => {
  const credentials = await register(server, 'program');
  expect(await new Client(server).post('/session', credentials, { headers: from({}) }), 200);
});

test('another site logs nobody in, not even as itself', async () => {
  const credentials = await register(server, 'login');
  const answer = await new Client(server).post('/session', credentials, { headers: from({ site: 'cross-site', origin: 'https://evil.example' }) });
  expectProblem(answer, 403, 'cross_site');
  assert.deepEqual(answer.setCookies, []);
});

for (const o of changing) {
  test(`${o.id} is refused from another site`, async () => {
    const headers = from({ site: 'cross-site', origin: 'https://evil.example' });
    const answer = await ada.request(o.method, pathOf(o, missingId()), { json: bodyOf(o), headers });
    expectProblem(answer, 403, 'cross_site');
  });

  test(`${o.id} is refused as a form would send it`, async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json',
      'application/jsonx', 'application/json-seq', ''];
    for (const type of types) {
      const headers = { 'Content-Type': type, 'X-Requested-With': null };
      const answer = await ada.request(o.method, pathOf(o, missingId()), { body: JSON.stringify(bodyOf(o) ?? {}), headers });
      expectProblem(answer, 415, 'not_json');
    }
  });

  test(`${o.id} is refused without any sign that a script sent it`, async () => {
    const headers = { 'Content-Type': null, 'X-Requested-With': null };
    const body = bodyOf(o) && JSON.stringify(bodyOf(o));
    expectProblem(await ada.request(o.method, pathOf(o, missingId()), { body, headers }), 415, 'not_json');
  });
}

test('parameters of the content type do not matter', async () => {
  for (const type of ['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset="UTF-8"'])
    expect(await ada.patch('/users/me', { display_name: 'Ada' }, { headers: { 'Content-Type': type } }), 200);
});

test('nothing is changed by GET', () => {
  assert.ok(operations.filter((o) => o.method === 'GET').every((o) => !o.body && !o.changes));
});

test('a method cannot be smuggled into a header or a parameter', async () => {
  const headers = { 'X-HTTP-Method-Override': 'DELETE', 'X-Method-Override': 'DELETE' };
  expect(await ada.get('/session', { headers }), 200);
  expect(await ada.get('/session?_method=DELETE'), 200);
  expect(await ada.get('/session'), 200);
});
