// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { MessagePage } from './message_page';

/** For addresses there is no page for, and for ids there is nothing behind. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <MessagePage title={t('not_found.title')} text={t('not_found.text')}>
      <Button component={Link} to="/">
        {t('not_found.home')}
      </Button>
    </MessagePage>
  );
}
