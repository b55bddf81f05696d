// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Avatar, Menu, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { LogOut, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useLogOut, useSession } from '@/api/session';
import { useFailureWords } from '@/i18n/failure_words';
import { notify } from './notify';

/** Who is logged in, the way to the settings, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useSession();
  const logOut = useLogOut();
  const words = useFailureWords();
  if (!data) return null;
  const { display_name: name, email } = data.user;
  const tell = (error: unknown) => void notify({ color: 'red', message: words.problem(asProblem(error)).what });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="transparent" size={36} aria-label={`${t('account')}: ${name}`}>
          <Avatar size={30} radius="xl" color="brand" variant="filled" aria-hidden>
            {[...name][0]?.toLocaleUpperCase()}
          </Avatar>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
            {name}
          </Text>
          <Text size="xs" truncate>
            {email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<Settings size={16} aria-hidden />} onClick={() => void navigate({ to: '/settings' })}>
          {t('nav.settings')}
        </Menu.Item>
        <Menu.Item
          leftSection={<LogOut size={16} aria-hidden />}
          disabled={logOut.isPending}
          onClick={() => logOut.mutate(undefined, { onError: tell })}
        >
          {logOut.isPending ? t('logging_out') : t('log_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
