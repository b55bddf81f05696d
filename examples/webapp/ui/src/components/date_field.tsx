// SPDX-License-Identifier: BSL-1.0
import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/fr';
import { CalendarDays } from 'lucide-react';
import { useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import classes from './schedule_modal.module.css';
import { typedDate } from './typed_date';

interface Props {
  /** `2026-11-24`; null: none yet. */
  value: string | null;
  /** Null: what is typed is no date (yet). */
  onChange: (date: string | null) => void;
  today: string;
  /** The last day that may be picked. */
  last: string;
  error: string;
  /** Whether the calendar is open, which Escape closes before anything else. */
  calendar: boolean;
  onCalendar: (open: boolean) => void;
  fieldRef: Ref<HTMLInputElement>;
}

/** A date, typed as people write dates, or picked in a calendar that the arrow keys go through. */
export function DateField({ value, onChange, today, last, error, calendar, onCalendar, fieldRef }: Props) {
  const { t } = useTranslation('schedule');
  const { language, date: written } = useFormat('UTC');
  const [typed, setTyped] = useState<{ text: string; date: string | null } | null>(null);
  // What is typed stands until something else changes the date.
  const shown = typed && typed.date === value ? typed.text : value ? written(value) : '';
  const type = (text: string) => {
    const date = typedDate(text, language, today);
    setTyped({ text, date });
    onChange(date);
  };
  return (
    <TextInput
      ref={fieldRef}
      label={t('date')}
      placeholder={written(today)}
      value={shown}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={() => typed?.date && setTyped(null)}
      autoComplete="off"
      error={error || (typed?.text && value === null ? t('date_wrong', { example: written(today) }) : undefined)}
      rightSection={
        <Popover
          opened={calendar}
          onChange={onCalendar}
          position="bottom-end"
          withinPortal={false}
          trapFocus
          returnFocus
          shadow="md"
          radius="md"
        >
          <Popover.Target>
            <ActionIcon variant="subtle" color="gray" c="var(--mp-neutral-text)" aria-label={t('pick_date')} onClick={() => onCalendar(!calendar)}>
              <CalendarDays size={18} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown aria-label={t('pick_date')}>
            <DatePicker
              value={value}
              onChange={(date) => {
                if (date) onChange(date);
                onCalendar(false);
              }}
              defaultDate={value ?? today}
              minDate={today}
              maxDate={last}
              locale={language}
              firstDayOfWeek={1}
              highlightToday
              hideOutsideDates
              getDayProps={(day) => ({ ...(day === (value ?? today) && { 'data-autofocus': true }), className: classes['day'] ?? '' })}
              allowDeselect={false}
              ariaLabels={{
                previousMonth: t('calendar.previous_month'),
                nextMonth: t('calendar.next_month'),
                previousYear: t('calendar.previous_year'),
                nextYear: t('calendar.next_year'),
                previousDecade: t('calendar.previous_years'),
                nextDecade: t('calendar.next_years'),
              }}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
