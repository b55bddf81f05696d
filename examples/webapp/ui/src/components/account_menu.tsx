// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Avatar, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { LogOut, Settings } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useLogOut, useSession } from '@/api/session';
import { useFailureWords } from '@/i18n/failure_words';
import { MenuButton, type MenuEntry } from './menu_button';
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
  const head = (
    <>
      <Text size="sm" fw={600} c="var(--mantine-color-text)" truncate>
        {name}
      </Text>
      <Text size="xs" truncate>
        {email}
      </Text>
    </>
  );
  const entries: MenuEntry[] = [
    { label: t('nav.settings'), icon: Settings, onClick: () => void navigate({ to: '/settings' }) },
    {
      label: logOut.isPending ? t('logging_out') : t('log_out'),
      icon: LogOut,
      disabled: logOut.isPending,
      onClick: () => logOut.mutate(undefined, { onError: tell }),
    },
  ];
  return (
    <MenuButton entries={entries} head={head} width={240}>
      {(opens) => (
        <ActionIcon {...opens} variant="transparent" size={36} aria-label={`${t('account')}: ${name}`}>
          <Avatar size={30} radius="xl" color="brand" variant="filled" aria-hidden>
            {[...name][0]?.toLocaleUpperCase()}
          </Avatar>
        </ActionIcon>
      )}
    </MenuButton>
  );
}
