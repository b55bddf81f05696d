// SPDX-License-Identifier: BSL-1.0
import { Group, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { firstViewIsShown } from './later';

// The first page of a visit leaves the focus where the browser put it.
let arrived = false;

interface Props {
  children: string;
  /** What the browser's tab is called, when not like the heading. */
  tab?: string;
  actions?: ReactNode;
}

/** The one h1 of a page. It names the browser's tab, and takes the focus after a change of page. */
export function PageHeading({ children, tab = children, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) heading.current?.focus();
    arrived = true;
    firstViewIsShown();
  }, []);
  useEffect(() => {
    document.title = `${tab} · multipost`;
  }, [tab]);
  return (
    <Group justify="space-between" align="center" gap="sm" mb="lg" mih="2.75rem">
      <Title order={1} ref={heading} tabIndex={-1}>
        {children}
      </Title>
      {actions && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
