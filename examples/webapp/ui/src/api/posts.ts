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
import type { operations } from './schema';

export type Post = Schema<'Post'>;
export type PostDetail = Schema<'PostDetail'>;
export type Delivery = Schema<'Delivery'>;
export type DeliveryState = Schema<'DeliveryState'>;
export type PostState = Schema<'PostState'>;

/** The conditions of a list, as the API names them; `cursor` is the list's own business. */
export type PostFilter = Omit<NonNullable<operations['list_posts']['parameters']['query']>, 'cursor'>;

/** All posts stand below ['posts'], so that one invalidation reaches every list and each one of them. */
export const postsQuery = (filter: PostFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['posts', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      answered(api.GET('/posts', { params: { query: { ...filter, ...(pageParam && { cursor: pageParam }) } }, signal })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

export const postQuery = (id: string) =>
  queryOptions({
    queryKey: ['posts', 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/posts/{id}', { params: { path: { id } }, signal })),
  });

export const usePosts = (filter: PostFilter = {}) => useInfiniteQuery(postsQuery(filter));
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
