// SPDX-License-Identifier: BSL-1.0
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Problem } from '@/api/problem';
import { FailureNotice } from '@/components/failure_notice';
import { ProblemAlert } from '@/components/problem_alert';
import { StatusChip } from '@/components/status_chip';
import { renderIn, violations } from './render';

const deliveries = ['scheduled', 'queued', 'sending', 'waiting', 'delivered', 'failed', 'unconfirmed', 'missed', 'cancelled'] as const;

test.each(['en', 'fr'] as const)('every state of a delivery has a word and an icon of its own (%s)', async (language) => {
  const { container } = await renderIn(language, deliveries.map((state) => <StatusChip key={state} of="delivery" state={state} />));
  const chips = [...container.querySelectorAll('main > span')];
  expect(new Set(chips.map((chip) => chip.textContent)).size).toBe(deliveries.length);
  expect(new Set(chips.map((chip) => chip.querySelector('svg')?.innerHTML)).size).toBe(deliveries.length);
  expect(await violations(container)).toEqual([]);
});

const failure = {
  class: 'channel_dead', code: 'no_service', what: 'The webhook is gone.', advice: 'Make a new one.', remote_words: 'no_service', retry_at: null,
} as const;

test('a failure is told in the user’s language, with the network’s words as a quotation', async () => {
  const { container } = await renderIn('fr', <FailureNotice failure={failure} connector="slack" />);
  expect(container.textContent).toContain('Le webhook a été supprimé ou désactivé dans Slack.');
  expect(container.textContent).toContain('Slack dit\u202f: «\u202fno_service\u202f»');
  expect(await violations(container)).toEqual([]);
});

test('a failure nobody knows here is told in the server’s words', async () => {
  const { container } = await renderIn('fr', <FailureNotice failure={{ ...failure, code: 'novel' }} connector="mastodon" />);
  expect(container.textContent).toContain('The webhook is gone.');
});

test('a fault of the server has its number, an error of the user has none', async () => {
  const facts = { type: '', title: 'x', request_id: '0199f3a4-7c1e' };
  const { container } = await renderIn('en', <ProblemAlert error={new Problem({ ...facts, status: 500, code: 'internal' })} />);
  expect(screen.getByRole('alert').textContent).toContain('0199f3a4-7c1e');
  expect(await violations(container)).toEqual([]);
  await renderIn('en', <ProblemAlert error={new Problem({ ...facts, status: 401, code: 'wrong_credentials' })} />);
  expect(screen.getAllByRole('alert')[1]?.textContent).not.toContain('0199f3a4-7c1e');
});

test('no answer at all is told as that', async () => {
  await renderIn('en', <ProblemAlert error={new TypeError('Failed to fetch')} />);
  expect(screen.getByRole('alert').textContent).toContain('The server does not answer.');
});
