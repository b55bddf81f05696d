// SPDX-License-Identifier: BSL-1.0

/** What a clock on the wall of a zone says: `2026-11-24` and `09:00`. */
export interface WallTime {
  date: string;
  time: string;
}

const minute = 60_000;
const day = 24 * 60 * minute;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Throws where this browser does not know the zone. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone, calendar: 'iso8601', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  clocks.set(zone, made);
  return made;
}

/** What the wall says, taken as if it hung in Greenwich: wall times can be counted with so. */
function wallInstant(instant: number, zone: string): number {
  const parts = new Map(clockOf(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

const written = (wall: number): WallTime => {
  const text = new Date(wall).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
};

export const wallTime = (instant: number, zone: string): WallTime => written(wallInstant(instant, zone));

/** How far the clocks of the zone are ahead of UTC at that instant, in minutes. */
export function offsetAt(instant: number, zone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return Math.round((wallInstant(whole, zone) - whole) / minute);
}

/** "UTC+1", "UTC−3:30", "UTC" */
export function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '\u2212' : '+'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7;

/** When the clocks go forward at this instant: what they say just before, and what just after. Null: they do not. */
export function skippedAt(instant: number, zone: string): { from: string; to: string } | null {
  const before = offsetAt(instant - 1000, zone);
  if (offsetAt(instant, zone) <= before) return null;
  return { from: written(instant + before * minute).time, to: wallTime(instant, zone).time };
}
