// SPDX-License-Identifier: BSL-1.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import failures from '@/i18n/locales/fr/failures.json';

const repository = join(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(join(repository, path), 'utf8');

test.each(['slack', 'discord'] as const)('every refusal that the connector of %s knows has a sentence', (connector) => {
  const source = read(`plugins/${connector}/answers.cpp`);
  const table = source.slice(source.indexOf('known_refusals[] = {'), source.indexOf('\n};', source.indexOf('known_refusals[] = {')));
  const codes = [...table.matchAll(/^ {4}\{"([a-z_0-9]+)",/gm)].map((match) => match[1]);
  expect(codes.length).toBeGreaterThan(10);
  expect(Object.keys(failures[connector])).toEqual(expect.arrayContaining(codes));
});

test('every code of the API has a sentence', () => {
  const contract = read('docs/openapi.yaml');
  const codes = [...contract.matchAll(/type: urn:multipost:problem:([a-z_]+)/g), ...contract.matchAll(/code: \{const: ([a-z_]+)\}/g)];
  const silent = new Set(codes.map((match) => match[1] ?? '').filter((code) => !(code in failures.problem)));
  expect(codes.length).toBeGreaterThan(20);
  expect([...silent]).toEqual([]);
});
