// SPDX-License-Identifier: BSL-1.0
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import axe from 'axe-core';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { makeQueryClient } from '@/api/query_client';
import { chooseLanguage, startTranslation, type Language } from '@/i18n';
import { makeRouter } from '@/router';
import { cssVariablesResolver, theme } from '@/theme';

async function speak(language: Language): Promise<void> {
  if (!i18next.isInitialized) await startTranslation();
  await chooseLanguage(language);
}

function around(children: ReactNode, queries = makeQueryClient()) {
  return (
    <MantineProvider env="test" theme={theme} cssVariablesResolver={cssVariablesResolver}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}

/** Renders a component by itself, in a language. */
export async function renderIn(language: Language, children: ReactNode) {
  await speak(language);
  return render(around(<main>{children}</main>));
}

/** Renders the page at an address, with everything that stands around it; let `fetch` be answered before. */
export async function renderAt(language: Language, path: string) {
  await speak(language);
  const queries = makeQueryClient();
  const router = makeRouter(queries, createMemoryHistory({ initialEntries: [path] }));
  await router.load();
  return { router, ...render(around(<RouterProvider router={router} />, queries)) };
}

/** What axe finds wrong; colours need a real browser. */
export async function violations(container: Element): Promise<string[]> {
  const { violations: found } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** An answer of the server. */
export const answer = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers: { 'X-Request-Id': '0199f3a4-7c1e-7a53-9d0e-00000000002a', ...headers } });

/** A problem as the server tells it. */
export const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  answer({ type: `urn:multipost:problem:${code}`, title: code, status, code, request_id: '0199f3a4-7c1e' }, status, headers);
