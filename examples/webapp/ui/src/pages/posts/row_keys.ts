// SPDX-License-Identifier: BSL-1.0
import { useEffect, type RefObject } from 'react';
import { taken } from '@/components/shortcuts';
import { usePreference } from '@/preferences';

/** j and k move the focus along the links marked `data-row`, one by one; Enter opens, as on any link. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const [off] = usePreference('shortcuts');
  useEffect(() => {
    if (off) return;
    const press = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || taken(event)) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      // From a row's menu, too.
      const at = rows.findIndex((row) => row.closest('li')?.contains(document.activeElement));
      const next = event.key === 'j' ? rows[at + 1] : rows[at < 0 ? 0 : at - 1];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.closest('li')?.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [off, list]);
}
