// SPDX-License-Identifier: BSL-1.0
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { ArrowBigUpDash, Eye, EyeOff } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

function EyeIcon({ reveal }: { reveal: boolean }) {
  return reveal ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />;
}

/** A password with a button that shows it, and a hint while Caps Lock is on. Managers and pasting work. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('auth');
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent<HTMLInputElement>) => setCapsLock(event.getModifierState('CapsLock'));
  const [visible, setVisible] = useState(false);
  const hint = capsLock && (
    <span role="status" style={{ display: 'inline-flex', gap: 6, alignItems: 'center', color: 'var(--mp-warning-text)' }}>
      <ArrowBigUpDash size={16} aria-hidden />
      {t('password.caps_lock')}
    </span>
  );
  return (
    <PasswordInput
      {...props}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleIcon={EyeIcon}
      visibilityToggleButtonProps={{ 'aria-label': visible ? t('password.hide') : t('password.show'), tabIndex: 0 }}
      onKeyDown={watch}
      onKeyUp={watch}
      onBlur={(event) => {
        setCapsLock(false);
        props.onBlur?.(event);
      }}
      description={hint || props.description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}
