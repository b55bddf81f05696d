// SPDX-License-Identifier: BSL-1.0
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './error_summary.module.css';

export interface Fault {
  /** The field's id in the page. */
  id: string;
  label: string;
  what: string;
}

/** What has to be corrected, with the way to each field. */
export function ErrorSummary({ faults }: { faults: Fault[] }) {
  const { t } = useTranslation('channels');
  if (faults.length === 0) return null;
  return (
    <div role="alert" className={classes['summary']}>
      <p className={classes['title']}>
        <TriangleAlert size={18} aria-hidden />
        {t('to_correct', { count: faults.length })}
      </p>
      <ul>
        {faults.map(({ id, label, what }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(id)?.focus();
              }}
            >
              {label}
            </a>
            {t('fault', { what })}
          </li>
        ))}
      </ul>
    </div>
  );
}
