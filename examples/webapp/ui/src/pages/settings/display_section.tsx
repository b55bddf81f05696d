// SPDX-License-Identifier: BSL-1.0
import { SegmentedControl, Stack, Switch, Text, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { ShortcutsSwitch } from '@/components/shortcuts_switch';
import { ZoneSelect } from '@/components/zone_select';
import { chooseLanguage, languageNames, languages, type Language } from '@/i18n';
import { usePreference } from '@/preferences';
import { Section } from './section';

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  data: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, data, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={500} mb={4} id={id}>
        {label}
      </Text>
      <SegmentedControl fullWidth aria-labelledby={id} value={value} data={data} onChange={onChange} />
    </div>
  );
}

/** "Do not ask again" can be taken back here. */
function AskSwitch() {
  const { t } = useTranslation('settings');
  const [off, setOff] = usePreference('ask-before-sending');
  return (
    <Switch
      label={t('display.ask')}
      checked={!off}
      onChange={(event) => setOff(event.currentTarget.checked ? '' : 'off')}
    />
  );
}

/** What this browser remembers for its user; it is not sent to the server. */
export function DisplaySection() {
  const { t, i18n } = useTranslation('settings');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = (['auto', 'light', 'dark'] as const).map((value) => ({ value, label: t(`common:theme_${value}`) }));
  return (
    <Section title={t('display.title')} about={t('display.about')}>
      <Stack gap="lg">
        <Choice<Language>
          label={t('common:language')}
          value={i18n.language as Language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(language) => void chooseLanguage(language)}
        />
        <Choice<MantineColorScheme> label={t('common:theme')} value={colorScheme} data={schemes} onChange={setColorScheme} />
        <ZoneSelect />
        <AskSwitch />
        <ShortcutsSwitch />
      </Stack>
    </Section>
  );
}
