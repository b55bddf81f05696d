// SPDX-License-Identifier: BSL-1.0
import { addDays, wallTime, weekdayOf, type WallTime } from './wall_time';

export interface Preset extends WallTime {
  name: 'in_an_hour' | 'tomorrow' | 'monday';
}

const morning = '09:00';

/** The times that are asked for most, in a zone. */
export function presetsAt(now: number, zone: string): Preset[] {
  const { date: today } = wallTime(now, zone);
  const tomorrow = addDays(today, 1);
  const presets: Preset[] = [
    { name: 'in_an_hour', ...wallTime(now + 60 * 60_000, zone) },
    { name: 'tomorrow', date: tomorrow, time: morning },
  ];
  // On a Sunday, that is tomorrow.
  const monday = addDays(today, 8 - weekdayOf(today));
  if (monday !== tomorrow) presets.push({ name: 'monday', date: monday, time: morning });
  return presets;
}
