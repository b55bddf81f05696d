// SPDX-License-Identifier: BSL-1.0
import { useTranslation } from 'react-i18next';
import type { Problem } from '@/api/problem';
import { useFormat } from '@/i18n/format';
import { complaintAbout, type Setting } from './settings_schema';

/** The titles and hints of settings in the user's language where we have them, else as the connector has them. */
export function useSettingWords(connector: string) {
  const { t, i18n } = useTranslation('channels');
  const format = useFormat();
  const ours = (name: string, part: string, otherwise: string) => {
    const key = `setting.${connector}.${name}.${part}`;
    return i18n.exists(`channels:${key}`) ? t(key) : otherwise;
  };

  const hint = (setting: Setting, value: string): string => {
    const complaint = complaintAbout(setting, value);
    if (!complaint) return '';
    const [key, values = {}] = complaint;
    const shown = Object.fromEntries(Object.entries(values).map(([name, number]) => [name, format.number(number)]));
    return t(`setting_wrong.${key}`, shown);
  };

  return {
    title: ({ name, title }: Setting) => ours(name, 'title', title),
    description: ({ name, description }: Setting) => ours(name, 'description', description),
    hint,
    /** What the server says of this setting: in our words if we see the reason too. It may name it in its sentence only. */
    refusal: (problem: Problem, setting: Setting, value: string): string => {
      const whole = problem.field('/settings');
      const server = problem.field(`/settings/${setting.name}`) || (whole.includes(`"${setting.name}"`) ? whole : '');
      return server && (hint(setting, value) || t('failures:server_said', { words: server }));
    },
  };
}
