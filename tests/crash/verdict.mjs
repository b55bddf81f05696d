// SPDX-License-Identifier: BSL-1.0
// Holds what readers saw against what the history says.
import { expect } from '../webapp/harness/client.mjs';

/** How often each mark and part of a message was published: {"m123 one": 1, ...}. */
function countParts(texts) {
  const counts = new Map();
  for (const text of texts)
    for (const [part] of text.matchAll(/m[0-9a-f-]{36} (one|two)/g)) counts.set(part, (counts.get(part) ?? 0) + 1);
  return counts;
}

const marksIn = (texts) => texts.flatMap((text) => [...text.matchAll(/(m[0-9a-f-]{36}) one/g)].map(([, mark]) => mark));

/** Everything that does not hold, each as a sentence; and the numbers of the run. */
export async function judge(world) {
  const wrong = [];
  const history = await world.settled();
  const seen = await world.seen();
  const numbers = { accepted: 0, lost: 0, doubled: 0, delivered: 0, unconfirmed: 0 };

  const marks = new Map(history.map((post) => [post.text.slice(0, 37), post]));
  if (marks.size !== history.length) wrong.push('a key made two posts');
  for (const [mark, { id }] of world.posts) {
    if (!id) continue;
    numbers.accepted += 1;
    if (marks.get(mark)?.id === id) continue;
    numbers.lost += 1;
    wrong.push(`post ${id} was accepted and is not there`);
  }

  for (const [channel, texts] of Object.entries(seen)) {
    const counts = countParts(texts);
    for (const [mark, post] of marks) {
      const delivery = post.deliveries.find((d) => d.channel_name === channel);
      const parts = ['one', 'two'].map((part) => counts.get(`${mark} ${part}`) ?? 0);
      if (Math.max(...parts) > 1) {
        numbers.doubled += 1;
        wrong.push(`${channel} published ${mark} twice: ${parts}`);
      }
      const whole = Math.min(...parts) >= 1;
      if (delivery.state === 'delivered') {
        numbers.delivered += 1;
        if (!whole) wrong.push(`${mark} is said to be delivered to ${channel}, and is not there: ${parts}`);
      } else if (delivery.state === 'unconfirmed') {
        numbers.unconfirmed += 1;
      } else {
        wrong.push(`${mark} to ${channel} is ${delivery.state}: ${JSON.stringify(delivery.failure)}`);
      }
    }
    const order = marksIn(texts);
    const expected = [...marks.keys()].filter((mark) => order.includes(mark));
    if (order.join() !== expected.join()) wrong.push(`${channel} got its messages in another order than they were accepted in`);
  }
  wrong.push(...(await inDoubtWithoutReason(world, history)));
  return { wrong, numbers };
}

/** A run that was killed leaves in doubt what each channel had under way, which is one delivery. */
async function inDoubtWithoutReason(world, history) {
  const wrong = [];
  const inDoubt = new Map();
  for (const { id } of history.filter((post) => post.deliveries.some((d) => d.state === 'unconfirmed'))) {
    const post = await world.read(`/posts/${id}`);
    for (const delivery of post.deliveries.filter((d) => d.state === 'unconfirmed')) {
      const begun = Date.parse(delivery.attempts_made.at(-1).started_at);
      const run = world.victim.runs.findIndex(({ from, to }) => from <= begun && begun <= to);
      if (run < 0 || world.victim.runs[run].to === Infinity)
        wrong.push(`${delivery.id} is in doubt, and nothing was killed: ${JSON.stringify(delivery)}`);
      const place = `${delivery.channel_name} in run ${run}`;
      if (inDoubt.has(place)) wrong.push(`two deliveries to ${place} are in doubt`);
      inDoubt.set(place, delivery.id);
      if (!/^interrupted/.test(delivery.failure.code)) wrong.push(`${delivery.id} is in doubt because of ${delivery.failure.code}`);
    }
  }
  return wrong;
}
