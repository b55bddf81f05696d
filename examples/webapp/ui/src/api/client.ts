// SPDX-License-Identifier: BSL-1.0
import createClient from 'openapi-fetch';
import { problemOf } from './problem';
import type { components, paths } from './schema';
import { sessionRenewed, type ExpiryReason } from './session_expiry';

/** The shapes of docs/openapi.yaml by name: `Schema<'Channel'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

const base = '/api/v1';
const sessionRoute = `${base}/session`;

/** Sends a request; when the session has ended, again once the user has logged in over the page. */
async function resumingFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(request);
  // The session's own routes say 401 to those who have none yet.
  if (response.status !== 401 || new URL(request.url).pathname === sessionRoute) return response;
  const { code } = await problemOf(response.clone());
  const why: ExpiryReason = code === 'password_changed' ? code : 'not_logged_in';
  return (await sessionRenewed(why)) ? fetch(again) : response;
}

/** The typed client. Give its answers to `answered`, which throws a `Problem` unless all went well. */
export const api = createClient<paths>({
  // Absolute, because Request takes no relative address outside a browser.
  baseUrl: new URL(base, location.origin).href,
  headers: { 'X-Requested-With': 'multipost' },
  fetch: resumingFetch,
});

/** The data of an answer, or throws the problem. */
export async function answered<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw await problemOf(error === undefined ? response : Response.json(error, response));
}
