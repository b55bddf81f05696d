// SPDX-License-Identifier: BSL-1.0
import { VisuallyHidden } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkIcon } from '@/components/network_icon';
import { useFormat } from '@/i18n/format';
import classes from './counters.module.css';
import type { Fill } from './readiness';

/** From this share of the limit on the counter warns. */
const nearlyFull = 0.9;
/** So many characters before the end it is said aloud. */
const saidAt = 20;

type Level = 'calm' | 'near' | 'over';

function levelOf({ length, limit }: Fill): Level {
  if (limit === 0) return 'calm';
  if (length > limit) return 'over';
  return length >= nearlyFull * limit ? 'near' : 'calm';
}

/** "253 / 300" for each channel, in what its network counts; with words when it gets tight. */
export function Counters({ fills }: { fills: Fill[] }) {
  if (fills.length === 0) return null;
  return (
    <ul className={classes['counters']}>
      {fills.map((fill) => (
        <Counter key={fill.channels.map((channel) => channel.id).join()} fill={fill} />
      ))}
    </ul>
  );
}

const radius = 7;
const around = 2 * Math.PI * radius;

function Counter({ fill }: { fill: Fill }) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const { length, limit, unit, connector, channels } = fill;
  const level = levelOf(fill);
  const share = limit > 0 ? Math.min(1, length / limit) : 0;
  const names = format.list(channels.map((channel) => channel.name));
  return (
    <li className={`${classes['counter']} ${classes[level]}`}>
      <NetworkIcon connector={connector} size={16} labelled />
      <span className={classes['name']}>{names}</span>
      <span className={classes['figures']}>
        {limit > 0 && (
          <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden className={classes['ring']}>
            <circle cx="9" cy="9" r={radius} className={classes['track']} />
            <circle cx="9" cy="9" r={radius} strokeDasharray={`${share * around} ${around}`} transform="rotate(-90 9 9)" />
          </svg>
        )}
        <span>
          {limit > 0 ? `${format.number(length)} / ${format.number(limit)}` : format.number(length)}
          {unit === 'bytes' ? ` ${t('unit_bytes')}` : <VisuallyHidden> {t('unit_characters')}</VisuallyHidden>}
        </span>
      </span>
      {level !== 'calm' && (
        <span className={classes['words']}>
          {level === 'over' && <TriangleAlert size={14} aria-hidden />}
          {level === 'over' ? t('too_many', { count: length - limit }) : t('left', { count: limit - length })}
        </span>
      )}
    </li>
  );
}

type Stage = 'far' | 'close' | 'full' | 'over';

function stageOf({ length, limit }: Fill): Stage {
  const left = limit - length;
  if (limit === 0 || left > saidAt) return 'far';
  if (left > 0) return 'close';
  return left === 0 ? 'full' : 'over';
}

/** Says aloud when a channel has 20 characters left, none, or too many; not each figure between. */
export function CounterAnnouncer({ fills }: { fills: Fill[] }) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const said = useRef(new Map<string, Stage>());
  const [message, setMessage] = useState('');
  useEffect(() => {
    const news = fills.flatMap((fill) => {
      const stage = stageOf(fill);
      const name = format.list(fill.channels.map((channel) => channel.name));
      if ((said.current.get(name) ?? 'far') === stage) return [];
      said.current.set(name, stage);
      const count = Math.abs(fill.limit - fill.length);
      if (stage === 'far') return [];
      return [`${name}: ${stage === 'over' ? t('too_many', { count }) : t('left', { count })}`];
    });
    if (news.length > 0) setMessage(news.join('. '));
  }, [fills, format, t]);
  return <VisuallyHidden role="status">{message}</VisuallyHidden>;
}
