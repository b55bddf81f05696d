// SPDX-License-Identifier: BSL-1.0

const pattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** The seconds of an ISO 8601 duration of days, hours, minutes and seconds. */
export function secondsOf(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = pattern.exec(duration) ?? [];
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** "1 hour", "15 minutes": in the largest unit that it is a whole number of. */
export function durationName(seconds: number, language: string): string {
  const units = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]] as const;
  const [unit, length] = units.find(([, size]) => seconds % size === 0 && seconds >= size) ?? ['second', 1];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / length);
}

/** How late is offered; one hour unless chosen otherwise. */
export const offeredLateness = ['PT15M', 'PT1H', 'P1D'] as const;
export const usualLateness = 'PT1H';
