// SPDX-License-Identifier: BSL-1.0
import { expect, test } from 'vitest';
import { detectLanguage } from '@/i18n';
import { browserZone, makeFormat } from '@/i18n/format';
import { apostrophes, frenchSpaces } from '@/i18n/typography';

const now = Date.parse('2026-11-24T08:02:00.000Z');
const sent = '2026-11-24T08:00:00.000Z';

test('French writes a time with its weekday, in 24 hours, without a comma', () => {
  expect(makeFormat('fr', 'Europe/Paris').dateTime(sent, now)).toMatch(/^mar\. 24 nov\. 09:00/);
});

test('English writes the day before the month, in 24 hours', () => {
  expect(makeFormat('en', 'Europe/Paris').dateTime(sent, now)).toMatch(/^Tue 24 Nov 09:00/);
});

test('the zone is named when it is not the browser’s', () => {
  const elsewhere = browserZone() === 'Asia/Tokyo' ? 'Europe/Paris' : 'Asia/Tokyo';
  expect(makeFormat('en', elsewhere).dateTime(sent, now)).toContain(`(${elsewhere})`);
  expect(makeFormat('en', '').dateTime(sent, now)).not.toContain('(');
});

test('the year is written when it is another', () => {
  expect(makeFormat('fr', '').dateTime('2025-03-01T12:00:00.000Z', now)).toContain('2025');
});

test('a distance is told in the unit that fits', () => {
  const { relative } = makeFormat('fr', '');
  expect(relative(sent, now)).toMatch(/il y a 2\smin/);
  expect(relative('2026-11-26T08:02:00.000Z', now)).toBe('après-demain');
  expect(relative('2026-11-24T08:01:50.000Z', now)).toBe('maintenant');
});

test('a wait is never told as shorter than it is', () => {
  expect(makeFormat('en', '').wait(91_000)).toBe('2 mins');
  expect(makeFormat('en', '').wait(1)).toBe('1 sec');
});

test('French gets its narrow spaces, and both languages their apostrophes', () => {
  expect(frenchSpaces('Vraiment ? « Oui »')).toBe('Vraiment\u202f? «\u202fOui\u202f»');
  expect(apostrophes("l'envoi 'x'")).toBe("l’envoi 'x'");
});

test('the language is the one chosen, else the first of the browser’s that is spoken here', () => {
  expect(detectLanguage('', ['de-DE', 'fr-CA', 'en'])).toBe('fr');
  expect(detectLanguage('en', ['fr'])).toBe('en');
  expect(detectLanguage('', ['de'])).toBe('en');
});
