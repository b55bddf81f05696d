// SPDX-License-Identifier: BSL-1.0
// multipost-web as it was built, on a free port, with a data folder of its own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Program, built, freePort } from './process.mjs';
import { until } from './until.mjs';

export class Server {
  /**
   * Starts it and waits until it is ready.
   *
   * `sandbox` is the one host that messages may go to; `environment` adds to its settings or replaces them; `publicOrigin`
   * is what its users see, when that is not where it listens.
   */
  static async start({ sandbox, environment = {}, publicOrigin } = {}) {
    const port = await freePort();
    const adminPort = await freePort();
    const server = new Server();
    server.port = port;
    server.adminPort = adminPort;
    server.origin = publicOrigin ?? `http://127.0.0.1:${port}`;
    server.folder = mkdtempSync(join(tmpdir(), 'multipost-web-'));
    server.data = join(server.folder, 'data');
    server.environment = {
      HOME: server.folder,
      MULTIPOST_DATA: server.data,
      MULTIPOST_LISTEN: `127.0.0.1:${port}`,
      MULTIPOST_ADMIN_LISTEN: `127.0.0.1:${adminPort}`,
      MULTIPOST_PUBLIC_ORIGIN: server.origin,
      MULTIPOST_REGISTRATION: 'open',
      ...(sandbox && { MULTIPOST_ALLOW_HOSTS: sandbox.authority }),
      ...environment,
    };
    server.earlierLog = '';
    try {
      await server.#run();
    } catch (error) {
      await server.program?.stop('SIGKILL');
      rmSync(server.folder, { recursive: true, force: true });
      throw error;
    }
    return server;
  }

  async #run() {
    this.program = new Program(built('WEBAPP_SERVER'), [], this.environment);
    await until('the server is ready', async () => {
      if (this.program.end) throw new Error(`multipost-web ended (${JSON.stringify(this.program.end)}):\n${this.log}`);
      return (await this.#statusOf('/readyz')) === 200;
    }, { show: () => this.log });
  }

  #statusOf(path) {
    const headers = { Host: new URL(this.origin).host };
    return new Promise((resolve) => {
      get({ host: '127.0.0.1', port: this.port, path, headers, agent: false }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode));
      }).on('error', () => resolve(undefined));
    });
  }

  /** What it has logged since its first start. */
  get log() {
    return this.earlierLog + this.program.output;
  }

  /** Ends it as an administrator would, and starts it again on the same data. */
  async restart() {
    await this.end();
    await this.begin();
  }

  /** Starts it again after its end, on the same data. */
  async begin() {
    this.earlierLog += this.program.output;
    await this.#run();
  }

  /** Ends it; its data stay. */
  async end() {
    const end = await this.program.stop();
    assert.deepEqual(end, { code: 0, signal: null }, `multipost-web did not end well:\n${this.log.slice(-4000)}`);
  }

  /** Ends it, and throws its data away. */
  async stop() {
    try {
      await this.end();
    } finally {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}
