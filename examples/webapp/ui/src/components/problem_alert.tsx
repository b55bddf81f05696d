// SPDX-License-Identifier: BSL-1.0
import { CopyButton, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useFailureWords } from '@/i18n/failure_words';
import { useFormat } from '@/i18n/format';
import { useRemaining } from './use_remaining';
import { Notice } from './notice';

interface Props {
  /** What a query or mutation threw. */
  error: unknown;
  /** One button, such as Try again. */
  action?: ReactNode;
}

/** A request that was not done, in the user's language, with the number that finds it in the server's log. */
export function ProblemAlert({ error, action }: Props) {
  const { t } = useTranslation('failures');
  const format = useFormat();
  const problem = asProblem(error);
  const words = useFailureWords().problem(problem);
  const remaining = useRemaining(problem.retryAt);
  let next = words.next;
  if (problem.retryAt) next = remaining > 0 ? t('again_in', { wait: format.wait(remaining) }) : t('again_now');
  // Ours to explain are the server's faults; a wrong password needs no number.
  const numbered = problem.requestId && (problem.status >= 500 || problem.code === 'unexpected_answer');
  return (
    <Notice
      alert
      tone={problem.status === 429 || problem.status === 503 ? 'warning' : 'danger'}
      what={words.what}
      next={next}
      quote={words.serverSaid ? t('server_said', { words: words.serverSaid }) : undefined}
      action={action}
      foot={
        numbered && (
          <>
            <span>{t('request_number', { id: problem.requestId })}</span>
            <CopyButton value={problem.requestId}>
              {({ copied, copy }) => (
                <UnstyledButton onClick={copy} fz="inherit" td="underline" mih={24}>
                  {copied ? t('common:copied') : t('common:copy')}
                </UnstyledButton>
              )}
            </CopyButton>
          </>
        )
      }
    />
  );
}
