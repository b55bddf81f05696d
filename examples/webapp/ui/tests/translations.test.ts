// SPDX-License-Identifier: BSL-1.0
import ts from 'typescript';
import { expect, test } from 'vitest';
import en from '@/i18n/en';
import fr from '@/i18n/fr';
import type { Texts } from '@/i18n/typography';
import { place, sourceFiles, visitAll } from './source_files';

type Entry = [key: string, text: string];

function entries(texts: Texts, prefix = ''): Entry[] {
  return Object.entries(texts).flatMap(([key, value]): Entry[] =>
    typeof value === 'string' ? [[prefix + key, value]] : entries(value, `${prefix}${key}.`),
  );
}

/** namespace:key → texts; plural forms count as one key. */
function catalogue(languages: Record<string, Texts>): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const [namespace, texts] of Object.entries(languages)) {
    for (const [key, text] of entries(texts)) {
      const name = `${namespace}:${key.replace(/_(zero|one|two|few|many|other)$/, '')}`;
      all.set(name, [...(all.get(name) ?? []), text]);
    }
  }
  return all;
}

const english = catalogue(en);
const french = catalogue(fr);
const placeholders = (texts: string[]) => [...new Set(texts.flatMap((text) => text.match(/\{\{\w+\}\}/g) ?? []))].toSorted();

test('French and English have the same keys', () => {
  expect([...french.keys()].toSorted()).toEqual([...english.keys()].toSorted());
});

test('a text has the same values to fill in in both languages', () => {
  const asked = (all: Map<string, string[]>) => Object.fromEntries([...all].map(([key, texts]) => [key, placeholders(texts)]));
  expect(asked(french)).toEqual(asked(english));
});

test('no text is empty in one language only', () => {
  const empty = (all: Map<string, string[]>) => [...all].filter(([, texts]) => texts.includes('')).map(([key]) => key);
  expect(empty(french).toSorted()).toEqual(empty(english).toSorted());
});

test('plurals have every form that the language tells apart', () => {
  for (const [language, texts] of Object.entries({ en, fr })) {
    for (const tree of Object.values(texts)) {
      const keys = new Set(entries(tree).map(([key]) => key));
      for (const key of keys) {
        if (!key.endsWith('_one')) continue;
        for (const form of new Intl.PluralRules(language).resolvedOptions().pluralCategories) {
          expect([...keys]).toContain(key.replace(/_one$/, `_${form}`));
        }
      }
    }
  }
});

/** The keys a file asks for by name, with the namespace that its useTranslation names. */
function keysAskedFor(file: ts.SourceFile): [key: string, where: string][] {
  const asked: [string, string][] = [];
  let namespace = 'common';
  visitAll(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const called = node.expression.getText();
    const [first] = node.arguments;
    if (called === 'useTranslation') namespace = first && ts.isStringLiteralLike(first) ? first.text : 'common';
    if (!/(^|\.)t$/.test(called) || !first || !ts.isStringLiteralLike(first)) return;
    asked.push([first.text.includes(':') ? first.text : `${namespace}:${first.text}`, place(file, node)]);
  });
  return asked;
}

test('every key that a page asks for has a text', () => {
  const missing = sourceFiles().flatMap((file) => keysAskedFor(file).filter(([key]) => !english.has(key)));
  expect(missing).toEqual([]);
}, 20_000);
