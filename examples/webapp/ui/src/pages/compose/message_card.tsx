// SPDX-License-Identifier: BSL-1.0
import { Bot } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '@/api/previews';
import { useFormat } from '@/i18n/format';
import classes from './message_card.module.css';
import { RichText } from './rich_text';

const looks: Record<string, string> = { slack: 'slack', discord: 'discord' };

/** A message as it would stand on its network, about. */
export function MessageCard({ preview }: { preview: Preview }) {
  const { t } = useTranslation('compose');
  const format = useFormat();
  const [now] = useState(() => Date.now());
  const time = format.time(now);
  const { segments, connector } = preview;
  return (
    <div className={`${classes['card']} ${classes[looks[connector] ?? 'plain'] ?? ''}`}>
      {segments.map((segment, index) => (
        <div key={index} className={classes['message']}>
          <span className={classes['avatar']} aria-hidden>
            <Bot size={20} strokeWidth={1.8} />
          </span>
          <div className={classes['body']}>
            <p className={classes['head']}>
              <span className={classes['sender']}>{t('preview.sender')}</span>
              <span className={classes['app']}>{t('preview.app')}</span>
              <span className={classes['time']}>{connector === 'discord' ? t('preview.today_at', { time }) : time}</span>
              {segments.length > 1 && (
                <span className={classes['part']}>{t('preview.part', { number: index + 1, total: segments.length })}</span>
              )}
            </p>
            {segment.blocks.length > 0 ? (
              <RichText blocks={segment.blocks} />
            ) : (
              <p className={classes['nothing']}>{t('preview.nothing')}</p>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}
