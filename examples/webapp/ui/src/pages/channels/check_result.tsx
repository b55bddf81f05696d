// SPDX-License-Identifier: BSL-1.0
import { CircleCheck, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '@/components/failure_notice';
import { Notice } from '@/components/notice';
import { ProblemAlert } from '@/components/problem_alert';
import { useFailureWords } from '@/i18n/failure_words';
import type { Check } from './check';
import classes from './check_result.module.css';

interface Props {
  check: Check;
  connector: string;
  /** What helps when it does not work. */
  repair?: ReactNode;
  /** What one may do now that it works. */
  onward?: ReactNode;
}

/** What the network said, where it was asked. It is announced; what it replaces is gone. */
export function CheckResult({ check, connector, repair, onward }: Props) {
  const { t } = useTranslation('channels');
  const words = useFailureWords();
  const { busy, result, error } = check;
  const doubt = result?.state === 'unknown' ? result.failure : null;
  return (
    <>
      <div role="status" className={classes['status']}>
        {busy && (
          <div className={classes['line']}>
            <LoaderCircle size={18} aria-hidden className={classes['turning']} />
            <p>{t('checking')}</p>
          </div>
        )}
        {result?.state === 'usable' && (
          <div className={`${classes['line']} ${classes['works']}`}>
            <CircleCheck size={18} aria-hidden />
            <p>{t('works')}</p>
            {onward}
          </div>
        )}
        {result?.state === 'unknown' && (
          <Notice
            tone="unsure"
            what={doubt ? words.failure(doubt, connector).what : t('unknown')}
            next={doubt?.code === 'check_unsupported' ? words.failure(doubt, connector).next : t('unknown_next')}
          />
        )}
      </div>
      {result?.state === 'unusable' && result.failure && (
        <FailureNotice failure={result.failure} connector={connector} action={repair} alert />
      )}
      {error && <ProblemAlert error={error} />}
    </>
  );
}
