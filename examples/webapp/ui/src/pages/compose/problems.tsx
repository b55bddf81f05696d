// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { NetworkIcon } from '@/components/network_icon';
import { useFailureWords } from '@/i18n/failure_words';
import { useFormat } from '@/i18n/format';
import classes from './problems.module.css';
import type { Readiness } from './readiness';

interface Props {
  readiness: Readiness;
  /** After the button was pressed: screen readers are told at once. */
  alert: boolean;
  disabled: boolean;
  onSendToReady: () => void;
  onCorrect: () => void;
  firstRef: Ref<HTMLLIElement>;
}

/** Which channels would not take the message and why; the others can have it meanwhile. */
export function Problems({ readiness: { ready, blocked }, alert, disabled, onSendToReady, onCorrect, firstRef }: Props) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const words = useFailureWords();
  if (blocked.length === 0) return null;
  const total = ready.length + blocked.length;
  return (
    <section className={classes['problems']} role={alert ? 'alert' : undefined} aria-label={t('problems')}>
      <p className={classes['headline']}>
        <TriangleAlert size={18} aria-hidden />
        {ready.length > 0 ? t('some_can', { count: ready.length, total }) : t('none_can', { count: total })}
      </p>
      <ul className={classes['list']}>
        {blocked.map(({ channel, reason, excess }, index) => {
          const { what, next } = words.failure(reason, channel.connector);
          return (
            <li key={channel.id} ref={index === 0 ? firstRef : undefined} tabIndex={-1}>
              <NetworkIcon connector={channel.connector} size={20} labelled />
              <div>
                <strong>{channel.name}</strong>
                <p>
                  {what} {excess > 0 ? t('too_many_sentence', { count: excess }) : next}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
      <div className={classes['actions']}>
        <Button variant="default" onClick={onCorrect}>
          {t('correct', { channels: format.list(blocked.map(({ channel }) => channel.name)) })}
        </Button>
        {ready.length > 0 && (
          <Button variant="default" disabled={disabled} onClick={onSendToReady}>
            {t('send_to_these', { count: ready.length })}
          </Button>
        )}
      </div>
    </section>
  );
}
