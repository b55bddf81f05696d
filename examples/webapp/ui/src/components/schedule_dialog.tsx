// SPDX-License-Identifier: BSL-1.0
import { dialogLater } from './later';

/** Asks when a message goes out. */
export const ScheduleDialog = dialogLater(() => import('./schedule_modal'));
