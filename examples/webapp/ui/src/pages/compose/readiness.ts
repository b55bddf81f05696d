// SPDX-License-Identifier: BSL-1.0
import type { Channel } from '@/api/channels';
import type { Schema } from '@/api/client';
import type { Preview } from '@/api/previews';
import type { ChannelError } from '@/api/problem';

/** Why one channel would not take the message. */
export interface Blocked {
  channel: Channel;
  reason: Pick<Schema<'Failure'>, 'code' | 'what' | 'advice'>;
  /** How much too long the text is, in the network's unit; 0: that is not what is wrong. */
  excess: number;
}

export interface Readiness {
  ready: Channel[];
  blocked: Blocked[];
}

/** What the server says of each chosen channel: by its preview, or when it refused to send. Both come from the same check. */
export function readinessOf(chosen: Channel[], previews: Preview[], refused: ChannelError[]): Readiness {
  const ready: Channel[] = [];
  const blocked: Blocked[] = [];
  for (const channel of chosen) {
    const preview = previews.find((each) => each.channel === channel.id);
    const error = refused.find((each) => each.channel === channel.id);
    const reason = preview?.problem ?? error;
    if (!reason) {
      ready.push(channel);
      continue;
    }
    const { length, limit } = preview?.problem ? preview : { length: error?.length ?? 0, limit: error?.limit ?? 0 };
    blocked.push({ channel, reason, excess: limit > 0 ? Math.max(0, length - limit) : 0 });
  }
  return { ready, blocked };
}

/** What previews say, in the form in which the server refuses. */
export function refusalsOf(previews: Preview[]): ChannelError[] {
  return previews.flatMap(({ channel, length, limit, problem }) =>
    problem ? [{ channel, code: problem.code, what: problem.what, advice: problem.advice, length, limit }] : [],
  );
}

/** How full one or several channels are that count alike. */
export interface Fill {
  connector: string;
  channels: Channel[];
  length: number;
  limit: number;
  unit: Schema<'LengthUnit'>;
}

/** Channels of a network that count the same stand together: one counter for all of them. */
export function fillsOf(chosen: Channel[], previews: Preview[]): Fill[] {
  const fills = new Map<string, Fill>();
  for (const channel of chosen) {
    const preview = previews.find((each) => each.channel === channel.id);
    if (!preview) continue;
    const { connector, length, limit, unit } = preview;
    const alike = `${connector} ${length} ${limit} ${unit}`;
    const fill = fills.get(alike);
    if (fill) fill.channels.push(channel);
    else fills.set(alike, { connector, channels: [channel], length, limit, unit });
  }
  return [...fills.values()];
}

/** Previews that look the same on the same network, with their channels. */
export interface Look {
  preview: Preview;
  channels: Channel[];
}

export function looksOf(chosen: Channel[], previews: Preview[]): Look[] {
  const looks = new Map<string, Look>();
  for (const channel of chosen) {
    const preview = previews.find((each) => each.channel === channel.id);
    if (!preview) continue;
    const alike = `${preview.connector} ${JSON.stringify(preview.segments)}`;
    const look = looks.get(alike);
    if (look) look.channels.push(channel);
    else looks.set(alike, { preview, channels: [channel] });
  }
  return [...looks.values()];
}
