// SPDX-License-Identifier: BSL-1.0
// multipost-web on a data folder that outlives it, started and killed again and again.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { Program, built, freePort } from '../webapp/harness/process.mjs';

// LeakSanitizer cannot work in a process that is traced.
const traced = (environment) => ({ ...environment, ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:detect_leaks=0` });

export class Victim {
  static async make({ allowed, plugins }) {
    const victim = new Victim();
    victim.port = await freePort();
    victim.origin = `http://127.0.0.1:${victim.port}`;
    victim.folder = mkdtempSync(join(tmpdir(), 'multipost-crash-'));
    victim.database = join(victim.folder, 'multipost.db');
    victim.environment = {
      HOME: victim.folder,
      MULTIPOST_DATA: victim.folder,
      MULTIPOST_DATABASE: `sqlite:${victim.database}`,
      MULTIPOST_LISTEN: `127.0.0.1:${victim.port}`,
      MULTIPOST_ADMIN_LISTEN: `127.0.0.1:${await freePort()}`,
      MULTIPOST_PUBLIC_ORIGIN: victim.origin,
      MULTIPOST_REGISTRATION: 'open',
      MULTIPOST_ALLOW_HOSTS: allowed.join(','),
      MULTIPOST_PLUGIN_PATH: plugins.join(':'),
      MULTIPOST_LOG: 'warning',
    };
    return victim;
  }

  constructor() {
    this.runs = []; // {from, to}: when each was started, and when it was over
    this.waiting = [];
    this.ready = false;
  }

  /** Starts it; `tracer` is a command that runs it. It is not waited for. */
  start(tracer = []) {
    const [file, ...args] = [...tracer, built('WEBAPP_SERVER')];
    const run = { from: Date.now(), to: Infinity };
    this.runs.push(run);
    const program = new Program(file, args, tracer.length > 0 ? traced(this.environment) : this.environment);
    this.program = program;
    program.ended.then(() => {
      run.to = Date.now();
      if (program === this.program) this.ready = false;
    });
    this.becomeReady = this.#await(program);
    return program;
  }

  async #await(program) {
    while (!program.end) {
      // An answer may come that was given before it was killed.
      if ((await this.#statusOf('/readyz')) === 200 && program === this.program && !program.child.killed) {
        this.ready = true;
        for (const resolve of this.waiting.splice(0)) resolve();
        return true;
      }
      await pause(5);
    }
    return false;
  }

  #statusOf(path) {
    return new Promise((resolve) => {
      get({ host: '127.0.0.1', port: this.port, path, agent: false }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode)).on('error', () => resolve(undefined));
      }).on('error', () => resolve(undefined));
    });
  }

  /** Waits until one is ready, this or a later one. */
  up() {
    return this.ready ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** As a power cut would, but for what the kernel keeps. */
  async kill() {
    this.ready = false;
    this.program.child.kill('SIGKILL');
    await this.program.ended;
  }

  /** Ends it as an administrator would. A tracer does not pass signals on: its child gets it. */
  async end() {
    const { pid } = this.program;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    process.kill(Number(children[0] ?? pid), 'SIGTERM');
    return this.program.ended;
  }

  /** What SQLite finds wrong with the database; nothing may have it open. */
  damage() {
    const said = execFileSync('sqlite3', [this.database, 'PRAGMA integrity_check; PRAGMA foreign_key_check;'], { encoding: 'utf8' });
    return said.trim() === 'ok' ? '' : said;
  }

  async remove() {
    if (!this.program.end) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** It ended because it was killed, and for no other reason. */
  assertKilled() {
    assert.equal(this.program.end.signal, 'SIGKILL', `multipost-web ended by itself:\n${this.program.output}`);
  }
}
