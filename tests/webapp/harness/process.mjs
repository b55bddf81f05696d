// SPDX-License-Identifier: BSL-1.0
// Programs that a test starts, and ends by their id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

import { until } from './until.mjs';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

// What a sanitizer needs; nothing else of the caller's environment matters to a program under test.
const inherited = ['PATH', 'ASAN_OPTIONS', 'LSAN_OPTIONS', 'TSAN_OPTIONS', 'UBSAN_OPTIONS', 'LD_LIBRARY_PATH'];

/** A running program; `output` grows with what it writes to both of its outputs. */
export class Program {
  constructor(file, args, environment) {
    const kept = inherited.filter((name) => process.env[name]).map((name) => [name, process.env[name]]);
    this.output = '';
    this.child = spawn(file, args, { env: { ...Object.fromEntries(kept), ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.child);
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (this.output += text));
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      running.delete(this.child);
      return (this.end = { code, signal });
    });
    this.ended.catch((error) => (this.end = { code: -1, error }));
  }

  get pid() {
    return this.child.pid;
  }

  /** How long it has kept processors busy, in steps of 10 ms: utime and stime of proc(5). */
  get processorMs() {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /** The first match in what it has written, as soon as there is one. */
  async says(pattern) {
    return until(`${this.child.spawnfile} says ${pattern}`, () => {
      const found = pattern.exec(this.output);
      if (!found && this.end) throw new Error(`${this.child.spawnfile} ended (${JSON.stringify(this.end)}):\n${this.output}`);
      return found;
    }, { show: () => this.output });
  }

  /** Ends it, and returns {code, signal}. */
  async stop(signal = 'SIGTERM') {
    if (!this.end) this.child.kill(signal);
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), 40_000);
    const end = await this.ended;
    clearTimeout(impatience);
    return end;
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Where a program that was built stands; the environment says. */
export function built(variable) {
  const file = process.env[variable];
  if (!file) throw new Error(`${variable} must name the program; ctest sets it`);
  return file;
}
