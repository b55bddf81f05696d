// SPDX-License-Identifier: BSL-1.0
import { useSyncExternalStore } from 'react';
import type { PlannedTime, Schedule } from '@/api/planned_time';
import { preference } from '@/preferences';

/** When the message is to go out, and what that meant when it was chosen. */
export interface Plan {
  schedule: Schedule;
  planned: Pick<PlannedTime, 'instant'>;
}

/** A press of the send button that no answer has called accepted yet. */
export interface Attempt {
  /** The Idempotency-Key: with it the server makes one post however often it is asked. */
  key: string;
  text: string;
  channels: string[];
  /** Null: at once. */
  schedule: Schedule | null;
  /** Nobody knows whether the server has it: no answer came, or none that says. */
  unanswered: boolean;
}

export interface Draft {
  text: string;
  /** Ids; null: never chosen on this device. Kept when the text is sent, as the choice for the next one. */
  channels: string[] | null;
  /** Null: at once. */
  plan: Plan | null;
  /** Milliseconds since 1970; null: nothing to keep. */
  savedAt: number | null;
  attempt: Attempt | null;
  /** A text that another one took the place of; the user may have it back. */
  aside: string;
  /** Channels that would not take a post that was sent to the others. */
  rest: { post: string; channels: string[] } | null;
  /** The post that is being changed, as it was when the change began; null: this is a new one. */
  base: Base | null;
}

/** What of a planned post can be changed, and which revision of it that was. */
export interface Base extends Pick<Draft, 'text' | 'plan'> {
  channels: string[];
  revision: number;
}

const empty: Draft = { text: '', channels: null, plan: null, savedAt: null, attempt: null, aside: '', rest: null, base: null };

/** How long typing rests before it is stored, in milliseconds. */
const rest = 400;

/**
 * One user's unsent text, or unsaved changes of a post, on this device.
 *
 * Lives outside of the page, so that what undoes a discard works after the page was left.
 */
export class DraftStore {
  readonly #place: string;
  readonly #listeners = new Set<() => void>();
  #draft: Draft;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lost = false;

  constructor(place: string) {
    this.#place = place;
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

  /** Nothing is left to keep. */
  readonly forget = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      localStorage.removeItem(this.#place);
    } catch {
      // Storage is switched off: nothing was kept.
    }
    this.#become(empty);
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

function storeAt(place: string): DraftStore {
  const known = stores.get(place);
  if (known) return known;
  const made = new DraftStore(place);
  stores.set(place, made);
  return made;
}

/** Of the message that a user is writing. */
export const draftStore = (user: string): DraftStore => storeAt(`multipost.draft.${user}`);

/** Of the changes of one planned post: each has its own, apart from what is new. */
export const changesStore = (user: string, post: string): DraftStore => storeAt(`multipost.draft.${user}.${post}`);

/** What is kept in a store, up to date. */
export function useDraft(store: DraftStore): { draft: Draft; lost: boolean } {
  const draft = useSyncExternalStore(store.subscribe, store.get);
  const lost = useSyncExternalStore(store.subscribe, store.isLost);
  return { draft, lost };
}

/** The attempt to send the draft to these: the one under way if it is the same, so that the server knows it again. */
export function attemptTo({ text, plan, attempt: before }: Draft, channels: string[]): Attempt {
  const what = { text, channels, schedule: plan?.schedule ?? null };
  const same = (other: Attempt) => JSON.stringify([other.text, other.channels, other.schedule]) === JSON.stringify(Object.values(what));
  if (before && same(before)) return { ...before, unanswered: true };
  return { key: crypto.randomUUID(), ...what, unanswered: true };
}
