// SPDX-License-Identifier: BSL-1.0

/** Texts by key; a key may hold more keys. */
export interface Texts {
  [key: string]: string | Texts;
}

const narrowSpace = '\u202f';

/** The spaces French puts inside « » and before : ; ? !, made narrow and unbreakable. */
export function frenchSpaces(text: string): string {
  return text.replace(/ ([:;?!»])/g, `${narrowSpace}$1`).replace(/« /g, `«${narrowSpace}`);
}

/** The apostrophe of printers between letters. */
export function apostrophes(text: string): string {
  return text.replace(/(\p{L})'(\p{L})/gu, '$1’$2');
}

/** Every text of a tree, set as the language asks. Authors type plain spaces and apostrophes. */
export function typeset(texts: Texts, language: string): Texts {
  const set = (text: string) => (language === 'fr' ? frenchSpaces(apostrophes(text)) : apostrophes(text));
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? set(value) : typeset(value, language)]),
  );
}
