// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import { asProblem } from '@/api/problem';
import { Notice } from '@/components/notice';
import { ProblemAlert } from '@/components/problem_alert';
import { useOnline } from '@/components/use_online';
import { Composer } from './composer';
import { discard } from './discard';
import { draftStore, useDraft } from './draft';
import { useSending } from './use_sending';

interface Props {
  /** All there are, in the order they are shown in. */
  channels: Channel[];
  user: string;
  /** A good moment to load what is shown next. */
  onSending: () => void;
  /** The server has it. */
  onSent: (post: string) => void;
}

/** Writes one message and sends it to the chosen channels, or has it sent later. */
export function NewMessage({ channels, user, onSending, onSent }: Props) {
  const { t } = useTranslation('compose');
  const online = useOnline();
  const store = useMemo(() => draftStore(user), [user]);
  const { draft } = useDraft(store);
  const sending = useSending(store, onSending, onSent);
  const interrupted = draft.attempt?.unanswered && !sending.answered ? draft.attempt : null;
  const { error } = sending;
  // What networks refuse is told channel by channel, and a time that has passed by the dialog that asks for another.
  const told = error !== null && ['message_refused', 'time_passed'].includes(asProblem(error).code);

  const notices = (
    <>
      {interrupted && (
        <Notice
          tone="unsure"
          what={t('interrupted.what')}
          next={t('interrupted.next')}
          foot={
            <Group gap="xs" mt={4}>
              <Button size="sm" disabled={!online} onClick={() => sending.resume(interrupted)}>
                {t('interrupted.resume')}
              </Button>
              <Button size="sm" variant="default" onClick={() => store.change({ attempt: null })}>
                {t('interrupted.forget')}
              </Button>
            </Group>
          }
        />
      )}
      {draft.aside && (
        <Notice
          tone="info"
          what={t('aside.what')}
          foot={
            <Group gap="xs" mt={4}>
              <Button
                size="sm"
                variant="default"
                onClick={() => store.change({ text: draft.aside, aside: draft.text.trim() ? draft.text : '' })}
              >
                {t('aside.take')}
              </Button>
              <Button size="sm" variant="subtle" onClick={() => store.change({ aside: '' })}>
                {t('aside.drop')}
              </Button>
            </Group>
          }
        />
      )}
    </>
  );

  return (
    <Composer
      channels={channels}
      store={store}
      deed={sending}
      notices={notices}
      outcome={
        error !== null &&
        !told && (
          <div>
            <ProblemAlert error={error} />
            {draft.attempt?.unanswered && (
              <Text size="sm" mt={6} c="var(--mp-neutral-text)">
                {t('again_is_safe')}
              </Text>
            )}
          </div>
        )
      }
      onDiscard={draft.text ? () => discard(store, t('discarded')) : null}
    />
  );
}
