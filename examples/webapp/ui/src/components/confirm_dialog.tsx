// SPDX-License-Identifier: BSL-1.0
import { dialogLater } from './later';

/** Asks before what cannot be undone. What can be undone is done at once, with a notification that undoes it. */
export const ConfirmDialog = dialogLater(() => import('./confirm_modal'));
