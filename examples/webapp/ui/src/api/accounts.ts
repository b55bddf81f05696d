// SPDX-License-Identifier: BSL-1.0
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schema } from './client';
import { sessionQuery } from './session';

/** Makes an account; does not log in. */
export const useRegister = () =>
  useMutation({ mutationFn: (body: Schema<'Registration'>) => answered(api.POST('/users', { body })) });

export function useChangeProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schema<'ProfileChange'>) => answered(api.PATCH('/users/me', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  });
}

/** Ends all other sessions too. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schema<'PasswordChange'>) => answered(api.PUT('/users/me/password', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export const useInvite = () =>
  useMutation({ mutationFn: (body: Schema<'Invitation'>) => answered(api.POST('/invitations', { body })) });

/** The own sessions on all devices. */
export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => answered(api.GET('/sessions', { signal })),
});

export const useSessions = () => useQuery(sessionsQuery);

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answered(api.DELETE('/sessions/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}
