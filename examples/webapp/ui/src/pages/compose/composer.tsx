// SPDX-License-Identifier: BSL-1.0
import { Button, Tabs } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import { previewsQuery, usePreviews, type Preview } from '@/api/previews';
import { asProblem, type ChannelError } from '@/api/problem';
import { ConfirmDialog } from '@/components/confirm_dialog';
import { Notice } from '@/components/notice';
import { ScheduleDialog } from '@/components/schedule_dialog';
import { useOnline } from '@/components/use_online';
import { useRemaining } from '@/components/use_remaining';
import { useFormat } from '@/i18n/format';
import { preference, setPreference } from '@/preferences';
import { ChannelPicker } from './channel_picker';
import classes from './compose.module.css';
import { CounterAnnouncer, Counters } from './counters';
import type { Deed } from './deed';
import { useDraft, type DraftStore } from './draft';
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
  /** Where the draft is. */
  store: DraftStore;
  deed: Deed;
  /** Ids of channels that the post goes to already. */
  kept?: string[];
  /** What stands above everything else. */
  notices: ReactNode;
  /** What went wrong with the deed, and more that belongs to its button. */
  outcome: ReactNode;
  /** Absent: there is nothing to discard. */
  onDiscard: (() => void) | null;
}

/** Where a message is written: for which channels, what it says and when it goes out. */
export function Composer({ channels, store, deed, kept, notices, outcome, onDiscard }: Props) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const client = useQueryClient();
  const online = useOnline();
  const { draft, lost } = useDraft(store);
  const { text, plan } = draft;

  const usable = channels.filter((channel) => channel.state === 'active' || kept?.includes(channel.id));
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

  const [planning, setPlanning] = useState(false);
  const [checking, setChecking] = useState(false);
  const busy = checking || deed.pending;
  const failure = deed.error === null ? null : asProblem(deed.error);
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

  const showRefusal = (shown: Refusal) => {
    flushSync(() => {
      setTab('write');
      setRefusal(shown);
    });
    firstProblem.current?.focus();
  };

  /** Those who are chosen too are left out because they would not take it. */
  const performFor = async (to: Channel[]) => {
    const rest = chosen.filter((channel) => !to.some(({ id }) => id === channel.id)).map((channel) => channel.id);
    const { refused, passed } = await deed.perform(to.map((channel) => channel.id).toSorted(), rest);
    if (refused.length > 0) showRefusal({ text: store.get().text, errors: refused });
    if (passed) setPlanning(true);
  };

  const begin = (to: Channel[]) => {
    if (deed.pending || !online || wait > 0) return;
    // As it is now: the dialog may just have taken the time away.
    const { plan: planned } = store.get();
    if (planned && Date.parse(planned.planned.instant) <= Date.now()) setPlanning(true);
    else if (!planned && to.length >= askFrom && preference('ask-before-sending') !== 'off') setConfirming(to);
    else void performFor(to);
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

  const form = (
    <div className={classes['form']}>
      {notices}
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
        kept={kept}
        onChange={(ids) => store.change({ channels: ids })}
        error={asked && usable.length > 0 && chosen.length === 0 ? t('channels_missing') : ''}
        disabled={deed.pending}
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
          disabled={!online || deed.pending}
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
        name={deed.name}
        label={deed.label(chosen.length, plan)}
        timeLabel={plan && deed.timeLabel(plan)}
        savedAt={onDiscard && draft.savedAt}
        lost={lost}
        online={online}
        busy={busy}
        wait={wait}
        onPlan={() => setPlanning(true)}
        onUnplan={() => store.change({ plan: null })}
        onSend={() => void submit()}
        onDiscard={onDiscard && (() => {
          onDiscard();
          setAsked(false);
          field.current?.focus();
        })}
      >
        {outcome}
      </SendBar>
      <ScheduleDialog
        opened={planning}
        title={t('plan.title')}
        action={t('plan.choose')}
        initial={plan?.schedule ?? null}
        onClose={() => setPlanning(false)}
        onChoose={(schedule, { instant }) => {
          deed.forgetError();
          store.change({ plan: { schedule, planned: { instant } } });
          return Promise.resolve();
        }}
        onSendNow={() => {
          deed.forgetError();
          store.change({ plan: null });
          setPlanning(false);
          return submit();
        }}
      />
      <ConfirmDialog
        opened={confirming !== null}
        title={t('confirm.title', { count: confirming?.length ?? 0 })}
        confirm={deed.label(confirming?.length ?? 0, null)}
        mayBeSkipped
        onClose={() => setConfirming(null)}
        onConfirm={(never) => {
          const to = confirming ?? [];
          setConfirming(null);
          if (never) setPreference('ask-before-sending', 'off');
          void performFor(to);
        }}
      >
        {t('confirm.text', { channels: format.list((confirming ?? []).map((channel) => channel.name)) })}
      </ConfirmDialog>
    </div>
  );
}
