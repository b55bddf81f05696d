// SPDX-License-Identifier: BSL-1.0
import { useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { plannedTimeQuery, usePlannedTime, type PlannedTime, type When } from '@/api/planned_time';

/** A time of day that was asked for, and what it means. */
export interface Planning {
  /** What goes out then; of the time before, until it is `current`. Null: not known (yet). */
  planned: PlannedTime | null;
  current: boolean;
  /** Both, where the time of day comes twice. */
  twice: { first: PlannedTime; second: PlannedTime } | null;
  takesSecond: boolean;
  takeSecond: (second: boolean) => void;
  error: unknown;
  /** Asks at once, for who does not wait. */
  ask: () => Promise<PlannedTime>;
}

/** What a time of day in a zone means. `prefers`: an instant that was asked for before, which may be the second of two. */
export function usePlanning(when: When | null, prefers: string | null): Planning {
  const client = useQueryClient();
  const key = when ? `${when.at} ${when.zone}` : '';
  // Not each digit is asked about.
  const [rested] = useDebouncedValue(key, 150);
  const query = usePlannedTime(rested === key ? when : null);
  const first = (when && query.data) || null;
  const again = usePlannedTime(first?.second ? { at: first.second, ...(when?.zone && { zone: when.zone }) } : null);
  const second = (first?.second && !again.isPlaceholderData && again.data) || null;
  const twice = first && second ? { first, second } : null;
  const [taken, setTaken] = useState<{ key: string; second: boolean } | null>(null);
  const preferred = Boolean(prefers && first?.second && Date.parse(prefers) === Date.parse(first.second));
  const takesSecond = taken?.key === key ? taken.second : preferred;
  return {
    planned: twice && takesSecond ? twice.second : first,
    current: rested === key && !query.isPlaceholderData && first !== null && (!first.second || second !== null),
    twice,
    takesSecond,
    takeSecond: (value) => setTaken({ key, second: value }),
    error: query.error ?? again.error,
    ask: () => client.fetchQuery({ ...plannedTimeQuery(when ?? { at: '' }), retry: false }),
  };
}
