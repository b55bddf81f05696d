// SPDX-License-Identifier: BSL-1.0
// A browser's worth of HTTP: cookies, the headers that same-origin requests have, and every answer held against the contract.
import assert from 'node:assert/strict';
import { Agent, request as httpRequest } from 'node:http';

import { check } from './contract.mjs';
import { refuseSecrets, remember } from './planted.mjs';

export class Client {
  #agent = new Agent({ keepAlive: true });

  constructor(server) {
    this.server = server;
    this.cookies = new Map();
  }

  get = (path, options) => this.request('GET', path, options);
  post = (path, json, options) => this.request('POST', path, { json, ...options });
  put = (path, json, options) => this.request('PUT', path, { json, ...options });
  patch = (path, json, options) => this.request('PATCH', path, { json, ...options });
  delete = (path, options) => this.request('DELETE', path, options);

  /**
   * Sends a request and returns {request, status, headers, text, json, setCookies}.
   *
   * `path` is below /api/v1 unless it begins with /api/, /livez or /readyz. `body` is text or bytes as they are, `json` a
   * value. `headers` adds to those a browser sends, or with null takes one away. Throws when the answer is none that
   * docs/openapi.yaml describes, or holds a secret that was planted.
   */
  async request(method, path, { json, body, headers = {} } = {}) {
    const content = body ?? (json === undefined ? undefined : JSON.stringify(json));
    const whole = /^\/(api\/|livez|readyz)/.test(path) ? path : `/api/v1${path}`;
    const answer = await this.#exchange(method, whole, this.#headers(method, content, headers), content);
    this.#remember(answer.setCookies);
    check(answer);
    refuseSecrets(answer);
    return answer;
  }

  /** The session's cookie, or undefined. */
  get session() {
    return this.cookies.get('multipost_session') ?? this.cookies.get('__Host-multipost_session');
  }

  /** The same browser, beside it: what one of them changes in its cookies the other does not see. */
  copy() {
    const other = new Client(this.server);
    other.cookies = new Map(this.cookies);
    return other;
  }

  #headers(method, content, wanted) {
    const all = { Host: new URL(this.server.origin).host, 'User-Agent': 'webapp-tests', Accept: 'application/json' };
    if (this.cookies.size > 0) all.Cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (method !== 'GET') {
      all['Sec-Fetch-Site'] = 'same-origin';
      all.Origin = this.server.origin;
      all['Content-Length'] = Buffer.byteLength(content ?? '');
      all[content === undefined ? 'X-Requested-With' : 'Content-Type'] = content === undefined ? 'multipost' : 'application/json';
    }
    for (const [name, value] of Object.entries(wanted)) {
      if (value === null) delete all[name];
      else all[name] = value;
    }
    return all;
  }

  #exchange(method, path, headers, content) {
    const { port } = this.server;
    return new Promise((resolve, reject) => {
      const failed = (error) => reject(new Error(`${method} ${path}: ${error.message}`, { cause: error }));
      const options = { host: '127.0.0.1', port, method, path, headers, setHost: false, agent: this.#agent, timeout: 30_000 };
      const sent = httpRequest(options, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk)).on('error', failed).on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            request: { method, path }, status: answer.statusCode, headers: answer.headers, text,
            json: parsed(text), setCookies: (answer.headers['set-cookie'] ?? []).map(readCookie),
          });
        });
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer for 30 s'))).on('error', failed);
      sent.end(content);
    });
  }

  #remember(cookies) {
    for (const { name, value, attributes } of cookies) {
      if (value === '' || attributes['max-age'] === '0') this.cookies.delete(name);
      else this.cookies.set(name, remember(`the cookie ${name}`, value));
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// RFC 6265 section 5.2
function readCookie(line) {
  const [pair, ...rest] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const attributes = rest.map((part) => part.split('=')).map(([name, value = '']) => [name.toLowerCase(), value]);
  return { name: pair.slice(0, at), value: pair.slice(at + 1), attributes: Object.fromEntries(attributes) };
}

const shown = ({ request, status, text }) => `${request.method} ${request.path} answered ${status} ${text}`;

/** The body of an answer that must have this status. */
export function expect(answer, status) {
  assert.equal(answer.status, status, shown(answer));
  return answer.json;
}

/** The problem of an answer that must have this status and code. */
export function expectProblem(answer, status, code) {
  assert.deepEqual([answer.status, answer.json?.code], [status, code], shown(answer));
  return answer.json;
}

/** An answer without what differs from one request to the next, to compare two. */
export function comparable({ status, headers, json }) {
  const { 'x-request-id': id, date, 'retry-after': wait, ...rest } = headers;
  const { request_id, ...body } = json ?? {};
  return { status, headers: rest, body };
}
