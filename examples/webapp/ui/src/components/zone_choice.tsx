// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/i18n/format';
import { usePreference } from '@/preferences';
import { ZoneField } from './zone_field';

/** The time zone in which times are shown; the browser's unless another is chosen. */
export default function ZoneChoice() {
  const { t } = useTranslation();
  const [zone, setZone] = usePreference('zone');
  return (
    <ZoneField
      label={t('zone')}
      description={zone && zone !== browserZone() ? t('zone_differs', { zone: browserZone() }) : t('zone_browser')}
      zone={zone || browserZone()}
      onChange={(value) => setZone(value === browserZone() ? '' : value)}
    />
  );
}
