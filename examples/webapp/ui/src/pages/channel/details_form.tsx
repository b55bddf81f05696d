// SPDX-License-Identifier: BSL-1.0
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import type { Connector } from '@/api/connectors';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { dialogLater } from '@/components/later';
import { ProblemAlert } from '@/components/problem_alert';
import { ErrorSummary, type Fault } from '../channel_new/error_summary';
import { SettingField } from '../channel_new/setting_field';
import { useSettingWords } from '../channel_new/setting_words';
import { asSent, settingsOf } from '../channel_new/settings_schema';
import classes from './channel.module.css';
import { useSave } from './save';

const ConflictDialog = dialogLater(() => import('./conflict_dialog'));

interface Props {
  channel: Channel;
  connector: Connector | undefined;
  /** `settings`: whether more than the name changed. */
  onSaved: (channel: Channel, settings: boolean) => void;
}

/** The name, and each setting by itself for those who need that. Only what was edited is sent. */
export function DetailsForm({ channel, connector, onSaved }: Props) {
  const { t } = useTranslation('channels');
  const prefix = useId();
  const words = useSettingWords(channel.connector);
  const settings = connector ? settingsOf(connector) : [];
  // The channel as it was when the editing began: what others change meanwhile is compared with that.
  const [base, setBase] = useState<Channel | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [edits, setEdits] = useState<Record<string, string>>({});
  const [left, setLeft] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const tried = useRef(false);
  const [saved, setSaved] = useState(false);

  const forget = () => {
    setBase(null);
    setName(null);
    setEdits({});
    setLeft([]);
    setAsked(false);
  };
  const changedSettings = Object.keys(edits).length > 0;
  const { busy, error, conflict, save, forgetError, keepMine, keepTheirs } = useSave(base ?? channel, (now) => {
    forget();
    setSaved(true);
    onSaved(now, changedSettings);
  });
  const begin = () => {
    tried.current = false;
    setBase((before) => before ?? channel);
    setSaved(false);
    if (error) forgetError();
  };

  const idOf = (field: string) => `${prefix}-${field}`;
  const shownName = name ?? channel.name;
  const valueOf = (setting: string) => edits[setting] ?? channel.settings[setting] ?? '';
  const problem = error ? asProblem(error) : null;
  const nameRefused = problem?.field('/name') ? t('failures:server_said', { words: problem.field('/name') }) : '';
  const nameWrong = nameRefused || (asked && !shownName.trim() ? t('name_missing') : '');
  const wrong = settings.map((setting) => {
    const value = valueOf(setting.name);
    const refused = problem ? words.refusal(problem, setting, value) : '';
    if (refused) return refused;
    return asked && setting.required && !setting.secret && !value.trim() ? t('setting_wrong.missing') : '';
  });
  const faults: Fault[] = [
    { id: idOf('name'), label: t('name'), what: nameWrong },
    ...settings.map((setting, index) => ({ id: idOf(setting.name), label: words.title(setting), what: wrong[index] ?? '' })),
  ].filter(({ what }) => what);

  const dirty = (name !== null && name.trim() !== channel.name) || changedSettings;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setAsked(true);
    tried.current = true;
    const missing = settings.some(({ name: key, required, secret }) => required && !secret && !valueOf(key).trim());
    if (!shownName.trim() || missing || !dirty) return;
    save({
      ...(name !== null && name.trim() !== channel.name && { name: name.trim() }),
      ...(changedSettings && {
        settings: Object.fromEntries(
          settings.filter((setting) => setting.name in edits).map((setting) => [setting.name, asSent(setting, valueOf(setting.name))]),
        ),
      }),
    });
  };
  const edit = (setting: string, value: string, secret: boolean) => {
    begin();
    setEdits((before) => {
      const { [setting]: _, ...rest } = before;
      return value === (secret ? '' : (channel.settings[setting] ?? '')) ? rest : { ...rest, [setting]: value };
    });
  };

  // The first fault takes the focus after each try, and not while one corrects it.
  useEffect(() => {
    const [first] = faults;
    if (!tried.current || busy || !first) return;
    tried.current = false;
    document.getElementById(first.id)?.focus();
  });

  return (
    <section className={classes['section']} aria-labelledby="details">
      <h2 id="details">{t('settings')}</h2>
      <form onSubmit={submit} noValidate autoComplete="off">
        <Stack gap="md">
          {faults.length > 1 && <ErrorSummary faults={faults} />}
          {problem && faults.length === 0 && <ProblemAlert error={error} />}
          <TextInput
            id={idOf('name')}
            label={t('name')}
            description={t('name_hint')}
            autoComplete="off"
            maxLength={100}
            value={shownName}
            onChange={(event) => {
              begin();
              setName(event.currentTarget.value);
            }}
            error={nameWrong}
          />
          {settings.length > 0 && (
            <details className={classes['by_parts']} open={wrong.some(Boolean) || undefined}>
              <summary>
                <ChevronRight size={16} aria-hidden />
                {t('by_parts')}
              </summary>
              <Stack gap="md" mt="sm">
                {settings.map((setting, index) => {
                  const value = valueOf(setting.name);
                  return (
                    <SettingField
                      key={setting.name}
                      id={idOf(setting.name)}
                      setting={setting}
                      title={words.title(setting)}
                      description={words.description(setting)}
                      value={value}
                      kept={setting.secret}
                      error={wrong[index] || (left.includes(setting.name) && value !== '' && words.hint(setting, value))}
                      onLeave={() => setLeft((before) => [...before, setting.name])}
                      onChange={(changed) => edit(setting.name, changed, setting.secret)}
                    />
                  );
                })}
              </Stack>
            </details>
          )}
          <Group gap="sm">
            <BusyButton type="submit" busy={busy} variant={dirty ? 'filled' : 'default'}>
              {t('common:save')}
            </BusyButton>
            {dirty && (
              <Button variant="default" onClick={forget}>
                {t('common:cancel')}
              </Button>
            )}
            <span role="status" className={classes['saved']}>
              {saved && t('saved')}
            </span>
          </Group>
        </Stack>
      </form>
      <ConflictDialog
        opened={conflict !== null}
        conflict={conflict}
        titleOf={(key) => words.title(settings.find((setting) => setting.name === key) ?? { name: key, title: key } as (typeof settings)[number])}
        isSecret={(key) => settings.find((setting) => setting.name === key)?.secret ?? true}
        onMine={keepMine}
        onTheirs={() => {
          keepTheirs();
          forget();
        }}
      />
    </section>
  );
}
