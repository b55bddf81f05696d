// SPDX-License-Identifier: BSL-1.0
import type { Schedule } from '@/api/planned_time';
import type { Post } from '@/api/posts';

/** What can still be done about when a post goes out. */
export interface Possible {
  /** Its text, channels and time can be changed, it can be cancelled, and sent at once. */
  change: boolean;
  restore: boolean;
  /** It did not go out in time: it can be sent all the same. */
  sendLate: boolean;
}

const untouched = new Set<string>(['scheduled', 'cancelled']);

/** Nothing of it is possible any more once sending has begun. `now` in milliseconds since 1970. */
export function possibleWith({ state, schedule, deliveries }: Pick<Post, 'state' | 'schedule' | 'deliveries'>, now: number): Possible {
  return {
    change: state === 'scheduled' && deliveries.every((delivery) => untouched.has(delivery.state)),
    restore: state === 'cancelled' && schedule !== null && Date.parse(schedule.instant) > now,
    sendLate: state === 'missed',
  };
}

/** How many channels it would go to if it were sent now. */
export const goingTo = ({ deliveries }: Pick<Post, 'deliveries'>): number =>
  deliveries.filter(({ state }) => state === 'scheduled' || state === 'missed').length;

/** When a post goes or went out. */
export const timeOf = ({ schedule, created_at: created }: Pick<Post, 'schedule' | 'created_at'>): string => schedule?.instant ?? created;

/** The schedule as its user said it, to ask for it again. */
export function askedFor({ at, zone, late }: NonNullable<Post['schedule']>): Schedule {
  return { at, ...(zone && { zone }), ...(late && { late }) };
}
