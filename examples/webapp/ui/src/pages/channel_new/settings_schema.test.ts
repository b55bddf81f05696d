// SPDX-License-Identifier: BSL-1.0
import { expect, test } from 'vitest';
import { asSent, complaintAbout, settingsOf } from './settings_schema';

const settings = settingsOf({
  settings_schema: {
    type: 'object',
    properties: {
      host: { type: 'string', format: 'uri', title: 'Host', examples: ['https://example.org'] },
      token: { type: 'string', minLength: 4, writeOnly: true },
      port: { type: 'integer', minimum: 1, maximum: 65535, default: 25 },
      delay: { type: 'number' },
      quiet: { type: 'boolean' },
      mode: { enum: ['plain', 7] },
      room: { type: 'string', pattern: '^[0-9]+$' },
      odd: { type: 'string', pattern: '(?<' },
    },
    required: ['host', 'token'],
  },
});
const named = (name: string) => settings.find((setting) => setting.name === name)!;

test('a form has what the schema has, in its order, all as texts', () => {
  expect(settings.map(({ name, kind, initial }) => [name, kind, initial])).toEqual([
    ['host', 'address', ''],
    ['token', 'text', ''],
    ['port', 'integer', '25'],
    ['delay', 'number', ''],
    ['quiet', 'boolean', 'false'],
    ['mode', 'choice', ''],
    ['room', 'text', ''],
    ['odd', 'text', ''],
  ]);
  expect(named('mode').choices).toEqual(['plain', '7']);
  expect(named('token')).toMatchObject({ secret: true, required: true, title: 'token' });
  expect(named('host')).toMatchObject({ secret: false, title: 'Host', example: 'https://example.org' });
});

test.each([
  ['host', '', 'missing'],
  ['host', 'foo', 'no_address'],
  ['token', 'abc', 'too_short'],
  ['port', '0', 'too_small'],
  ['port', '70000', 'too_large'],
  ['port', '1.5', 'no_integer'],
  ['delay', 'soon', 'no_number'],
  ['delay', '1,5', undefined],
  ['room', 'abc', 'no_match'],
  ['room', '', undefined],
  ['odd', 'anything', undefined],
])('%s: "%s" seems %s', (name, value, complaint) => {
  expect(complaintAbout(named(name), value)?.[0]).toBe(complaint);
});

test('a decimal comma is sent as a point', () => {
  expect(asSent(named('delay'), ' 1,5 ')).toBe('1.5');
  expect(asSent(named('host'), ' a,b ')).toBe('a,b');
});

test('a schema that is none makes an empty form', () => {
  expect(settingsOf({ settings_schema: { properties: 'no' } })).toEqual([]);
});
