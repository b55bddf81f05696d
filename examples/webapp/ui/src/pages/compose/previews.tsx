// SPDX-License-Identifier: BSL-1.0
import { Skeleton } from '@mantine/core';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Channel } from '@/api/channels';
import type { Preview } from '@/api/previews';
import { NetworkIcon } from '@/components/network_icon';
import { ProblemAlert } from '@/components/problem_alert';
import { useFormat } from '@/i18n/format';
import { MessageCard } from './message_card';
import classes from './previews.module.css';
import { looksOf, type Look } from './readiness';
import { RequestDetails } from './request_details';

interface Props {
  chosen: Channel[];
  previews: Preview[];
  /** The next ones are being made; these are of the text before. */
  busy: boolean;
  /** They will stay those of the text before: there is no connection. */
  outdated: boolean;
  error: unknown;
}

/** How the message would look, network by network. */
export function Previews({ chosen, previews, busy, outdated, error }: Props) {
  const { t } = useTranslation('compose');
  const looks = looksOf(chosen, previews);
  const missing = chosen.length > 0 && looks.length === 0 && !error;
  return (
    <section className={classes['pane']} aria-labelledby="preview-title" aria-busy={busy}>
      <header className={classes['head']}>
        <h2 id="preview-title">{t('preview.title')}</h2>
        <span className={classes['badge']}>{t('preview.approximation')}</span>
      </header>
      {chosen.length === 0 ? (
        <p className={classes['none']}>
          <Eye size={20} strokeWidth={1.6} aria-hidden />
          {t('preview.no_channel')}
        </p>
      ) : (
        <p className={classes['hint']}>{outdated ? t('preview.offline') : t('preview.hint')}</p>
      )}
      {error !== null && chosen.length > 0 && <ProblemAlert error={error} />}
      {missing && <Skeleton height={96} radius="md" className={classes['late'] ?? ''} aria-hidden />}
      {looks.map((look) => (
        <LookView key={look.channels[0]?.id} look={look} />
      ))}
    </section>
  );
}

function LookView({ look: { preview, channels } }: { look: Look }) {
  const format = useFormat();
  return (
    <article className={classes['look']}>
      <h3 className={classes['name']}>
        <NetworkIcon connector={preview.connector} size={18} labelled />
        <span>{format.list(channels.map((channel) => channel.name))}</span>
      </h3>
      <MessageCard preview={preview} />
      <RequestDetails requests={preview.requests} />
    </article>
  );
}
