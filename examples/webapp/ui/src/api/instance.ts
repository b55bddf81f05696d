// SPDX-License-Identifier: BSL-1.0
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from './client';

/** What anybody may know of this server: version, who may register, whether it waits for its first administrator. */
export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: ({ signal }) => answered(api.GET('/instance', { signal })),
  staleTime: 5 * 60_000,
});

export const useInstance = () => useQuery(instanceQuery);
