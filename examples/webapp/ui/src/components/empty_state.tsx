// SPDX-License-Identifier: BSL-1.0
import { Stack, Text } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here yet: one sentence, one action. */
export function EmptyState({ icon: Icon, children, action }: { icon: LucideIcon; children: string; action?: ReactNode }) {
  return (
    <Stack align="center" gap="md" py={56} px="md" ta="center">
      <Icon size={28} strokeWidth={1.5} aria-hidden color="var(--mantine-color-dimmed)" />
      <Text maw="28rem" c="dimmed">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
