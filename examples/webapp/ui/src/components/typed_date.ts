// SPDX-License-Identifier: BSL-1.0
import { addDays } from './wall_time';

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The month of which this is the name or its beginning; 0: none, or several. */
function monthNamed(name: string, language: string): number {
  const month = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const names = Array.from({ length: 12 }, (_, index) => folded(month.format(Date.UTC(2026, index))));
  const matching = names.filter((each) => each.startsWith(folded(name)));
  return name.length >= 3 && matching.length === 1 ? names.indexOf(String(matching[0])) + 1 : 0;
}

/** Null: there is no such day. */
function dateOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** The day that comes next with this month and day. */
function nextDate(month: number, day: number, today: string): string | null {
  const year = Number(today.slice(0, 4));
  const thisYear = dateOf(year, month, day);
  if (thisYear && thisYear >= today) return thisYear;
  // 29 February may be some years away.
  return [1, 2, 3, 4].map((more) => dateOf(year + more, month, day)).find((date) => date !== null) ?? null;
}

/**
 * Reads a date as people write it: `24/11/2026`, `24.11.`, `24 nov`, `mardi 24 novembre 2026`, `2026-11-24`. The day stands
 * before the month, unless that can only be the other way round; without a year it is the next one that comes.
 */
export function typedDate(text: string, language: string, today: string): string | null {
  const clean = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})[/. -]+(\d{1,2})(?:[/. -]+(\d{4}|\d{2}))?\.?$/.exec(clean);
  const words = /^(?:\p{L}+[.,]?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?\.?\s+(?:of\s+)?(\p{L}+)\.?(?:,?\s+(\d{4}|\d{2}))?$/u.exec(clean);
  const found = numbers ?? words;
  if (!found) return null;
  const [, first = '', second = '', written] = found;
  let [day, month] = [Number(first), numbers ? Number(second) : monthNamed(second, language)];
  if (numbers && month > 12) [day, month] = [month, day];
  if (month === 0) return null;
  if (written === undefined) return nextDate(month, day, today);
  const year = Number(written);
  return dateOf(written.length === 2 ? 2000 + year : year, month, day);
}

/** The last day that can be planned. */
export const lastDate = (today: string): string => addDays(today, 730);
