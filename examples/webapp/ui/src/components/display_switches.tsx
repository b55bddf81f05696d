// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Button, Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languageNames, languages } from '@/i18n';

const chosen = (is: boolean) => (is ? <Check size={16} aria-hidden /> : <span style={{ width: 16 }} />);

/** Two letters that open the choice of languages, each in its own name. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md" fz="sm" fw={550} c="var(--mp-neutral-text)" px="xs" mih={36}
          aria-label={`${i18n.language.toUpperCase()}, ${t('language')}: ${languageNames[i18n.language === 'fr' ? 'fr' : 'en']}`}>
          {i18n.language.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={language === i18n.language}
            leftSection={chosen(language === i18n.language)}
            onClick={() => void chooseLanguage(language)}
          >
            {languageNames[language]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const schemes: [MantineColorScheme, typeof Sun][] = [['auto', Monitor], ['light', Sun], ['dark', Moon]];

/** Light, dark, or as the system. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = schemes.find(([scheme]) => scheme === colorScheme)?.[1] ?? Monitor;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} c="var(--mp-neutral-text)"
          aria-label={`${t('theme')}: ${t(`theme_${colorScheme}`)}`}>
          <Icon size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(([scheme, SchemeIcon]) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={scheme === colorScheme}
            leftSection={<SchemeIcon size={16} aria-hidden />}
            rightSection={chosen(scheme === colorScheme)}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`theme_${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
