// SPDX-License-Identifier: BSL-1.0
// The networks, a server that dies, a user with a channel on each network, and what the user is told.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

import { Client, expect } from '../webapp/harness/client.mjs';
import { addChannel, newcomer, read } from '../webapp/harness/people.mjs';
import { built } from '../webapp/harness/process.mjs';
import { Sandbox } from '../webapp/harness/sandbox.mjs';
import { RecordingNetwork } from './recording_network.mjs';
import { Victim } from './victim.mjs';

const ends = new Set(['delivered', 'failed', 'unconfirmed', 'missed', 'cancelled']);

export class World {
  static async make() {
    const world = new World();
    world.sandbox = await Sandbox.start();
    world.network = await RecordingNetwork.start();
    world.victim = await Victim.make({
      allowed: [world.sandbox.authority, world.network.authority],
      plugins: [built('CRASH_PLUGINS'), built('CRASH_TEST_PLUGINS')],
    });
    world.victim.start();
    await world.victim.becomeReady;
    world.user = await newcomer(world.victim, 'ada');
    world.channels = [
      await addChannel(world.user, 'slack', world.sandbox.slack('token0123456789')),
      await addChannel(world.user, 'discord', world.sandbox.discord('token0123456789')),
      await world.#addRecorded('keyed'),
      await world.#addRecorded('thread'),
    ];
    return world;
  }

  constructor() {
    this.posts = new Map(); // by mark: {key, id}; without an id it is not known to be accepted
  }

  async #addRecorded(connector) {
    const settings = this.network.settings(connector);
    return expect(await this.user.post('/channels', { name: connector, connector, settings }), 201);
  }

  /** Another connection of the same user. */
  browser() {
    const other = new Client(this.victim);
    other.cookies = new Map(this.user.cookies);
    return other;
  }

  /** Sends a message to all channels, and does not give up before it is accepted: the key makes that safe. */
  async send(browser) {
    const mark = `m${randomUUID()}`;
    const post = { key: mark };
    this.posts.set(mark, post);
    const message = { text: `${mark} one\n\n${mark} two`, channels: this.channels.map((c) => c.id) };
    while (!post.id) {
      await this.victim.up();
      const answer = await this.#attempt(browser, message, post.key);
      if (answer?.status === 202) post.id = answer.json.id;
      else if (answer && answer.status !== 429 && answer.status !== 503) expect(answer, 202);
      else await pause(20);
    }
    return post.id;
  }

  async #attempt(browser, message, key) {
    try {
      return await browser.post('/posts', message, { headers: { 'Idempotency-Key': key } });
    } catch (error) {
      if (error.cause) return undefined; // the connection ended with the server
      throw error;
    }
  }

  /** What the user reads there. */
  read(path) {
    return read(this.user, path);
  }

  /** All posts of the user, in the order in which they were accepted. */
  async history() {
    const all = [];
    let cursor = '';
    do {
      const page = await this.read(`/posts?limit=100${cursor}`);
      all.push(...page.items);
      cursor = page.next && `&cursor=${encodeURIComponent(page.next)}`;
    } while (cursor);
    return all.reverse();
  }

  /** The history when nothing is under way any more. */
  async settled() {
    for (;;) {
      const posts = await this.history();
      if (posts.every((post) => post.deliveries.every((d) => ends.has(d.state)))) return posts;
      await pause(50);
    }
  }

  /** What the readers of each channel see, in its order: {slack: ["text", ...], ...}. */
  async seen() {
    const seen = { slack: [], discord: [], keyed: [], thread: [] };
    for (const entry of await this.sandbox.ledger('m')) seen[entry.network].push(entry.text);
    for (const { channel, text } of this.network.texts) seen[channel].push(text);
    return seen;
  }

  async stop() {
    await this.victim.remove();
    await this.sandbox.stop();
    this.network.stop();
  }
}
