// SPDX-License-Identifier: BSL-1.0
import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import { answered, api, type Schema } from './client';

export type Post = Schema<'Post'>;
export type PostDetail = Schema<'PostDetail'>;
export type Delivery = Schema<'Delivery'>;
export type DeliveryState = Schema<'DeliveryState'>;
export type PostState = Schema<'PostState'>;

/** The conditions of a list; a post in any of the states meets that one. */
export interface PostFilter {
  states?: readonly PostState[];
  /** The id of a channel. */
  channel?: string;
  q?: string;
  /** Only what is still scheduled, soonest first. */
  toCome?: boolean;
  /** RFC 3339: made then or later; of what is to come: going out then or later. */
  from?: string;
  /** RFC 3339: made before; of what is to come: going out before. */
  to?: string;
  /** How many at once. */
  limit?: number;
}

/** All posts stand below ['posts'], so that one invalidation reaches every list and each one of them. */
export const postsQuery = (filter: PostFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['posts', 'list', filter],
    queryFn: ({ pageParam, signal }) => {
      const { states, toCome, ...rest } = filter;
      const query = {
        ...rest,
        ...(states?.length && { state: [...states] }),
        ...(toCome && { to_come: 'true' as const }),
        ...(pageParam && { cursor: pageParam }),
      };
      return answered(api.GET('/posts', { params: { query }, signal }));
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

/** How many of the newest posts are in each state. */
export const postCountsQuery = queryOptions({
  queryKey: ['posts', 'list', 'counts'],
  queryFn: ({ signal }) => answered(api.GET('/posts/counts', { signal })),
});

const requests = new Map<string, string>();

/** The number of the last request for a post, which finds it in the server's log; empty: there was none. */
export const requestFor = (post: string): string => requests.get(post) ?? '';

export const postQuery = (id: string) =>
  queryOptions({
    queryKey: ['posts', 'one', id],
    queryFn: async ({ signal }) => {
      const call = api.GET('/posts/{id}', { params: { path: { id } }, signal });
      requests.set(id, (await call).response.headers.get('X-Request-Id') ?? '');
      return answered(call);
    },
  });

export const usePosts = (filter: PostFilter = {}) => useInfiniteQuery(postsQuery(filter));
export const usePostCounts = () => useQuery(postCountsQuery);
export const usePost = (id: string) => useQuery(postQuery(id));

const changed = (client: QueryClient) => client.invalidateQueries({ queryKey: ['posts'] });

/** One key for one press of the button: with it the same post may be asked for again and is made once. */
export interface Sending {
  post: Schema<'NewPost'>;
  idempotencyKey: string;
}

export function useSend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ post, idempotencyKey }: Sending) =>
      answered(api.POST('/posts', { params: { header: { 'Idempotency-Key': idempotencyKey } }, body: post })),
    onSuccess: () => changed(client),
  });
}

/** Of the post that the user saw: a change made meanwhile answers 412 `changed_meanwhile`. Left out: in any case. */
export interface SeenPost {
  id: string;
  revision?: number;
}

const ifSeen = ({ id, revision }: SeenPost) => ({
  path: { id },
  ...(revision !== undefined && { header: { 'If-Match': `"${revision}"` } }),
});

/** Changes what has not gone out; `schedule: null` sends it now. */
export function useChangePost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ change, ...seen }: SeenPost & { change: Schema<'PostChange'> }) =>
      answered(api.PATCH('/posts/{id}', { params: ifSeen(seen), body: change })),
    onSuccess: () => changed(client),
  });
}

/** Cancels what has not gone out; `useRestorePost` takes it back. */
export function useCancelPost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (seen: SeenPost) => answered(api.DELETE('/posts/{id}', { params: ifSeen(seen) })),
    onSuccess: () => changed(client),
  });
}

/** What was cancelled is scheduled again, while its time has not come. */
export function useRestorePost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (seen: SeenPost) => answered(api.POST('/posts/{id}/restore', { params: ifSeen(seen) })),
    onSuccess: () => changed(client),
  });
}

/** Sends again what failed. */
export function useRetryPost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answered(api.POST('/posts/{id}/retry', { params: { path: { id } } })),
    onSuccess: () => changed(client),
  });
}

/** The user looked: an unconfirmed delivery arrived, or did not. */
export function useResolveDelivery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, as }: { id: string; as: Schema<'Resolution'>['as'] }) =>
      answered(api.POST('/deliveries/{id}/resolve', { params: { path: { id } }, body: { as } })),
    onSuccess: () => changed(client),
  });
}
