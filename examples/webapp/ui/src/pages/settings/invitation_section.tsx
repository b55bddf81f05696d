// SPDX-License-Identifier: BSL-1.0
import { Button, CopyButton, Group, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useInvite } from '@/api/accounts';
import { BusyButton } from '@/components/busy_button';
import { ProblemAlert } from '@/components/problem_alert';
import { useFormat } from '@/i18n/format';
import { Section } from './section';

/** The code stands behind the #, which browsers keep to themselves. */
const linkWith = (code: string) => `${location.origin}/register#invitation=${encodeURIComponent(code)}`;

/** For administrators: a link that lets one person register. */
export function InvitationSection() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const invite = useInvite();
  const [email, setEmail] = useState('');
  const make = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate(email.trim() ? { email: email.trim() } : {});
  };
  return (
    <Section title={t('invitation.title')} about={t('invitation.about')}>
      <form onSubmit={make} noValidate>
        <Stack gap="md">
          {invite.isError && <ProblemAlert error={invite.error} />}
          <TextInput
            label={t('invitation.email')}
            description={t('invitation.email_hint')}
            type="email"
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <BusyButton type="submit" variant={invite.data ? 'default' : 'filled'} busy={invite.isPending}>
              {t('invitation.submit')}
            </BusyButton>
          </Group>
          {invite.data && (
            <div role="status">
              <TextInput
                label={t('invitation.link')}
                description={t('invitation.link_hint', { at: format.dateTime(invite.data.expires_at) })}
                value={linkWith(invite.data.code)}
                readOnly
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton value={linkWith(invite.data.code)}>
                {({ copied, copy }) => (
                  <Button mt="xs" variant="light" onClick={copy}>
                    {copied ? t('common:copied') : t('common:copy')}
                  </Button>
                )}
              </CopyButton>
            </div>
          )}
        </Stack>
      </form>
    </Section>
  );
}
