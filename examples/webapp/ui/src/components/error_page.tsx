// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { MessagePage } from './message_page';
import { ProblemAlert } from './problem_alert';

/** In place of a page that threw: what the server said if it was the server, else a plain message. */
export function ErrorPage({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const ofServer = error instanceof Problem || error instanceof TypeError;
  return (
    <MessagePage title={t('error.title')} text={ofServer ? '' : t('error.text')}>
      {ofServer && <ProblemAlert error={error} />}
      {ofServer ? (
        <Button onClick={() => void router.invalidate()}>{t('retry')}</Button>
      ) : (
        <Button onClick={() => location.reload()}>{t('error.reload')}</Button>
      )}
    </MessagePage>
  );
}
