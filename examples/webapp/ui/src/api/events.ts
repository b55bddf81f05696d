// SPDX-License-Identifier: BSL-1.0
import { onlineManager, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { channelQuery } from './channels';
import { postQuery } from './posts';
import { sessionRenewed } from './session_expiry';
import { preference } from '@/preferences';

/** How fresh what is on the screen is: told at once, being reconnected, asked for every 15 seconds, or not at all. */
export type LiveStatus = 'live' | 'reconnecting' | 'polling' | 'offline';

/** What the event `changed` names. */
interface Changed {
  posts: string[];
  channels: string[];
}

interface Bye {
  reason: 'stopping' | 'session_ended' | 'replaced';
}

function dataOf<T>(event: Event): T {
  return JSON.parse((event as MessageEvent<string>).data) as T;
}

const pollEvery = 15_000;
const failuresBeforePolling = 3;

let status: LiveStatus = 'reconnecting';
const listeners = new Set<() => void>();

function become(next: LiveStatus): void {
  if (next === status) return;
  status = next;
  // Whatever the browser thinks of its network, the server is there: on the same machine, say.
  if (next === 'live') onlineManager.setOnline(true);
  for (const listener of listeners) listener();
}

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => status,
  );
}

/** Marks what an event names as old; what is on the screen is asked for again. */
function refresh(client: QueryClient, { posts, channels }: Changed): void {
  if (posts.length > 0) void client.invalidateQueries({ queryKey: ['posts', 'list'] });
  for (const id of posts) void client.invalidateQueries({ queryKey: postQuery(id).queryKey });
  if (channels.length > 0) void client.invalidateQueries({ queryKey: ['channels', 'list'] });
  for (const id of channels) void client.invalidateQueries({ queryKey: channelQuery(id).queryKey });
}

/** Everything may have changed: after an interruption too long for the server to remember. */
function refreshAll(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['posts'] });
  void client.invalidateQueries({ queryKey: ['channels'] });
}

/** Listens to the server's events until the returned function is called. */
export function listen(client: QueryClient, Source: typeof EventSource = EventSource): () => void {
  let source: EventSource | null = null;
  let failures = 0;
  let greeted = false;
  let replaced = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const poll = () => {
    source?.close();
    become(navigator.onLine ? 'polling' : 'offline');
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (navigator.onLine) refreshAll(client);
      if (replaced) poll();
      else open();
    }, pollEvery);
  };

  const open = () => {
    clearTimeout(timer);
    source?.close();
    const opened = new Source('/api/v1/events');
    source = opened;
    opened.addEventListener('hello', () => {
      // A first connection may come after the first answers, and a new one after a gap.
      if (!greeted || failures > 0) refreshAll(client);
      greeted = true;
      failures = 0;
      become('live');
    });
    opened.addEventListener('changed', (event) => refresh(client, dataOf<Changed>(event)));
    opened.addEventListener('resync', () => refreshAll(client));
    opened.addEventListener('bye', (event) => void leave(dataOf<Bye>(event)));
    opened.addEventListener('error', () => {
      if (opened !== source) return;
      failures += 1;
      if (failures >= failuresBeforePolling || !navigator.onLine) return poll();
      become('reconnecting');
      // The browser tries again by itself unless the answer was no stream.
      if (opened.readyState === Source.CLOSED) timer = setTimeout(open, 1000 * 2 ** failures);
    });
  };

  const leave = async ({ reason }: Bye) => {
    if (reason === 'replaced') {
      // Connecting again would end another page's stream.
      replaced = true;
      poll();
    } else if (reason === 'session_ended') {
      source?.close();
      become('reconnecting');
      if (preference('session') && (await sessionRenewed('not_logged_in'))) open();
    }
  };

  const online = () => {
    become('reconnecting');
    refreshAll(client);
    replaced = false;
    failures = 0;
    open();
  };
  // Nobody tells when a stream is cut; one to a server on the same machine is there again at once.
  const offline = () => {
    become('offline');
    failures = failuresBeforePolling;
    open();
  };
  addEventListener('online', online);
  addEventListener('offline', offline);
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
    removeEventListener('online', online);
    removeEventListener('offline', offline);
    become('reconnecting');
  };
}

/** Keeps posts and channels up to date while the component is there. */
export function useEvents(): void {
  const client = useQueryClient();
  useEffect(() => listen(client), [client]);
}
