import { readFileSync } from 'node:fs';
import { basename, dirname, extname, relative } from 'node:path';
import { isAlias, isMap, isNode, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import { checkMeaning } from './check-meaning.ts';
import { checkSchema, type UnlocatedProblem } from './check-schema.ts';
import type { LoadedScenario, Scenario } from './scenario.ts';
import { maxNesting, type ScenarioLimits, scenarioLimits } from './scenario-limits.ts';
import { InvalidScenarioError, type ScenarioProblem } from './scenario-problem.ts';
import { splitPointer } from './values.ts';

/**
 * Reads scenario files, which come from untrusted authors: YAML with bounded size, nesting and aliases, parsed into
 * plain values, checked against the schema and then for meaning. Every problem has its position. YAML is parsed here
 * and nowhere else in src: a server loads this file only when it receives YAML.
 */
export type ScenarioReadResult =
  | { readonly loaded: LoadedScenario }
  | { readonly problems: readonly ScenarioProblem[] };

const maxAliases = 100;

export interface ScenarioSource {
  /** The file name shown in problems. */
  readonly file?: string;
  /** The first folder in which paths are looked up. */
  readonly folder?: string;
  readonly name?: string;
  readonly limits?: ScenarioLimits;
}

/** Reads a scenario file. Throws InvalidScenarioError. */
export function readScenarioFile(file: string, limits: ScenarioLimits = scenarioLimits): LoadedScenario {
  const shown = relative(process.cwd(), file) || file;
  const read = readScenarioText(readScenarioSource(file, shown), {
    file: shown.startsWith('..') ? file : shown,
    folder: dirname(file),
    name: basename(file, extname(file)),
    limits,
  });
  if ('problems' in read) throw new InvalidScenarioError(read.problems);
  return read.loaded;
}

function readScenarioSource(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const expected = `a readable file (${(error as NodeJS.ErrnoException).code})`;
    throw new InvalidScenarioError([{ file: shown, pointer: '', expected }]);
  }
}

/** Reads a scenario's YAML; returns it or its problems. */
export function readScenarioText(
  text: string,
  { file, folder, name = 'scenario', limits = scenarioLimits }: ScenarioSource = {},
): ScenarioReadResult {
  const lines = new LineCounter();
  const positionAt = (offset: number): Pick<ScenarioProblem, 'file' | 'line' | 'column'> => {
    const { line, col } = lines.linePos(offset);
    return { ...(file === undefined ? {} : { file }), line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problemAt = (offset: number, expected: string, found?: unknown): ScenarioReadResult => ({
    problems: [{ ...positionAt(offset), pointer: '', ...(found === undefined ? {} : { found }), expected }],
  });
  const excess = exceedsTextLimits(text, limits.scenarioBytes);
  if (excess) {
    for (let n = text.indexOf('\n'); n >= 0 && n < excess.at; n = text.indexOf('\n', n + 1)) lines.addNewLine(n + 1);
    if (lines.lineStarts[0] !== 0) lines.lineStarts.unshift(0);
    return problemAt(excess.at, excess.expected, excess.found);
  }
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true });
  const [yamlError] = [...document.errors, ...document.warnings];
  if (yamlError) {
    // Lists in lists without brackets are not counted on the text: the parser gives up at a few hundred.
    const message = /call stack/.test(yamlError.message)
      ? `nesting of at most ${maxNesting}`
      : `YAML: ${yamlError.message.split('\n', 1)[0]?.replace(/:$/, '')}`;
    return problemAt(yamlError.pos[0], message);
  }
  const alias = findExcessAlias(document.contents);
  if (alias) return problemAt(alias.range?.[0] ?? 0, `at most ${maxAliases} aliases`, `*${alias.source}`);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    return problemAt(0, `aliases that do not expand without limit: ${(error as Error).message}`);
  }
  const withPosition = (one: UnlocatedProblem) => ({
    ...dropNameFlag(one),
    ...positionAt(findOffset(document.contents, one)),
  });
  const schemaProblems = checkSchema(value, limits.scenarioSteps);
  if (schemaProblems.length > 0) return { problems: schemaProblems.map(withPosition) };
  const scenario = value as Scenario;
  const meaningProblems = checkMeaning(scenario, folder);
  if (meaningProblems.length > 0) return { problems: meaningProblems.map(withPosition) };
  const stepLines = scenario.steps.map(
    (_, n) => positionAt(findOffset(document.contents, { pointer: `/steps/${n}` })).line ?? 1,
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

const dropNameFlag = ({ pointsAtName: _, ...problem }: UnlocatedProblem) => problem;

/** Detects excessive size and nesting before anything is parsed: deep nesting would end the process. */
function exceedsTextLimits(text: string, maxBytes: number) {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes)
    return { at: maxBytes, expected: `a file of at most ${maxBytes} bytes`, found: `${bytes} bytes` };
  let depth = 0;
  for (let n = 0; n < text.length; n += 1) {
    const char = text[n];
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    else if (char === '\n' && depth <= maxNesting && countIndent(text, n + 1) > 4 * maxNesting) depth = maxNesting + 1;
    if (depth > maxNesting) return { at: n, expected: `nesting of at most ${maxNesting}`, found: undefined };
  }
  return undefined;
}

function countIndent(text: string, from: number): number {
  let n = from;
  while (text[n] === ' ' || text[n] === '-') n += 1;
  return n - from;
}

function findExcessAlias(contents: unknown) {
  let count = 0;
  let last: { readonly range?: readonly number[] | null | undefined; readonly source: string } | undefined;
  visit(contents as Node, (_, node) => {
    if (!isAlias(node)) return undefined;
    count += 1;
    last = node;
    return count > maxAliases ? visit.BREAK : undefined;
  });
  return count > maxAliases ? last : undefined;
}

/** The offset of a pointer's value in the file; of its last existing part when it ends earlier. */
function findOffset(
  contents: unknown,
  { pointer, pointsAtName }: Pick<UnlocatedProblem, 'pointer' | 'pointsAtName'>,
): number {
  let current = contents;
  let offset = startOffset(contents) ?? 0;
  const parts = pointer === '' ? [] : splitPointer(pointer);
  for (const [depth, part] of parts.entries()) {
    if (isMap(current)) {
      const pair = current.items.find(({ key }) => String(isScalar(key) ? key.value : key) === part) as
        | Pair
        | undefined;
      if (!pair) break;
      const name = pointsAtName && depth === parts.length - 1;
      offset = (name ? undefined : startOffset(pair.value)) ?? startOffset(pair.key) ?? offset;
      current = pair.value;
    } else {
      const items = (current as { items?: readonly unknown[] } | undefined)?.items;
      if (!items?.[Number(part)]) break;
      current = items[Number(part)];
      offset = startOffset(current) ?? offset;
    }
  }
  return offset;
}

function startOffset(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
