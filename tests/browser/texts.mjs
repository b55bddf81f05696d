// SPDX-License-Identifier: BSL-1.0
// The words of the pages, from their own dictionaries: stories find things by what a reader sees, in both languages.
import { readFileSync } from 'node:fs';

const locales = new URL('../../examples/webapp/ui/src/i18n/locales/', import.meta.url);

const dictionaries = new Map();
function dictionary(language, namespace) {
  const name = `${language}/${namespace}`;
  if (!dictionaries.has(name)) dictionaries.set(name, JSON.parse(readFileSync(new URL(`${name}.json`, locales), 'utf8')));
  return dictionaries.get(name);
}

/**
 * What gives the text of a key ("auth:login.title") in a language, with the values put in.
 *
 * Spaces are plain: Playwright takes every kind of space for one. A key that is missing throws.
 */
export function textsIn(language) {
  return (key, values = {}) => {
    const [namespace, path] = key.split(':');
    const text = path.split('.').reduce((texts, name) => texts?.[name], dictionary(language, namespace));
    if (typeof text !== 'string') throw new Error(`${language} has no text ${key}`);
    return text
      .replace(/\{\{(\w+)\}\}/g, (_, name) => values[name])
      .replace(/(\p{L})'(\p{L})/gu, '$1’$2');
  };
}
