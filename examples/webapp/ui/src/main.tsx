// SPDX-License-Identifier: BSL-1.0
import './mantine.css';
import './global.css';
import { startTransition, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './api/query_client';
import { App } from './app';
import { startTranslation } from './i18n';
import { fetchPage, makeRouter } from './router';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Where the library that locks scrolling behind dialogs looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });

const queries = makeQueryClient();
const router = makeRouter(queries);
const root = document.querySelector('#root');

fetchPage(router);
await startTranslation();
if (root) {
  // As a transition it is rendered in small pieces, between which a slow phone answers its user.
  const pages = createRoot(root);
  startTransition(() => {
    pages.render(
      <StrictMode>
        <App queries={queries} router={router} nonce={nonce} />
      </StrictMode>,
    );
  });
}
