// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Tabs, Text } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type CSSProperties } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { channelsQuery, type Channel } from '@/api/channels';
import { useSend } from '@/api/posts';
import { previewsQuery, usePreviews, type Preview } from '@/api/previews';
import { asProblem, type ChannelError } from '@/api/problem';
import { ConfirmDialog } from '@/components/confirm_dialog';
import { Notice } from '@/components/notice';
import { ProblemAlert } from '@/components/problem_alert';
import { useOnline } from '@/components/use_online';
import { useRemaining } from '@/components/use_remaining';
import { useFormat } from '@/i18n/format';
import { preference, setPreference } from '@/preferences';
import { ChannelPicker } from './channel_picker';
import classes from './compose.module.css';
import { CounterAnnouncer, Counters } from './counters';
import { discard } from './discard';
import { attemptTo, useDraft, type Attempt } from './draft';
import { Previews } from './previews';
import { Problems } from './problems';
import { fillsOf, readinessOf, refusalsOf } from './readiness';
import { Remarks } from './remarks';
import { SendBar } from './send_bar';
import { TextEditor } from './text_editor';
import { useHeight } from './use_height';
import { useKeyboardInset } from './use_keyboard_inset';

/** To so many channels at once nothing is sent without asking. */
const askFrom = 3;
const nobody: Preview[] = [];

interface Refusal {
  text: string;
  errors: ChannelError[];
}

interface Props {
  /** All there are, in the order they are shown in. */
  channels: Channel[];
  user: string;
  onSending: () => void;
  /** The server has it. */
  onSent: (post: string) => void;
}

/** Writes one message and sends it to the chosen channels. */
export function Composer({ channels, user, onSending, onSent }: Props) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const client = useQueryClient();
  const online = useOnline();
  const { draft, lost, store } = useDraft(user);
  const { text } = draft;

  const usable = channels.filter((channel) => channel.state === 'active');
  const only = usable.length === 1 ? usable.map((channel) => channel.id) : [];
  const chosenIds = draft.channels ?? only;
  const chosen = usable.filter((channel) => chosenIds.includes(channel.id));

  const [rested] = useDebouncedValue(text, 250);
  const preview = usePreviews({ text: rested, channels: chosen.map((channel) => channel.id) });
  const previews = preview.data?.items ?? nobody;
  // Without a connection the figures are those of the text before: better none.
  const outdated = !online && (preview.isPlaceholderData || rested !== text);
  const current = preview.isSuccess && !preview.isPlaceholderData && rested === text;

  const [asked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>({ text: '', errors: [] });
  const [confirming, setConfirming] = useState<Channel[] | null>(null);
  const [tab, setTab] = useState<string | null>('write');
  const keyboard = useKeyboardInset();
  const bar = useRef<HTMLDivElement>(null);
  const barHeight = useHeight(bar);
  const narrow = useMediaQuery('(max-width: 64em)', undefined, { getInitialValueInEffect: false });
  const firstChannel = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const firstProblem = useRef<HTMLLIElement>(null);

  const send = useSend();
  const [checking, setChecking] = useState(false);
  const busy = checking || send.isPending;
  const failure = send.isError ? asProblem(send.error) : null;
  const wait = useRemaining(failure?.status === 429 ? failure.retryAt : null);

  const blank = text.trim() === '';
  const readiness = useMemo(
    () => readinessOf(chosen, previews, refusal.text === text ? refusal.errors : []),
    // `chosen` is made anew at each render; its ids say whether it changed.
    // oxlint-disable-next-line react/exhaustive-deps
    [chosen.map((channel) => channel.id).join(), previews, refusal, text],
  );
  // oxlint-disable-next-line react/exhaustive-deps
  const fills = useMemo(() => (outdated ? [] : fillsOf(chosen, previews)), [chosen.map((channel) => channel.id).join(), previews, outdated]);
  const blocked = blank ? [] : readiness.blocked;

  /** Shows the form where only the preview is seen, so that something in it can take the focus. */
  const showForm = () => flushSync(() => setTab('write'));

  /** `rest`: chosen too, and left out because they would not take it. */
  const transmit = async (attempt: Attempt, rest: string[] = []) => {
    onSending();
    store.change({ attempt });
    // Before the request: whatever happens to this page, the key is not lost.
    store.save();
    try {
      const { id } = await send.mutateAsync({
        post: { text: attempt.text, channels: attempt.channels },
        idempotencyKey: attempt.key,
      });
      const sent = store.get().text === attempt.text;
      store.change({ attempt: null, rest: { post: id, channels: rest }, ...(sent && { text: '', channels: draft.channels ?? attempt.channels }) });
      store.save();
      onSent(id);
    } catch (error) {
      refused(attempt, error);
    }
  };

  const refused = (attempt: Attempt, error: unknown) => {
    const { status, code, channelErrors } = asProblem(error);
    // Below 500 the server has decided: nothing was stored.
    const decided = status >= 400 && status < 500;
    if (code === 'idempotency_key_reused') store.change({ attempt: null });
    else if (decided) store.change({ attempt: { ...attempt, unanswered: false } });
    if (code === 'unknown_channel' || code === 'channel_unusable') void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
    if (code === 'message_refused') showRefusal({ text: attempt.text, errors: channelErrors });
  };

  const showRefusal = (shown: Refusal) => {
    flushSync(() => {
      setTab('write');
      setRefusal(shown);
    });
    firstProblem.current?.focus();
  };

  const sendTo = (to: Channel[]) => {
    const rest = chosen.filter((channel) => !to.some(({ id }) => id === channel.id)).map((channel) => channel.id);
    void transmit(attemptTo(store.get(), text, to.map((channel) => channel.id).toSorted()), rest);
  };

  const begin = (to: Channel[]) => {
    if (send.isPending || !online || wait > 0) return;
    if (to.length >= askFrom && preference('ask-before-sending') !== 'off') setConfirming(to);
    else sendTo(to);
  };

  /** Who sends right after the last letter is told before being asked: what is seen is of the text before. */
  const check = async (): Promise<ChannelError[]> => {
    setChecking(true);
    try {
      const request = { text, channels: chosen.map((channel) => channel.id) };
      return refusalsOf((await client.fetchQuery({ ...previewsQuery(request), retry: false })).items);
    } catch {
      // Sending checks the same, and tells what is wrong.
      return [];
    } finally {
      setChecking(false);
    }
  };

  const submit = async () => {
    if (busy || !online || wait > 0) return;
    setAsked(true);
    if (chosen.length > 0 && !blank && !current) {
      const errors = await check();
      return errors.length > 0 ? showRefusal({ text, errors }) : begin(chosen);
    }
    if (chosen.length > 0 && !blank && blocked.length === 0) return begin(chosen);
    showForm();
    if (chosen.length === 0) firstChannel.current?.focus();
    else if (blank) field.current?.focus();
    else firstProblem.current?.focus();
  };

  const correct = () => {
    showForm();
    field.current?.focus();
  };

  // The keys of the page hold wherever the focus is, except in dialogs.
  const keys = useRef({ submit, save: store.save });
  useEffect(() => {
    keys.current = { submit, save: store.save };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      if (document.querySelector('[role="dialog"]')) return;
      if (event.key === 'Enter') void keys.current.submit();
      else if (event.key === 's') keys.current.save();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  const interrupted = draft.attempt?.unanswered && !send.isPending && !send.isError ? draft.attempt : null;

  const form = (
    <div className={classes['form']}>
      {interrupted && (
        <Notice
          tone="unsure"
          what={t('interrupted.what')}
          next={t('interrupted.next')}
          foot={
            <Group gap="xs" mt={4}>
              <Button size="sm" disabled={!online} onClick={() => void transmit(interrupted)}>
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
              <Button size="sm" variant="default" onClick={() => store.change({ text: draft.aside, aside: blank ? '' : text })}>
                {t('aside.take')}
              </Button>
              <Button size="sm" variant="subtle" onClick={() => store.change({ aside: '' })}>
                {t('aside.drop')}
              </Button>
            </Group>
          }
        />
      )}
      {usable.length === 0 && (
        <Notice
          tone="danger"
          what={t('all_unusable.what')}
          next={t('all_unusable.next')}
          action={
            <Button component={Link} to="/channels" size="sm">
              {t('all_unusable.action')}
            </Button>
          }
        />
      )}
      <ChannelPicker
        channels={channels}
        chosen={chosen}
        onChange={(ids) => store.change({ channels: ids })}
        error={asked && usable.length > 0 && chosen.length === 0 ? t('channels_missing') : ''}
        disabled={send.isPending}
        firstRef={firstChannel}
      />
      <div className={classes['writing']}>
        <TextEditor
          text={text}
          onChange={(next) => {
            setAsked(false);
            store.change({ text: next });
          }}
          error={asked && blank && chosen.length > 0 ? t('text_missing') : ''}
          readOnly={busy}
          fieldRef={field}
        >
          <Counters fills={fills} />
          <CounterAnnouncer fills={fills} />
        </TextEditor>
        <Problems
          readiness={blank ? { ready: [], blocked: [] } : readiness}
          alert={asked}
          disabled={!online || send.isPending}
          onSendToReady={() => begin(readiness.ready)}
          onCorrect={correct}
          firstRef={firstProblem}
        />
        {!blank && <Remarks chosen={chosen} previews={previews} />}
      </div>
    </div>
  );
  const side = (
    <div className={classes['side']}>
      <Previews
        chosen={chosen}
        previews={previews}
        busy={!current}
        outdated={outdated}
        error={online && preview.isError ? preview.error : null}
      />
    </div>
  );

  return (
    <div
      className={classes['composer']}
      data-typing={keyboard > 0 || undefined}
      style={{ '--keyboard': `${keyboard}px`, '--bar': `${barHeight}px` } as CSSProperties}
    >
      {narrow ? (
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List grow className={classes['tabs'] ?? ''}>
            <Tabs.Tab value="write">{t('tab_write')}</Tabs.Tab>
            <Tabs.Tab value="preview">{t('preview.title')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="write">{form}</Tabs.Panel>
          <Tabs.Panel value="preview">{side}</Tabs.Panel>
        </Tabs>
      ) : (
        <div className={classes['columns']}>
          {form}
          {side}
        </div>
      )}
      <SendBar
        ref={bar}
        count={chosen.length}
        savedAt={draft.savedAt}
        lost={lost}
        online={online}
        sending={busy}
        wait={wait}
        onSend={() => void submit()}
        onDiscard={text ? () => {
          discard(store, { said: t('discarded'), undo: t('common:undo'), close: t('common:close') });
          setAsked(false);
          field.current?.focus();
        } : null}
      >
        {failure && failure.code !== 'message_refused' && (
          <div>
            <ProblemAlert error={send.error} />
            {draft.attempt?.unanswered && (
              <Text size="sm" mt={6} c="var(--mp-neutral-text)">
                {t('again_is_safe')}
              </Text>
            )}
          </div>
        )}
      </SendBar>
      <ConfirmDialog
        opened={confirming !== null}
        title={t('confirm.title', { count: confirming?.length ?? 0 })}
        confirm={t('send_to', { count: confirming?.length ?? 0 })}
        mayBeSkipped
        onClose={() => setConfirming(null)}
        onConfirm={(never) => {
          const to = confirming ?? [];
          setConfirming(null);
          if (never) setPreference('ask-before-sending', 'off');
          sendTo(to);
        }}
      >
        {t('confirm.text', { channels: format.list((confirming ?? []).map((channel) => channel.name)) })}
      </ConfirmDialog>
    </div>
  );
}
