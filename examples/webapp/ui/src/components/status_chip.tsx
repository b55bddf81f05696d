// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api/client';
import { useFormat } from '@/i18n/format';
import classes from './status_chip.module.css';
import { looks } from './status_looks';
import tones from './tones.module.css';

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
    <span className={`${classes['chip']} ${tones[tone]}`}>
      <Icon size={14} strokeWidth={2.25} aria-hidden className={props.state === 'sending' ? classes['turning'] : undefined} />
      {due ? t('waiting_until', { time: format.time(due) }) : t(`${props.of}.${props.state}`)}
    </span>
  );
}
