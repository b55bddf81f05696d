// SPDX-License-Identifier: BSL-1.0
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { sourceFiles, visitAll } from './source_files';

const packages = join(import.meta.dirname, '../node_modules/@mantine');
const core = join(packages, 'core');
const dates = join(packages, 'dates');
const notifications = join(packages, 'notifications/esm/index.mjs');
const text = (path: string) => readFileSync(path, 'utf8');

/** What a file imports from one of Mantine's packages other than types. */
const importedFrom = (name: string) => (file: ts.SourceFile): string[] => {
  const found: string[] = [];
  visitAll(file, (node) => {
    if (!ts.isImportDeclaration(node) || node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
    const named = node.importClause?.namedBindings;
    if ((node.moduleSpecifier as ts.StringLiteral).text !== name || !named || !ts.isNamedImports(named)) return;
    found.push(...named.elements.filter((element) => !element.isTypeOnly).map((each) => (each.propertyName ?? each.name).text));
  });
  return found;
};

/** A file of Mantine's and all of Mantine's that it is made of. */
function reachable(start: string[]): string[] {
  const files = new Set(start);
  for (const file of files) {
    for (const [, path = ''] of text(file).matchAll(/from "(\.[^"]+\.mjs)"/g)) files.add(join(dirname(file), path));
  }
  return [...files];
}

const parse = (path: string) => ts.createSourceFile(path, text(path), ts.ScriptTarget.ES2022, true);

/** The files of a package in which these things are, and those they are made of. */
function filesOf(folder: string, names: string[]): string[] {
  const places = new Map(
    [...text(join(folder, 'esm/index.mjs')).matchAll(/import \{ (\w+) \} from "(\.[^"]+)"/g)].map(([, name = '', path = '']) => [name, path]),
  );
  return reachable(names.flatMap((name) => places.get(name) ?? []).map((path) => join(folder, 'esm', path)));
}

/** The names of classes that the code of our components, of the calendar and of the notifications puts on elements. */
function usedClasses(): Set<string> {
  const ofDates = filesOf(dates, sourceFiles().flatMap(importedFrom('@mantine/dates')));
  const others = [...ofDates, ...reachable([notifications])].map(parse);
  const files = filesOf(core, [...sourceFiles(), ...others].flatMap(importedFrom('@mantine/core')));
  const modules = files.filter((path) => path.endsWith('.module.mjs'));
  return new Set(modules.flatMap((path) => text(path).match(/\bm_[0-9a-f]+/g) ?? []));
}

const classesOf = (sheet: string) => text(join(core, 'styles', sheet)).match(/(?<=\.)m_[0-9a-f]+/g) ?? [];

const imported = [...text(join(import.meta.dirname, '../src/mantine.css')).matchAll(/@mantine\/core\/styles\/([\w-]+\.css)/g)].map(([, sheet = '']) => sheet);

test('the style sheets of what is used of Mantine are there, and no others', () => {
  const used = usedClasses();
  const sheets = readdirSync(join(core, 'styles')).filter((sheet) => !sheet.endsWith('.layer.css'));
  // Those without classes are for all components.
  const needed = sheets.filter((sheet) => classesOf(sheet).length === 0 || classesOf(sheet).some((name) => used.has(name)));
  expect(used.size).toBeGreaterThan(100);
  expect(imported.toSorted()).toEqual(needed.toSorted());
});

test('the style sheets stand in the order in which Mantine has them: later ones change earlier ones', () => {
  const all = text(join(core, 'styles.css'));
  // A sheet stands where the first rule of one of its classes is.
  const place = (sheet: string) => Math.min(...classesOf(sheet).map((name) => all.search(new RegExp(`^\\.${name}\\b`, 'm'))).filter((at) => at >= 0));
  const places = imported.map(place).filter(Number.isFinite);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(imported.slice(0, 3)).toEqual(['baseline.css', 'default-css-variables.css', 'global.css']);
});
