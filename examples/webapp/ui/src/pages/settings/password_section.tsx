// SPDX-License-Identifier: BSL-1.0
import { Group, Stack } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangePassword } from '@/api/accounts';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { notify } from '@/components/notify';
import { PasswordField } from '@/components/password_field';
import { ProblemAlert } from '@/components/problem_alert';
import { StrengthMeter } from '@/components/strength_meter';
import { useFailureWords } from '@/i18n/failure_words';
import { Section } from './section';

const fieldOfCode: Record<string, 'current' | 'next'> = { wrong_password: 'current', weak_password: 'next' };

export function PasswordSection({ email, name }: { email: string; name: string }) {
  const { t } = useTranslation('settings');
  const words = useFailureWords();
  const change = useChangePassword();
  const [values, setValues] = useState({ current: '', next: '' });
  const currentField = useRef<HTMLInputElement>(null);
  const nextField = useRef<HTMLInputElement>(null);

  const problem = change.isError ? asProblem(change.error) : null;
  const field = problem && fieldOfCode[problem.code];
  const errorOf = (of: 'current' | 'next') => {
    if (!problem || field !== of) return undefined;
    const { what, next } = words.problem(problem);
    return `${what} ${next}`;
  };
  const set = (of: 'current' | 'next') => (event: { currentTarget: HTMLInputElement }) => {
    const { value } = event.currentTarget;
    change.reset();
    setValues((before) => ({ ...before, [of]: value }));
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { current_password: values.current, new_password: values.next },
      {
        onSuccess: () => {
          setValues({ current: '', next: '' });
          void notify({ message: t('password.changed'), color: 'green' });
        },
        onError: (error) => (fieldOfCode[asProblem(error).code] === 'next' ? nextField : currentField).current?.focus(),
      },
    );
  };

  return (
    <Section title={t('password.title')} about={t('password.about')}>
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          {problem && !field && <ProblemAlert error={problem} />}
          {/* Password managers look for the account's name in the form. */}
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <PasswordField
            ref={currentField}
            label={t('password.current')}
            name="current-password"
            autoComplete="current-password"
            value={values.current}
            onChange={set('current')}
            error={errorOf('current')}
          />
          <div>
            <PasswordField
              ref={nextField}
              label={t('password.new')}
              name="new-password"
              autoComplete="new-password"
              value={values.next}
              onChange={set('next')}
              error={errorOf('next')}
            />
            <StrengthMeter password={values.next} ownWords={[name, email]} />
          </div>
          <Group justify="flex-end">
            <BusyButton type="submit" busy={change.isPending} disabled={!values.current || !values.next}>
              {t('password.submit')}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
