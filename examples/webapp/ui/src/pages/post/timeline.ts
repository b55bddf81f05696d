// SPDX-License-Identifier: BSL-1.0
import type { Schema } from '@/api/client';
import type { DeliveryState, PostDetail } from '@/api/posts';

type Attempt = Schema<'Attempt'>;

/** Something that happened to a post, or is going to. */
export interface Step {
  key: string;
  /** RFC 3339. */
  at: string;
  kind: 'created' | 'planned' | 'was_planned' | 'attempt' | 'again' | 'settled' | 'ended' | 'missed' | 'cancelled';
  /** How the step looks; `queued` for what is neither good nor bad. */
  state: DeliveryState;
  channel: string;
  connector: string;
  attempt: Attempt | null;
}

/** Everything that is known to have happened, the first first; what is to come stands last. */
export function stepsOf(post: PostDetail): Step[] {
  const steps: Step[] = [
    { key: post.id, at: post.created_at, kind: 'created', state: 'queued', channel: '', connector: '', attempt: null },
  ];
  for (const delivery of post.deliveries) {
    const { id, state, channel_name: channel, connector, due_at: due, attempts_made: attempts } = delivery;
    const step = (kind: Step['kind'], at: string, as: DeliveryState = state, attempt: Attempt | null = null) =>
      steps.push({ key: `${id} ${kind} ${attempt?.number ?? ''}`, at, kind, state: as, channel, connector, attempt });
    for (const attempt of attempts) step('attempt', attempt.started_at, attempt.state, attempt);
    const last = attempts.at(-1)?.state;
    if (due && state === 'waiting') step('again', due);
    // Only its owner's word makes a doubtful delivery a delivered one.
    if (state === 'delivered' && last === 'unconfirmed') step('settled', delivery.updated_at);
    // What ended otherwise than with an attempt.
    const ended = state === 'missed' || state === 'cancelled' || (state === 'failed' && last !== 'failed');
    if (ended && last !== state) step(state === 'missed' || state === 'cancelled' ? state : 'ended', delivery.updated_at);
  }
  // What was cancelled has no time any more.
  if (post.schedule && post.state !== 'cancelled') {
    const kind = post.state === 'scheduled' ? 'planned' : 'was_planned';
    steps.push({ key: kind, at: post.schedule.instant, kind, state: 'scheduled', channel: '', connector: '', attempt: null });
  }
  return steps.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
