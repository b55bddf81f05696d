// SPDX-License-Identifier: BSL-1.0
import { QueryClient } from '@tanstack/react-query';
import { asProblem } from './problem';

/** Whether the same request may well succeed in a moment. */
function passing(error: unknown): boolean {
  const { code } = asProblem(error);
  return code === 'unreachable' || code === 'overloaded' || code === 'unavailable' || code === 'unexpected_answer';
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Events tell what changed; what is fresh is not asked for again at each step.
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && passing(error),
      },
      mutations: { retry: false },
    },
  });
}
