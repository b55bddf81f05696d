// SPDX-License-Identifier: BSL-1.0
import { useTestChannel } from '@/api/channels';
import { asProblem } from '@/api/problem';
import { useRemaining } from '@/components/use_remaining';

/** Asking the network whether a channel works, and what it said. */
export function useCheck(id: string) {
  const { mutate, reset, isPending, data, error } = useTestChannel();
  const wait = useRemaining(error ? asProblem(error).retryAt : null);
  return {
    run: () => {
      if (!isPending && wait === 0) mutate(id);
    },
    forget: reset,
    busy: isPending,
    /** Milliseconds until it may be asked again. */
    wait,
    result: isPending ? undefined : data,
    error: isPending ? null : error,
  };
}

export type Check = ReturnType<typeof useCheck>;
