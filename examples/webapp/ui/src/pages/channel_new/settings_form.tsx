// SPDX-License-Identifier: BSL-1.0
import { Anchor, Stack, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddChannel, useChannels, type Channel } from '@/api/channels';
import type { Connector } from '@/api/connectors';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { NetworkIcon } from '@/components/network_icon';
import { ProblemAlert } from '@/components/problem_alert';
import { useRemaining } from '@/components/use_remaining';
import { useFormat } from '@/i18n/format';
import { useNetworkName } from '@/i18n/network_name';
import classes from './channel_new.module.css';
import { ErrorSummary, type Fault } from './error_summary';
import { freeName } from './recognise';
import { SettingField } from './setting_field';
import { useSettingWords } from './setting_words';
import { asSent, settingsOf } from './settings_schema';
import { WhereToFind } from './where_to_find';

/** The form that a connector's own schema asks for. */
export function SettingsForm({ connector, onAdded }: { connector: Connector; onAdded: (channel: Channel) => void }) {
  const { t } = useTranslation('channels');
  const format = useFormat();
  const network = useNetworkName()(connector.id);
  const words = useSettingWords(connector.id);
  const { data: channels } = useChannels();
  const add = useAddChannel();
  const prefix = useId();
  const settings = settingsOf(connector);
  const [values, setValues] = useState(() => Object.fromEntries(settings.map(({ name, initial }) => [name, initial])));
  const [left, setLeft] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const [typedName, setTypedName] = useState<string | null>(null);
  const name = typedName ?? freeName(network, (channels?.items ?? []).map((channel) => channel.name));

  const problem = add.isError ? asProblem(add.error) : null;
  const wait = useRemaining(problem?.retryAt ?? null);
  const idOf = (field: string) => `${prefix}-${field}`;
  const valueOf = (field: string) => values[field] ?? '';

  const nameWrong = !name.trim() ? t('name_missing') : '';
  const refusals = settings.map((setting) => (problem ? words.refusal(problem, setting, valueOf(setting.name)) : ''));
  const missing = settings.map((setting) => (setting.required && !valueOf(setting.name).trim() ? t('setting_wrong.missing') : ''));
  const faults: Fault[] = [
    { id: idOf('name'), label: t('name'), what: asked ? nameWrong : '' },
    ...settings.map((setting, index) => ({
      id: idOf(`setting-${setting.name}`),
      label: words.title(setting),
      what: refusals[index] || (asked ? (missing[index] ?? '') : ''),
    })),
  ].filter(({ what }) => what);

  const focus = (id: string | undefined) => id && document.getElementById(id)?.focus();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (add.isPending || wait > 0) return;
    setAsked(true);
    if (nameWrong) return void focus(idOf('name'));
    const first = settings[missing.findIndex(Boolean)];
    if (first) return void focus(idOf(`setting-${first.name}`));
    const filled = settings.map((setting) => [setting.name, asSent(setting, valueOf(setting.name))] as const).filter(([, value]) => value);
    add.mutate(
      { name: name.trim(), connector: connector.id, settings: Object.fromEntries(filled) },
      {
        onSuccess: onAdded,
        onError: (error) => {
          const refused = settings.find((setting) => words.refusal(asProblem(error), setting, valueOf(setting.name)));
          focus(refused && idOf(`setting-${refused.name}`));
        },
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate autoComplete="off">
      <Stack gap="lg">
        <div className={classes['network']}>
          <NetworkIcon connector={connector.id} size={32} />
          <h2>{network}</h2>
          <Anchor renderRoot={(props) => <Link {...props} to="/channels/new" />} size="sm">
            {t('other_network')}
          </Anchor>
        </div>
        <WhereToFind connector={connector} />
        <ErrorSummary faults={faults} />
        {problem && !refusals.some(Boolean) && <ProblemAlert error={add.error} />}
        <TextInput
          id={idOf('name')}
          label={t('name')}
          description={t('name_hint')}
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={(event) => setTypedName(event.currentTarget.value)}
          error={asked && nameWrong}
        />
        {settings.map((setting, index) => {
          const value = valueOf(setting.name);
          return (
            <SettingField
              key={setting.name}
              id={idOf(`setting-${setting.name}`)}
              setting={setting}
              title={words.title(setting)}
              description={words.description(setting)}
              value={value}
              error={refusals[index] || (asked && missing[index]) || (left.includes(setting.name) && value !== '' && words.hint(setting, value))}
              onLeave={() => setLeft((before) => [...before, setting.name])}
              onChange={(changed) => {
                setValues((before) => ({ ...before, [setting.name]: changed }));
                if (add.isError) add.reset();
              }}
            />
          );
        })}
        <div>
          <BusyButton type="submit" size="md" className={classes['submit'] ?? ''} busy={add.isPending} disabled={wait > 0}>
            {wait > 0 ? t('connect_in', { wait: format.wait(wait) }) : t('connect_submit')}
          </BusyButton>
        </div>
      </Stack>
    </form>
  );
}
