// SPDX-License-Identifier: BSL-1.0
import { configure } from '@testing-library/react';
import { vi } from 'vitest';
import type { Delivery, Post, PostDetail } from '@/api/posts';
import { answer, problem } from '../../../tests/render';

// Whole pages, and axe over them, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });
configure({ asyncUtilTimeout: 8_000 });

const at = '2026-11-24T08:00:00.000Z';
const user = { id: 'u', email: 'ada@example.org', display_name: 'Ada Lovelace', administrator: false, created_at: at };

/** Answers by method and path; somebody is logged in, and there is nothing else unless a route says so. */
export function serve(routes: Record<string, (request: Request) => Response>) {
  const common: typeof routes = {
    'GET /session': () => answer({ user, session: { id: 's', created_at: at, expires_at: at } }),
    'GET /instance': () => answer({ version: '0.1.0', registration: 'open', setup_required: false, demo: false }),
    'GET /channels': () => answer({ items: [], next: null }),
    'GET /connectors': () => answer({ items: [], next: null }),
  };
  const fetched = vi.fn<(request: Request) => Promise<Response>>((request: Request) => {
    const name = `${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`;
    const route = routes[name] ?? common[name];
    return Promise.resolve(route ? route(request) : problem(404, 'not_found'));
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

/** Events that never come. */
export function nobodyListens(): void {
  vi.stubGlobal('EventSource', class extends EventTarget { static readonly CLOSED = 2; close() {} });
}

export function delivery(id: string, some: Partial<Delivery> = {}): Delivery {
  return {
    id, channel: `channel-${id}`, channel_name: `Channel ${id}`, connector: 'slack', state: 'delivered', due_at: null, attempts: 1,
    proof: 'accepted', remote_id: null, permalink: null, failure: null, updated_at: at, ...some,
  };
}

export function post(id: string, some: Partial<Post> = {}): Post {
  return {
    id, state: 'delivered', text: `Text ${id}`, title: null, link: null, schedule: null, revision: 1, created_at: at, updated_at: at, deliveries: [delivery(`${id}-1`)], ...some,
  };
}

/** One that goes out then (`2026-12-24T09:00`, as the clocks of Paris have it in winter). */
export function plannedPost(id: string, when: string, some: Partial<Post> = {}): Post {
  const local = `${when}:00+01:00`;
  const instant = new Date(local).toISOString();
  return post(id, {
    state: 'scheduled',
    schedule: {
      at: when, zone: 'Europe/Paris', late: { send_within: 'PT1H' }, instant, local, abbreviation: 'CET', clock_change: 'none', second: null,
    },
    deliveries: [delivery(`${id}-1`, { state: 'scheduled', due_at: instant, attempts: 0, proof: 'none' })],
    ...some,
  });
}

type Attempt = PostDetail['deliveries'][number]['attempts_made'][number];

/** The post as its own page gets it: with one attempt a delivery, unless told otherwise. */
export function detail(of: Post, attempts?: Attempt[]): PostDetail {
  const one = ({ state, failure }: Delivery): Attempt => ({
    number: 1, started_at: at, ended_at: at, elapsed_ms: 572, failure,
    state: state === 'failed' || state === 'unconfirmed' || state === 'delivered' ? state : 'failed',
  });
  return { ...of, deliveries: of.deliveries.map((each) => ({ ...each, attempts_made: attempts ?? [one(each)] })) };
}

export function failureOf(kind: NonNullable<Delivery['failure']>['class'], code: string, some: Partial<NonNullable<Delivery['failure']>> = {}) {
  return { class: kind, code, what: 'What.', advice: 'Advice.', remote_words: '', retry_at: null, ...some };
}
