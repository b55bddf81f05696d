// SPDX-License-Identifier: BSL-1.0
// The server is killed before its first, second, third ... call of one kind, until it needs no more of them to start, finish
// what was left, accept a post, deliver it, and stop. CRASH_CALLS names the kinds; CRASH_STEP=3 takes every third call only.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { judge } from './verdict.mjs';
import { World } from './world.mjs';

const calls = (process.env.CRASH_CALLS ?? 'fdatasync,pwrite64,sendmsg,recvfrom,connect').split(',');
const step = Number(process.env.CRASH_STEP ?? 1);
const longest = 2000;

const tracer = (call, n) =>
  ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:signal=KILL:when=${n}`];

/** One life: true when it came through. */
async function live(world, browser, call, n) {
  const program = world.victim.start(tracer(call, n));
  if (!(await world.victim.becomeReady)) return false;
  const told = world.send(browser).then(() => world.settled());
  const died = program.ended.then(() => false);
  // What the dying server leaves unanswered is asked again in the next life.
  const through = await Promise.race([told.then(() => true, () => died), died]);
  if (through) await world.victim.end();
  return through && program.end.code === 0;
}

for (const call of calls) {
  test(`killed at every ${call}`, async () => {
    const world = await World.make();
    try {
      await world.victim.end();
      const browser = world.browser();
      let n = 1;
      while (n < longest && !(await live(world, browser, call, n))) {
        world.victim.assertKilled();
        n += step;
      }
      assert.ok(n > 1, `${call} is never made`);
      assert.ok(n < longest, `${call} was still made after ${longest}`);
      world.victim.start();
      await world.victim.becomeReady;
      const { wrong, numbers } = await judge(world);
      await world.victim.end();
      const damage = world.victim.damage();
      console.log(`killed at ${call} 1 to ${n - 1}: accepted ${numbers.accepted} posts, lost ${numbers.lost}; ` +
        `delivered ${numbers.delivered}, doubled ${numbers.doubled}, in doubt ${numbers.unconfirmed}; ` +
        `repetitions recognised ${world.network.repetitions}; integrity ${damage || 'ok'}`);
      assert.deepEqual(wrong, []);
      assert.equal(damage, '');
    } finally {
      await world.stop();
    }
  });
}
