// SPDX-License-Identifier: BSL-1.0
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api, type Schema } from './client';

export type Connector = Schema<'Connector'>;

/** The networks there are; they change only when the server starts anew. */
export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: ({ signal }) => answered(api.GET('/connectors', { signal })),
  staleTime: Infinity,
});

export const useConnectors = () => useQuery(connectorsQuery);
