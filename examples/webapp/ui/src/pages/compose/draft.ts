// SPDX-License-Identifier: BSL-1.0
import { useMemo, useSyncExternalStore } from 'react';
import { preference } from '@/preferences';

/** A press of the send button that no answer has called accepted yet. */
export interface Attempt {
  /** The Idempotency-Key: with it the server makes one post however often it is asked. */
  key: string;
  text: string;
  channels: string[];
  /** Nobody knows whether the server has it: no answer came, or none that says. */
  unanswered: boolean;
}

export interface Draft {
  text: string;
  /** Ids; null: never chosen on this device. Kept when the text is sent, as the choice for the next one. */
  channels: string[] | null;
  /** Milliseconds since 1970; null: nothing to keep. */
  savedAt: number | null;
  attempt: Attempt | null;
  /** A text that another one took the place of; the user may have it back. */
  aside: string;
  /** Channels that would not take a post that was sent to the others. */
  rest: { post: string; channels: string[] } | null;
}

const empty: Draft = { text: '', channels: null, savedAt: null, attempt: null, aside: '', rest: null };

/** How long typing rests before it is stored, in milliseconds. */
const rest = 400;

/**
 * One user's unsent text, on this device.
 *
 * Lives outside of the page, so that what undoes a discard works after the page was left.
 */
export class DraftStore {
  readonly #place: string;
  readonly #listeners = new Set<() => void>();
  #draft: Draft;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost = false;

  constructor(user: string) {
    this.#place = `multipost.draft.${user}`;
    this.#draft = this.#read() ?? empty;
    addEventListener('pagehide', this.save);
    document.addEventListener('visibilitychange', this.save);
    addEventListener('storage', (event) => {
      // Another tab wrote. Where the user types is where the truth is.
      if (event.key !== this.#place || document.hasFocus()) return;
      this.#become(this.#read() ?? this.#draft);
    });
  }

  readonly get = (): Draft => this.#draft;

  /** Storage is switched off or full: the draft lasts as long as the page. */
  readonly isLost = (): boolean => this.#lost;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly change = (change: Partial<Draft>): void => {
    this.#become({ ...this.#draft, ...change });
    this.#timer ??= setTimeout(this.save, rest);
  };

  /** At once: before anything that might end the page. */
  readonly save = (): void => {
    clearTimeout(this.#timer);
    if (this.#timer === undefined) return;
    this.#timer = undefined;
    // Logging out has cleared this browser of what is the user's: nothing is put back.
    if (!preference('session')) return;
    const savedAt = this.#draft.text ? Date.now() : null;
    try {
      localStorage.setItem(this.#place, JSON.stringify({ ...this.#draft, savedAt }));
      this.#lost = false;
    } catch {
      this.#lost = true;
    }
    this.#become({ ...this.#draft, savedAt: this.#lost ? null : savedAt });
  };

  #become(next: Draft): void {
    this.#draft = next;
    for (const listener of this.#listeners) listener();
  }

  #read(): Draft | null {
    try {
      const stored = localStorage.getItem(this.#place);
      return stored ? { ...empty, ...(JSON.parse(stored) as Partial<Draft>) } : null;
    } catch {
      return null;
    }
  }
}

const stores = new Map<string, DraftStore>();

export function draftStore(user: string): DraftStore {
  const known = stores.get(user);
  if (known) return known;
  const made = new DraftStore(user);
  stores.set(user, made);
  return made;
}

/** The draft of a user, kept up to date, and where it is changed. */
export function useDraft(user: string): { draft: Draft; lost: boolean; store: DraftStore } {
  const store = useMemo(() => draftStore(user), [user]);
  const draft = useSyncExternalStore(store.subscribe, store.get);
  const lost = useSyncExternalStore(store.subscribe, store.isLost);
  return { draft, lost, store };
}

/** The attempt to send this, to these: the one under way if it is the same, so that the server knows it again. */
export function attemptTo(draft: Draft, text: string, channels: string[]): Attempt {
  const before = draft.attempt;
  if (before && before.text === text && before.channels.join() === channels.join()) return { ...before, unanswered: true };
  return { key: crypto.randomUUID(), text, channels, unanswered: true };
}
