// SPDX-License-Identifier: BSL-1.0

/** What another page gives to the composer: the text of a post to write anew, say. */
export interface HandedOver {
  text: string;
  /** Ids of channels; left out: those chosen last. */
  channels?: string[];
}

const place = 'multipost.compose';

/**
 * Call it, then navigate to /compose. It goes through the tab's storage and not through the address, where a long text would
 * not fit and every text would stay in the browser's history.
 */
export function handOver(what: HandedOver): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(what));
  } catch {
    // Storage is switched off: the composer opens with what it had.
  }
}

/** What was handed over, once. */
export function takeHandedOver(): HandedOver | null {
  try {
    const stored = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    return stored ? (JSON.parse(stored) as HandedOver) : null;
  } catch {
    return null;
  }
}
