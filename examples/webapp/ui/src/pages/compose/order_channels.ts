// SPDX-License-Identifier: BSL-1.0
import type { Channel } from '@/api/channels';

const usedAt = (channel: Channel) => channel.last_delivered_at ?? '';

/** Those used last first, then by name; what nothing can be sent to comes at the end. */
export function orderChannels(channels: Channel[]): Channel[] {
  return channels.toSorted(
    (a, b) =>
      Number(a.state !== 'active') - Number(b.state !== 'active') ||
      usedAt(b).localeCompare(usedAt(a)) ||
      a.name.localeCompare(b.name),
  );
}
