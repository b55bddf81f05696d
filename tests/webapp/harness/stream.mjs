// SPDX-License-Identifier: BSL-1.0
// A page that follows /api/v1/events: the stream parsed as browsers do, each event held against docs/openapi.yaml.
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';

import { check, violations } from './contract.mjs';
import { secretsIn } from './planted.mjs';
import { until } from './until.mjs';

export class EventStream {
  /** Opens a stream with the cookies of a client. An answer other than 200 is in `refusal`, and was held against the contract. */
  static async open(client, { headers = {}, lastEventId } = {}) {
    const stream = new EventStream();
    await stream.#connect(client, lastEventId === undefined ? headers : { ...headers, 'Last-Event-ID': lastEventId });
    return stream;
  }

  #unread = '';
  #fields = {};

  constructor() {
    this.events = []; // {event, id, data, at}, data as JSON
    this.comments = 0;
    this.ended = false; // with the last chunk
    this.cut = false; // without
  }

  #connect(client, wanted) {
    const { server } = client;
    const path = '/api/v1/events';
    const headers = { Host: new URL(server.origin).host, Accept: 'text/event-stream', ...wanted };
    if (client.cookies.size > 0) headers.Cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: server.port, path, headers, setHost: false, agent: false };
      this.request = httpRequest(options, (answer) => {
        this.answer = { request: { method: 'GET', path }, status: answer.statusCode, headers: answer.headers };
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (piece) => (answer.statusCode === 200 ? this.#read(piece) : (text += piece)));
        answer.on('end', () => {
          this.ended = true;
          if (answer.statusCode === 200) return;
          this.refusal = { ...this.answer, text, json: JSON.parse(text) };
          check(this.refusal);
          resolve();
        });
        answer.on('error', () => (this.cut = true)).on('close', () => (this.cut = !this.ended));
        if (answer.statusCode === 200) resolve();
      });
      this.request.on('error', (error) => (this.answer ? (this.cut = true) : reject(error)));
      this.request.end();
    });
  }

  #read(piece) {
    assert.deepEqual(secretsIn(piece), [], 'the stream tells a secret');
    this.#unread += piece;
    const lines = this.#unread.split('\n');
    this.#unread = lines.pop();
    for (const line of lines) this.#readLine(line);
  }

  // https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
  #readLine(line) {
    if (line === '') {
      const { event, id, data } = this.#fields;
      this.#fields = {};
      if (data === undefined) return;
      const read = { event, ...(id !== undefined && { id }), data: JSON.parse(data) };
      assert.deepEqual(violations(['components', 'schemas', 'Event'], read), [], JSON.stringify(read));
      if (id !== undefined) this.lastEventId = id;
      this.events.push({ ...read, at: performance.now() });
    } else if (line.startsWith(':')) {
      ++this.comments;
    } else {
      const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
      if (name === 'retry') this.retry = Number(value);
      else this.#fields[name] = value;
    }
  }

  /** The first event that fits, which may have come already. */
  async says(name, fits = () => true, options = {}) {
    return until(`an event ${name}`, () => this.events.find((e) => e.event === name && fits(e.data)),
      { show: () => JSON.stringify(this.events), ...options });
  }

  /** All ids of posts and channels that it has named. */
  get named() {
    return new Set(this.events.filter((e) => e.event === 'changed').flatMap((e) => [...e.data.posts, ...e.data.channels]));
  }

  get last() {
    return this.events.at(-1);
  }

  /** When the server has ended it. */
  async over(options) {
    await until('the stream ends', () => this.ended || this.cut, { show: () => JSON.stringify(this.events), ...options });
    return this.last;
  }

  close() {
    this.request.destroy();
  }
}
