// SPDX-License-Identifier: BSL-1.0
// Steps that every story begins with.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { Client, expect } from './client.mjs';
import { remember } from './planted.mjs';
import { until } from './until.mjs';

const ends = new Set(['delivered', 'failed', 'unconfirmed', 'missed', 'cancelled']);

/** A password that nobody uses twice. */
export const newPassword = () => remember('a password', `violet ladder ${randomUUID()}`);

/** Makes an account, and returns what logs in to it: {email, password}. */
export async function register(server, name, password = newPassword()) {
  const email = `${name}.${randomUUID().slice(0, 8)}@example.org`;
  expect(await new Client(server).post('/users', { email, password, display_name: name }), 201);
  return { email, password };
}

/** A browser in which somebody with these credentials is logged in. */
export async function logIn(server, credentials, client = new Client(server)) {
  expect(await client.post('/session', credentials), 200);
  return client;
}

/** Makes an account and logs in. */
export async function newcomer(server, name) {
  return logIn(server, await register(server, name));
}

/** The one-time token that a server prints while it has no administrator. */
export function setupToken(server) {
  const found = records(server).find((record) => record.setup_token);
  assert.ok(found, `no setup token in the log:\n${server.log}`);
  return found.setup_token;
}

/** What a server has logged, a value for each record. */
export function records(server) {
  return server.log.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/** A browser in which the first administrator is logged in. */
export async function firstAdministrator(server) {
  const credentials = { email: 'root@example.org', password: newPassword() };
  const registration = { ...credentials, display_name: 'Root', setup_token: setupToken(server) };
  expect(await new Client(server).post('/users', registration), 201);
  return logIn(server, credentials);
}

/** Adds a channel by a pasted URL. */
export async function addChannel(client, name, url) {
  return expect(await client.post('/channels', { name, url }), 201);
}

/** Sends a message to channels and returns the post's id. */
export async function send(client, text, channels) {
  return expect(await client.post('/posts', { text, channels: channels.map((c) => c.id) }), 202).id;
}

/** The answer to what is asked as often as anybody may. */
export async function patiently(ask) {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 429) return answer;
    await pause(1000 * Number(answer.headers['retry-after']));
  }
}

/** What a user reads there. */
export const read = async (client, path) => expect(await patiently(() => client.get(path)), 200);

export const postOf = (client, id) => read(client, `/posts/${id}`);

/** The post when all its deliveries have come to an end. */
export async function settled(client, id, options) {
  let post;
  return until('all deliveries have come to an end', async () => {
    post = await postOf(client, id);
    return post.deliveries.every((d) => ends.has(d.state)) && post;
  }, { show: () => JSON.stringify(post, null, 2), ...options });
}

/** A UUID of version 7 that names nothing. */
export function missingId() {
  const id = randomUUID();
  return `${id.slice(0, 14)}7${id.slice(15)}`;
}
