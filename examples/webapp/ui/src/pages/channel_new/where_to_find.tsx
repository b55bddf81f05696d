// SPDX-License-Identifier: BSL-1.0
import { Anchor } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Connector } from '@/api/connectors';
import { useNetworkName } from '@/i18n/network_name';
import classes from './where_to_find.module.css';

const mostSteps = 9;

/** Where a network shows what is asked for: steps of ours, else where its connector says to read. */
export function WhereToFind({ connector, named = false }: { connector: Connector; named?: boolean }) {
  const { t, i18n } = useTranslation('channels');
  const network = useNetworkName()(connector.id);
  const { id, homepage } = connector;
  const steps = Array.from({ length: mostSteps }, (_, index) => `where.${id}.${index + 1}`).filter((key) => i18n.exists(`channels:${key}`));
  const readable = /^https?:\/\//i.test(homepage);
  if (steps.length === 0 && !readable) return null;
  return (
    <details className={classes['details']}>
      <summary>
        <ChevronRight size={16} aria-hidden />
        {named ? t('where.title_named', { network }) : t('where.title')}
      </summary>
      {steps.length > 0 ? (
        <ol className={classes['steps']}>
          {steps.map((key) => (
            <li key={key}>{t(key)}</li>
          ))}
        </ol>
      ) : (
        <p className={classes['hint']}>{t('where.unknown', { network })}</p>
      )}
      {readable && (
        <Anchor href={homepage} target="_blank" rel="noopener noreferrer" size="sm">
          {t('where.read_more', { network })}
        </Anchor>
      )}
    </details>
  );
}
