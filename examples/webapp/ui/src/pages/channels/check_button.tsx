// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Radar } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { Check } from './check';

/** Keeps the focus while it works: it is not disabled but busy. */
export function CheckButton({ check, name }: { check: Check; name: string }) {
  const { t } = useTranslation('channels');
  const format = useFormat();
  return (
    <Button
      variant="default"
      size="sm"
      leftSection={<Radar size={16} aria-hidden />}
      loading={check.busy}
      disabled={check.wait > 0}
      aria-label={check.wait > 0 ? undefined : t('check_named', { name })}
      onClick={check.run}
    >
      {check.wait > 0 ? t('check_in', { wait: format.wait(check.wait) }) : t('check')}
    </Button>
  );
}
