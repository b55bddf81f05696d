// SPDX-License-Identifier: BSL-1.0
import {
  Ban, CalendarClock, CalendarX2, CircleAlert, CircleCheck, CircleDashed, CircleHelp, CirclePause, CirclePlay, Hourglass,
  LoaderCircle, PencilLine, TriangleAlert, type LucideIcon,
} from 'lucide-react';
import type { Schema } from '@/api/client';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'unsure';
export type AnyState = Schema<'DeliveryState'> | Schema<'PostState'> | Schema<'ChannelState'>;

/** The icon and the colour of each state, wherever it is shown. */
export const looks: Record<AnyState, [icon: LucideIcon, tone: Tone]> = {
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
};
