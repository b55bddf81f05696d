// SPDX-License-Identifier: BSL-1.0
import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Notifications } from './components/notify';
import { preference, setPreference } from './preferences';
import type { makeRouter } from './router';
import { cssVariablesResolver, theme } from './theme';

/** The colour scheme, kept where first_paint.js finds it. */
const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    const scheme = preference('color-scheme');
    return scheme === 'light' || scheme === 'dark' ? scheme : fallback;
  },
  set: (scheme) => setPreference('color-scheme', scheme === 'auto' ? '' : scheme),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => setPreference('color-scheme', ''),
};

interface Props {
  queries: QueryClient;
  router: ReturnType<typeof makeRouter>;
  /** What the content security policy asks of style elements that scripts make. */
  nonce: string;
}

/** Everything that stands around the pages. How pages, texts and queries are added: README.md. */
export function App({ queries, router, nonce }: Props) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={schemeManager}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <Notifications />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
