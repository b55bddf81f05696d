// SPDX-License-Identifier: BSL-1.0

/** A replacement of a part of a text, and what is selected after it. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  selectFrom: number;
  selectTo: number;
}

export interface Selection {
  text: string;
  start: number;
  end: number;
}

export type Mark = 'bold' | 'italic' | 'strike' | 'code';

const markers: Record<Mark, string> = { bold: '**', italic: '_', strike: '~~', code: '`' };
const word = /[\p{L}\p{N}]/u;

/** Markup does not begin or end with a space: `** x **` would be read as asterisks. */
function trimmed({ text, start, end }: Selection): Selection {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from += 1;
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
  return from < to ? { text, start: from, end: to } : { text, start, end: start };
}

/** Whether these characters and no more of them stand there: `*` is not the half of `**`. */
function standsAt(text: string, at: number, marker: string): boolean {
  const sign = marker.charAt(0);
  return text.startsWith(marker, at) && text.charAt(at - 1) !== sign && text.charAt(at + marker.length) !== sign;
}

function unwrapped({ text, start, end }: Selection, marker: string): Edit | null {
  const { length } = marker;
  if (start >= length && standsAt(text, start - length, marker) && standsAt(text, end, marker)) {
    const insert = text.slice(start, end);
    return { from: start - length, to: end + length, insert, selectFrom: start - length, selectTo: end - length };
  }
  if (end - start > 2 * length && standsAt(text, start, marker) && standsAt(text, end - length, marker)) {
    return { from: start, to: end, insert: text.slice(start + length, end - length), selectFrom: start, selectTo: end - 2 * length };
  }
  return null;
}

/** What begins a line and is no text of it: markers of lists, quotes and headings. */
const lineStart = /^\s*(?:(?:[-*+]|\d+[.)]|>|#{1,6})\s+)*/;

function wrapLine(line: string, marker: string): string {
  const before = lineStart.exec(line)?.[0] ?? '';
  const said = line.slice(before.length).trimEnd();
  return said ? before + marker + said + marker + line.slice(before.length + said.length) : line;
}

/** Adds a mark to what is selected, or takes it away. Over several lines each one gets its own: no mark goes beyond its block. */
export function toggleMark(selection: Selection, mark: Mark): Edit {
  const chosen = trimmed(selection);
  const { text, start, end } = chosen;
  const inside = text.slice(start, end);
  let marker = markers[mark];
  if (mark === 'code' && inside.includes('\n')) {
    const insert = `\`\`\`\n${inside}\n\`\`\``;
    return { from: start, to: end, insert, selectFrom: start + 4, selectTo: start + 4 + inside.length };
  }
  const removed = unwrapped(chosen, marker) ?? (mark === 'italic' ? unwrapped(chosen, '*') : null);
  if (removed) return removed;
  // Underscores inside of words are underscores.
  if (mark === 'italic' && (word.test(text.charAt(start - 1)) || word.test(text.charAt(end)))) marker = '*';
  if (inside.includes('\n')) {
    const insert = inside.split('\n').map((line) => wrapLine(line, marker)).join('\n');
    return { from: start, to: end, insert, selectFrom: start, selectTo: start + insert.length };
  }
  const at = start + marker.length;
  return { from: start, to: end, insert: marker + inside + marker, selectFrom: at, selectTo: at + inside.length };
}

/** A link over what is selected. */
export function insertLink({ start, end }: Selection, label: string, url: string): Edit {
  const shown = label.trim().replace(/[[\]\\]/g, String.raw`\$&`);
  // Spaces and parentheses would end the address.
  const target = url.replace(/[ ()<>]/g, encodeURIComponent).replaceAll('(', '%28').replaceAll(')', '%29');
  const insert = shown && label.trim() !== url ? `[${shown}](${target})` : target;
  return { from: start, to: end, insert, selectFrom: start + insert.length, selectTo: start + insert.length };
}

/** An address as it can be linked to: with https:// where no scheme was typed; null when it is none. */
export function linkTarget(typed: string): string | null {
  const text = typed.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`;
  if (!/^https?:\/\/[^\s]+$/i.test(withScheme) || !URL.canParse(withScheme)) return null;
  const { hostname } = new URL(withScheme);
  return hostname.includes('.') || hostname === 'localhost' ? withScheme : null;
}

/** Whether a text is nothing but a web address. */
export function isUrl(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim()) && URL.canParse(text.trim());
}

/** Makes the change as if it had been typed, so that the browser's undo takes it back. */
export function applyEdit(field: HTMLTextAreaElement, edit: Edit): void {
  field.focus();
  field.setSelectionRange(edit.from, edit.to);
  // Deprecated, and the only way to write into a text field's undo history.
  const typed = typeof document.execCommand === 'function' && document.execCommand('insertText', false, edit.insert);
  if (!typed) {
    field.setRangeText(edit.insert, edit.from, edit.to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(edit.selectFrom, edit.selectTo);
}
