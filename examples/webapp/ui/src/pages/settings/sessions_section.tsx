// SPDX-License-Identifier: BSL-1.0
import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEndSession, useSessions } from '@/api/accounts';
import { BusyButton } from '@/components/busy_button';
import { LoadingSkeleton } from '@/components/loading_skeleton';
import { ProblemAlert } from '@/components/problem_alert';
import { RelativeTime } from '@/components/relative_time';
import { deviceName } from './device_name';
import { Section } from './section';

export function SessionsSection() {
  const { t } = useTranslation('settings');
  const sessions = useSessions();
  const end = useEndSession();
  return (
    <Section title={t('sessions.title')} about={t('sessions.about')}>
      <Stack gap="md">
        {sessions.isPending && <LoadingSkeleton rows={2} height={44} />}
        {sessions.isError && <ProblemAlert error={sessions.error} />}
        {end.isError && <ProblemAlert error={end.error} />}
        {sessions.data?.items.map((session) => {
          const device = deviceName(session.user_agent) || t('sessions.unknown');
          return (
            <Group key={session.id} justify="space-between" wrap="nowrap" gap="md">
              <div>
                <Group gap="xs">
                  <Text size="sm" fw={550}>
                    {device}
                  </Text>
                  {session.current && (
                    <Badge size="sm" variant="light">
                      {t('sessions.current')}
                    </Badge>
                  )}
                </Group>
                <Text size="xs" c="dimmed">
                  {t('sessions.last_used')} <RelativeTime at={session.last_used_at} />
                </Text>
              </div>
              {!session.current && (
                <BusyButton
                  variant="default"
                  size="sm"
                  flex="none"
                  aria-label={t('sessions.end_named', { device })}
                  busy={end.isPending && end.variables === session.id}
                  onClick={() => end.mutate(session.id)}
                >
                  {t('sessions.end')}
                </BusyButton>
              )}
            </Group>
          );
        })}
      </Stack>
    </Section>
  );
}
