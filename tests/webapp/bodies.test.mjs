// SPDX-License-Identifier: BSL-1.0
// What a body may be: exactly what docs/openapi.yaml says of each route, in strict JSON.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Client, expect, expectProblem } from './harness/client.mjs';
import { operations, pathOf, resolve } from './harness/contract.mjs';
import { addChannel, firstAdministrator, newcomer, patiently, send, settled } from './harness/people.mjs';
import { plant } from './harness/planted.mjs';
import { Sandbox } from './harness/sandbox.mjs';
import { Server } from './harness/server.mjs';

let sandbox;
let server;
let ada;
let ids; // of things that are there, by the first word of their path
before(async () => {
  sandbox = await Sandbox.start();
  server = await Server.start({ sandbox });
  ada = await firstAdministrator(server); // who may use every route
  const channel = await addChannel(ada, 'Channel', sandbox.slack(`${plant('a token')}fault.reset-after`));
  const post = await settled(ada, await send(ada, 'post', [channel]));
  const schedule = { at: new Date(Date.now() + 86_400_000).toISOString() };
  const { id: planned } = expect(await ada.post('/posts', { text: 'later', channels: [channel.id], schedule }), 202);
  ids = { channels: channel.id, deliveries: post.deliveries[0].id, posts: planned };
});
after(async () => {
  await server?.stop();
  await sandbox?.stop();
});

const withBodies = operations.filter((o) => o.body);
const place = (o) => pathOf(o, ids[o.path.split('/')[3]]);
/** Who may use the route, so that the body is what is judged. */
const who = (o) => (o.needsSession ? ada : new Client(server));

// Members of a body as {name: schema}; of alternatives those that the example is of.
function membersOf(o, example) {
  const alternatives = (o.body.schema.oneOf ?? [o.body.schema]).map(resolve);
  const { properties, required = [] } = alternatives.find((s) => Object.keys(example).every((name) => s.properties[name]));
  return { properties, required };
}

// The type of a member, and whether it may be null beside it.
function typeOf(schema) {
  const { anyOf, type = 'string' } = resolve(schema);
  const types = anyOf ? anyOf.map((each) => typeOf(each).type) : [type].flat();
  return { type: types.find((each) => each !== 'null') ?? 'null', nullable: types.includes('null') };
}

const wrongValues = { string: [7, true, null, {}, ['x']], array: ['x', {}, 7, null, [7], [null]], object: ['x', [], 7], boolean: ['x', 7, null] };

for (const o of withBodies) {
  const [example] = o.body.examples;
  const attempt = (text) => patiently(() => who(o).request(o.method, place(o), { body: text }));

  test(`${o.id}: a member that nobody asked for is refused by name`, async () => {
    for (const [name, value] of [['surprise', 1], ['id', ids.channels], ['owner', 'x'], ['__proto__', {}], ['a/b~c', 1]]) {
      const text = JSON.stringify(example).replace(/\}$/, `,${JSON.stringify(name)}:${JSON.stringify(value)}}`).replace('{,', '{');
      const problem = expectProblem(await attempt(text), 400, 'unknown_member');
      const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      assert.ok(problem.errors.some((error) => error.pointer === pointer), JSON.stringify(problem));
    }
  });

  test(`${o.id}: a member that is needed and not there is named`, async () => {
    for (const name of membersOf(o, example).required) {
      const { [name]: gone, ...rest } = example;
      const answer = await attempt(JSON.stringify(rest));
      const problem = expectProblem(answer, 400, 'bad_value');
      assert.ok(problem.errors.some((error) => error.pointer === `/${name}`), answer.text);
    }
  });

  test(`${o.id}: a member of another type is named`, async () => {
    for (const [name, schema] of Object.entries(membersOf(o, example).properties)) {
      const { type, nullable } = typeOf(schema);
      // Whether null means "not there" is of no harm where the member need not be there.
      const optional = nullable || !membersOf(o, example).required.includes(name);
      for (const value of wrongValues[type].filter((each) => each !== null || !optional)) {
        const answer = await attempt(JSON.stringify({ ...example, [name]: value }));
        const problem = expectProblem(answer, 400, 'bad_value');
        assert.ok(problem.errors.some((error) => error.pointer.startsWith(`/${name}`)), answer.text);
      }
    }
  });

  test(`${o.id}: a text that is too long, too short or has a null in it is named`, async () => {
    for (const [name, schema] of Object.entries(membersOf(o, example).properties)) {
      const { maxLength, minLength } = resolve(schema);
      if (typeOf(schema).type !== 'string') continue;
      const wrong = ['a\u0000b'];
      if (maxLength && maxLength < 60_000) wrong.push('x'.repeat(4 * maxLength + 1));
      if (minLength) wrong.push('');
      for (const value of wrong) {
        const answer = await attempt(JSON.stringify({ ...example, [name]: value }));
        assert.equal(answer.status, 400, `${name}: ${answer.text}`);
        assert.match(answer.json.code, /^bad_(value|json)$/);
      }
    }
  });

  const text = JSON.stringify(example);
  const inside = (what) => `${text.slice(0, -1)},"surprise":${what}}`.replace('{,', '{');
  const [first] = Object.keys(example);
  const raw = (...bytes) => Buffer.concat([Buffer.from('{"'), Buffer.from(bytes), Buffer.from('":1}')]);
  const notJson = {
    'nothing': '',
    'white space': ' \n',
    'a list': `[${text}]`,
    'a text': JSON.stringify(text),
    'null': 'null',
    'an object cut short': text.slice(0, -1),
    'something after it': `${text}x`,
    'another object after it': `${text}${text}`,
    'a null byte after it': `${text}\0`,
    'a member twice': `${text.slice(0, -1)},${JSON.stringify(first)}:${JSON.stringify(example[first])}}`,
    'a member twice, once in escapes': `${text.slice(0, -1)},"\\u00${first.charCodeAt(0).toString(16)}${first.slice(1)}":1}`,
    'a member twice further in': inside('{"a":1,"a":2}'),
    'too deep': inside(`${'['.repeat(33)}${']'.repeat(33)}`),
    'much too deep': inside('['.repeat(20_000)),
    'a comment': `/* x */${text}`,
    'a comma too many': text.replace(/\}$/, ',}'),
    'single quotes': text.replaceAll('"', "'"),
    'NaN': inside('NaN'),
    'a number with a leading zero': inside('012'),
    'half a surrogate pair': inside('"\\ud800"'),
    'a raw control character': inside('"a\nb"'),
    'a raw null': inside('"a\0b"'),
    'invalid UTF-8': raw(0xff),
    'a lone continuation byte': raw(0x80),
    'an overlong slash': raw(0xc0, 0xaf),
    'an encoded surrogate': raw(0xed, 0xa0, 0x80),
    'beyond U+10FFFF': raw(0xf4, 0x90, 0x80, 0x80),
    'UTF-16': Buffer.from(text, 'utf16le'),
  };
  test(`${o.id}: what is no strict JSON object is refused`, async () => {
    for (const [what, body] of Object.entries(notJson)) {
      const answer = await attempt(body);
      assert.deepEqual([answer.status, answer.json?.code], [400, 'bad_json'], `${what}: ${answer.status} ${answer.text}`);
    }
  });

  test(`${o.id}: more than 64 KiB are refused`, async () => {
    const answer = await attempt(inside(JSON.stringify('x'.repeat(64 * 1024))));
    expectProblem(answer, 413, 'body_too_large');
  });
}

test('nothing that was refused was done', async () => {
  assert.deepEqual(expect(await ada.get('/channels'), 200).items.map((c) => [c.name, c.revision]), [['Channel', 1]]);
  const posts = expect(await ada.get('/posts'), 200).items;
  assert.deepEqual(posts.map((p) => [p.text, p.revision]), [['later', 1], ['post', 1]]);
  assert.equal(expect(await ada.get('/session'), 200).user.display_name, 'Root');
});

test('any Unicode text arrives as it was written', async () => {
  const bob = await newcomer(server, 'bob');
  const channel = await addChannel(bob, 'Ünïcode 👩‍👩‍👧‍👦 "\\/', sandbox.discord(plant('a token'), '5'));
  assert.equal(channel.name, 'Ünïcode 👩‍👩‍👧‍👦 "\\/');
  const text = 'ﷺ 𝔘𝔫𝔦 \u202e\u200b e\u0301 \u{10ffff} \\u0041 "quoted"';
  const escape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const escaped = JSON.stringify({ text, channels: [channel.id] }).replaceAll(/[^ -~]/g, escape);
  const { id } = expect(await bob.post('/posts', undefined, { body: escaped }), 202);
  const post = await settled(bob, id);
  assert.equal(post.text, text);
  assert.equal(post.state, 'delivered');
});
