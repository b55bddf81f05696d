// SPDX-License-Identifier: BSL-1.0
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useInstance } from '@/api/instance';
import { useSession } from '@/api/session';
import { PageHeading } from '@/components/page_heading';
import { DisplaySection } from './display_section';
import { InvitationSection } from './invitation_section';
import { PasswordSection } from './password_section';
import { ProfileSection } from './profile_section';
import { SessionsSection } from './sessions_section';

export default function SettingsPage() {
  const { t } = useTranslation('settings');
  const session = useSession();
  const instance = useInstance();
  if (!session.data) return null;
  const { user } = session.data;
  return (
    <>
      <PageHeading>{t('title')}</PageHeading>
      <ProfileSection user={user} />
      <DisplaySection />
      <PasswordSection email={user.email} name={user.display_name} />
      <SessionsSection />
      {user.administrator && <InvitationSection />}
      {instance.data && (
        <Text size="xs" c="dimmed" mt="lg">
          {t('version', { version: instance.data.version })}
        </Text>
      )}
    </>
  );
}
