// SPDX-License-Identifier: BSL-1.0
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlannedTime, Schedule } from '@/api/planned_time';
import { Problem } from '@/api/problem';
import { answer, problem, renderIn, violations } from '../../tests/render';
import ScheduleModal from './schedule_modal';

vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 8_000 });

/** What the server says of Paris, in the nights when its clocks change and else. */
function planned(at: string): PlannedTime {
  const one = (instant: string, local: string, more: Partial<PlannedTime> = {}): PlannedTime => ({
    instant, local, abbreviation: local.endsWith('02:00') ? 'CEST' : 'CET', clock_change: 'none', second: null, ...more,
  });
  if (at === '2027-03-28T02:30') return one('2027-03-28T01:00:00.000Z', '2027-03-28T03:00:00+02:00', { clock_change: 'skipped' });
  const second = '2027-10-31T01:30:00.000Z';
  if (at === '2027-10-31T02:30') return one('2027-10-31T00:30:00.000Z', '2027-10-31T02:30:00+02:00', { clock_change: 'repeated', second });
  if (at === second) return one(second, '2027-10-31T02:30:00+01:00');
  return one(new Date(`${at}:00+01:00`).toISOString(), `${at}:00+01:00`);
}

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-23T09:46:13.000Z') });
  vi.stubGlobal('fetch', (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== '/api/v1/planned_time') return Promise.resolve(problem(404, 'not_found'));
    asked.push(`${searchParams.get('at')} ${searchParams.get('zone')}`);
    return Promise.resolve(answer(planned(searchParams.get('at') ?? '')));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const paris = (at: string, late = 'PT1H'): Schedule => ({ at, zone: 'Europe/Paris', late: { send_within: late } });

type Given = Partial<Parameters<typeof ScheduleModal>[0]>;

async function open(given: Given = {}, language: 'en' | 'fr' = 'en') {
  const onChoose = vi.fn<(schedule: Schedule, planned: PlannedTime) => Promise<void>>(() => Promise.resolve());
  const onClose = vi.fn<() => void>();
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime.bind(vi) });
  await renderIn(
    language,
    <ScheduleModal opened title="When?" action="Schedule" initial={paris('2026-12-24T09:00')} onChoose={onChoose} onClose={onClose} {...given} />,
  );
  const dialog = await screen.findByRole('dialog', { name: 'When?' });
  return { onChoose, onClose, user, dialog };
}

const dateField = () => screen.getByRole('textbox', { name: 'Date' });
const words = () => within(screen.getByRole('status'));

async function typeDate(user: ReturnType<typeof userEvent.setup>, text: string) {
  await user.clear(dateField());
  await user.type(dateField(), text);
}

test('says in words what a time means, and gives it on with its zone', async () => {
  const { user, onChoose, onClose, dialog } = await open();
  expect(await words().findByText('Thursday 24 December 2026 at 09:00')).toBeDefined();
  expect(words().getByText(/Europe\/Paris \(CET, UTC\+1\) · in 31 days/)).toBeDefined();
  expect(await violations(dialog)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(onChoose).toHaveBeenCalledWith(paris('2026-12-24T09:00'), planned('2026-12-24T09:00'));
});

test('a date and a time are typed, as French people write them too', async () => {
  const { user, onChoose } = await open({}, 'fr');
  expect(await words().findByText('jeudi 24 décembre 2026 à 09:00')).toBeDefined();
  await typeDate(user, '5 janv');
  await user.tab();
  expect((dateField() as HTMLInputElement).value).toBe('5 janv. 2027');
  await user.click(screen.getByRole('spinbutton', { name: 'Heures' }));
  await user.keyboard('1845');
  expect(await words().findByText('mardi 5 janvier 2027 à 18:45')).toBeDefined();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
  expect(onChoose.mock.calls[0]?.[0]).toEqual(paris('2027-01-05T18:45'));
});

test('what is no date is said under its field, and nothing is chosen', async () => {
  const { user, onChoose } = await open();
  await typeDate(user, '31/02/2027');
  expect(await screen.findByText(/Type a date such as/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  expect(document.activeElement).toBe(dateField());
  expect(onChoose).not.toHaveBeenCalled();
});

test('a preset fills in the fields, in the zone that is chosen', async () => {
  const { user } = await open({ initial: { at: '2026-12-24T09:00', zone: 'Asia/Tokyo' } });
  await user.click(screen.getByRole('button', { name: 'In 1 hour' }));
  await waitFor(() => expect(asked).toContain('2026-11-23T19:46 Asia/Tokyo'));
  await user.click(screen.getByRole('button', { name: 'Next Monday 09:00' }));
  await waitFor(() => expect(asked).toContain('2026-11-30T09:00 Asia/Tokyo'));
});

test('a day is picked in the calendar with the keyboard, and Escape closes the calendar alone', async () => {
  const { user, onClose } = await open();
  await user.click(screen.getByRole('button', { name: 'Pick a date' }));
  const day = await screen.findByRole('button', { name: '24 December 2026' });
  await waitFor(() => expect(document.activeElement?.closest('[role="dialog"]')).toBe(day.closest('[role="dialog"]')));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('button', { name: '24 December 2026' })).toBeNull());
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Pick a date' }));
  (await screen.findByRole('button', { name: '24 December 2026' })).focus();
  await user.keyboard('{ArrowRight}{Enter}');
  await waitFor(() => expect((dateField() as HTMLInputElement).value).toBe('25 Dec 2026'));
});

test('an hour that the clocks skip is explained', async () => {
  const { user, onChoose } = await open({ initial: paris('2027-03-28T02:30') });
  expect(await words().findByText('That day the clocks go from 02:00 to 03:00: there is no 02:30. It goes out at 03:00.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
  expect(onChoose.mock.calls[0]?.[0]).toEqual(paris('2027-03-28T02:30'));
});

test('of an hour that comes twice one is chosen; the second is an instant, its zone kept', async () => {
  const { user, onChoose, dialog } = await open({ initial: paris('2027-10-31T02:30') });
  const second = await screen.findByRole('radio', { name: 'The second 02:30 (CET, UTC+1)' });
  const first = screen.getByRole('radio', { name: 'The first 02:30 (CEST, UTC+2)' }) as HTMLInputElement;
  expect(first.checked).toBe(true);
  expect(await violations(dialog)).toEqual([]);
  await user.click(second);
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
  expect(onChoose.mock.calls[0]?.[0]).toEqual(paris('2027-10-31T01:30:00.000Z'));
});

test('the second of two is recognised when it is opened again', async () => {
  await open({ initial: paris('2027-10-31T01:30:00.000Z') });
  const second = (await screen.findByRole('radio', { name: /The second 02:30/ })) as HTMLInputElement;
  expect(second.checked).toBe(true);
});

test('a time that has passed offers to send now or tomorrow morning', async () => {
  const onSendNow = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const { user, onChoose } = await open({ initial: paris('2026-11-23T09:00'), onSendNow });
  expect(await words().findByText('This time has passed')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  expect(onChoose).not.toHaveBeenCalled();
  await user.click(words().getByRole('button', { name: 'Tomorrow 09:00' }));
  expect(await words().findByText('Tuesday 24 November 2026 at 09:00')).toBeDefined();
  await typeDate(user, '22/11/2026');
  await user.click(await words().findByRole('button', { name: 'Send now' }));
  await waitFor(() => expect(onSendNow).toHaveBeenCalledOnce());
});

test('what the server refuses is shown, and the dialog stays', async () => {
  const refused = vi.fn<() => Promise<void>>(() => Promise.reject(new Problem({ code: 'too_late', status: 409 })));
  const { user, onClose } = await open({ onChoose: refused });
  await words().findByText('Thursday 24 December 2026 at 09:00');
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  expect((await screen.findByRole('alert')).textContent).toContain('It is too late for that.');
  expect(onClose).not.toHaveBeenCalled();
});

test('how late it may go out is chosen; as late as possible says nothing', async () => {
  const { user, onChoose } = await open({ initial: paris('2026-12-24T09:00', 'PT2H') });
  const late = screen.getByRole('combobox', { name: 'If it cannot go out on time' });
  expect(within(late).getByRole('option', { name: 'Send it up to 2 hours late', selected: true })).toBeDefined();
  await user.selectOptions(late, 'Send it as late as possible');
  await words().findByText('Thursday 24 December 2026 at 09:00');
  await user.click(screen.getByRole('button', { name: 'Schedule' }));
  await waitFor(() => expect(onChoose).toHaveBeenCalledOnce());
  expect(onChoose.mock.calls[0]?.[0]).toEqual({ at: '2026-12-24T09:00', zone: 'Europe/Paris' });
});
