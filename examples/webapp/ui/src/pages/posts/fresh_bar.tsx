// SPDX-License-Identifier: BSL-1.0
import { UnstyledButton } from '@mantine/core';
import { ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import classes from './fresh_bar.module.css';

/** Says that there is more, and shows it only when asked to: nothing moves under anybody's hands. */
export function FreshBar({ count, moved, onShow }: { count: number; moved: boolean; onShow: () => void }) {
  const { t } = useTranslation('posts');
  return (
    <div role="status" className={classes['place']}>
      {(count > 0 || moved) && (
        <UnstyledButton className={classes['bar']} onClick={onShow}>
          <ArrowUp size={15} aria-hidden />
          {count > 0 ? t('list.fresh', { count }) : t('list.moved')} <span className={classes['act']}>{t('list.show_fresh')}</span>
        </UnstyledButton>
      )}
    </div>
  );
}
