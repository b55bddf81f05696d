// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { CircleCheck, CloudOff, Send, Trash2, TriangleAlert } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from '@/components/busy_button';
import { useFormat } from '@/i18n/format';
import classes from './send_bar.module.css';

interface Props {
  /** How many channels it would go to. */
  count: number;
  savedAt: number | null;
  /** The draft cannot be kept on this device. */
  lost: boolean;
  online: boolean;
  sending: boolean;
  /** Milliseconds until the server takes another one. */
  wait: number;
  onSend: () => void;
  /** Absent: there is nothing to discard. */
  onDiscard: (() => void) | null;
  ref: Ref<HTMLDivElement>;
  /** What went wrong with sending. */
  children: ReactNode;
}

/** Stays at the foot of the page: whether the draft is kept, and the one primary button. */
export function SendBar({ count, savedAt, lost, online, sending, wait, onSend, onDiscard, ref, children }: Props) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  let label = count === 0 ? t('send') : t('send_to', { count });
  if (wait > 0) label = t('send_in', { wait: format.wait(wait) });
  return (
    <div ref={ref} className={classes['bar']} role="region" aria-label={t('send')}>
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
              disabled={sending}
            >
              {t('discard')}
            </Button>
          )}
        </div>
        <BusyButton
          size="md"
          className={classes['send'] ?? ''}
          leftSection={<Send size={17} aria-hidden />}
          busy={sending}
          disabled={!online || wait > 0}
          aria-describedby={online ? undefined : 'draft-state'}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          onClick={onSend}
        >
          {label}
        </BusyButton>
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
