// SPDX-License-Identifier: BSL-1.0
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const dots = '••••';

/** Which account a channel writes to: the host, and the end of its secret. "hooks.slack.com ••••4f2a" */
export function AccountHint({ hint }: { hint: string }) {
  const { t } = useTranslation('channels');
  const [host, end] = hint.split(' …');
  if (!end) return <span translate="no">{host}</span>;
  return (
    <span translate="no">
      {host} <VisuallyHidden>{t('hint_ends')}</VisuallyHidden>
      <span style={{ whiteSpace: 'nowrap' }}>
        <span aria-hidden>{dots}</span>
        {end}
      </span>
    </span>
  );
}
