// SPDX-License-Identifier: BSL-1.0
import { Anchor, Group, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useInstance } from '@/api/instance';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { Notice } from '@/components/notice';
import { PageHeading } from '@/components/page_heading';
import { ProblemAlert } from '@/components/problem_alert';
import { PublicPage } from '@/components/public_page';
import { AccountForm } from './account_form';

/** An invitation comes as a link: its code stands behind the #, which no server's log ever sees. */
function invitationOfLink(): string {
  return new URLSearchParams(location.hash.slice(1)).get('invitation') ?? '';
}

export default function RegisterPage() {
  const { t } = useTranslation('auth');
  const navigate = useNavigate();
  const instance = useInstance();
  const registration = instance.data?.registration;
  return (
    <PublicPage
      footnote={
        <Group justify="center" gap={6} mt="lg">
          <Text size="sm">{t('register.have_account')}</Text>
          <Anchor size="sm" component={Link} to="/login">
            {t('login.submit')}
          </Anchor>
        </Group>
      }
    >
      <PageHeading>{t('register.title')}</PageHeading>
      {instance.isPending && <LoadingSkeleton />}
      {instance.isError && <ProblemAlert error={instance.error} />}
      {registration === 'closed' && <Notice tone="info" what={t('register.closed')} next={t('register.closed_next')} />}
      {(registration === 'open' || registration === 'invite') && (
        <AccountForm
          pass={registration === 'invite' ? 'invitation' : null}
          givenPass={invitationOfLink()}
          submit={t('register.submit')}
          onDone={() => void navigate({ to: '/' })}
        />
      )}
    </PublicPage>
  );
}
