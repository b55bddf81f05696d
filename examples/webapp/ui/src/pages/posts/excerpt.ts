// SPDX-License-Identifier: BSL-1.0

/** The beginning of a message as it is read and not as it is marked up, without empty lines. For lists only: it is an approximation. */
export function excerpt(text: string, length = 220): string {
  const read = text
    .slice(0, length * 3)
    .replace(/\[([^\]\n]+)\]\((?:[^()\s]|\([^()\s]*\))*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|>)\s+/gm, '')
    .replace(/^\s*[-*+]\s+/gm, '• ')
    .replace(/(\*\*|__|~~)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/`+([^`\n]+)`+/g, '$1')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
  const letters = [...read];
  return letters.length > length ? `${letters.slice(0, length).join('').trimEnd()}…` : read;
}
