// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Delivery } from '@/api/posts';
import { NetworkIcon } from '@/components/network_icon';
import { looks } from '@/components/status_looks';
import { useFormat } from '@/i18n/format';
import classes from './delivery_dots.module.css';
import tones from '@/components/tones.module.css';

const shownAtMost = 6;

/** A post's channels as small network marks, each with its own state; said in words to those who do not see them. */
export function DeliveryDots({ deliveries }: { deliveries: Delivery[] }) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const more = deliveries.length > shownAtMost ? deliveries.length - shownAtMost + 1 : 0;
  return (
    <ul className={classes['dots']} aria-label={t('deliveries')}>
      {deliveries.map((delivery, index) => {
        const [Icon, tone] = looks[delivery.state];
        const said = t('list.results', { channel: delivery.channel_name, state: t(`status:delivery.${delivery.state}`) });
        const unseen = more > 0 && index >= shownAtMost - 1;
        return (
          <li key={delivery.id} className={unseen ? classes['unseen'] : undefined} title={said}>
            {!unseen && (
              <>
                <NetworkIcon connector={delivery.connector} size={22} />
                <span className={`${classes['state']} ${tones[tone]}`}>
                  <Icon size={11} strokeWidth={3} aria-hidden />
                </span>
              </>
            )}
            <span className={classes['unseen']}>{said}</span>
          </li>
        );
      })}
      {more > 0 && (
        <li aria-hidden className={classes['more']}>
          {t('list.more_channels', { number: format.number(more) })}
        </li>
      )}
    </ul>
  );
}
