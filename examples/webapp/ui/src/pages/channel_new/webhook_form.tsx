// SPDX-License-Identifier: BSL-1.0
import { Stack, TextInput } from '@mantine/core';
import { ShieldCheck } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddChannel, useChannels, type Channel } from '@/api/channels';
import { useConnectors } from '@/api/connectors';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { NetworkIcon } from '@/components/network_icon';
import { ProblemAlert } from '@/components/problem_alert';
import { useRemaining } from '@/components/use_remaining';
import { useFormat } from '@/i18n/format';
import { useNetworkName } from '@/i18n/network_name';
import classes from './channel_new.module.css';
import { addressOf, bare, beginning, freeName, guessConnector } from './recognise';
import { SecretField } from './secret_field';
import { useUrlWords } from './url_words';
import { WhereToFind } from './where_to_find';

/** One field: the address tells which network it is, and the rest follows. */
export function WebhookForm({ onAdded }: { onAdded: (channel: Channel) => void }) {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const { data: connectors } = useConnectors();
  const { data: channels } = useChannels();
  const networkName = useNetworkName();
  const urlWords = useUrlWords();
  const add = useAddChannel();
  const [url, setUrl] = useState('');
  const [typedName, setTypedName] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const urlField = useRef<HTMLInputElement>(null);
  const nameField = useRef<HTMLInputElement>(null);

  const known = connectors?.items ?? [];
  const guess = guessConnector(url, known);
  const host = addressOf(url)?.host ?? '';
  const suggested = guess || host ? freeName(guess ? networkName(guess.id) : host, (channels?.items ?? []).map((channel) => channel.name)) : '';
  const name = typedName ?? suggested;

  const problem = add.isError ? asProblem(add.error) : null;
  const wait = useRemaining(problem?.retryAt ?? null);
  const urlError = problem ? urlWords(problem, url) : asked && !bare(url) ? t('url_missing') : '';
  const nameError = problem?.field('/name') ? t('failures:server_said', { words: problem.field('/name') }) : asked && bare(url) && !name.trim() ? t('name_missing') : '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending || wait > 0) return;
    setAsked(true);
    if (!bare(url)) return urlField.current?.focus();
    // Without a name there is nothing to be told by: the server says what it thinks of the address first.
    if (typedName !== null && !name.trim()) return nameField.current?.focus();
    add.mutate(
      { name: name.trim() || t('one_title'), url: bare(url) },
      {
        onSuccess: onAdded,
        onError: (error) => {
          const refused = asProblem(error);
          if (refused.field('/url')) urlField.current?.focus();
          else if (refused.field('/name')) nameField.current?.focus();
        },
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="lg">
        {problem && !urlError && !nameError && <ProblemAlert error={add.error} />}
        <div>
          <SecretField
            ref={urlField}
            size="lg"
            label={t('url')}
            description={t('url_hint')}
            name="webhook"
            placeholder={beginning}
            value={url}
            onChange={(event) => {
              setUrl(event.currentTarget.value);
              if (add.isError) add.reset();
            }}
            error={urlError}
          />
          <div role="status" className={classes['recognised']}>
            {guess && !urlError && (
              <>
                <NetworkIcon connector={guess.id} size={22} />
                <span>
                  {t('recognised', { network: networkName(guess.id) })} · <span translate="no">{host}</span>
                </span>
              </>
            )}
          </div>
          <p className={classes['secret']}>
            <ShieldCheck size={16} aria-hidden />
            {t('url_secret')}
          </p>
        </div>
        {bare(url) && (
          <TextInput
            ref={nameField}
            label={t('name')}
            description={t('name_hint')}
            name="channel-name"
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={(event) => setTypedName(event.currentTarget.value)}
            error={nameError}
          />
        )}
        <div>
          <BusyButton type="submit" size="md" className={classes['submit'] ?? ''} busy={add.isPending} disabled={wait > 0}>
            {wait > 0 ? t('connect_in', { wait: format.wait(wait) }) : t('connect_submit')}
          </BusyButton>
        </div>
        <div className={classes['where']}>
          {(guess ? [guess] : known).map((connector) => (
            <WhereToFind key={connector.id} connector={connector} named />
          ))}
        </div>
      </Stack>
    </form>
  );
}
