// SPDX-License-Identifier: BSL-1.0
import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePreference } from '@/preferences';

/** Turns the single-key shortcuts on and off. */
export function ShortcutsSwitch() {
  const { t } = useTranslation();
  const [off, setOff] = usePreference('shortcuts');
  return (
    <Switch
      label={t('shortcuts.on')}
      description={t('shortcuts.on_hint')}
      checked={!off}
      onChange={(event) => setOff(event.currentTarget.checked ? '' : 'off')}
    />
  );
}
