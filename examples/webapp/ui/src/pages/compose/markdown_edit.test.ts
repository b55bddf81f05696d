// SPDX-License-Identifier: BSL-1.0
import { expect, test } from 'vitest';
import { insertLink, isUrl, linkTarget, toggleMark, type Edit, type Mark } from './markdown_edit';

/** `|` marks where the selection begins and ends. */
function selection(marked: string) {
  const start = marked.indexOf('|');
  const end = marked.lastIndexOf('|') - 1;
  return { text: marked.replaceAll('|', ''), start, end: Math.max(start, end) };
}

function applied(marked: string, edit: (from: ReturnType<typeof selection>) => Edit): string {
  const from = selection(marked);
  const { from: at, to, insert, selectFrom, selectTo } = edit(from);
  const text = from.text.slice(0, at) + insert + from.text.slice(to);
  return `${text.slice(0, selectFrom)}|${text.slice(selectFrom, selectTo)}|${text.slice(selectTo)}`;
}

const marked = (mark: Mark, text: string) => applied(text, (from) => toggleMark(from, mark));

test.each<[Mark, string, string]>([
  ['bold', 'a |word| here', 'a **|word|** here'],
  ['bold', 'a **|word|** here', 'a |word| here'],
  ['bold', 'a |**word**| here', 'a |word| here'],
  ['bold', 'a |word |here', 'a **|word|** here'],
  ['bold', 'nothing ||', 'nothing **||**'],
  ['italic', 'a |word| here', 'a _|word|_ here'],
  ['italic', 'a *|word|* here', 'a |word| here'],
  ['italic', 'a **|word|** here', 'a **_|word|_** here'],
  ['italic', 'wo|r|d', 'wo*|r|*d'],
  ['strike', '|word|', '~~|word|~~'],
  ['code', '|a b|', '`|a b|`'],
  ['code', '|a\nb|', '```\n|a\nb|\n```'],
  ['bold', '|- one\n- two|', '|- **one**\n- **two**|'],
  ['bold', '|one\n\ntwo|', '|**one**\n\n**two**|'],
])('%s: %j becomes %j', (mark, before, after) => {
  expect(marked(mark, before)).toBe(after);
});

test('a link is made of the words, and cannot be ended by what they hold', () => {
  const link = (text: string, label: string, url: string) => applied(text, (from) => insertLink(from, label, url));
  expect(link('see |this|', 'this', 'https://a.example/')).toBe('see [this](https://a.example/)||');
  expect(link('||', 'a]b', 'https://a.example/x_(y)')).toBe(String.raw`[a\]b](https://a.example/x_%28y%29)||`);
  expect(link('||', '', 'https://a.example/')).toBe('https://a.example/||');
});

test('only web addresses can be linked to, with or without their scheme', () => {
  expect(linkTarget(' example.org/a ')).toBe('https://example.org/a');
  expect(linkTarget('http://localhost:8080')).toBe('http://localhost:8080');
  expect(linkTarget('javascript:alert(1)')).toBeNull();
  expect(linkTarget('two words')).toBeNull();
  expect(linkTarget('word')).toBeNull();
  expect(isUrl('https://example.org')).toBe(true);
  expect(isUrl('see https://example.org')).toBe(false);
});
