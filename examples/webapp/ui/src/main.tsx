// SPDX-License-Identifier: BSL-1.0
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './api/query_client';
import { App } from './app';
import { startTranslation } from './i18n';
import { makeRouter } from './router';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Where the library that locks scrolling behind dialogs looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const queries = makeQueryClient();
const router = makeRouter(queries);
const root = document.querySelector('#root');

await startTranslation();
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App queries={queries} router={router} nonce={nonce} />
    </StrictMode>,
  );
}
