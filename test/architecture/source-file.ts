import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A source file: its path from the root of the repository, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  /** The text with comments and the contents of strings taken out, so that words in prose are not code. */
  readonly code: string;
  /** What it imports or re-exports, types included, as written. */
  readonly imports: readonly string[];
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export function sourcesIn(folder: string): readonly Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.startsWith('src/generated/') && !path.includes('node_modules'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(root, path), 'utf8')));
}

export function readSource(path: string, text: string): Source {
  return { path, text, code: withoutWords(text), imports: importsOf(text) };
}

const TOKENS =
  /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*(?=[\s,;.)\]])/g;

function withoutWords(text: string): string {
  return text.replace(TOKENS, (token) => (token.startsWith('/') ? ' ' : "''"));
}

function importsOf(text: string): readonly string[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/[^\n]*/gm, '');
  const found = bare.matchAll(/(?:^|[;\s])(?:import|export)\s[^'"`;]*?from\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'/g);
  return [...found].map((match) => (match[1] ?? match[2]) as string);
}

/** `#domain/*` and the like, as package.json maps them to the sources. */
const subpaths: readonly (readonly [prefix: string, folder: string])[] = Object.entries(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageImports).imports,
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
