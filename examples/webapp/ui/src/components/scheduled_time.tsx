// SPDX-License-Identifier: BSL-1.0
import type { PlannedSchedule } from '@/api/planned_time';
import { RelativeTime } from './relative_time';

interface Props {
  /** A post's. */
  schedule: Pick<PlannedSchedule, 'instant' | 'zone'>;
  /** As for RelativeTime. */
  show?: 'both' | 'absolute' | 'relative';
}

/** When a post goes out: "mar. 24 nov. 09:00 · dans 2 j", as the clocks of its own zone say it. */
export function ScheduledTime({ schedule: { instant, zone }, show = 'both' }: Props) {
  return <RelativeTime at={instant} show={show} zone={zone ?? undefined} />;
}
