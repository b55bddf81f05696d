// SPDX-License-Identifier: BSL-1.0
// A small server: ready at once, and little memory while nothing happens. Of an optimised build without a sanitizer.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { Program, built } from './harness/process.mjs';

const starts = 5;
const measured = [];

/** How long a process was ready to run while others had the processors, in ms: schedstat of each of its threads. */
function keptWaiting(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const waits = threads.map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[1]));
  return waits.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

/**
 * How long a start on a new folder takes until the server says that it listens, in ms, what others did meanwhile left out,
 * and its memory then, in MiB.
 */
async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'multipost-web-'));
  const environment = { HOME: folder, MULTIPOST_DATA: join(folder, 'data'), MULTIPOST_LISTEN: '127.0.0.1:0', MULTIPOST_ADMIN_LISTEN: '127.0.0.1:0' };
  const began = performance.now();
  const program = new Program(built('WEBAPP_SERVER'), [], environment);
  try {
    const ready = new Promise((resolve) => program.child.stdout.on('data', () => /listening on/.test(program.output) && resolve()));
    await Promise.race([ready, program.ended]);
    const whole = performance.now() - began;
    assert.equal(program.end, undefined, program.output);
    const [, kB] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${program.pid}/status`, 'utf8'));
    return { whole, ms: whole - keptWaiting(program.pid), mib: kB / 1024 };
  } finally {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

before(async () => {
  for (let i = 0; i !== starts; ++i) measured.push(await measure());
});

test('it is ready within 100 ms on a new data folder', () => {
  const ms = median(measured.map((m) => m.ms));
  assert.ok(ms < 100, `${ms} ms`);
});

test('it takes less than 20 MB while nothing happens', () => {
  const mib = median(measured.map((m) => m.mib));
  assert.ok(mib < 20, `${mib} MiB`);
});
