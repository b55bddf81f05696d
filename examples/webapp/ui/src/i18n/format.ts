// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { preference, usePreference } from '@/preferences';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The zone that the user's times are told in. */
export const userZone = (): string => preference('zone') || browserZone();

/** Made when it is first asked for: each of them takes a slow phone some milliseconds. */
function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Everything that is written differently from language to language. Times are RFC 3339 texts or milliseconds. */
export function makeFormat(language: string, zone: string) {
  const timeZone = zone || browserZone();
  const foreign = timeZone !== browserZone();
  // British English: 24 hours and the day before the month, which no reader of either English takes for something else.
  const locale = language === 'en' ? 'en-GB' : language;
  const hourCycle = 'h23' as const;
  const absolute = lazily(() => new Intl.DateTimeFormat(locale, {
    timeZone, weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle,
  }));
  const otherYear = lazily(() => new Intl.DateTimeFormat(locale, {
    timeZone, year: 'numeric', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle,
  }));
  const exactTime = lazily(() => new Intl.DateTimeFormat(locale, {
    timeZone, weekday: 'long', year: 'numeric', day: 'numeric', month: 'long',
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle, timeZoneName: 'short',
  }));
  const full = lazily(() => new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'full', timeStyle: 'short', hourCycle }));
  const timeOfDay = lazily(() => new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle }));
  const dateOnly = lazily(() => new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }));
  const yearOf = lazily(() => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }));
  const relative = lazily(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }));
  // "dans 4 m." would be minutes to most.
  const relativeLong = lazily(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'long' }));
  const numbers = lazily(() => new Intl.NumberFormat(locale));
  const lists = lazily(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const at = (when: string | number) => new Date(when);

  return {
    language,
    zone: timeZone,
    /** "mar. 24 nov. 09:00", with the zone's name when it is not the browser's, with the year when it is not this one. */
    dateTime(when: string | number, now = Date.now()): string {
      const sameYear = yearOf().format(at(when)) === yearOf().format(now);
      const text = (sameYear ? absolute : otherYear)().format(at(when)).replace(', ', ' ').replace(' à ', ' ');
      return foreign ? `${text} (${timeZone.replaceAll('_', ' ')})` : text;
    },
    /** To the second, with weekday and zone: for tooltips and details. */
    exact: (when: string | number) => exactTime().format(at(when)),
    /** "mardi 24 novembre 2026 à 09:00" */
    full: (when: string | number) => full().format(at(when)).replace(', ', ' '),
    /** "14:32" */
    time: (when: string | number) => timeOfDay().format(at(when)),
    /** "24 nov. 2026" */
    date: (when: string | number) => dateOnly().format(at(when)),
    /** "il y a 2 min", "dans 3 h" */
    relative(when: string | number, now = Date.now()): string {
      const difference = at(when).getTime() - now;
      const distance = Math.abs(difference);
      if (distance < 45 * second) return relative().format(0, 'second');
      if (distance < 45 * minute) return relative().format(Math.round(difference / minute), 'minute');
      if (distance < 22 * hour) return relative().format(Math.round(difference / hour), 'hour');
      // One and a half make two: "next month" could be tomorrow, and so could "next year".
      if (distance < 46 * day) return relative().format(Math.round(difference / day), 'day');
      if (distance < 548 * day) return relativeLong().format(Math.round(difference / (30.44 * day)), 'month');
      return relativeLong().format(Math.round(difference / (365.25 * day)), 'year');
    },
    /** A wait: "12 s", "3 min", rounded up so that it is never over too early. */
    wait(milliseconds: number): string {
      const seconds = Math.max(0, Math.ceil(milliseconds / second));
      const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
      return new Intl.NumberFormat(locale, { style: 'unit', unit: String(unit), unitDisplay: 'short' }).format(Number(value));
    },
    number: (value: number) => numbers().format(value),
    /** "Team, News et Ops" */
    list: (items: string[]) => lists().format(items),
  };
}

export type Format = ReturnType<typeof makeFormat>;

// A list has a hundred places where times stand.
const made = new Map<string, Format>();

/** The formats of the user's language, in the user's zone unless another is named; the same ones each time. */
export function useFormat(otherZone = ''): Format {
  const { i18n } = useTranslation();
  const [ownZone] = usePreference('zone');
  const zone = otherZone || ownZone;
  const key = `${i18n.language} ${zone}`;
  const format = made.get(key) ?? makeFormat(i18n.language, zone);
  made.set(key, format);
  return format;
}
