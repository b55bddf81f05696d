// SPDX-License-Identifier: BSL-1.0
import { Button, UnstyledButton } from '@mantine/core';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useChannels } from '@/api/channels';
import { useFormat } from '@/i18n/format';
import type { PostsSearch } from '@/router';
import { activeFilters, datesOf, stateOf, tabOf, type FilterName } from './filter';
import classes from './filter_chips.module.css';

interface Props {
  search: PostsSearch;
  onRemove: (name: FilterName) => void;
  onClear: () => void;
}

/** The filters that are set, each with a button that takes it away. */
export function FilterChips({ search, onRemove, onClear }: Props) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const { data: channels } = useChannels();
  const active = activeFilters(search);
  if (active.length === 0) return null;

  const state = stateOf(search);
  const dates = datesOf(tabOf(search));
  // At noon UTC a day is the same day in nearly every zone; the formatter's is the user's.
  const day = (text = '') => format.date(`${text}T12:00:00Z`);
  const words: Record<FilterName, () => string> = {
    q: () => t('filters.chip_text', { text: search.q }),
    channel: () => {
      const value = channels?.items.find(({ id }) => id === search.channel)?.name ?? t('filters.unknown_channel');
      return t('filters.chip', { name: t('filters.channel'), value });
    },
    state: () => t('filters.chip', { name: t('filters.state'), value: t(`status:post.${state ?? 'sending'}`) }),
    from: () => `${t(`filters.from_${dates}`)} ${day(search.from)}`,
    to: () => `${t(`filters.to_${dates}`)} ${day(search.to)}`,
  };
  return (
    <div className={classes['chips']} role="group" aria-label={t('filters.active')}>
      {active.map((name) => (
        <UnstyledButton key={name} className={classes['chip']} aria-label={t('filters.remove', { filter: words[name]() })} onClick={() => onRemove(name)}>
          <span>{words[name]()}</span>
          <X size={14} aria-hidden />
        </UnstyledButton>
      ))}
      <Button variant="subtle" size="compact-sm" mih={28} onClick={onClear}>
        {t('filters.clear_all')}
      </Button>
    </div>
  );
}
