// SPDX-License-Identifier: BSL-1.0
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLiveStatus } from '@/api/events';
import classes from './live_pill.module.css';

/** How fresh the page is, in a word. */
export function LivePill() {
  const { t } = useTranslation();
  const status = useLiveStatus();
  return (
    <Tooltip label={t(`live.${status}_hint`)}>
      <span className={`${classes['pill']} ${classes[status] ?? ''}`} role="status">
        <span className={classes['dot']} aria-hidden />
        {t(`live.${status}`)}
      </span>
    </Tooltip>
  );
}
