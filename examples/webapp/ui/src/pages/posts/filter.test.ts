// SPDX-License-Identifier: BSL-1.0
import { expect, test } from 'vitest';
import { excerpt } from './excerpt';
import { activeFilters, filterOf, startOfDay, tabStates } from './filter';

test('a day begins when it does in the user’s zone, on the days the clocks change, too', () => {
  expect(startOfDay('2026-11-24', 'Europe/Paris')).toBe('2026-11-23T23:00:00.000Z');
  expect(startOfDay('2026-03-29', 'Europe/Paris')).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay('2026-03-29', 'Europe/Paris', 1)).toBe('2026-03-29T22:00:00.000Z');
  expect(startOfDay('2026-10-25', 'Europe/Paris', 1)).toBe('2026-10-25T23:00:00.000Z');
  expect(startOfDay('2026-11-24', 'Asia/Kolkata')).toBe('2026-11-23T18:30:00.000Z');
});

test('what is typed into the address and makes no sense is no filter', () => {
  const search = { tab: 'sent', state: 'failed', from: 'yesterday', to: '2026-13-01', channel: '../1', q: '  ' };
  expect(filterOf(search, 'UTC')).toEqual({ states: ['delivered'] });
  expect(activeFilters({ tab: 'nowhere', state: 'sleeping', from: '24.11.' })).toEqual([]);
});

test('what is to come is asked for as that, and has no states to choose from', () => {
  expect(filterOf({ tab: 'scheduled', state: 'failed', q: 'news', from: '2026-11-24' }, 'UTC')).toEqual({ toCome: true, q: 'news', from: '2026-11-24T00:00:00.000Z' });
  expect(filterOf({ state: 'scheduled' }, 'UTC')).toEqual({ states: ['scheduled'] });
});

test('no state is in two tabs', () => {
  const all = Object.values(tabStates).flat();
  expect(new Set(all).size).toBe(all.length);
});

test('an excerpt is read without its markup, and cut between characters', () => {
  expect(excerpt('# News\n\n**1.0** is [out](https://example.org/a_(b)), `now`\n- one\n- _two_')).toBe('News\n1.0 is out, now\n• one\n• _two_');
  expect(excerpt('2 * 3 * 4 and a__b')).toBe('2 * 3 * 4 and a__b');
  expect(excerpt('👩‍🚀👩‍🚀👩‍🚀', 3)).toMatch(/^👩‍🚀…$/u);
});
