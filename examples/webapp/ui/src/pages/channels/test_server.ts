// SPDX-License-Identifier: BSL-1.0
import { configure } from '@testing-library/react';
import { vi } from 'vitest';
import type { Channel } from '@/api/channels';
import type { Connector } from '@/api/connectors';
import { answer, problem } from '../../../tests/render';

// Whole pages, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 8_000 });

const at = '2026-11-24T08:00:00.000Z';
const user = { id: 'u', email: 'ada@example.org', display_name: 'Ada', administrator: false, created_at: at };

export const slack: Connector = {
  id: 'slack',
  name: 'Slack',
  version: '0.1.0',
  homepage: 'https://docs.slack.dev/',
  operations: ['deliver', 'check'],
  settings_schema: {
    type: 'object',
    properties: {
      endpoint: { type: 'string', format: 'uri', title: 'Webhook address' },
      token: { type: 'string', minLength: 1, writeOnly: true, title: 'Token' },
    },
    required: ['endpoint', 'token'],
  },
  settings: [],
  text: { max: 40000, unit: 'code_points', spans: [] },
  attachments: { max_count: 0, max_bytes: 0 },
};

export function channel(some: Partial<Channel> = {}): Channel {
  return {
    id: 'c', name: 'Team', connector: 'slack', hint: 'hooks.slack.com …4f2a', settings: { endpoint: 'https://hooks.slack.com/services/T/B' },
    state: 'active', problem: null, revision: 1, last_delivered_at: null, pending: 0, created_at: at, updated_at: at, ...some,
  };
}

export const dead = {
  class: 'channel_dead', code: 'no_service', what: 'The webhook is gone.', advice: '', remote_words: '', retry_at: null,
} as const;

/** A refusal of something in the request. */
export const refusal = (code: string, pointer: string, what: string) =>
  answer({ type: `urn:multipost:problem:${code}`, title: code, status: 422, code, detail: what, request_id: '1', errors: [{ pointer, what }] }, 422);

/** Answers by method and path; somebody is logged in. */
export function serve(routes: Record<string, (request: Request) => Response | Promise<Response>>) {
  const common: typeof routes = {
    'GET /session': () => answer({ user, session: { id: 's', created_at: at, expires_at: at } }),
    'GET /instance': () => answer({ version: '0.1.0', registration: 'open', setup_required: false, demo: false }),
    'GET /channels': () => answer({ items: [], next: null }),
    'GET /connectors': () => answer({ items: [slack], next: null }),
  };
  const fetched = vi.fn<(request: Request) => Promise<Response>>(async (request: Request) => {
    const name = `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`;
    const route = routes[name] ?? common[name];
    return route ? route(request) : problem(404, 'not_found');
  });
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('EventSource', class extends EventTarget { static readonly CLOSED = 2; close() {} });
  return fetched;
}
