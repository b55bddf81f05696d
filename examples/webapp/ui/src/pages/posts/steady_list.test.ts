// SPDX-License-Identifier: BSL-1.0
import { expect, test } from 'vitest';
import type { Post } from '@/api/posts';
import { post } from '../post/test_server';
import { settle } from './steady_list';

const posts = (ids: string, state: Post['state'] = 'sending') => [...ids].map((id) => post(id, { state }));
const idsOf = (list: readonly Post[]) => list.map(({ id }) => id).join('');

test('what is new waits above; the rows stay where they are', () => {
  const { shown, fresh } = settle(posts('cba'), posts('edcba'));
  expect([idsOf(shown), fresh]).toEqual(['cba', 2]);
});

test('a row is brought up to date in its place, and stays when it no longer belongs to the list', () => {
  const { shown, fresh } = settle(posts('cba'), posts('ca', 'delivered'));
  expect([idsOf(shown), fresh]).toEqual(['cba', 0]);
  expect(shown.map(({ state }) => state)).toEqual(['delivered', 'sending', 'delivered']);
});

test('an older page is added at the end, and what came between waits', () => {
  const { shown, fresh } = settle(posts('eca'), posts('edcaBA'));
  expect([idsOf(shown), fresh]).toEqual(['ecaBA', 1]);
});

test('places that have changed are told, and not taken', () => {
  const { shown, moved } = settle(posts('cba'), posts('acb'));
  expect([idsOf(shown), moved]).toEqual(['cba', true]);
  expect(settle(posts('cba'), posts('cda')).moved).toBe(false);
});

test('an empty list shows at once what comes', () => {
  expect(idsOf(settle([], posts('ba')).shown)).toBe('ba');
});
