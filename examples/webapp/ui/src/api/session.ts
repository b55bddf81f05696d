// SPDX-License-Identifier: BSL-1.0
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { preference, restorePreferences, setPreference } from '@/preferences';
import { answered, api, type Schema } from './client';
import { asProblem } from './problem';

/** Who is logged in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => {
    // A browser reports each 401 as an error of the page: so it is not asked where the answer is known.
    if (!preference('session')) return null;
    try {
      return await answered(api.GET('/session', { signal }));
    } catch (error) {
      if (asProblem(error).status !== 401) throw error;
      setPreference('session', '');
      return null;
    }
  },
  staleTime: 5 * 60_000,
});

export const useSession = () => useQuery(sessionQuery);

export function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schema<'Credentials'>) => answered(api.POST('/session', { body })),
    onSuccess: async () => {
      setPreference('session', 'yes');
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
    },
  });
}

export function useLogOut() {
  return useMutation({
    mutationFn: async () => {
      // First, so that the end of the session that was asked for surprises nobody.
      setPreference('session', '');
      try {
        await answered(api.DELETE('/session'));
      } catch (error) {
        // 401: the session is gone already, which is what was wanted.
        if (asProblem(error).status !== 401) {
          setPreference('session', 'yes');
          throw error;
        }
      }
      restorePreferences();
      // From the start, so that nothing of this user stays in memory.
      location.assign('/login');
    },
  });
}
