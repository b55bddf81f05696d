// SPDX-License-Identifier: BSL-1.0
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api, type Schema } from './client';

export type Preview = Schema<'Preview'>;

/** What the message would become on each channel. The one before stays on screen while the next is made. */
export const previewsQuery = (request: Schema<'PreviewRequest'>) =>
  queryOptions({
    queryKey: ['previews', request],
    queryFn: ({ signal }) => answered(api.POST('/preview', { body: request, signal })),
    enabled: request.channels.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });

/** Give it a text that has rested 250 ms (`useDebouncedValue` of @mantine/hooks). */
export const usePreviews = (request: Schema<'PreviewRequest'>) => useQuery(previewsQuery(request));
