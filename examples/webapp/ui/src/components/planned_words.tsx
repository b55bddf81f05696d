// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Radio } from '@mantine/core';
import { CalendarClock, History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlannedTime } from '@/api/planned_time';
import { browserZone, useFormat } from '@/i18n/format';
import classes from './schedule_modal.module.css';
import type { Planning } from './use_planning';
import { useNow } from './use_now';
import { offsetAt, offsetName, skippedAt } from './wall_time';

/** "CET, UTC+1": some zones have no letters of their own. */
export function clockName({ instant, abbreviation }: PlannedTime, zone: string): string {
  const offset = offsetName(offsetAt(Date.parse(instant), zone));
  return /^[A-Z]{3,5}$/.test(abbreviation) && abbreviation !== offset ? `${abbreviation}, ${offset}` : offset;
}

interface Props {
  planning: Planning;
  planned: PlannedTime;
  /** The time of day that was asked for. */
  time: string;
  zone: string;
}

/** What the chosen time means: the exact day and hour, how far away it is, and what the clocks do then. */
export function PlannedWords({ planning, planned, time, zone }: Props) {
  const { t } = useTranslation('schedule');
  const there = useFormat(zone);
  const here = useFormat(browserZone());
  const now = useNow();
  const { twice, takesSecond, takeSecond } = planning;
  const instant = Date.parse(planned.instant);
  const skipped = planned.clock_change === 'skipped' ? skippedAt(instant, zone) : null;
  const named = zone.replaceAll('_', ' ');
  return (
    <div className={classes['planned']} data-change={twice ? 'repeated' : planned.clock_change}>
      <CalendarClock size={20} aria-hidden />
      <div>
        <p className={classes['exact']}>{there.full(instant)}</p>
        <p>
          {named} ({clockName(planned, zone)}) · {there.relative(instant, now)}
        </p>
        {zone !== browserZone() && <p>{t('here', { zone: browserZone().replaceAll('_', ' '), time: here.full(instant) })}</p>}
        {planned.clock_change === 'skipped' && (
          <p className={classes['change']}>
            {skipped ? t('skipped', { ...skipped, time }) : t('skipped_plain', { time, to: there.time(instant) })}
          </p>
        )}
        {twice && (
          <Radio.Group
            className={classes['change'] ?? ''}
            label={t('repeated.label', { time })}
            description={t('repeated.hint')}
            value={takesSecond ? 'second' : 'first'}
            onChange={(value) => takeSecond(value === 'second')}
          >
            <div className={classes['twice']}>
              <Radio value="first" label={t('repeated.first', { time, clock: clockName(twice.first, zone) })} />
              <Radio value="second" label={t('repeated.second', { time, clock: clockName(twice.second, zone) })} />
            </div>
          </Radio.Group>
        )}
      </div>
    </div>
  );
}

interface PassedProps {
  time: string;
  busy: boolean;
  onSendNow: (() => void) | undefined;
  onTomorrow: () => void;
  /** "Tomorrow 09:00" */
  tomorrow: string;
}

/** A time that has passed, and what to do instead. */
export function PassedWords({ time, busy, onSendNow, onTomorrow, tomorrow }: PassedProps) {
  const { t } = useTranslation('schedule');
  return (
    <div className={classes['planned']} data-change="passed">
      <History size={20} aria-hidden />
      <div>
        <p className={classes['exact']}>{t('passed.what')}</p>
        <p>{time}</p>
        <Group gap="xs" mt="xs">
          {onSendNow && (
            <Button size="sm" variant="default" disabled={busy} onClick={onSendNow}>
              {t('passed.send_now')}
            </Button>
          )}
          <Button size="sm" variant="default" disabled={busy} onClick={onTomorrow}>
            {tomorrow}
          </Button>
        </Group>
      </div>
    </div>
  );
}
