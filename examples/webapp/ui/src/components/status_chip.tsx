// SPDX-License-Identifier: BSL-1.0
import {
  Ban, CalendarClock, CalendarX2, CircleAlert, CircleCheck, CircleDashed, CircleHelp, CirclePause, CirclePlay, Hourglass,
  LoaderCircle, PencilLine, TriangleAlert, type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api/client';
import { useFormat } from '@/i18n/format';
import classes from './status_chip.module.css';

type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'unsure';
type Look = [icon: LucideIcon, tone: Tone];

const looks = {
  draft: [PencilLine, 'neutral'],
  scheduled: [CalendarClock, 'info'],
  queued: [CircleDashed, 'info'],
  sending: [LoaderCircle, 'info'],
  waiting: [Hourglass, 'warning'],
  delivered: [CircleCheck, 'success'],
  partly_delivered: [CircleAlert, 'warning'],
  failed: [TriangleAlert, 'danger'],
  unconfirmed: [CircleHelp, 'unsure'],
  missed: [CalendarX2, 'danger'],
  cancelled: [Ban, 'neutral'],
  active: [CirclePlay, 'success'],
  paused: [CirclePause, 'neutral'],
  needs_attention: [TriangleAlert, 'danger'],
} satisfies Record<Schema<'DeliveryState'> | Schema<'PostState'> | Schema<'ChannelState'>, Look>;

type Props =
  | { of: 'delivery'; state: Schema<'DeliveryState'>; dueAt?: string | null }
  | { of: 'post'; state: Schema<'PostState'> }
  | { of: 'channel'; state: Schema<'ChannelState'> };

/** A state as icon, word and colour. A waiting delivery says until when, if `dueAt` is given. */
export function StatusChip(props: Props) {
  const { t } = useTranslation('status');
  const format = useFormat();
  const [Icon, tone] = looks[props.state];
  const due = props.of === 'delivery' && props.state === 'waiting' && props.dueAt;
  return (
    <span className={`${classes['chip']} ${classes[tone]}`}>
      <Icon size={14} strokeWidth={2.25} aria-hidden className={props.state === 'sending' ? classes['turning'] : undefined} />
      {due ? t('waiting_until', { time: format.time(due) }) : t(`${props.of}.${props.state}`)}
    </span>
  );
}
