// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Stack } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import type { Connector } from '@/api/connectors';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { dialogLater } from '@/components/later';
import { ProblemAlert } from '@/components/problem_alert';
import { AccountHint } from '../channels/account_hint';
import { bare, beginning, guessConnector } from '../channel_new/recognise';
import { SecretField } from '../channel_new/secret_field';
import { useUrlWords } from '../channel_new/url_words';
import { WhereToFind } from '../channel_new/where_to_find';
import { useNetworkName } from '@/i18n/network_name';
import classes from './channel.module.css';
import { useSave } from './save';

const ConflictDialog = dialogLater(() => import('./conflict_dialog'));

interface Props {
  channel: Channel;
  connectors: Connector[];
  onSaved: (channel: Channel) => void;
}

/** The address that is shown to nobody and can only be replaced. Open at once where it is what has to be repaired. */
export function AddressSection({ channel, connectors, onSaved }: Props) {
  const { t } = useTranslation('channels');
  const network = useNetworkName()(channel.connector);
  const urlWords = useUrlWords();
  const connector = connectors.find(({ id }) => id === channel.connector);
  const broken = channel.state === 'needs_attention';
  const [opened, setOpened] = useState(broken);
  const [url, setUrl] = useState('');
  const [asked, setAsked] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const byHand = useRef(false);
  const close = () => {
    byHand.current = true;
    setUrl('');
    setAsked(false);
    setOpened(false);
  };
  const { busy, error, conflict, save, forgetError, keepMine, keepTheirs } = useSave(channel, (saved) => {
    close();
    onSaved(saved);
  });
  // It has to be repaired as soon as that is known, and once repaired the form is in the way.
  const [seen, setSeen] = useState(broken);
  if (seen !== broken) {
    setSeen(broken);
    if (broken) setOpened(true);
  }
  useEffect(() => {
    if (!byHand.current) return;
    byHand.current = false;
    (opened ? field : opener).current?.focus();
  }, [opened]);

  const problem = error ? asProblem(error) : null;
  const guess = guessConnector(url, connectors);
  const elsewhere = problem?.field('/url') && guess && guess.id !== channel.connector ? t('url_wrong.other_network') : '';
  const wrong = problem ? elsewhere || urlWords(problem, url) : asked && !bare(url) ? t('url_missing') : '';
  useEffect(() => {
    if (wrong) field.current?.focus();
  }, [wrong]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setAsked(true);
    if (!bare(url)) return field.current?.focus();
    save({ url: bare(url) });
  };

  return (
    <section className={classes['section']} aria-labelledby="address">
      <h2 id="address">{t('address')}</h2>
      {!opened && (
        <Group justify="space-between" gap="sm">
          <span className={classes['hint']}>
            <AccountHint hint={channel.hint} />
          </span>
          <Button
            ref={opener}
            variant="default"
            size="sm"
            onClick={() => {
              byHand.current = true;
              setOpened(true);
            }}
          >
            {t('replace_url')}
          </Button>
        </Group>
      )}
      {opened && (
        <form onSubmit={submit} noValidate autoComplete="off">
          <Stack gap="md">
            {problem && !wrong && <ProblemAlert error={error} />}
            <SecretField
              ref={field}
              label={t('new_url')}
              description={t('new_url_hint', { network, hint: channel.hint.replace(' …', ' ••••') })}
              name="webhook"
              placeholder={beginning}
              value={url}
              onChange={(event) => {
                setUrl(event.currentTarget.value);
                forgetError();
              }}
              error={wrong}
            />
            <Group gap="sm">
              <BusyButton type="submit" busy={busy}>
                {t('save_and_check')}
              </BusyButton>
              {!broken && (
                <Button variant="default" onClick={close}>
                  {t('common:cancel')}
                </Button>
              )}
            </Group>
            {connector && <WhereToFind connector={connector} />}
          </Stack>
        </form>
      )}
      <ConflictDialog opened={conflict !== null} conflict={conflict} titleOf={(name) => name} isSecret={() => true} onMine={keepMine} onTheirs={keepTheirs} />
    </section>
  );
}
