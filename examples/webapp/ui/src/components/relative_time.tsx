// SPDX-License-Identifier: BSL-1.0
import { useSyncExternalStore } from 'react';
import { useFormat } from '@/i18n/format';

// One clock for all of them, so that they change together.
let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 20_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

interface Props {
  /** RFC 3339. */
  at: string;
  /** Both as a rule; one of them where there is no room, with the other in the tooltip. */
  show?: 'both' | 'absolute' | 'relative';
}

/** "mar. 24 nov. 09:00 · il y a 2 min" */
export function RelativeTime({ at, show = 'both' }: Props) {
  const format = useFormat();
  // What is newer than the clock's last tick is measured from itself: "now", not "in 10 seconds".
  const clock = useSyncExternalStore(subscribe, () => now);
  const ahead = new Date(at).getTime() - clock;
  const reference = ahead > 0 && ahead < 20_000 ? clock + ahead : clock;
  const absolute = format.dateTime(at, clock);
  const relative = format.relative(at, reference);
  return (
    <time dateTime={at} title={format.exact(at)}>
      {show !== 'relative' && absolute}
      {show === 'both' && ' · '}
      {show !== 'absolute' && relative}
    </time>
  );
}
