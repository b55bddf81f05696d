// SPDX-License-Identifier: BSL-1.0
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { listen, useLiveStatus } from '@/api/events';
import { makeQueryClient } from '@/api/query_client';
import { useOnline } from '@/components/use_online';

class Source extends EventTarget {
  static readonly CLOSED = 2;
  static last: Source;
  readyState = 1;
  constructor(readonly url: string) {
    super();
    Source.last = this;
  }
  close() {
    this.readyState = Source.CLOSED;
  }
}

test('a server whose events come is there, though the browser has no network', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const stop = listen(makeQueryClient(), Source as unknown as typeof EventSource);
  const { result } = renderHook(() => ({ online: useOnline(), live: useLiveStatus() }));
  expect(result.current.online).toBe(false);

  act(() => void Source.last.dispatchEvent(new Event('hello')));
  expect(result.current).toEqual({ online: true, live: 'live' });

  // The network goes: the stream may be cut without a word, and is asked for anew.
  const before = Source.last;
  act(() => void dispatchEvent(new Event('offline')));
  expect(result.current).toEqual({ online: false, live: 'offline' });
  expect(Source.last).not.toBe(before);
  expect(before.readyState).toBe(Source.CLOSED);

  act(() => void Source.last.dispatchEvent(new Event('hello')));
  expect(result.current.online).toBe(true);
  act(stop);
});
