// SPDX-License-Identifier: BSL-1.0
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { durationName, offeredLateness, secondsOf } from './lateness';

interface Props {
  /** An ISO 8601 duration; empty: as late as possible. */
  value: string;
  onChange: (value: string) => void;
}

/** How late a message may still go out. */
export function LateField({ value, onChange }: Props) {
  const { t, i18n } = useTranslation('schedule');
  const offered = offeredLateness.map((duration): [string, number] => [duration, secondsOf(duration)]);
  const chosen = secondsOf(value);
  // One that was set elsewhere is among them too.
  if (value && !offered.some(([, seconds]) => seconds === chosen)) offered.push([value, chosen]);
  return (
    <NativeSelect
      label={t('late.label')}
      description={t('late.hint')}
      value={offered.find(([, seconds]) => value && seconds === chosen)?.[0] ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        ...offered
          .toSorted(([, a], [, b]) => a - b)
          .map(([duration, seconds]) => ({ value: duration, label: t('late.up_to', { duration: durationName(seconds, i18n.language) }) })),
        { value: '', label: t('late.always') },
      ]}
    />
  );
}
