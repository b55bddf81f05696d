// SPDX-License-Identifier: BSL-1.0
import { Button, type ButtonProps } from '@mantine/core';
import { LoaderCircle } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import classes from './busy_button.module.css';

type Props = Omit<ButtonProps, 'loading'> & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps> & { busy: boolean };

/** A button that keeps its words and the focus while it works: what is disabled would lose it. Presses count for nothing meanwhile. */
export function BusyButton({ busy, leftSection, onClick, ...rest }: Props) {
  return (
    <Button
      {...rest}
      aria-disabled={busy || undefined}
      leftSection={busy ? <LoaderCircle size={16} aria-hidden className={classes['turning']} /> : leftSection}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}
