// SPDX-License-Identifier: BSL-1.0
// The server is killed at random moments under load: no accepted post is lost, none is published twice, and in doubt is only
// what was in flight. CRASH_KILLS says how often, CRASH_SEED repeats the moments of another run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { randomFrom, seed } from './random.mjs';
import { judge } from './verdict.mjs';
import { World } from './world.mjs';

const kills = Number(process.env.CRASH_KILLS ?? 200);
const senders = 3;
const longestLifeMs = 150;

test(`killed ${kills} times at random moments`, async () => {
  const random = randomFrom(seed);
  const world = await World.make();
  try {
    let over = false;
    const sending = Array.from({ length: senders }, async () => {
      const browser = world.browser();
      while (!over) {
        await world.send(browser);
        await pause(10);
      }
    });
    for (let i = 0; i < kills; ++i) {
      await pause(random() * longestLifeMs);
      await world.victim.kill();
      world.victim.start();
      // Some die before they are ready.
      if (random() < 0.8) await world.victim.becomeReady;
    }
    over = true;
    await Promise.all(sending);
    // Whoever sent may have had its answer before the last kill.
    assert.ok(await world.victim.becomeReady, `it does not start again:\n${world.victim.program.output}`);
    const { wrong, numbers } = await judge(world);
    const { code } = await world.victim.end();
    const damage = world.victim.damage();
    console.log(`seed ${seed}: killed ${kills} times; accepted ${numbers.accepted} posts, lost ${numbers.lost}; ` +
      `delivered ${numbers.delivered}, doubled ${numbers.doubled}, in doubt ${numbers.unconfirmed}; ` +
      `repetitions recognised ${world.network.repetitions}; integrity ${damage || 'ok'}`);
    assert.deepEqual(wrong, []);
    assert.equal(damage, '');
    assert.equal(code, 0);
    assert.ok(numbers.accepted > 0);
  } finally {
    await world.stop();
  }
});
