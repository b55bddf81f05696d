// SPDX-License-Identifier: BSL-1.0
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelsQuery } from '@/api/channels';
import { postQuery, useChangePost, type Post } from '@/api/posts';
import { asProblem } from '@/api/problem';
import type { Deed, Refused } from '@/pages/compose/deed';
import type { Base, DraftStore, Plan } from '@/pages/compose/draft';
import { usePlanTime } from '@/pages/compose/use_plan_time';
import { baseOf, changeOf, crosses, type Change } from './change';

/** A change that another one crossed: what was wanted, and what is there now. */
export interface Conflict {
  change: Change;
  now: Base;
}

interface Saving extends Deed {
  conflict: Conflict | null;
  keepMine: () => void;
  keepTheirs: () => void;
}

/** The post as it is now, or null: nothing was changed. */
type OnSaved = (post: Post | null) => void;

const done: Refused = { refused: [], passed: false };

/**
 * Changes the post that the user saw. What changed meanwhile elsewhere in it is no obstacle; what changed in the same place
 * is asked about.
 */
export function useSaving(store: DraftStore, id: string, onSaved: OnSaved): Saving {
  const { t } = useTranslation('compose');
  const client = useQueryClient();
  const timeOf = usePlanTime();
  const { mutateAsync } = useChangePost();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  /** Null: there is a conflict to be settled first. */
  const attempt = async (change: Change, from: Base): Promise<Post | null> => {
    try {
      return await mutateAsync({ id, revision: from.revision, change });
    } catch (failed) {
      if (asProblem(failed).code !== 'changed_meanwhile') throw failed;
    }
    const now = baseOf(await client.fetchQuery({ ...postQuery(id), staleTime: 0 }));
    if (!crosses(change, from, now)) return attempt(change, now);
    setConflict({ change, now });
    return null;
  };

  const save = async (change: Change, from: Base): Promise<Refused> => {
    setPending(true);
    setError(null);
    setConflict(null);
    try {
      const saved = await attempt(change, from);
      if (saved) onSaved(saved);
      return done;
    } catch (failed) {
      setError(failed);
      const { code, channelErrors } = asProblem(failed);
      if (code === 'unknown_channel' || code === 'channel_unusable') void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
      if (code === 'too_late') void client.invalidateQueries({ queryKey: postQuery(id).queryKey });
      return { refused: code === 'message_refused' ? channelErrors : [], passed: code === 'time_passed' };
    } finally {
      setPending(false);
    }
  };

  const isMoved = (plan: Plan): boolean => {
    const { base } = store.get();
    return base !== null && 'schedule' in changeOf({ text: base.text, channels: null, plan }, base);
  };

  return {
    name: t('edit.save'),
    label: (_, plan) => {
      if (!plan) return t('edit.save_and_send');
      return isMoved(plan) ? t('edit.save_for', { time: timeOf(plan) }) : t('edit.save');
    },
    timeLabel: (plan) => (isMoved(plan) ? t('plan.change') : t('plan.goes_out', { time: timeOf(plan) })),
    pending,
    error,
    forgetError: () => setError(null),
    perform: (channels) => {
      const draft = store.get();
      const change = draft.base ? changeOf({ ...draft, channels }, draft.base) : {};
      if (draft.base && Object.keys(change).length > 0) return save(change, draft.base);
      onSaved(null);
      return Promise.resolve(done);
    },
    conflict,
    keepMine: () => conflict && void save(conflict.change, conflict.now),
    keepTheirs: () => {
      if (conflict) store.change({ ...conflict.now, base: conflict.now });
      setConflict(null);
    },
  };
}
