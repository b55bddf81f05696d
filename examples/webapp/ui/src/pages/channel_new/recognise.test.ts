// SPDX-License-Identifier: BSL-1.0
import { expect, test } from 'vitest';
import type { Connector } from '@/api/connectors';
import { freeName, guessConnector, mistakeIn } from './recognise';

const connectors = ['slack', 'discord', 'mastodon'].map((id) => ({ id })) as Connector[];
const guess = (text: string) => guessConnector(text, connectors)?.id;

test('a network is recognised by its address, also with what was copied around it', () => {
  expect(guess('https://hooks.slack.com/services/T/B/x')).toBe('slack');
  expect(guess('  <https://discordapp.com/api/webhooks/1/x>\n')).toBe('discord');
  expect(guess('slack:http://127.0.0.1:8090/services/T/B/x')).toBe('slack');
  expect(guess('discord://1/x')).toBe('discord');
});

test('an address of nobody is nobody’s', () => {
  expect(guess('https://example.org/slack/x')).toBeUndefined();
  expect(guess('teams:https://hooks.slack.com/x')).toBeUndefined();
  expect(guess('slack')).toBeUndefined();
});

test('a suggested name is free', () => {
  expect(freeName('Slack', [])).toBe('Slack');
  expect(freeName('Slack', ['slack', 'Slack 2'])).toBe('Slack 3');
});

test.each([
  ['hello', 'no_url'],
  ['http://hooks.slack.com/services/T/B/x', 'no_https'],
  ['https://app.slack.com/client/T/C', 'slack_page'],
  ['https://hooks.slack.com/workflows/T/A/1/x', 'slack_workflow'],
  ['https://hooks.slack.com/services/T/B', 'slack_incomplete'],
  ['https://discord.com/channels/1/2', 'discord_page'],
  ['https://discord.gg/abc', 'discord_invitation'],
  ['https://discord.com/api/webhooks/1', 'discord_incomplete'],
  ['https://discord.com/api/v10/webhooks', 'discord_incomplete'],
  ['https://notdiscord.com/api/webhooks/1/x', null],
])('what is wrong with %s is %s', (url, mistake) => {
  expect(mistakeIn(url)).toBe(mistake);
});
