import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };
type Members = { readonly [member: string]: Json };

const here = dirname(fileURLToPath(import.meta.url));
const folderOf = (kind: Kind): string => join(here, 'records', kind);

/** `bt`: what customers see, equal byte by byte. `own`: what is ours, equal once the renamed words are put in. */
export type Kind = 'bt' | 'own';

export function readRecord(kind: Kind, name: string): Json {
  return JSON.parse(readFileSync(join(folderOf(kind), `${name}.json`), 'utf8'));
}

export function writeRecord(kind: Kind, name: string, record: Json): void {
  mkdirSync(folderOf(kind), { recursive: true });
  writeFileSync(join(folderOf(kind), `${name}.json`), textOf(record));
}

export const recorded = (kind: Kind): readonly string[] =>
  readdirSync(folderOf(kind))
    .map((file) => file.replace(/\.json$/, ''))
    .sort();

export const forgetRecord = (kind: Kind, name: string): void => rmSync(join(folderOf(kind), `${name}.json`));

const lineLength = 110;

/** JSON in which whatever is short is on one line: small, and a difference is still seen line by line. */
export function textOf(record: Json, indent = ''): string {
  const flat = JSON.stringify(record);
  if (indent.length + flat.length <= lineLength || typeof record !== 'object' || record === null) {
    return indent === '' ? `${flat}\n` : flat;
  }
  const deeper = `${indent} `;
  const parts = Array.isArray(record)
    ? record.map((one) => textOf(one, deeper))
    : Object.entries(record).map(([name, one]) => `${JSON.stringify(name)}: ${textOf(one, deeper)}`);
  const [begin, end] = Array.isArray(record) ? ['[', ']'] : ['{', '}'];
  const text = `${begin}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${end}`;
  return indent === '' ? `${text}\n` : text;
}

/**
 * A body without loss: as JSON, which can be read line by line, where writing that JSON again gives the same bytes;
 * otherwise as text.
 */
export function bodyOf(text: string): Members {
  if (text === '') return {};
  try {
    const json = JSON.parse(text) as Json;
    if (JSON.stringify(json) === text) return { json };
  } catch {
    // Cut off, or no JSON.
  }
  return { text };
}

const isObject = (value: Json | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** With the members of every object in alphabetical order. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name] as Json)]),
  );
}

export const mapped = (value: Json, change: (value: Json, pointer: string) => Json, pointer = ''): Json => {
  const changed = change(value, pointer);
  if (changed !== value) return changed;
  if (Array.isArray(value)) return value.map((one, at) => mapped(one, change, `${pointer}/${at}`));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, mapped(one, change, `${pointer}/${name}`)]),
  );
};

/** Smaller parts are written out. */
const worthALink = 300;

/**
 * Where BT's documents are shown on our side, our record only names them: it stays small, and a renamed word of ours is
 * never looked for in words of BT.
 */
export class BtParts {
  readonly #parts = new Map<string, string>();
  readonly #whole = new Map<string, string>();

  add(value: Json, name: string): void {
    const key = JSON.stringify(sorted(value));
    if (!this.#whole.has(key)) this.#whole.set(key, `(bt: ${name})`);
    mapped(value, (part, pointer) => {
      const text = typeof part === 'object' && part !== null ? JSON.stringify(sorted(part)) : '';
      if (text.length >= worthALink && !this.#parts.has(text)) this.#parts.set(text, `(bt: ${name}${pointer})`);
      return part;
    });
  }

  /** `isBody`: however small it is. */
  link(value: Json, isBody: (pointer: string) => boolean): Json {
    return mapped(value, (part, pointer) => {
      if (isBody(pointer)) return this.#whole.get(JSON.stringify(sorted(part))) ?? part;
      if (typeof part !== 'object' || part === null) return part;
      const text = JSON.stringify(sorted(part));
      return text.length < worthALink ? part : (this.#parts.get(text) ?? part);
    });
  }
}

/** A word before and after; `where`: a pattern of the pointers (in old words) at which alone it was renamed. */
export type Renamed = readonly [before: string, after: string, where?: string];

export const readRenamed = (): readonly Renamed[] => JSON.parse(readFileSync(join(here, 'renamed-words.json'), 'utf8'));

/** A record of ours in today's words. `used` collects every pair that changed something. */
export function renamed(value: Json, pairs: readonly Renamed[], used: Set<Renamed> = new Set()): Json {
  const matchers = new Map<string, (text: string) => string>();
  const rename = (text: string, pointer: string): string => {
    const here = pairs.filter(([, , where]) => where === undefined || new RegExp(where).test(pointer));
    const key = here.map((pair) => pairs.indexOf(pair)).join();
    const known = matchers.get(key) ?? replacer(here, used);
    matchers.set(key, known);
    return known(text);
  };
  const walk = (one: Json, pointer: string): Json => {
    if (typeof one === 'string') return one.startsWith('(bt: ') ? one : rename(one, pointer);
    if (Array.isArray(one)) return one.map((item, at) => walk(item, `${pointer}/${at}`));
    if (!isObject(one)) return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, item]) => {
        const below = `${pointer}/${name}`;
        return [rename(name, below), walk(item, below)];
      }),
    );
  };
  return walk(value, '');
}

/** All pairs at once, the longest first: what one has put in is not renamed by the next. Whole words only. */
function replacer(pairs: readonly Renamed[], used: Set<Renamed>): (text: string) => string {
  if (pairs.length === 0) return (text) => text;
  const byLength = [...pairs].sort(([a], [b]) => b.length - a.length);
  const words = byLength.map(([before]) => before.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${words})(?![A-Za-z0-9])`, 'g');
  return (text) =>
    text.replace(pattern, (word) => {
      const pair = byLength.find(([before]) => before === word) as Renamed;
      used.add(pair);
      return pair[1];
    });
}

const around = 4;
const most = 40;

/** The lines in which two texts begin to differ, with some around them; undefined where they are equal. */
export function firstDifference(actual: string, wanted: string): { actual: string; wanted: string } | undefined {
  if (actual === wanted) return undefined;
  const [a, b] = [actual.split('\n'), wanted.split('\n')];
  let from = 0;
  while (a[from] === b[from]) from += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - from && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const part = (lines: string[]) =>
    [
      `line ${from + 1}:`,
      ...lines.slice(Math.max(0, from - around), Math.min(lines.length - end + around, from + most)),
    ].join('\n');
  return { actual: part(a), wanted: part(b) };
}
