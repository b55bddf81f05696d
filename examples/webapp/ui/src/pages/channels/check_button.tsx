// SPDX-License-Identifier: BSL-1.0
import { Radar } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { BusyButton } from '@/components/busy_button';
import type { Check } from './check';

/** Asks now; after too many questions it counts down. */
export function CheckButton({ check, name }: { check: Check; name: string }) {
  const { t } = useTranslation('channels');
  const format = useFormat();
  return (
    <BusyButton
      variant="default"
      size="sm"
      leftSection={<Radar size={16} aria-hidden />}
      busy={check.busy}
      disabled={check.wait > 0}
      aria-label={check.wait > 0 ? undefined : t('check_named', { name })}
      onClick={check.run}
    >
      {check.wait > 0 ? t('check_in', { wait: format.wait(check.wait) }) : t('check')}
    </BusyButton>
  );
}
