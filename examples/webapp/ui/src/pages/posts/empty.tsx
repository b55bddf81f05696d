// SPDX-License-Identifier: BSL-1.0
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CalendarClock, CircleCheck, SearchX, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/empty_state';
import type { Tab } from './filter';

/** Why there is no row, and the one thing to do about it. */
export function NoPosts({ tab, filtered, onClear }: { tab: Tab; filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('posts');
  if (filtered) {
    return (
      <EmptyState icon={SearchX} action={<Button variant="default" onClick={onClear}>{t('list.no_result_action')}</Button>}>
        {t('list.no_result')}
      </EmptyState>
    );
  }
  if (tab === 'all') {
    return (
      <EmptyState icon={Send} action={<Button component={Link} to="/compose">{t('list.empty_action')}</Button>}>
        {t('list.empty')}
      </EmptyState>
    );
  }
  if (tab === 'scheduled') {
    return (
      <EmptyState icon={CalendarClock} action={<Button component={Link} to="/compose">{t('list.empty_action')}</Button>}>
        {t('list.none_scheduled')}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={CircleCheck} action={<Button variant="default" component={Link} to="/posts">{t('list.see_all')}</Button>}>
      {t(`list.none_${tab}`)}
    </EmptyState>
  );
}
