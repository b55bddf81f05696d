// SPDX-License-Identifier: BSL-1.0
import { Select, type SelectProps } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { browserZone } from '@/i18n/format';
import classes from './zone_field.module.css';
import { offsetAt, offsetName } from './wall_time';

interface Props extends Pick<SelectProps, 'error'> {
  label: string;
  description: ReactNode;
  zone: string;
  onChange: (zone: string) => void;
  /** When, in milliseconds since 1970: each zone of the list is shown with what its clocks are ahead of UTC then. */
  at?: number;
}

/** A choice of a time zone by its name. */
export function ZoneField({ label, description, zone, onChange, at, error }: Props) {
  const { t } = useTranslation();
  const choices = useMemo(() => {
    // A browser may stand in a zone that it does not list, such as UTC; so may a post.
    const zones = new Set([browserZone(), zone, ...Intl.supportedValuesOf('timeZone')]);
    return [...zones].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
  }, [zone]);
  const option: SelectProps['renderOption'] =
    at === undefined
      ? undefined
      : ({ option: { value, label: name } }) => (
          <>
            <span>{name}</span>
            <span className={classes['offset']}>{offsetName(offsetAt(at, value))}</span>
          </>
        );
  return (
    <Select
      label={label}
      description={description}
      data={choices}
      value={zone}
      onChange={(value) => value && onChange(value)}
      {...(option && { renderOption: option })}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      limit={60}
      nothingFoundMessage={t('zone_none')}
      error={error}
      comboboxProps={{ withinPortal: false }}
    />
  );
}
