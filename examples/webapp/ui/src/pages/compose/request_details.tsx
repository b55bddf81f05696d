// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Preview } from '@/api/previews';
import classes from './request_details.module.css';

/** JSON with a line for each member; anything else as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** What would be sent, secrets masked: for those who want to know. */
export function RequestDetails({ requests }: { requests: Preview['requests'] }) {
  const { t } = useTranslation('compose');
  if (requests.length === 0) return null;
  return (
    <details className={classes['details']}>
      <summary>{t('common:details')}</summary>
      <p className={classes['hint']}>{t('request_hint')}</p>
      {requests.map((request, index) => (
        <pre key={index} className={classes['request']}>
          {`${request.method} ${request.url}\n`}
          {request.headers.map(({ name, value }) => `${name}: ${value}\n`).join('')}
          {request.body && `\n${readable(request.body)}`}
        </pre>
      ))}
    </details>
  );
}
