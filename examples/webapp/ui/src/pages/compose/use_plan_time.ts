// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { makeFormat, useFormat } from '@/i18n/format';
import type { Plan } from './draft';

/** "Tue 24 Nov 09:00", by the clocks of the zone that was chosen. */
export function usePlanTime(): (plan: Plan) => string {
  const { i18n } = useTranslation();
  const { zone: own } = useFormat();
  return ({ schedule, planned }) => makeFormat(i18n.language, schedule.zone ?? own).dateTime(planned.instant);
}
