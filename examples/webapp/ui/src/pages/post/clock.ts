// SPDX-License-Identifier: BSL-1.0
import { useMemo } from 'react';
import { useFormat } from '@/i18n/format';

/** Times of day to the second, and how long something took. */
export function useClock() {
  const { language, zone } = useFormat();
  return useMemo(() => {
    const locale = language === 'en' ? 'en-GB' : language;
    const time = { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    const clock = new Intl.DateTimeFormat(locale, time);
    const withDay = new Intl.DateTimeFormat(locale, { ...time, day: 'numeric', month: 'short' });
    const day = new Intl.DateTimeFormat('en', { timeZone: zone, dateStyle: 'short' });
    const milliseconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', unitDisplay: 'short' });
    const seconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: 1 });
    return {
      /** "03:16:02"; with the day when that is not the day of `reference`. */
      time(at: string, reference: string): string {
        const [then, other] = [new Date(at), new Date(reference)];
        return (day.format(then) === day.format(other) ? clock : withDay).format(then);
      },
      /** "572 ms", "1,2 s" */
      duration: (ms: number) => (ms < 1000 ? milliseconds.format(ms) : seconds.format(ms / 1000)),
    };
  }, [language, zone]);
}
