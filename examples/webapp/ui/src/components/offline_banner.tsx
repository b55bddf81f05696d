// SPDX-License-Identifier: BSL-1.0
import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice';
import { useOnline } from './use_online';

/** Says that there is no connection, and what still works. */
export function OfflineBanner() {
  const { t } = useTranslation();
  if (useOnline()) return null;
  return (
    <Box mb="md" role="status">
      <Notice tone="warning" what={t('live.offline')} next={t('offline_banner')} />
    </Box>
  );
}
