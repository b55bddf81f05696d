// SPDX-License-Identifier: BSL-1.0
// The headers that every answer has, and those that none has; and what is answered on no route.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { operations, pathOf } from './harness/contract.mjs';
import { missingId, newcomer } from './harness/people.mjs';
import { Server } from './harness/server.mjs';
import { Wire } from './http_wire.mjs';

let server;
let ada;
before(async () => {
  server = await Server.start();
  ada = await newcomer(server, 'ada');
});
after(() => server?.stop());

const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };

function assertSafe(answer) {
  const { headers } = answer;
  const what = `${answer.request.method} ${answer.request.path} (${answer.status})`;
  assert.equal(headers['x-content-type-options'], 'nosniff', what);
  assert.equal(headers['referrer-policy'], 'no-referrer', what);
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin', what);
  assert.equal(headers['cache-control'], 'no-store', what);
  const policy = headers['content-security-policy'];
  for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action"])
    assert.ok(policy?.includes(part), `${what}: ${policy}`);
  assert.doesNotMatch(policy, /unsafe|\*|data:|https?:/, what);
  for (const name of Object.keys(headers)) assert.doesNotMatch(name, /^access-control-|^x-powered-by$/, what);
  assert.doesNotMatch(headers.server ?? '', /\d|beast|boost/i, what);
  // Over plain http it means nothing, and on localhost it would do harm.
  assert.equal(headers['strict-transport-security'], undefined, what);
}

for (const o of operations) {
  test(`${o.id}: every answer is safe in a browser`, async () => {
    const [json] = o.body?.examples ?? [undefined];
    const path = pathOf(o, missingId());
    assertSafe(await new Client(server).request(o.method, path, { json }));
    assertSafe(await ada.copy().request(o.method, path, { json: o.body && { surprise: 1 } }));
    assertSafe(await ada.request(o.method, path, { json, headers: foreign }));
    assertSafe(await ada.request('OPTIONS', path, { headers: { ...foreign, 'Access-Control-Request-Method': o.method } }));
  });
}

test('answers on no route are safe, and problems', async () => {
  ada = await newcomer(server, 'ada');
  for (const path of ['/api/v1/', '/api/v1/nothing', '/api/v2/posts', '/api/v1/posts/', '/api/v1/posts//retry', '/api/v1/channels/x/y']) {
    const answer = await ada.get(path);
    expectProblem(answer, 404, 'not_found');
    assertSafe(answer);
  }
});

test('a method that a path has not is answered with those it has', async () => {
  expectProblem(await ada.put('/posts', {}), 405, 'method_not_allowed');
  expectProblem(await ada.delete('/users'), 405, 'method_not_allowed');
  expectProblem(await ada.delete('/livez'), 405, 'method_not_allowed');
});

test('HEAD is answered as GET, without a body', async () => {
  const answer = await raw('HEAD /livez HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 200 /);
  assert.match(answer, /\r\ncontent-length: [1-9]/i);
  assert.ok(answer.endsWith('\r\n\r\n'), answer);
});

test('health is told to everybody, and nothing else', async () => {
  for (const path of ['/livez', '/readyz']) assert.deepEqual(expect(await new Client(server).get(path), 200), { status: 'ok' });
});

test('metrics and details are not where users are', async () => {
  for (const path of ['/metrics', '/healthz', '/debug', '/api/v1/metrics', '/.env', '/etc/passwd']) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 404 /, path);
  }
});

test('no id of a request is used twice, and none is taken from outside', async () => {
  const wanted = 'AAAAAAAAAAAAAAAAAAAAAAAA';
  const seen = new Set();
  for (let i = 0; i !== 10; ++i) {
    const answer = await ada.get('/session', { headers: { 'X-Request-Id': wanted } });
    seen.add(answer.headers['x-request-id']);
  }
  assert.equal(seen.size, 10);
  assert.ok(!seen.has(wanted));
});

test('a problem names the request as its header does', async () => {
  const answer = await ada.get(`/posts/${missingId()}`);
  assert.equal(expectProblem(answer, 404, 'not_found').request_id, answer.headers['x-request-id']);
});

/** What a request, byte for byte, is answered with until the server closes the connection. */
const raw = async (bytes) => (await Wire.open(server)).send(bytes).rest();

// What no server may be fooled with; http_framing.test.mjs has more, and what hides behind it.
// RFC 9112 sections 2.2, 3.2, 5.1, 6.1 to 6.3, and 7.1; RFC 9110 section 9.3.
const get = (headers, path = '/livez') => `GET ${path} HTTP/1.1\r\n${headers}\r\n`;
const post = (headers, body) => `POST /api/v1/session HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/json\r\n${headers}\r\n${body}`;
const smuggled = 'GET /livez HTTP/1.1\r\nHost: HOST\r\n\r\n';
const improper = {
  'no Host': get(''),
  'two Hosts': get('Host: HOST\r\nHost: HOST\r\n'),
  'another Host': get('Host: evil.example\r\n'),
  'a Host with a path in it': get('Host: HOST/x\r\n'),
  'a space before the colon': get('Host : HOST\r\n'),
  'a folded header': get('Host: HOST\r\nX: a\r\n b\r\n'),
  'a bare line feed in a header': get('Host: HOST\r\nX: a\nY: b\r\n'),
  'a null in a header': get('Host: HOST\r\nX: a\0b\r\n'),
  'a header without a colon': get('Host: HOST\r\nnothing\r\n'),
  'a header without a name': get('Host: HOST\r\n: nothing\r\n'),
  'both lengths': post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${smuggled}`),
  'both lengths, the other way': post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', `0\r\n\r\n${smuggled}`),
  'two different lengths': post('Content-Length: 2\r\nContent-Length: 5\r\n', `{}${smuggled}`),
  'a list of lengths': post('Content-Length: 2, 5\r\n', `{}${smuggled}`),
  'a negative length': post('Content-Length: -2\r\n', '{}'),
  'a length with a sign': post('Content-Length: +2\r\n', `{}${smuggled}`),
  'a hexadecimal length': post('Content-Length: 0x2\r\n', '{}'),
  'a length beyond all numbers': post('Content-Length: 99999999999999999999999\r\n', '{}'),
  'a length that is no number': post('Content-Length: two\r\n', '{}'),
  'gzip and chunked': post('Transfer-Encoding: gzip, chunked\r\n', `0\r\n\r\n${smuggled}`),
  'gzip beside a length': post('Transfer-Encoding: gzip\r\nContent-Length: 2\r\n', `{}${smuggled}`),
  'identity': post('Transfer-Encoding: identity\r\nContent-Length: 2\r\n', `{}${smuggled}`),
  'chunked twice': post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', `0\r\n\r\n${smuggled}`),
  'chunked, misspelt': post('Transfer-Encoding: xchunked\r\n', `0\r\n\r\n${smuggled}`),
  'chunked after a vertical tab': post('Transfer-Encoding: \x0bchunked\r\n', `0\r\n\r\n${smuggled}`),
  'a chunk that is no number': post('Transfer-Encoding: chunked\r\n', 'zz\r\n{}\r\n0\r\n\r\n'),
  'a chunk beyond all numbers': post('Transfer-Encoding: chunked\r\n', 'fffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
  'a chunk longer than it says': post('Transfer-Encoding: chunked\r\n', `1\r\n{}\r\n0\r\n\r\n${smuggled}`),
  'a chunk with a MiB of extension': post('Transfer-Encoding: chunked\r\n', `2;${'x'.repeat(1 << 20)}\r\n{}\r\n0\r\n\r\n`),
  'a MiB of trailers': post('Transfer-Encoding: chunked\r\n', `2\r\n{}\r\n0\r\n${`X: ${'x'.repeat(1000)}\r\n`.repeat(1000)}\r\n`),
  'a body of a MiB': post(`Content-Length: ${1 << 20}\r\n`, 'x'.repeat(1 << 20)),
  'headers of 32 KiB': get(`Host: HOST\r\nX: ${'x'.repeat(32 << 10)}\r\n`),
  '500 headers': get(`Host: HOST\r\n${Array.from({ length: 500 }, (_, i) => `X${i}: 1\r\n`).join('')}`),
  'a path of 8 KiB': get('Host: HOST\r\n', `/${'x'.repeat(8 << 10)}`),
  'another version': 'GET /livez HTTP/3.0\r\nHost: HOST\r\n\r\n',
  'no version': 'GET /livez\r\n\r\n',
  'HTTP/2 by prior knowledge': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'TLS': '\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03',
  'TRACE': 'TRACE /livez HTTP/1.1\r\nHost: HOST\r\n\r\n',
  'CONNECT': 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n',
  'a whole URL of another host': get('Host: HOST\r\n', 'http://evil.example/livez'),
  'a path with a bare space': get('Host: HOST\r\n', '/li vez'),
  'a path with dots': get('Host: HOST\r\n', '/api/../livez'),
  'a path with escaped dots': get('Host: HOST\r\n', '/api/%2e%2e/livez'),
  'a path with an escaped slash': get('Host: HOST\r\n', '/api%2fv1/session'),
  'a path with an escaped null': get('Host: HOST\r\n', '/api/v1/posts/%00'),
  'a path with a null': get('Host: HOST\r\n', '/livez\0'),
  'a path that is no UTF-8': get('Host: HOST\r\n', '/api/v1/posts/%ff'),
  'a path with a broken escape': get('Host: HOST\r\n', '/livez%zz'),
  'a path with a fragment': get('Host: HOST\r\n', '/livez#x'),
};

for (const [what, request] of Object.entries(improper)) {
  test(`${what}: refused once, and the connection is closed`, async () => {
    const answer = await raw(request);
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((found) => Number(found[1]));
    assert.equal(statuses.length, 1, answer.slice(0, 2000));
    assert.ok((statuses[0] >= 400 && statuses[0] < 500) || statuses[0] === 501, answer.slice(0, 500));
    assert.match(answer, /\r\nconnection: close\r\n/i);
    assert.doesNotMatch(answer, /access-control|beast|boost/i);
  });
}

test('an honest request is still answered', async () => {
  expect(await ada.get('/session'), 200);
});
