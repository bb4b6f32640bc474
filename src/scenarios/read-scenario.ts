import { readFileSync } from 'node:fs';
import { basename, dirname, extname, relative } from 'node:path';
import { isAlias, isMap, isNode, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import { checkMeaning } from './check-meaning.ts';
import { checkSchema, type Unplaced } from './check-schema.ts';
import { type ScenarioProblem, ScenarioUnusable } from './problem.ts';
import type { LoadedScenario, Scenario } from './scenario.ts';
import { type ScenarioLimits, scenarioLimits } from './scenario-limits.ts';
import { partsOf } from './values.ts';

/**
 * A scenario file is data from a stranger: YAML with bounded size, nesting and aliases, read into plain values, checked
 * against its schema and then for what a schema cannot see. Every problem says where it stands. YAML is parsed here and
 * nowhere else in src: whoever serves customers loads this file only when somebody hands over YAML.
 */
export type ScenarioRead = { readonly loaded: LoadedScenario } | { readonly problems: readonly ScenarioProblem[] };

const mostAliases = 100;
const mostNesting = 64;

export interface TextOrigin {
  /** As shown in problems. */
  readonly file?: string;
  /** Where paths are looked up first. */
  readonly folder?: string;
  readonly name?: string;
  readonly limits?: ScenarioLimits;
}

/** Throws ScenarioUnusable. */
export function readScenarioFile(file: string, limits: ScenarioLimits = scenarioLimits): LoadedScenario {
  const shown = relative(process.cwd(), file) || file;
  const read = readScenarioText(readText(file, shown), {
    file: shown.startsWith('..') ? file : shown,
    folder: dirname(file),
    name: basename(file, extname(file)),
    limits,
  });
  if ('problems' in read) throw new ScenarioUnusable(read.problems);
  return read.loaded;
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const expected = `a file that can be read (${(error as NodeJS.ErrnoException).code})`;
    throw new ScenarioUnusable([{ file: shown, pointer: '', expected }]);
  }
}

export function readScenarioText(
  text: string,
  { file, folder, name = 'scenario', limits = scenarioLimits }: TextOrigin = {},
): ScenarioRead {
  const lines = new LineCounter();
  const place = (offset: number): Pick<ScenarioProblem, 'file' | 'line' | 'column'> => {
    const { line, col } = lines.linePos(offset);
    return { ...(file === undefined ? {} : { file }), line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refused = (offset: number, expected: string, found?: unknown): ScenarioRead => ({
    problems: [{ ...place(offset), pointer: '', ...(found === undefined ? {} : { found }), expected }],
  });
  const outside = beyondLimits(text, limits.scenarioBytes);
  if (outside) {
    for (let n = text.indexOf('\n'); n >= 0 && n < outside.at; n = text.indexOf('\n', n + 1)) lines.addNewLine(n + 1);
    if (lines.lineStarts[0] !== 0) lines.lineStarts.unshift(0);
    return refused(outside.at, outside.expected, outside.found);
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true });
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) return refused(mistake.pos[0], `YAML: ${mistake.message.split('\n', 1)[0]?.replace(/:$/, '')}`);
  const alias = aliasTooMany(document.contents);
  if (alias) return refused(alias.range?.[0] ?? 0, `at most ${mostAliases} aliases`, `*${alias.source}`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    return refused(0, `aliases that do not multiply: ${(error as Error).message}`);
  }
  const placed = (one: Unplaced) => ({ ...withoutMark(one), ...place(offsetOf(document.contents, one)) });
  const wrong = checkSchema(value, limits.scenarioSteps);
  if (wrong.length > 0) return { problems: wrong.map(placed) };
  const scenario = value as Scenario;
  const unknown = checkMeaning(scenario, folder);
  if (unknown.length > 0) return { problems: unknown.map(placed) };
  const stepLines = scenario.steps.map(
    (_, n) => place(offsetOf(document.contents, { pointer: `/steps/${n}` })).line ?? 1,
  );
  return {
    loaded: {
      name,
      scenario,
      text,
      lines: stepLines,
      ...(file === undefined ? {} : { file }),
      ...(folder === undefined ? {} : { folder }),
    },
  };
}

const withoutMark = ({ atName: _, ...problem }: Unplaced) => problem;

/** Size, and nesting so deep that reading it would end the process: found before anything is parsed. */
function beyondLimits(text: string, most: number) {
  const bytes = Buffer.byteLength(text);
  if (bytes > most) return { at: most, expected: `a file of at most ${most} bytes`, found: `${bytes} bytes` };
  let depth = 0;
  for (let n = 0; n < text.length; n += 1) {
    const char = text[n];
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    else if (char === '\n' && depth <= mostNesting && indentOf(text, n + 1) > 4 * mostNesting) depth = mostNesting + 1;
    if (depth > mostNesting) return { at: n, expected: `nesting of at most ${mostNesting}`, found: undefined };
  }
  return undefined;
}

function indentOf(text: string, from: number): number {
  let n = from;
  while (text[n] === ' ' || text[n] === '-') n += 1;
  return n - from;
}

function aliasTooMany(contents: unknown) {
  let count = 0;
  let last: { readonly range?: readonly number[] | null | undefined; readonly source: string } | undefined;
  visit(contents as Node, (_, node) => {
    if (!isAlias(node)) return undefined;
    count += 1;
    last = node;
    return count > mostAliases ? visit.BREAK : undefined;
  });
  return count > mostAliases ? last : undefined;
}

/** Where a pointer leads in the file; where it ends earlier, the last part that is there. */
function offsetOf(contents: unknown, { pointer, atName }: Pick<Unplaced, 'pointer' | 'atName'>): number {
  let here = contents;
  let offset = startOf(contents) ?? 0;
  const parts = pointer === '' ? [] : partsOf(pointer);
  for (const [depth, part] of parts.entries()) {
    if (isMap(here)) {
      const pair = here.items.find(({ key }) => String(isScalar(key) ? key.value : key) === part) as Pair | undefined;
      if (!pair) break;
      const name = atName && depth === parts.length - 1;
      offset = (name ? undefined : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
      here = pair.value;
    } else {
      const items = (here as { items?: readonly unknown[] } | undefined)?.items;
      if (!items?.[Number(part)]) break;
      here = items[Number(part)];
      offset = startOf(here) ?? offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
