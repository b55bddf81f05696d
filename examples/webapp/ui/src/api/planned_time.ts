// SPDX-License-Identifier: BSL-1.0
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api, type Schema } from './client';

/** When a post goes out, as its author says it. */
export type Schedule = Schema<'Schedule'>;
/** What a schedule means. */
export type PlannedTime = Schema<'PlannedTime'>;
/** Both. */
export type PlannedSchedule = Schema<'PlannedSchedule'>;

/** A time of day in a zone, or an instant. */
export type When = Pick<Schedule, 'at' | 'zone'>;

/** The instant that it means by the server's time zones, which are those that count. */
export const plannedTimeQuery = ({ at, zone }: When) =>
  queryOptions({
    queryKey: ['planned_time', at, zone],
    queryFn: ({ signal }) => answered(api.GET('/planned_time', { params: { query: { at, ...(zone && { zone }) } }, signal })),
    // The clocks of the world are changed by law, not by the minute.
    staleTime: 60 * 60_000,
  });

/** Null: there is nothing to ask yet. The one before stays until the next is known. */
export const usePlannedTime = (when: When | null) =>
  useQuery({ ...plannedTimeQuery(when ?? { at: '' }), enabled: when !== null, placeholderData: keepPreviousData });
