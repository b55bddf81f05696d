// SPDX-License-Identifier: BSL-1.0
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { usePreference } from '@/preferences';
import { dialogLater } from './later';

const ShortcutsHelp = dialogLater(() => import('./shortcuts_help'));

/** Between g and the key after it, in milliseconds. */
const sequenceTime = 1200;

/** Whether the key belongs to what has the focus, or to a dialog or menu that is open. */
export function taken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target as HTMLElement;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="textbox"], [role="combobox"], [role="menu"]') !== null ||
    document.querySelector('[role="dialog"][aria-modal="true"]') !== null
  );
}

/**
 * The keys that work on every page; ? lists them.
 *
 * By character (`event.key`), so that they are where the keyboard's print says; never while typing; and off when the user
 * says so. `/` goes to the field marked `data-search`.
 */
export function Shortcuts() {
  const navigate = useNavigate();
  const [off] = usePreference('shortcuts');
  const [helping, setHelping] = useState(false);
  const pressedG = useRef(0);

  useEffect(() => {
    if (off) return;
    const press = (event: KeyboardEvent) => {
      if (taken(event)) return;
      const afterG = Date.now() - pressedG.current < sequenceTime;
      pressedG.current = 0;
      const places: Record<string, '/' | '/posts' | '/channels'> = { h: '/', p: '/posts', n: '/channels' };
      const place = afterG ? places[event.key] : undefined;
      if (place) {
        void navigate({ to: place });
      } else if (event.key === 'g') {
        pressedG.current = Date.now();
      } else if (event.key === 'c') {
        void navigate({ to: '/compose' });
      } else if (event.key === '?') {
        setHelping(true);
      } else if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-search]');
        if (search) search.focus();
        else void navigate({ to: '/posts' });
      } else {
        return;
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [off, navigate]);

  return <ShortcutsHelp opened={helping} onClose={() => setHelping(false)} />;
}
