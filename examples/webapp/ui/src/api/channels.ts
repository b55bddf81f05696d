// SPDX-License-Identifier: BSL-1.0
import { queryOptions, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answered, api, type Schema } from './client';

export type Channel = Schema<'Channel'>;

/** All channels stand below ['channels'], so that one invalidation reaches the list and each one of them. */
export const channelsQuery = queryOptions({
  queryKey: ['channels', 'list'],
  queryFn: ({ signal }) => answered(api.GET('/channels', { signal })),
});

export const channelQuery = (id: string) =>
  queryOptions({
    queryKey: ['channels', 'one', id],
    queryFn: ({ signal }) => answered(api.GET('/channels/{id}', { params: { path: { id } }, signal })),
  });

export const useChannels = () => useQuery(channelsQuery);
export const useChannel = (id: string) => useQuery(channelQuery(id));

const changed = (client: QueryClient) => client.invalidateQueries({ queryKey: ['channels'] });

// What is sent may hold a webhook's URL: it is forgotten with the form. Nor does a request wait for a connection.
const forgetful = { gcTime: 0, networkMode: 'always' } as const;

export function useAddChannel() {
  const client = useQueryClient();
  return useMutation({
    ...forgetful,
    mutationFn: (body: Schema<'NewChannel'>) => answered(api.POST('/channels', { body })),
    onSuccess: () => changed(client),
  });
}

/**
 * `revision` is that of the channel the user saw: a change made meanwhile answers 412 `changed_meanwhile`.
 * Without one it is changed in any case, for what is true of any channel: that it rests, say.
 */
export interface ChannelEdit {
  id: string;
  revision?: number;
  change: Schema<'ChannelChange'>;
}

export function useChangeChannel() {
  const client = useQueryClient();
  return useMutation({
    ...forgetful,
    mutationFn: ({ id, revision, change }: ChannelEdit) =>
      answered(
        api.PATCH('/channels/{id}', {
          params: { path: { id }, ...(revision !== undefined && { header: { 'If-Match': `"${revision}"` } }) },
          body: change,
        }),
      ),
    onSuccess: (channel) => {
      client.setQueryData(channelQuery(channel.id).queryKey, channel);
      return changed(client);
    },
  });
}

export function useRemoveChannel() {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => answered(api.DELETE('/channels/{id}', { params: { path: { id } } })),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: channelQuery(id).queryKey });
      return Promise.all([changed(client), client.invalidateQueries({ queryKey: ['posts'] })]);
    },
  });
}

/** Asks the network whether the channel is usable; sends nothing that a reader would see. */
export function useTestChannel() {
  const client = useQueryClient();
  return useMutation({
    networkMode: 'always',
    mutationFn: (id: string) => answered(api.POST('/channels/{id}/test', { params: { path: { id } } })),
    onSettled: () => changed(client),
  });
}
