// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import { useLiveStatus } from '@/api/events';
import classes from './live_pill.module.css';

/** How fresh the page is, in a word. */
export function LivePill() {
  const { t } = useTranslation();
  const status = useLiveStatus();
  return (
    <span className={`${classes['pill']} ${classes[status] ?? ''}`} role="status" title={t(`live.${status}_hint`)}>
      <span className={classes['dot']} aria-hidden />
      {t(`live.${status}`)}
    </span>
  );
}
