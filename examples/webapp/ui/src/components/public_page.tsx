// SPDX-License-Identifier: BSL-1.0
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from './brand';
import { LanguageSwitch, ThemeSwitch } from './display_switches';
import classes from './public_page.module.css';

/** What stands around pages for those who are not logged in: one column, the name, and below the card a footnote. */
export function PublicPage({ children, footnote, wide }: { children: ReactNode; footnote?: ReactNode; wide?: boolean }) {
  const { t } = useTranslation('auth');
  return (
    <div className={classes['page']}>
      <header className={classes['head']} aria-label={t('common:header')}>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className={classes['main']}>
        <div className={`${classes['column']} ${wide ? classes['wide'] : ''}`}>
          <div className={classes['brand']} translate="no">
            <Mark size={32} />
            {'multipost'}
          </div>
          <p className={classes['tagline']}>{t('tagline')}</p>
          <div className={classes['card']}>{children}</div>
          {footnote}
        </div>
      </main>
    </div>
  );
}
