// SPDX-License-Identifier: BSL-1.0
import { Group, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeProfile } from '@/api/accounts';
import type { Schema } from '@/api/client';
import { asProblem } from '@/api/problem';
import { BusyButton } from '@/components/busy_button';
import { notify } from '@/components/notify';
import { ProblemAlert } from '@/components/problem_alert';
import { Section } from './section';

export function ProfileSection({ user }: { user: Schema<'User'> }) {
  const { t } = useTranslation('settings');
  const change = useChangeProfile();
  const [name, setName] = useState(user.display_name);
  const wrong = change.isError ? asProblem(change.error).field('/display_name') : '';
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { display_name: name.trim() },
      { onSuccess: () => void notify({ message: t('profile.saved'), color: 'green' }) },
    );
  };
  return (
    <Section title={t('profile.title')} about={t('profile.about')}>
      <form onSubmit={save} noValidate>
        <Stack gap="md">
          {change.isError && !wrong && <ProblemAlert error={change.error} />}
          <TextInput
            label={t('profile.name')}
            name="name"
            autoComplete="name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={wrong || undefined}
          />
          <TextInput label={t('profile.email')} value={user.email} readOnly description={t('profile.email_hint')} />
          <Group justify="flex-end">
            <BusyButton type="submit" busy={change.isPending} disabled={!name.trim() || name.trim() === user.display_name}>
              {t('common:save')}
            </BusyButton>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
