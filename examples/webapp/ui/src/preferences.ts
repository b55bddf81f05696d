// SPDX-License-Identifier: BSL-1.0
import { useSyncExternalStore } from 'react';

/** What this browser remembers of its user. Kept in local storage; without storage it lasts until the page is closed. */
export interface Preferences {
  /** Empty: as the browser asks for. */
  language: string;
  /** IANA name; empty: the browser's. */
  zone: string;
  /** `off` turns every single-key shortcut off (WCAG 2.1.4). */
  shortcuts: string;
  /** `yes` after logging in: without it nobody asks the server who is logged in, only to be told that nobody is. */
  session: string;
  'color-scheme': string;
  /** `off`: a message to three channels or more is sent without asking first. */
  'ask-before-sending': string;
  /** `off`: the first steps are not shown any more. */
  'first-steps': string;
}

type Name = keyof Preferences;

const prefix = 'multipost.';
const names: Name[] = ['language', 'zone', 'shortcuts', 'session', 'color-scheme', 'ask-before-sending', 'first-steps'];
const listeners = new Set<() => void>();
let current: Preferences = read();

function read(): Preferences {
  const values: Preferences = { language: '', zone: '', shortcuts: '', session: '', 'color-scheme': '', 'ask-before-sending': '', 'first-steps': '' };
  for (const name of names) {
    try {
      values[name] = localStorage.getItem(prefix + name) ?? '';
    } catch {
      return values;
    }
  }
  return values;
}

function write(name: Name, value: string): void {
  try {
    if (value) localStorage.setItem(prefix + name, value);
    else localStorage.removeItem(prefix + name);
  } catch {
    // Storage is switched off or full: the choice holds for this page.
  }
}

export function preference(name: Name): string {
  return current[name];
}

export function setPreference(name: Name, value: string): void {
  if (current[name] === value) return;
  current = { ...current, [name]: value };
  write(name, value);
  for (const listener of listeners) listener();
}

/** Stores them again: logging out clears the site's storage, but a language chosen is still a language chosen. */
export function restorePreferences(): void {
  for (const name of names) write(name, current[name]);
}

/** The preference, kept up to date, and a function that changes it. */
export function usePreference(name: Name): [string, (value: string) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current[name],
  );
  return [value, (next) => setPreference(name, next)];
}

// Another tab changed something.
addEventListener('storage', (event) => {
  if (event.key !== null && !event.key.startsWith(prefix)) return;
  current = read();
  for (const listener of listeners) listener();
});
