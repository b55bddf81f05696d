// SPDX-License-Identifier: BSL-1.0
import { useFormat } from '@/i18n/format';
import { useNow } from './use_now';

interface Props {
  /** RFC 3339. */
  at: string;
  /** Both as a rule; one of them where there is no room, with the other in the tooltip. */
  show?: 'both' | 'absolute' | 'relative';
  /** IANA name; left out: the one in which this user sees times. */
  zone?: string | undefined;
}

/** "mar. 24 nov. 09:00 · il y a 2 min" */
export function RelativeTime({ at, show = 'both', zone }: Props) {
  const format = useFormat(zone);
  // What is newer than the clock's last tick is measured from itself: "now", not "in 10 seconds".
  const clock = useNow();
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
