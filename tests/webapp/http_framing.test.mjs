// SPDX-License-Identifier: BSL-1.0
// Where a request ends is the same for everybody: nothing hides in or behind one, and nothing of what is refused is done.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { violations } from './harness/contract.mjs';
import { register } from './harness/people.mjs';
import { Server } from './harness/server.mjs';
import { Wire, answersIn } from './http_wire.mjs';

let server;
before(async () => (server = await Server.start()));
after(() => server?.stop());

const get = (path = '/livez') => `GET ${path} HTTP/1.1\r\nHost: HOST\r\n\r\n`;
const post = (headers, body = '') => `POST /api/v1/session HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
const chunked = (chunks) => post('Transfer-Encoding: chunked\r\n', chunks);

/** A request that would make an account, hidden in or behind another. */
const hidden = (email) => {
  const body = JSON.stringify({ email, password: 'violet ladder 7731', display_name: 'Hidden' });
  return `POST /api/v1/users HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\nSec-Fetch-Site: same-origin\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

/** What a refusal must be: one answer, in the words of docs/openapi.yaml, safe in a browser, and the end. */
async function assertRefused(bytes, status, code) {
  const wire = await Wire.open(server);
  const answers = answersIn(await wire.send(bytes).rest());
  assert.equal(answers.length, 1, wire.answer);
  const [{ headers, body, ...answer }] = answers;
  const problem = JSON.parse(body);
  assert.deepEqual([answer.status, problem.code], [status, code], wire.answer);
  assert.deepEqual(violations(['components', 'schemas', 'Problem'], problem), []);
  assert.equal(headers['content-type'], 'application/problem+json');
  assert.equal(headers.connection, 'close');
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['x-request-id'], problem.request_id);
  assert.equal(headers.server, undefined);
}

const refused = [
  ['no end of lines but LF', `GET /livez HTTP/1.1\nHost: HOST\n\n`, 400, 'bad_request'],
  ['an empty line first', `\r\n${get()}`, 400, 'bad_request'],
  ['a bare CR in a header', 'GET /livez HTTP/1.1\r\nHost: HOST\r\nX: a\rb\r\n\r\n', 400, 'bad_request'],
  ['an escape sequence for a terminal', 'GET /livez HTTP/1.1\r\nHost: HOST\r\nX: \x1b[2J\r\n\r\n', 400, 'bad_request'],
  ['a target that is no URI', 'GET /<x> HTTP/1.1\r\nHost: HOST\r\n\r\n', 400, 'bad_request'],
  ['a path that climbs', get('/api/../livez'), 400, 'bad_request'],
  ['a path that climbs in disguise', get('/api/%2e%2e/livez'), 400, 'bad_request'],
  ['an encoded slash', get('/api%2Fv1/session'), 400, 'bad_request'],
  ['a user in Host', 'GET /livez HTTP/1.1\r\nHost: x@HOST\r\n\r\n', 400, 'bad_request'],
  ['a Host that is somebody else’s name', 'GET /livez HTTP/1.1\r\nHost: rebound.example\r\n\r\n', 421, 'misdirected_request'],
  ['a body of a GET', `GET /livez HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\n\r\nhello`, 400, 'bad_request'],
  ['the same length twice', post('Content-Length: 2\r\nContent-Length: 2\r\n', '{}'), 400, 'bad_request'],
  ['two content types', post('Content-Type: text/plain\r\nContent-Length: 2\r\n', '{}'), 400, 'bad_request'],
  ['an unknown coding', post('Transfer-Encoding: gzip\r\n'), 501, 'not_implemented'],
  ['chunked that is not last', post('Transfer-Encoding: chunked, gzip\r\n', '0\r\n\r\n'), 501, 'not_implemented'],
  ['a chunk size with a sign', chunked('+2\r\n{}\r\n0\r\n\r\n'), 400, 'bad_request'],
  ['a chunk size with a blank', chunked('2 \r\n{}\r\n0\r\n\r\n'), 400, 'bad_request'],
  ['a chunk size that ends in LF', chunked('2\n{}\r\n0\r\n\r\n'), 400, 'bad_request'],
  ['a chunk extension with LF in it', chunked('2;a\n{}\r\n0\r\n\r\n'), 400, 'bad_request'],
  ['a chunk extension with LF in its quotes', chunked('2;a="\n"\r\n{}\r\n0\r\n\r\n'), 400, 'bad_request'],
  ['a chunk that LF ends', chunked('2\r\n{}\n0\r\n\r\n'), 400, 'bad_request'],
  ['a trailer field', chunked('2\r\n{}\r\n0\r\nContent-Length: 50\r\n\r\n'), 400, 'bad_request'],
  ['64 KiB and one byte', post('Content-Length: 65537\r\n'), 413, 'body_too_large'],
  ['64 KiB and one byte in chunks', chunked('10001\r\n'), 413, 'body_too_large'],
  ['a few bytes in many chunks', chunked(`1;${'x'.repeat(1000)}\r\n \r\n`.repeat(200)), 413, 'body_too_large'],
  ['a target of 4 KiB', get(`/${'x'.repeat(4096)}`), 414, 'uri_too_long'],
  ['a target without an end', `GET /${'x'.repeat(1 << 20)}`, 414, 'uri_too_long'],
  ['another expectation', post('Expect: a miracle\r\nContent-Length: 2\r\n'), 417, 'expectation_failed'],
  ['101 headers', `GET /livez HTTP/1.1\r\nHost: HOST\r\n${'X: y\r\n'.repeat(100)}\r\n`, 431, 'headers_too_large'],
  ['a header without an end', `GET /livez HTTP/1.1\r\nHost: HOST\r\nX: ${'x'.repeat(1 << 20)}`, 431, 'headers_too_large'],
  ['an unknown method', `BREW /livez HTTP/1.1\r\nHost: HOST\r\n\r\n`, 501, 'not_implemented'],
  ['an older version without a host', `GET /livez HTTP/1.0\r\n\r\n`, 400, 'bad_request'],
  ['an older version with chunks', `POST /livez HTTP/1.0\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400, 'bad_request'],
  ['a newer version', `GET /livez HTTP/2.0\r\nHost: HOST\r\n\r\n`, 400, 'bad_request'],
];

for (const [index, [what, bytes, status, code]] of refused.entries()) {
  test(`${what}: refused with ${code}, and nothing behind it is done`, async () => {
    const email = `hidden.${index}@example.org`;
    await assertRefused(`${bytes}${hidden(email)}`, status, code);
    // Had it been done, the address would be taken.
    expect(await new Client(server).post('/users', { email, password: 'violet ladder 7731', display_name: 'Open' }), 201);
  });
}

test('a request that is cut off is refused', async () => {
  for (const bytes of ['GET /livez', 'GET /livez HTTP/1.1\r\nHost: HOST\r\n', post('Content-Length: 5\r\n', '{}'), chunked('2\r\n{}\r\n0\r\n')]) {
    const wire = await Wire.open(server);
    wire.send(bytes).socket.end();
    assert.equal(answersIn(await wire.rest())[0].status, 400, bytes);
  }
});

test('requests that come at once are answered in order, up to the one that is refused', async () => {
  const wire = await Wire.open(server);
  wire.send(`${get()}HEAD /livez HTTP/1.1\r\nHost: HOST\r\n\r\n`);
  await wire.until(/\r\n\r\n[^]*\r\n\r\n/);
  const before = wire.answer.length;
  wire.send(`${get('/readyz')}${get('/nowhere')}GET /livez HTTP/1.1\r\n\r\n${get()}`);
  const answers = answersIn((await wire.rest()).slice(before));
  assert.deepEqual(answers.map((a) => a.status), [200, 404, 400]);
});

test('a request means the same however the network cuts it', async () => {
  const { email, password } = await register(server, 'ada');
  const body = JSON.stringify({ email, password });
  const chunks = [...body].map((c) => `1;note="x"\r\n${c}\r\n`).join('');
  for (const step of [1, 7, 100, 100_000]) {
    const wire = await Wire.open(server);
    const bytes = `${post('Sec-Fetch-Site: same-origin\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n', `${chunks}0\r\n\r\n`)}`
      .replaceAll('HOST', wire.host);
    for (let at = 0; at < bytes.length; at += step) {
      wire.send(bytes.slice(at, at + step));
      await new Promise(setImmediate);
    }
    assert.deepEqual(answersIn(await wire.rest()).map((a) => a.status), [200], `in steps of ${step}`);
  }
});

test('a client that asks whether to send its body is told', async () => {
  const wire = await Wire.open(server);
  wire.send(post('Sec-Fetch-Site: same-origin\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n'));
  await wire.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
  const answers = answersIn((await wire.send('{}').rest()).slice(25));
  assert.deepEqual(answers.map((a) => a.status), [400]);
});

test('nobody is believed who says that he comes for another', async () => {
  const wire = await Wire.open(server);
  wire.send(`GET /api/v1/session HTTP/1.1\r\nHost: HOST\r\nX-Forwarded-For: 203.0.113.99, ::::, "x"\r\nX-Forwarded-Host: evil.example\r\nForwarded: for=203.0.113.99\r\nConnection: close\r\n\r\n`);
  assert.equal(answersIn(await wire.rest())[0].status, 401);
  assert.ok(!server.log.includes('203.0.113.99'));
});

test('an honest request is still answered', async () => {
  expectProblem(await new Client(server).get('/session'), 401, 'not_logged_in');
});
