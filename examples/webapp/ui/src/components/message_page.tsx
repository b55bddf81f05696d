// SPDX-License-Identifier: BSL-1.0
import { Container, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PageHeading } from './page_heading';

/** A page that only says something, and offers a way on. */
export function MessagePage({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Container size="xs" py={64}>
      <PageHeading>{title}</PageHeading>
      <Stack align="flex-start" gap="lg">
        <Text c="dimmed">{text}</Text>
        {children}
      </Stack>
    </Container>
  );
}
