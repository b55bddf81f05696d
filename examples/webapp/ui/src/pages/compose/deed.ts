// SPDX-License-Identifier: BSL-1.0
import type { ChannelError } from '@/api/problem';
import type { Plan } from './draft';

/** What became of a deed that was not done: nothing of this, and it was done, or failed otherwise. */
export interface Refused {
  /** What networks would not take. */
  refused: ChannelError[];
  /** The time has passed. */
  passed: boolean;
}

/** What the composer's primary button does with what is written: sends it, say. */
export interface Deed {
  /** In one word. */
  name: string;
  /** What the button says: to so many channels, at that time or at once. */
  label: (channels: number, plan: Plan | null) => string;
  /** What the button says that changes the time: which one it is, unless the other button says it. */
  timeLabel: (plan: Plan) => string;
  pending: boolean;
  /** What it failed by; null: it did not. */
  error: unknown;
  forgetError: () => void;
  /** For these channels; the others in `rest` are chosen too, and left out. Never throws: `error` says what went wrong. */
  perform: (channels: string[], rest: string[]) => Promise<Refused>;
}
