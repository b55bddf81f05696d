// SPDX-License-Identifier: BSL-1.0
// The server is killed before each call of a kind while it makes its key and its database: the next start finds nothing half
// made that it refuses.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

import { built } from '../webapp/harness/process.mjs';
import { Victim } from './victim.mjs';

const calls = (process.env.CRASH_CALLS ?? 'fsync,fdatasync,pwrite64,write,link,ftruncate,unlink').split(',');
const step = Number(process.env.CRASH_STEP ?? 1);

const tracer = (call, n) =>
  ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${n}`];

/** Starts on nothing and dies at the call, or comes through; then starts once more. True when it came through. */
async function startTwice(call, n) {
  const victim = await Victim.make({ allowed: [], plugins: [built('CRASH_PLUGINS')] });
  try {
    victim.start(tracer(call, n));
    const through = await victim.becomeReady;
    if (through) await victim.end();
    const foundDatabase = existsSync(victim.database);
    const program = victim.start();
    const before = foundDatabase ? 'with a database' : 'without a database';
    assert.ok(await victim.becomeReady, `killed at ${call} ${n}, ${before}, it does not start:\n${program.output}`);
    const { code } = await victim.end();
    assert.equal(code, 0);
    assert.equal(victim.damage(), '');
    return through;
  } finally {
    await victim.remove();
  }
}

for (const call of calls) {
  test(`killed at every ${call} of its first start`, async () => {
    let n = 1;
    while (!(await startTwice(call, n))) n += step;
    assert.ok(n > 1, `${call} is never made`);
    console.log(`killed at ${call} 1 to ${n - 1} of its first start, and started`);
  });
}
