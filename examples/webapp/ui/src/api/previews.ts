// SPDX-License-Identifier: BSL-1.0
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api, type Schema } from './client';
import { asProblem } from './problem';

export type Preview = Schema<'Preview'>;

/** What the message would become on each channel. The one before stays on screen while the next is made. */
export const previewsQuery = (request: Schema<'PreviewRequest'>) =>
  queryOptions({
    queryKey: ['previews', request],
    queryFn: ({ signal }) => answered(api.POST('/preview', { body: request, signal })),
    enabled: request.channels.length > 0,
    placeholderData: keepPreviousData,
    // Somebody who types fast may be asked to wait a moment: then the next one comes by itself.
    retry: (failures, error) => failures < 3 && ['too_many_requests', 'overloaded', 'unreachable'].includes(asProblem(error).code),
    retryDelay: (failures, error) => Math.max(500 * 2 ** failures, (asProblem(error).retryAt ?? 0) - Date.now()),
    // A channel may have been changed since.
    staleTime: 0,
    gcTime: 60_000,
  });

/** Give it a text that has rested 250 ms (`useDebouncedValue` of @mantine/hooks). */
export const usePreviews = (request: Schema<'PreviewRequest'>) => useQuery(previewsQuery(request));
