// SPDX-License-Identifier: BSL-1.0
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

function EyeIcon({ reveal }: { reveal: boolean }) {
  return reveal ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />;
}

/** A secret that is pasted: legible while one is in the field, dots once one has left it. No manager keeps it. */
export function SecretField(props: PasswordInputProps) {
  const { t } = useTranslation('channels');
  const [visible, setVisible] = useState(false);
  return (
    <PasswordInput
      autoComplete="off"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      data-bwignore
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      aria-invalid={Boolean(props.error) || undefined}
      {...props}
      visible={visible}
      onVisibilityChange={setVisible}
      visibilityToggleIcon={EyeIcon}
      visibilityToggleButtonProps={{ 'aria-label': t(visible ? 'hide' : 'show'), tabIndex: 0 }}
      onFocus={(event) => {
        setVisible(true);
        props.onFocus?.(event);
      }}
      onBlur={(event) => {
        setVisible(false);
        props.onBlur?.(event);
      }}
    />
  );
}
