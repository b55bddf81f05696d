// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Button } from '@mantine/core';
import { CalendarClock, CircleCheck, CloudOff, Send, Trash2, TriangleAlert, X } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '@/components/busy_button';
import { useFormat } from '@/i18n/format';
import classes from './send_bar.module.css';

interface Props {
  /** Of the bar, in a word. */
  name: string;
  /** What the primary button says. */
  label: string;
  /** What the button says that changes the time; null: it goes out at once. */
  timeLabel: string | null;
  savedAt: number | null;
  /** The draft cannot be kept on this device. */
  lost: boolean;
  online: boolean;
  busy: boolean;
  /** Milliseconds until the server takes another one. */
  wait: number;
  onPlan: () => void;
  onUnplan: () => void;
  onSend: () => void;
  /** Absent: there is nothing to discard. */
  onDiscard: (() => void) | null;
  ref: Ref<HTMLDivElement>;
  /** What went wrong with sending. */
  children: ReactNode;
}

/** Stays at the foot of the page: whether the draft is kept, when it goes out, and the one primary button. */
export function SendBar({ name, label, timeLabel, savedAt, lost, online, busy, wait, onPlan, onUnplan, onSend, onDiscard, ref, children }: Props) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const Icon = timeLabel ? CalendarClock : Send;
  return (
    <div ref={ref} className={classes['bar']} role="region" aria-label={name}>
      {children}
      <div className={classes['row']}>
        <div className={classes['draft']}>
          <DraftState savedAt={savedAt} lost={lost} online={online} />
          {onDiscard && (
            <Button
              variant="subtle"
              color="gray"
              c="var(--mp-neutral-text)"
              size="compact-sm"
              mih={32}
              leftSection={<Trash2 size={15} aria-hidden />}
              onClick={onDiscard}
              disabled={busy}
            >
              {t('discard')}
            </Button>
          )}
        </div>
        <div className={classes['acts']}>
          <div className={classes['plan']} data-set={timeLabel !== null || undefined}>
            <Button
              variant="default"
              size="md"
              leftSection={timeLabel ? undefined : <CalendarClock size={17} aria-hidden />}
              disabled={busy || !online}
              aria-describedby={online ? undefined : 'draft-state'}
              aria-haspopup="dialog"
              onClick={onPlan}
            >
              {timeLabel ?? t('plan.open')}
            </Button>
            {timeLabel && (
              <ActionIcon
                variant="default"
                size={42}
                aria-label={t('plan.remove')}
                title={t('plan.remove')}
                disabled={busy}
                onClick={onUnplan}
              >
                <X size={18} aria-hidden />
              </ActionIcon>
            )}
          </div>
          <BusyButton
            size="md"
            className={classes['send'] ?? ''}
            leftSection={<Icon size={17} aria-hidden />}
            busy={busy}
            disabled={!online || wait > 0}
            aria-describedby={online ? undefined : 'draft-state'}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onClick={onSend}
          >
            {wait > 0 ? t('send_in', { wait: format.wait(wait) }) : label}
          </BusyButton>
        </div>
      </div>
    </div>
  );
}

function DraftState({ savedAt, lost, online }: Pick<Props, 'savedAt' | 'lost' | 'online'>) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  if (lost) {
    return (
      <span className={`${classes['state']} ${classes['warning']}`}>
        <TriangleAlert size={15} aria-hidden />
        {t('draft_lost')}
      </span>
    );
  }
  if (!online) {
    return (
      <span id="draft-state" className={`${classes['state']} ${classes['warning']}`}>
        <CloudOff size={15} aria-hidden />
        {t('offline')}
      </span>
    );
  }
  if (savedAt === null) return null;
  return (
    <span className={classes['state']}>
      <CircleCheck size={15} aria-hidden />
      {t('draft_kept', { time: format.time(savedAt) })}
    </span>
  );
}
