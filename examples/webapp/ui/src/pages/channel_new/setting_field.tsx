// SPDX-License-Identifier: BSL-1.0
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretField } from './secret_field';
import type { Setting } from './settings_schema';

interface Props {
  id: string;
  setting: Setting;
  title: string;
  description: string;
  value: string;
  error: ReactNode;
  /** There is one already, which is not shown: an empty field keeps it. */
  kept?: boolean;
  onChange: (value: string) => void;
  onLeave: () => void;
}

/** The control for one setting, by its kind. */
export function SettingField({ id, setting, title, description, value, error, kept = false, onChange, onLeave }: Props) {
  const { t } = useTranslation('channels');
  const { kind, secret, required, choices, example } = setting;
  const label = required ? title : `${title} (${t('common:optional')})`;
  const shared = { id, label, error, onBlur: onLeave, 'aria-required': required };
  if (kind === 'boolean') {
    return (
      <Checkbox
        {...shared}
        label={title}
        description={description}
        checked={value === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  }
  const text = { ...shared, value, description, onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) };
  if (kind === 'choice') {
    return <NativeSelect {...text} data={required && value ? choices : ['', ...choices]} />;
  }
  if (secret) {
    return <SecretField {...text} description={kept ? `${description} ${t('secret_kept')}` : description} placeholder={kept ? '••••••••' : ''} />;
  }
  return (
    <TextInput
      {...text}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      placeholder={example}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      {...(kind === 'address' && { type: 'url', inputMode: 'url' as const })}
      {...(kind === 'integer' && { inputMode: 'numeric' as const })}
      {...(kind === 'number' && { inputMode: 'decimal' as const })}
    />
  );
}
