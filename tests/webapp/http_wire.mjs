// SPDX-License-Identifier: BSL-1.0
// A connection that sends what it is told, byte for byte, right or wrong.
import { connect } from 'node:net';

import { until } from './harness/until.mjs';

export class Wire {
  constructor(server) {
    this.host = `127.0.0.1:${server.port}`;
    this.answer = '';
    this.socket = connect({ port: server.port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    this.socket.setEncoding('latin1').on('data', (text) => (this.answer += text));
    this.socket.on('end', () => this.socket.end()).on('error', () => {}); // a reset is an end too
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
    this.opened = new Promise((resolve) => this.socket.on('connect', resolve));
  }

  static async open(server) {
    const wire = new Wire(server);
    await Promise.race([wire.opened, wire.closed]);
    return wire;
  }

  /** Sends bytes, with HOST in them replaced by the server's own. */
  send(bytes) {
    this.socket.write(bytes.replaceAll('HOST', this.host), 'latin1');
    return this;
  }

  /** All that came until the server closed the connection, which it must within `seconds`. */
  async rest(seconds = 20) {
    let isLate = false;
    const impatience = setTimeout(() => {
      isLate = true;
      this.close();
    }, seconds * 1000);
    await this.closed;
    clearTimeout(impatience);
    if (isLate) throw new Error(`the connection was not closed within ${seconds} s:\n${this.answer}`);
    return this.answer;
  }

  /** What has come, as soon as it matches. */
  async until(pattern) {
    await until(`the server says ${pattern}`, () => pattern.test(this.answer), { show: () => this.answer });
    return this.answer;
  }

  close() {
    this.socket.destroy();
  }
}

/** The answers in what came: [{status, headers, body}]. */
export function answersIn(text) {
  const answers = [];
  while (text !== '') {
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) throw new Error(`no answer: ${text}`);
    const [line, ...fields] = text.slice(0, end).split('\r\n');
    const headers = Object.fromEntries(fields.map((field) => /^([^:]+): (.*)$/.exec(field).slice(1)).map(([name, value]) => [name.toLowerCase(), value]));
    const size = Number(headers['content-length'] ?? 0);
    answers.push({ status: Number(line.split(' ')[1]), headers, body: text.slice(end + 4, end + 4 + size) });
    text = text.slice(end + 4 + size);
  }
  return answers;
}
