// SPDX-License-Identifier: BSL-1.0
import { Button, Modal, Skeleton } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useMediaQuery, useWindowEvent } from '@mantine/hooks';
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { PlannedTime, Schedule } from '@/api/planned_time';
import { asProblem } from '@/api/problem';
import { browserZone, useFormat } from '@/i18n/format';
import { BusyButton } from './busy_button';
import { DateField } from './date_field';
import { LateField } from './late_field';
import { usualLateness } from './lateness';
import { PassedWords, PlannedWords } from './planned_words';
import { ProblemAlert } from './problem_alert';
import classes from './schedule_modal.module.css';
import { presetsAt, type Preset } from './schedule_presets';
import { lastDate } from './typed_date';
import { useNow } from './use_now';
import { usePlanning } from './use_planning';
import { wallTime } from './wall_time';
import { ZoneField } from './zone_field';

export interface ScheduleProps {
  opened: boolean;
  title: string;
  /** The words of the primary button: "Schedule". */
  action: string;
  /** What it begins with; null: tomorrow morning. */
  initial: Schedule | null;
  onClose: () => void;
  /**
   * Keeps what was chosen; `planned` says what it means. When that is done the dialog closes by itself; what is thrown is
   * shown in it.
   */
  onChoose: (schedule: Schedule, planned: PlannedTime) => Promise<void>;
  /** Offered instead of a time that has passed. */
  onSendNow?: () => Promise<void>;
}

/** What ScheduleDialog loads. */
export default function ScheduleModal({ opened, title, onClose, ...rest }: ScheduleProps) {
  const { t } = useTranslation();
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  // Escape closes the calendar first.
  const [calendar, setCalendar] = useState(false);
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'Escape') setCalendar(false);
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnEscape={!calendar}
      fullScreen={phone}
      size="34rem"
      padding="1rem"
      {...(phone && { radius: 0 })}
      classNames={{ content: classes['content'] ?? '', body: classes['body'] ?? '' }}
    >
      <ScheduleForm {...rest} onClose={onClose} calendar={calendar} onCalendar={setCalendar} />
    </Modal>
  );
}

interface FormProps extends Omit<ScheduleProps, 'opened' | 'title'> {
  calendar: boolean;
  onCalendar: (open: boolean) => void;
}

const utcOffset = /(Z|[+-]\d\d:?\d\d)$/;

/** What the fields begin with; an instant is shown as the clocks of its zone say it. */
function fieldsOf(initial: Schedule | null, ownZone: string) {
  const zone = initial?.zone ?? ownZone;
  const late = initial ? (initial.late?.send_within ?? '') : usualLateness;
  if (!initial) {
    const tomorrow = presetsAt(Date.now(), zone).find(({ name }) => name === 'tomorrow');
    return { date: tomorrow?.date ?? null, time: tomorrow?.time ?? '', zone, late, instant: null };
  }
  if (utcOffset.test(initial.at)) return { ...wallTime(Date.parse(initial.at), zone), zone, late, instant: initial.at };
  return { date: initial.at.slice(0, 10), time: initial.at.slice(11, 16), zone, late, instant: null };
}

function ScheduleForm({ action, initial, onClose, onChoose, onSendNow, calendar, onCalendar }: FormProps) {
  const { t } = useTranslation('schedule');
  const { zone: ownZone } = useFormat();
  const [begin] = useState(() => fieldsOf(initial, ownZone));
  const [date, setDate] = useState<string | null>(begin.date);
  const [time, setTime] = useState(begin.time);
  const [zone, setZone] = useState(begin.zone);
  const [late, setLate] = useState(begin.late);
  const format = useFormat(zone);
  const now = useNow();
  const today = wallTime(now, zone).date;
  const last = lastDate(today);
  const presets = presetsAt(now, zone);
  const tomorrow = presets.find(({ name }) => name === 'tomorrow');

  const tooFar = date !== null && date > last;
  const when = date && time && !tooFar ? { at: `${date}T${time}`, zone } : null;
  const planning = usePlanning(when, begin.instant);
  const { planned } = planning;

  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  // Of this time in this zone: with another, it is another question.
  const question = `${date} ${time} ${zone}`;
  const [failed, setFailed] = useState<{ question: string; error: unknown } | null>(null);
  const failure = failed?.question === question ? failed.error : null;
  const refused = failure ? asProblem(failure).code === 'time_passed' : false;
  const passed = refused || (planned !== null && planning.current && Date.parse(planned.instant) <= now);

  const dateRef = useRef<HTMLInputElement>(null);
  const hoursRef = useRef<HTMLInputElement>(null);
  const words = useRef<HTMLDivElement>(null);

  const take = (preset: Preset) => {
    setDate(preset.date);
    setTime(preset.time);
  };

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setFailed(null);
    try {
      await act();
      onClose();
    } catch (error) {
      setFailed({ question, error });
      setBusy(false);
    }
  };

  const choose = async () => {
    if (busy) return;
    flushSync(() => setAsked(true));
    if (!when) return (date && !tooFar ? hoursRef : dateRef).current?.focus();
    if (passed) return words.current?.focus();
    if (!planning.current || !planned) {
      // Pressed before it was shown what the clocks do then: that is shown first.
      try {
        const early = await planning.ask();
        if (early.clock_change !== 'none' || Date.parse(early.instant) <= now) return words.current?.focus();
        return await attempt(() => onChoose(scheduleOf(when), early));
      } catch {
        return words.current?.focus();
      }
    }
    const at = planning.takesSecond && planning.twice ? planned.instant : when.at;
    return attempt(() => onChoose(scheduleOf({ at, zone }), planned));
  };
  const scheduleOf = (chosen: { at: string; zone: string }): Schedule => ({ ...chosen, ...(late && { late: { send_within: late } }) });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The composer around it, in the tree if not on the screen, has a form of its own keys.
    event.stopPropagation();
    void choose();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void choose();
  };

  const preset = ({ name, time: at }: Preset) => (name === 'in_an_hour' ? t('preset.in_an_hour') : t(`preset.${name}`, { time: at }));
  return (
    // The keys of its fields come by here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form className={classes['form']} noValidate onSubmit={submit} onKeyDown={press}>
      <div className={classes['presets']} role="group" aria-label={t('presets')}>
        {presets.map((each, index) => {
          const taken = each.date === date && each.time === time;
          return (
            <Button
              key={each.name}
              variant={taken ? 'light' : 'default'}
              aria-pressed={taken}
              radius="xl"
              size="sm"
              {...(index === 0 && { 'data-autofocus': true })}
              onClick={() => take(each)}
            >
              {preset(each)}
            </Button>
          );
        })}
      </div>
      <div className={classes['when']}>
        <DateField
          value={date}
          onChange={setDate}
          today={today}
          last={last}
          error={tooFar ? t('too_far', { last: format.date(`${last}T12:00:00Z`) }) : asked && !date ? t('date_missing') : ''}
          calendar={calendar}
          onCalendar={onCalendar}
          fieldRef={dateRef}
        />
        <TimePicker
          label={t('time')}
          value={time}
          onChange={(value) => setTime(value.slice(0, 5))}
          format="24h"
          hoursRef={hoursRef}
          hoursInputLabel={t('hours')}
          minutesInputLabel={t('minutes')}
          error={asked && !time ? t('time_missing') : undefined}
        />
      </div>
      <ZoneField
        label={t('common:zone')}
        description={zone === browserZone() ? t('zone_here') : t('zone_elsewhere', { zone: browserZone().replaceAll('_', ' ') })}
        zone={zone}
        onChange={setZone}
        at={planned ? Date.parse(planned.instant) : now}
      />
      <div ref={words} tabIndex={-1} role="status" className={classes['words']} aria-busy={when !== null && !planning.current}>
        {when !== null && planning.error !== null && <ProblemAlert error={planning.error} />}
        {when !== null && planning.error === null && !planned && <Skeleton height={72} radius="md" />}
        {when !== null && planned && !passed && <PlannedWords planning={planning} planned={planned} time={time} zone={zone} />}
        {when !== null && planned && passed && (
          <PassedWords
            time={format.full(planned.instant)}
            busy={busy}
            onSendNow={onSendNow && (() => void attempt(onSendNow))}
            tomorrow={tomorrow ? preset(tomorrow) : ''}
            onTomorrow={() => tomorrow && take(tomorrow)}
          />
        )}
      </div>
      <LateField value={late} onChange={setLate} />
      {failure !== null && !refused && <ProblemAlert error={failure} />}
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <BusyButton type="submit" busy={busy}>
          {action}
        </BusyButton>
      </div>
    </form>
  );
}
