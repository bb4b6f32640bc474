import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { declaredNames, importsOf, type SyntaxNode, stringLiterals, testTitles, typeNames } from './syntax.ts';

/** A source file: its path from the root of the repository, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** The text with comments and the contents of strings blanked, so that words in prose are not code. */
  readonly code: string;
  /** What it imports or re-exports, types included, as written. */
  readonly imports: readonly string[];
  /** Every name that it gives: variables, parameters, functions, types and members, each where it stands. */
  readonly names: readonly Found[];
  /** The types, interfaces and classes that it declares. */
  readonly types: readonly string[];
  /** The text of its comments. */
  readonly comments: readonly Found[];
  /** The text of its strings, and of what it writes between tags. */
  readonly strings: readonly Found[];
  /** The titles of its tests. */
  readonly titles: readonly Found[];
}

export interface Found {
  readonly text: string;
  readonly line: number;
}

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Files below a folder, by their path from the root; without what is generated or installed. */
export function filesIn(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('src/generated/') && !path.includes('node_modules'))
    .sort();
}

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

export function sourcesIn(folder: string): readonly Source[] {
  return filesIn(folder, /\.(ts|tsx|mjs)$/).map((path) => readSource(path, readText(path)));
}

export function readSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const tree = program as unknown as SyntaxNode;
  const lineAt = lineFinder(text);
  const literals = stringLiterals(tree);
  const excerpt = ({ start, end }: SyntaxNode): Found => ({
    text: text.slice(start, end).replace(/^['"`]|['"`]$/g, ''),
    line: lineAt(start),
  });
  return {
    path,
    text,
    code: withoutWords(text, [...comments, ...literals]),
    imports: importsOf(tree),
    names: declaredNames(tree).map(({ name, start }) => ({ text: name, line: lineAt(start) })),
    types: typeNames(tree),
    comments: comments.map(({ value, start }) => ({ text: value, line: lineAt(start) })),
    strings: literals.map(excerpt),
    titles: testTitles(tree).map(excerpt),
  };
}

/** Blanks the ranges, so that everything else stays in its line. */
function withoutWords(text: string, ranges: readonly { readonly start: number; readonly end: number }[]): string {
  let code = '';
  let from = 0;
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    code += text.slice(from, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    from = end;
  }
  return code + text.slice(from);
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}

/** `#domain/*` and the like, as package.json maps them to the sources. */
const subpaths: readonly (readonly [prefix: string, folder: string])[] = Object.entries(
  (JSON.parse(readText('package.json')) as PackageImports).imports,
).map(([pattern, { 'etherbox-source': source }]) => [pattern.slice(0, -1), source.slice('./'.length, -'*.ts'.length)]);

interface PackageImports {
  readonly imports: { readonly [pattern: string]: { readonly 'etherbox-source': string } };
}

/** The path of an imported file of ours, or undefined for a package. */
export function target(from: Source, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from.path), specifier);
  const subpath = subpaths.find(([prefix]) => specifier.startsWith(prefix));
  return subpath && `${subpath[1]}${specifier.slice(subpath[0].length)}.ts`;
}
