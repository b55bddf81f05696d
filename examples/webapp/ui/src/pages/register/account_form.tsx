// SPDX-License-Identifier: BSL-1.0
import { Stack, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegister } from '@/api/accounts';
import { asProblem } from '@/api/problem';
import { useLogIn } from '@/api/session';
import { BusyButton } from '@/components/busy_button';
import { PasswordField } from '@/components/password_field';
import { ProblemAlert } from '@/components/problem_alert';
import { useRemaining } from '@/components/use_remaining';
import { useFailureWords } from '@/i18n/failure_words';
import { useFormat } from '@/i18n/format';
import { StrengthMeter } from '@/components/strength_meter';

/** What lets somebody in beside an open door. */
export type Pass = 'invitation' | 'setup_token';

interface Props {
  /** Which pass to ask for; null: none is needed. */
  pass: Pass | null;
  /** What the field of the pass begins with. */
  givenPass?: string;
  submit: string;
  /** Once the account exists and its owner is logged in. */
  onDone: () => void;
  /** Above the fields. */
  children?: ReactNode;
}

/** Codes of the API that are about one field, and are said there. */
const fieldOfCode: Record<string, string> = {
  email_taken: 'email',
  weak_password: 'password',
  invitation_required: 'pass',
  invitation_invalid: 'pass',
  setup_token_invalid: 'pass',
};

/** Makes an account and logs in to it. What was typed stays after every refusal, and the focus goes to what is wrong. */
export function AccountForm({ pass, givenPass = '', submit, onDone, children }: Props) {
  const { t } = useTranslation('auth');
  const format = useFormat();
  const words = useFailureWords();
  const register = useRegister();
  const logIn = useLogIn();
  const [values, setValues] = useState({ pass: givenPass, name: '', email: '', password: '' });
  const [asked, setAsked] = useState(false);
  const fields = {
    pass: useRef<HTMLInputElement>(null),
    name: useRef<HTMLInputElement>(null),
    email: useRef<HTMLInputElement>(null),
    password: useRef<HTMLInputElement>(null),
  };
  type Field = keyof typeof fields;
  const shown = (pass ? ['pass', 'name', 'email', 'password'] : ['name', 'email', 'password']) as Field[];

  const error = register.error ?? logIn.error;
  const problem = error ? asProblem(error) : null;
  const wait = useRemaining(problem?.retryAt ?? null);
  const pointers: Record<Field, string> = { pass: `/${pass ?? 'invitation'}`, name: '/display_name', email: '/email', password: '/password' };

  /** What the server says of a field, until it is changed. */
  const [changed, setChanged] = useState<ReadonlySet<Field>>(new Set());
  const refusal = (field: Field): string => {
    if (!problem || changed.has(field)) return '';
    if (fieldOfCode[problem.code] !== field) return problem.field(pointers[field]);
    const { what, next } = words.problem(problem);
    return `${what} ${next}`;
  };
  const errorOf = (field: Field): string => (asked && !values[field].trim() ? t(`account.missing.${field}`) : refusal(field));
  const saidAtField = shown.some((field) => refusal(field) !== '') || changed.size > 0;

  const input = (field: Field) => ({
    ref: fields[field],
    label: field === 'pass' ? t(`account.${pass ?? 'invitation'}`) : t(`account.${field}`),
    value: values[field],
    error: errorOf(field) || undefined,
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [field]: value }));
      setChanged((before) => new Set(before).add(field));
    },
  });

  const send = async () => {
    const { name, email, password } = values;
    setChanged(new Set());
    try {
      await register.mutateAsync({
        email: email.trim(),
        password,
        display_name: name.trim(),
        ...(pass && { [pass]: values.pass.trim() }),
      });
    } catch (thrown) {
      const refused = asProblem(thrown);
      const first = shown.find((field) => fieldOfCode[refused.code] === field || refused.field(pointers[field]));
      if (first) fields[first].current?.focus();
      return;
    }
    await logIn.mutateAsync({ email: email.trim(), password });
    onDone();
  };

  const pressed = (event: FormEvent) => {
    event.preventDefault();
    if (register.isPending || logIn.isPending || wait > 0) return;
    setAsked(true);
    const missing = shown.find((field) => !values[field].trim());
    if (missing) fields[missing].current?.focus();
    else void send().catch(() => {}); // shown below
  };

  return (
    <form onSubmit={pressed} noValidate>
      <Stack gap="md">
        {problem && !saidAtField && <ProblemAlert error={problem} />}
        {children}
        {pass && (
          <TextInput {...input('pass')} description={t(`account.${pass}_hint`)} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        )}
        <TextInput {...input('name')} name="name" autoComplete="name" description={t('account.name_hint')} />
        <TextInput {...input('email')} type="email" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <div>
          <PasswordField {...input('password')} name="new-password" autoComplete="new-password" />
          <StrengthMeter password={values.password} ownWords={[values.name, values.email, ...values.email.split(/[@.]/)]} />
        </div>
        <BusyButton type="submit" fullWidth mt={4} busy={register.isPending || logIn.isPending} disabled={wait > 0}>
          {wait > 0 ? t('account.wait', { wait: format.wait(wait) }) : submit}
        </BusyButton>
      </Stack>
    </form>
  );
}
