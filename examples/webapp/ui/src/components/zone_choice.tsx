// SPDX-License-Identifier: BSL-1.0
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/i18n/format';
import { usePreference } from '@/preferences';

/** The time zone in which times are shown; the browser's unless another is chosen. */
export default function ZoneChoice() {
  const { t } = useTranslation();
  const [zone, setZone] = usePreference('zone');
  const choices = useMemo(() => {
    // A browser may stand in a zone that it does not list, such as UTC.
    const zones = new Set([browserZone(), ...Intl.supportedValuesOf('timeZone')]);
    return [...zones].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
  }, []);
  return (
    <Select
      label={t('zone')}
      description={zone && zone !== browserZone() ? t('zone_differs', { zone: browserZone() }) : t('zone_browser')}
      data={choices}
      value={zone || browserZone()}
      onChange={(value) => setZone(value && value !== browserZone() ? value : '')}
      searchable
      allowDeselect={false}
      limit={60}
      nothingFoundMessage={t('zone_none')}
    />
  );
}
