// SPDX-License-Identifier: BSL-1.0
import ts from 'typescript';
import { expect, test } from 'vitest';
import { place, sourceFiles, visitAll } from './source_files';

const spoken = new Set(['title', 'aria-label', 'aria-description', 'placeholder', 'label', 'description', 'alt', 'error']);
const letters = /\p{L}/u;

/** What a user would read and no translator would see. */
export function bareStrings(file: ts.SourceFile): string[] {
  const found: string[] = [];
  visitAll(file, (node) => {
    if (ts.isJsxText(node) && letters.test(node.text)) found.push(`${place(file, node)} ${node.text.trim()}`);
    if (!ts.isJsxAttribute(node) || !spoken.has(node.name.getText()) || !node.initializer) return;
    const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
    if (value && ts.isStringLiteralLike(value) && letters.test(value.text)) found.push(`${place(file, node)} ${value.text}`);
  });
  return found;
}

test('no text stands in the source of a page', () => {
  expect(sourceFiles().flatMap(bareStrings)).toEqual([]);
}, 20_000);

test('a bare text and a bare label are found', () => {
  const source = '<p title="Hello">Hi {name}<br aria-label={`there`} /> 1 · 2</p>';
  const file = ts.createSourceFile('x.tsx', source, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TSX);
  expect(bareStrings(file)).toHaveLength(3);
});
