// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Problem } from '@/api/problem';
import { useFailureWords } from '@/i18n/failure_words';
import { mistakeIn } from './recognise';

/** What is wrong with the address that the server refused, to be said at its field; empty when the address is not at fault. */
export function useUrlWords(): (problem: Problem, url: string) => string {
  const { t } = useTranslation('channels');
  const words = useFailureWords();
  return (problem, url) => {
    const server = problem.field('/url');
    if (!server) return '';
    const mistake = mistakeIn(url);
    if (mistake) return t(`url_wrong.${mistake}`);
    if (problem.code === 'unknown_connector') {
      const { what, next } = words.problem(problem);
      return `${what} ${next}`;
    }
    return t('failures:server_said', { words: server });
  };
}
