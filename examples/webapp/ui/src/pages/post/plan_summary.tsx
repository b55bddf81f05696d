// SPDX-License-Identifier: BSL-1.0
import { CalendarClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlannedSchedule } from '@/api/planned_time';
import type { Post } from '@/api/posts';
import { durationName, secondsOf } from '@/components/lateness';
import { useNow } from '@/components/use_now';
import { browserZone, useFormat } from '@/i18n/format';
import classes from './plan_summary.module.css';

/** When a post goes out or was to go out: to the minute, in its own zone, how far away, and how late it may be. */
export function PlanSummary({ state, schedule }: { state: Post['state']; schedule: PlannedSchedule }) {
  const { t } = useTranslation('posts');
  const there = useFormat(schedule.zone ?? '');
  const here = useFormat(browserZone());
  const now = useNow();
  const { instant, abbreviation, clock_change: change } = schedule;
  const toCome = state === 'scheduled';
  const zone = there.zone.replaceAll('_', ' ');
  return (
    <section className={classes['plan']} aria-labelledby="plan" data-to-come={toCome || undefined}>
      <CalendarClock size={20} aria-hidden />
      <div>
        <h2 id="plan">{toCome ? t('plan.title') : t('plan.was')}</h2>
        <p className={classes['exact']}>
          <time dateTime={instant}>{there.full(instant)}</time>
        </p>
        <p>
          {zone}
          {schedule.zone && /^[A-Z]/.test(abbreviation) && ` (${abbreviation})`} · {there.relative(instant, now)}
        </p>
        {there.zone !== browserZone() && <p>{t('plan.here', { zone: browserZone().replaceAll('_', ' '), time: here.full(instant) })}</p>}
        {toCome && change !== 'none' && <p className={classes['change']}>{t(`plan.${change}`)}</p>}
        <Late state={state} schedule={schedule} />
        <WhyNot state={state} passed={Date.parse(instant) <= now} />
      </div>
    </section>
  );
}

/** In words: "up to 1 hour late". Of what has gone out nobody asks any more. */
function Late({ state, schedule: { late } }: { state: Post['state']; schedule: PlannedSchedule }) {
  const { t } = useTranslation('posts');
  const { language } = useFormat();
  const duration = late && durationName(secondsOf(late.send_within), language);
  if (state === 'missed') return duration ? <p>{t('plan.late_was', { duration })}</p> : null;
  if (state !== 'scheduled') return null;
  return <p>{duration ? t('plan.late', { duration }) : t('plan.late_any')}</p>;
}

/** Why nothing can be done about its time any more, and what can be done instead. */
function WhyNot({ state, passed }: { state: Post['state']; passed: boolean }) {
  const { t } = useTranslation('posts');
  if (state === 'sending') return <p className={classes['change']}>{t('plan.too_late')}</p>;
  if (state === 'delivered' || state === 'partly_delivered') return <p>{t('plan.gone')}</p>;
  if (state === 'cancelled' && passed) return <p className={classes['change']}>{t('plan.cannot_restore')}</p>;
  return null;
}
