// SPDX-License-Identifier: BSL-1.0
import type { PlannedSchedule, Schedule } from '@/api/planned_time';
import type { Post } from '@/api/posts';
import type { Schema } from '@/api/client';
import type { Base, Draft } from '@/pages/compose/draft';

export type Change = Schema<'PostChange'>;

/** A schedule as its author said it, without what it means. */
function saidOf({ at, zone, late }: PlannedSchedule): Schedule {
  return { at, ...(zone && { zone }), ...(late && { late }) };
}

/** What of a post can be changed, as it is now. */
export function baseOf({ text, schedule, deliveries, revision }: Post): Base {
  return {
    text,
    plan: schedule && { schedule: saidOf(schedule), planned: { instant: schedule.instant } },
    // A channel that was taken away before keeps its delivery, cancelled.
    channels: deliveries.filter(({ state }) => state !== 'cancelled').map(({ channel }) => channel),
    revision,
  };
}

type Wanted = Pick<Draft, 'text' | 'plan' | 'channels'>;

const alike = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const late = (schedule: Schedule | null | undefined) => schedule?.late?.send_within ?? null;
const sameTime = (one: Schedule | null | undefined, other: Schedule | null | undefined) =>
  alike([one?.at, one?.zone, late(one)], [other?.at, other?.zone, late(other)]);
const sameChannels = (one: string[], other: string[]) => alike(one.toSorted(), other.toSorted());

/** What is wanted otherwise than it was; empty: nothing. */
export function changeOf({ text, plan, channels }: Wanted, base: Base): Change {
  return {
    ...(text !== base.text && { text }),
    ...(channels && !sameChannels(channels, base.channels) && { channels }),
    ...(!sameTime(plan?.schedule, base.plan?.schedule) && { schedule: plan?.schedule ?? null }),
  };
}

/** Whether something is kept that the post does not have. */
export function isChanged(draft: Draft): boolean {
  return draft.base !== null && Object.keys(changeOf(draft, draft.base)).length > 0;
}

/** Whether somebody else changed just what this change is about, to something else. */
export function crosses(change: Change, base: Base, now: Base): boolean {
  const { text, channels, schedule } = change;
  if (text !== undefined && now.text !== base.text && now.text !== text) return true;
  if (channels && !sameChannels(now.channels, base.channels) && !sameChannels(now.channels, channels)) return true;
  return schedule !== undefined && !sameTime(now.plan?.schedule, base.plan?.schedule) && !sameTime(now.plan?.schedule, schedule);
}
