// SPDX-License-Identifier: BSL-1.0
// docs/openapi.yaml: without a flaw by itself, and a judge that does judge.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { allResponses, check, examplesOf, file, operation, operations, violations } from './harness/contract.mjs';
import { redocly } from './harness/packages.mjs';

test('the description lints clean', () => {
  const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const output = execFileSync(process.execPath, [redocly, 'lint', file, '--extends', 'recommended', '--format', 'json'],
    { env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  assert.deepEqual(JSON.parse(output).problems, []);
});

test('every answer has an example, and it is one', () => {
  let examples = 0;
  for (const { keys, response } of allResponses()) {
    for (const [type, media] of Object.entries(response.content ?? {})) {
      for (const example of examplesOf(media)) {
        assert.notEqual(example, undefined, keys.join(' '));
        assert.deepEqual(violations([...keys, 'content', type, 'schema'], example), [], keys.join(' '));
        ++examples;
      }
    }
  }
  assert.ok(examples > 30, `${examples} examples`);
});

test('every body has an example, and takes no unknown member', () => {
  for (const o of operations.filter((each) => each.body)) {
    assert.ok(o.body.examples.length > 0, o.id);
    for (const example of o.body.examples) {
      assert.deepEqual(violations(o.body.keys, example), [], o.id);
      assert.notDeepEqual(violations(o.body.keys, { ...example, surprise: 1 }), [], o.id);
    }
  }
});

test('what changes something has all refusals that keep other sites out', () => {
  for (const o of operations.filter((each) => each.changes)) {
    assert.ok(o.responses['403'], o.id);
    assert.ok(o.responses['415'], o.id);
  }
});

test('an answer that is not described is found', () => {
  const { responses } = operation('show_session');
  const good = {
    request: { method: 'GET', path: '/api/v1/session' },
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-request-id': '0199f3a4-7c1e' },
    json: responses['200'].content['application/json'].example,
    text: '{}',
  };
  const header = (name, value) => ({ ...good, headers: { ...good.headers, [name]: value } });
  check(good);
  const bad = {
    'another status': { ...good, status: 202 },
    'a method that the path has not': { ...good, request: { method: 'PUT', path: '/api/v1/session' } },
    'a path that there is not': { ...good, request: { method: 'GET', path: '/api/v1/sessio' } },
    'a member too many': { ...good, json: { ...good.json, token: 'x' } },
    'a member too few': { ...good, json: { user: good.json.user } },
    'no JSON': { ...good, json: undefined, text: '<html>' },
    'a missing header': header('x-request-id', undefined),
    'a wrong header': header('cache-control', 'public'),
    'another content type': header('content-type', 'text/html'),
    'a time without milliseconds': { ...good, json: { ...good.json, user: { ...good.json.user, created_at: '2026-11-22T09:14:03Z' } } },
  };
  for (const [what, answer] of Object.entries(bad)) assert.throws(() => check(answer), /does not describe/, what);
  const logOut = { ...good, request: { method: 'DELETE', path: '/api/v1/session' }, status: 204 };
  assert.throws(() => check(logOut), /there is a body/);
});

test('a problem of another route is found', () => {
  const problem = (code, status) => ({
    status,
    json: { type: `urn:multipost:problem:${code}`, title: 'x', status, code, request_id: '0199f3a4-7c1e' },
    text: '{}',
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-request-id': '0199f3a4-7c1e' },
  });
  const send = { request: { method: 'POST', path: '/api/v1/posts' } };
  check({ ...send, ...problem('no_channel', 422) });
  assert.throws(() => check({ ...send, ...problem('bad_channel', 422) }), /does not describe/);
  assert.throws(() => check({ ...send, ...problem('not_unconfirmed', 409) }), /does not describe/);
});
