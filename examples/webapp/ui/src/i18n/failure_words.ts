// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api/client';
import type { Problem } from '@/api/problem';

/** What happened, and what happens next or what to do; `next` may be empty. */
export interface Words {
  what: string;
  next: string;
}

/** A failure or an error of one channel: both have a code and the server's own English words. */
type Coded = Pick<Schema<'Failure'>, 'code' | 'what' | 'advice'>;

// Of these the server's words say what, in this very case: shown besides ours.
const saysMore = new Set(['bad_channel', 'weak_password', 'bad_value', 'limit_reached', 'message_refused', 'bad_schedule']);

/** Turns codes into sentences of the user's language; a code without a sentence falls back to the server's words. */
export function useFailureWords() {
  const { t, i18n } = useTranslation('failures');

  /** The sentences under the first of these keys that there is. */
  const find = (...keys: string[]): Words | null => {
    const key = keys.find((candidate) => i18n.exists(`failures:${candidate}.what`));
    return key ? { what: t(`${key}.what`), next: t(`${key}.next`) } : null;
  };

  return {
    failure: ({ code, what, advice }: Coded, connector: string): Words =>
      find(`${connector}.${code}`, `core.${code}`) ?? { what, next: advice },
    /** By what may be done about it: for a group of failures. */
    failureClass: (kind: Schema<'FailureClass'>): Words => find(`class.${kind}`) ?? { what: kind, next: '' },
    problem(problem: Problem): Words & { serverSaid: string } {
      const words = find(`problem.${problem.code}`);
      if (!words) return { what: problem.title || problem.code, next: problem.detail, serverSaid: '' };
      return { ...words, serverSaid: saysMore.has(problem.code) ? problem.detail : '' };
    },
    notice: ({ code, what }: Schema<'Notice'>): string => (i18n.exists(`failures:notice.${code}`) ? t(`notice.${code}`) : what),
  };
}
