// SPDX-License-Identifier: BSL-1.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChannels } from '@/api/channels';
import { useFormat } from '@/i18n/format';
import type { PostsSearch } from '@/router';
import { activeFilters, datesOf, stateChoices, stateOf, tabOf } from './filter';
import classes from './filters.module.css';

interface Props {
  search: PostsSearch;
  /** What is undefined is taken away. */
  onChange: (change: { [Name in keyof PostsSearch]: string | undefined }) => void;
}

/** What narrows the list down. All but the text is folded away on a phone. */
export function Filters({ search, onChange }: Props) {
  const { t } = useTranslation('posts');
  const format = useFormat();
  const { data: channels } = useChannels();
  const [opened, setOpened] = useState(false);
  const folded = activeFilters(search).filter((name) => name !== 'q').length;
  const tab = tabOf(search);
  const choices = stateChoices(tab);
  const wrongOrder = search.from && search.to && search.from > search.to ? t('filters.wrong_order') : undefined;
  return (
    <div role="search" className={classes['filters']} aria-label={t('filters.label')}>
      <SearchField text={search.q ?? ''} onChange={(q) => onChange({ q })} />
      <Button
        className={classes['toggle']}
        variant="default"
        leftSection={<SlidersHorizontal size={16} aria-hidden />}
        aria-expanded={opened}
        aria-controls="more-filters"
        onClick={() => setOpened(!opened)}
      >
        {t('filters.label')}
        {folded > 0 && <span className={classes['badge']}>{format.number(folded)}</span>}
      </Button>
      <div id="more-filters" className={classes['more']} data-opened={opened}>
        <NativeSelect
          aria-label={t('filters.channel')}
          value={search.channel ?? ''}
          onChange={(event) => onChange({ channel: event.currentTarget.value || undefined })}
        >
          <option value="">{t('filters.any_channel')}</option>
          {channels?.items.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
        {choices.length > 0 && (
          <NativeSelect
            aria-label={t('filters.state')}
            value={stateOf(search) ?? ''}
            onChange={(event) => onChange({ state: event.currentTarget.value || undefined })}
          >
            <option value="">{t('filters.any_state')}</option>
            {choices.map((state) => (
              <option key={state} value={state}>
                {t(`status:post.${state}`)}
              </option>
            ))}
          </NativeSelect>
        )}
        {(['from', 'to'] as const).map((side) => (
          <TextInput
            key={side}
            type="date"
            leftSection={<span aria-hidden>{t(`filters.${side}`)}</span>}
            leftSectionWidth={44}
            aria-label={t(`filters.${side}_${datesOf(tab)}`)}
            value={search[side] ?? ''}
            onChange={(event) => onChange({ [side]: event.currentTarget.value || undefined })}
            error={side === 'to' && wrongOrder}
          />
        ))}
      </div>
    </div>
  );
}

const restBeforeSearching = 300;

/** Searches as one types. The address follows what is typed, and the field follows the address when that changes otherwise. */
function SearchField({ text, onChange }: { text: string; onChange: (text: string | undefined) => void }) {
  const { t } = useTranslation('posts');
  const [typed, setTyped] = useState(text);
  const [told, setTold] = useState(text);
  if (text !== told) {
    setTold(text);
    if (text !== typed.trim()) setTyped(text);
  }
  const tell = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), { delay: restBeforeSearching, flushOnUnmount: false });
  return (
    <TextInput
      className={classes['search']}
      type="search"
      data-search
      maxLength={200}
      leftSection={<Search size={16} aria-hidden />}
      placeholder={t('filters.search_short')}
      aria-label={t('filters.search')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}
