// SPDX-License-Identifier: BSL-1.0
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLogIn, useSession } from '@/api/session';
import { settleExpiry, useExpiry } from '@/api/session_expiry';
import { BusyButton } from './busy_button';
import { setPreference } from '@/preferences';
import { PasswordField } from './password_field';
import { ProblemAlert } from './problem_alert';

/** Asks to log in again over the page, which stays as it is; then what was interrupted goes on. */
export default function SessionExpiredDialog() {
  const { t } = useTranslation();
  const reason = useExpiry();
  const { data: session } = useSession();
  const logIn = useLogIn();
  const [password, setPassword] = useState('');
  if (!session) return null;
  const { email, display_name: name } = session.user;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    logIn.mutate(
      { email, password },
      {
        onSuccess: () => {
          setPassword('');
          settleExpiry(true);
        },
      },
    );
  };
  const leave = () => {
    setPreference('session', '');
    location.assign('/login');
  };

  return (
    <Modal
      opened={reason !== null}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('expired.title')}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{t(`expired.${reason ?? 'not_logged_in'}`)}</Text>
          <Text size="sm" c="dimmed">
            {t('expired.as', { name, email })}
          </Text>
          {logIn.isError && <ProblemAlert error={logIn.error} />}
          {/* For password managers: whose password it is. */}
          <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
          <PasswordField
            label={t('auth:login.password')}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            data-autofocus
          />
          <Stack gap="xs">
            <BusyButton type="submit" busy={logIn.isPending} disabled={!password}>
              {t('auth:login.submit')}
            </BusyButton>
            <Button variant="subtle" color="gray" c="var(--mp-neutral-text)" onClick={leave} title={t('expired.other_hint')}>
              {t('expired.other')}
            </Button>
          </Stack>
        </Stack>
      </form>
    </Modal>
  );
}
