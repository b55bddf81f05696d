// SPDX-License-Identifier: BSL-1.0
import { Button, Group } from '@mantine/core';
import { Ban, CalendarClock, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCancelPost, useRestorePost, type PostDetail } from '@/api/posts';
import { BusyButton } from '@/components/busy_button';
import { ProblemAlert } from '@/components/problem_alert';
import { useNow } from '@/components/use_now';
import { browserZone, useFormat } from '@/i18n/format';
import { focusHeading } from '../channels/focus_heading';
import classes from './result.module.css';

interface Props {
  post: PostDetail;
  /** Takes the text back into the composer. */
  onEditText: (text: string, channels: string[]) => void;
}

/** When a post goes out that was just scheduled; and that it does not, once that is undone. */
export function Planned({ post, onEditText }: Props) {
  const { t } = useTranslation('compose');
  const { id, revision, schedule, state } = post;
  const format = useFormat(schedule?.zone ?? '');
  const now = useNow();
  const cancel = useCancelPost();
  const restore = useRestorePost();
  if (!schedule || (state !== 'scheduled' && state !== 'cancelled')) return null;
  const planned = state === 'scheduled';
  const zone = format.zone === browserZone() ? '' : ` (${format.zone.replaceAll('_', ' ')})`;
  const error = cancel.error ?? restore.error;
  return (
    <div className={classes['planned']} data-cancelled={!planned || undefined}>
      {planned ? <CalendarClock size={22} aria-hidden /> : <Ban size={22} aria-hidden />}
      <div role="status">
        <p className={classes['when']}>
          <time dateTime={schedule.instant}>
            {format.full(schedule.instant)}
            {zone}
          </time>
          {planned && ` · ${format.relative(schedule.instant, now)}`}
        </p>
        <p>{planned ? t('result.goes_out') : t('result.restore_hint')}</p>
      </div>
      <Group gap="xs" className={classes['plannedActs'] ?? ''}>
        {planned ? (
          <BusyButton
            size="sm"
            variant="default"
            leftSection={<Undo2 size={16} aria-hidden />}
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ id, revision }, { onSuccess: focusHeading })}
          >
            {t('result.undo')}
          </BusyButton>
        ) : (
          <>
            <BusyButton size="sm" variant="default" busy={restore.isPending} onClick={() => restore.mutate({ id, revision }, { onSuccess: focusHeading })}>
              {t('result.restore')}
            </BusyButton>
            <Button size="sm" variant="default" onClick={() => onEditText(post.text, post.deliveries.map(({ channel }) => channel))}>
              {t('result.edit_text')}
            </Button>
          </>
        )}
      </Group>
      {error && (
        <div className={classes['plannedProblem']}>
          <ProblemAlert error={error} />
        </div>
      )}
    </div>
  );
}
