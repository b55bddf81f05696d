// SPDX-License-Identifier: BSL-1.0
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api/client';
import { useFailureWords } from '@/i18n/failure_words';
import { useFormat } from '@/i18n/format';
import { Notice } from './notice';

interface Props {
  failure: Schema<'Failure'> | Schema<'ChannelProblem'>;
  connector: string;
  /** What happens next, where the page knows better than the failure's own words. */
  next?: string | undefined;
  /** The one button that helps; see the classes of failures for which. */
  action?: ReactNode;
  alert?: boolean;
}

const tones = {
  message_rejected: 'danger',
  channel_dead: 'danger',
  auth: 'danger',
  rate_limited: 'warning',
  transient: 'warning',
  unconfirmed: 'unsure',
} as const;

/** Why something was not delivered: what happened, what happens next, the network's own words, and one button. */
export function FailureNotice({ failure, connector, next, action, alert }: Props) {
  const { t, i18n } = useTranslation('failures');
  const words = useFailureWords().failure(failure, connector);
  const format = useFormat();
  const network = i18n.exists(`common:networks.${connector}`) ? t(`common:networks.${connector}`) : connector;
  const remoteWords = 'remote_words' in failure ? failure.remote_words : '';
  const retryAt = 'retry_at' in failure ? failure.retry_at : null;
  return (
    <Notice
      tone={tones[failure.class]}
      what={words.what}
      next={next ?? (retryAt ? t('again_at', { time: format.dateTime(retryAt) }) : words.next)}
      quote={remoteWords ? t('network_said', { network, words: remoteWords }) : undefined}
      action={action}
      {...(alert && { alert })}
    />
  );
}
