// SPDX-License-Identifier: BSL-1.0
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '@/api/client';
import { channelQuery, useChangeChannel, type Channel } from '@/api/channels';
import { asProblem } from '@/api/problem';

type Change = Schema<'ChannelChange'>;

/** A change that another one crossed: what was wanted, and what is there now. */
export interface Conflict {
  change: Change;
  now: Channel;
}

/** Whether somebody else changed just what this change is about. A secret that changed shows in the hint. */
export function crosses(change: Change, base: Channel, now: Channel): boolean {
  if (change.name !== undefined && now.name !== base.name && now.name !== change.name) return true;
  if (change.url !== undefined) return now.hint !== base.hint || JSON.stringify(now.settings) !== JSON.stringify(base.settings);
  return Object.entries(change.settings ?? {}).some(([name, value]) => {
    if (!(name in base.settings) && !(name in now.settings)) return now.hint !== base.hint;
    return (now.settings[name] ?? '') !== (base.settings[name] ?? '') && (now.settings[name] ?? '') !== value;
  });
}

/**
 * Changes the channel that the user saw. What changed meanwhile elsewhere in it, such as its state, is no obstacle; what
 * changed in the same place is asked about.
 */
export function useSave(base: Channel, onSaved: (channel: Channel) => void) {
  const client = useQueryClient();
  const { mutateAsync, reset } = useChangeChannel();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const attempt = async (change: Change, from: Channel): Promise<Channel | null> => {
    try {
      return await mutateAsync({ id: base.id, revision: from.revision, change });
    } catch (failed) {
      if (asProblem(failed).code !== 'changed_meanwhile') throw failed;
    }
    const now = await client.fetchQuery({ ...channelQuery(base.id), staleTime: 0 });
    if (!crosses(change, from, now)) return attempt(change, now);
    setConflict({ change, now });
    return null;
  };

  const save = async (change: Change, from = base): Promise<void> => {
    setBusy(true);
    setError(null);
    setConflict(null);
    try {
      const saved = await attempt(change, from);
      if (saved) onSaved(saved);
    } catch (failed) {
      setError(failed);
    } finally {
      reset();
      setBusy(false);
    }
  };

  return {
    busy,
    error,
    conflict,
    save: (change: Change) => void save(change),
    forgetError: () => setError(null),
    keepMine: () => conflict && void save(conflict.change, conflict.now),
    keepTheirs: () => setConflict(null),
  };
}
