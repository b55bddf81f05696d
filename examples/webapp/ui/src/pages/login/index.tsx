// SPDX-License-Identifier: BSL-1.0
import { Anchor, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstance } from '@/api/instance';
import { asProblem } from '@/api/problem';
import { useLogIn } from '@/api/session';
import { BusyButton } from '@/components/busy_button';
import { PageHeading } from '@/components/page_heading';
import { PasswordField } from '@/components/password_field';
import { ProblemAlert } from '@/components/problem_alert';
import { PublicPage } from '@/components/public_page';
import { useRemaining } from '@/components/use_remaining';
import { useFormat } from '@/i18n/format';

export default function LoginPage() {
  const { t } = useTranslation('auth');
  const { data: instance } = useInstance();
  return (
    <PublicPage
      footnote={
        instance?.registration !== 'closed' && (
          <Group justify="center" gap={6} mt="lg">
            <Text size="sm">{t('login.no_account')}</Text>
            <Anchor size="sm" component={Link} to="/register">
              {t('login.register')}
            </Anchor>
          </Group>
        )
      }
    >
      <PageHeading>{t('login.title')}</PageHeading>
      <LoginForm />
    </PublicPage>
  );
}

function LoginForm() {
  const { t } = useTranslation('auth');
  const format = useFormat();
  const router = useRouter();
  const { redirect } = useSearch({ from: '/login' });
  const logIn = useLogIn();
  const wait = useRemaining(logIn.isError ? asProblem(logIn.error).retryAt : null);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  // What is missing is said when the button is pressed, and no longer once something is typed.
  const [asked, setAsked] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (logIn.isPending || wait > 0) return;
    setAsked(true);
    if (!email.trim()) return emailField.current?.focus();
    if (!password) return passwordField.current?.focus();
    logIn.mutate(
      { email: email.trim(), password },
      {
        onSuccess: () => router.history.push(redirect),
        onError: () => passwordField.current?.select(),
      },
    );
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {logIn.isError && <ProblemAlert error={logIn.error} />}
        <TextInput
          ref={emailField}
          label={t('login.email')}
          type="email"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={asked && !email.trim() && t('login.email_missing')}
        />
        <PasswordField
          ref={passwordField}
          label={t('login.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={asked && !password && t('login.password_missing')}
        />
        <BusyButton type="submit" fullWidth mt={4} busy={logIn.isPending} disabled={wait > 0}>
          {wait > 0 ? t('login.wait', { wait: format.wait(wait) }) : t('login.submit')}
        </BusyButton>
        <Forgotten />
      </Stack>
    </form>
  );
}

const resetCommand = 'multipost-web password reset';

/** No e-mail is sent: a forgotten password is the administrator's to reset, which is said and not hidden. */
function Forgotten() {
  const { t } = useTranslation('auth');
  const [opened, setOpened] = useState(false);
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        px={4}
        mx={-4}
        mih={28}
        aria-expanded={opened}
        aria-controls="forgotten-help"
        onClick={() => setOpened(!opened)}
      >
        {t('login.forgotten')}
      </Button>
      <Text id="forgotten-help" size="sm" mt={4} c="dimmed" hidden={!opened}>
        {t('login.forgotten_help')} <Code>{resetCommand}</Code>
      </Text>
    </div>
  );
}
