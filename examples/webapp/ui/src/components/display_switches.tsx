// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Button, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languageNames, languages } from '@/i18n';
import { MenuButton, type MenuEntry } from './menu_button';

/** Two letters that open the choice of languages, each in its own name. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const entries = languages.map((language): MenuEntry => ({
    label: languageNames[language],
    lang: language,
    checked: language === i18n.language,
    onClick: () => void chooseLanguage(language),
  }));
  return (
    <MenuButton entries={entries}>
      {(opens) => (
        <Button {...opens} variant="subtle" color="gray" size="compact-md" fz="sm" fw={550} c="var(--mp-neutral-text)" px="xs" mih={36}
          aria-label={`${i18n.language.toUpperCase()}, ${t('language')}: ${languageNames[i18n.language === 'fr' ? 'fr' : 'en']}`}>
          {i18n.language.toUpperCase()}
        </Button>
      )}
    </MenuButton>
  );
}

const schemes: [MantineColorScheme, LucideIcon][] = [['auto', Monitor], ['light', Sun], ['dark', Moon]];

/** Light, dark, or as the system. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = schemes.find(([scheme]) => scheme === colorScheme)?.[1] ?? Monitor;
  const entries = schemes.map(([scheme, icon]): MenuEntry => ({
    label: t(`theme_${scheme}`),
    icon,
    checked: scheme === colorScheme,
    onClick: () => setColorScheme(scheme),
  }));
  return (
    <MenuButton entries={entries}>
      {(opens) => (
        <ActionIcon {...opens} variant="subtle" color="gray" size={36} c="var(--mp-neutral-text)"
          aria-label={`${t('theme')}: ${t(`theme_${colorScheme}`)}`}>
          <Icon size={18} aria-hidden />
        </ActionIcon>
      )}
    </MenuButton>
  );
}
