// SPDX-License-Identifier: BSL-1.0
import { TextInput } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/i18n/format';
import { usePreference } from '@/preferences';
import { later } from './later';

const ZoneChoice = later(() => import('./zone_choice'));

/** The time zone in which times are shown, and its choice as soon as that is loaded; it takes the same room. */
export function ZoneSelect() {
  const { t } = useTranslation();
  const [zone] = usePreference('zone');
  const shown = (zone || browserZone()).replaceAll('_', ' ');
  return (
    <Suspense fallback={<TextInput label={t('zone')} description={t('zone_browser')} value={shown} readOnly />}>
      <ZoneChoice />
    </Suspense>
  );
}
