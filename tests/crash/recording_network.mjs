// SPDX-License-Identifier: BSL-1.0
// A network for the connectors that no real network stands behind: it recognises a repetition by its key, or publishes each
// request, and remembers what its readers see.
import { once } from 'node:events';
import { createServer } from 'node:http';

export class RecordingNetwork {
  static async start() {
    const network = new RecordingNetwork();
    network.server = createServer((request, answer) => network.#answer(request, answer)).listen(0, '127.0.0.1');
    await once(network.server, 'listening');
    return network;
  }

  constructor() {
    this.texts = []; // as its readers see them, {channel, text} each
    this.ids = new Map(); // by key
    this.repetitions = 0;
  }

  get authority() {
    return `127.0.0.1:${this.server.address().port}`;
  }

  /** The settings of a channel of one of its connectors. */
  settings(channel) {
    return { url: `http://${this.authority}/${channel}`, place: 'here', token: `token of ${channel}` };
  }

  async #answer(request, answer) {
    const chunks = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // the sender died before it was through
    }
    const { text } = JSON.parse(Buffer.concat(chunks));
    const [, channel] = request.url.split('/');
    const key = channel === 'keyed' ? request.headers['idempotency-key'] : undefined;
    if (key && this.ids.has(key)) this.repetitions += 1;
    else this.texts.push({ channel, text });
    const id = this.ids.get(key) ?? `${this.texts.length}`;
    if (key) this.ids.set(key, id);
    answer.end(id);
  }

  stop() {
    this.server.close();
    this.server.closeAllConnections();
  }
}
