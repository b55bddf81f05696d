// SPDX-License-Identifier: BSL-1.0

/** Where the focus goes when what had it is gone; what is seen stays where it is. */
export function focusHeading(): void {
  document.querySelector('h1')?.focus({ preventScroll: true });
}
