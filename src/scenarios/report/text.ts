import type { Difference } from '../match.ts';
import { type CaseResult, counts, type RunResult, type StepResult } from '../result.ts';

/** For people at a terminal: one line per case, and everything about those that failed. Without colours where not asked. */
export function textReport(run: RunResult, { colour = false }: { readonly colour?: boolean } = {}): string {
  const result = cleaned({ ...run, cases: run.cases.map(({ timelines, requests, callbacks, ...one }) => one) });
  const paint = painter(colour);
  const { passed, failed, skipped } = counts(result);
  const lines = [
    ...grouped(result).flatMap(([group, cases]) => [
      ...(group === undefined ? [] : [paint('bold', group)]),
      ...cases.flatMap((one) => caseLines(one, paint)),
    ]),
    ...(result.problems ?? []).map((problem) => `${paint('red', '✗')} ${problem}`),
    '',
    `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
    '',
  ];
  return lines.join('\n');
}

type Paint = (as: 'red' | 'green' | 'dim' | 'bold', text: string) => string;
const codes = { red: 31, green: 32, dim: 2, bold: 1 } as const;

function painter(colour: boolean): Paint {
  return (as, text) => (colour ? `\u001b[${codes[as]}m${text}\u001b[0m` : text);
}

/** Nothing that a stranger wrote may move the cursor, change the colours or hide a line. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, codePoint) as T;
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cleaned(one)])) as T;
}

const codePoint = (char: string): string => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`;

/** Cases by group, in the order in which groups first come. */
export function grouped({ cases }: RunResult): readonly (readonly [string | undefined, readonly CaseResult[]])[] {
  const groups = new Map<string | undefined, CaseResult[]>();
  for (const one of cases) {
    const group = groups.get(one.group);
    if (group) group.push(one);
    else groups.set(one.group, [one]);
  }
  return [...groups];
}

const marks = { passed: '✓', failed: '✗', skipped: '-' } as const;

function caseLines(one: CaseResult, paint: Paint): readonly string[] {
  const { outcome, title, name } = one;
  const mark = paint(outcome === 'failed' ? 'red' : outcome === 'passed' ? 'green' : 'dim', marks[outcome]);
  const head = `  ${mark} ${title}${title === name ? '' : paint('dim', `  ${name}`)}`;
  if (outcome === 'passed') return [head];
  if (outcome === 'skipped') return [`${head}: ${one.message ?? 'skipped'}`];
  const where = one.file === undefined ? [] : [`      ${one.file}${one.line === undefined ? '' : `:${one.line}`}`];
  const steps =
    one.steps.length === 0 ? [`      ${one.message ?? 'failed'}`] : one.steps.flatMap((step) => stepLines(step, paint));
  return [head, ...where, ...steps, ...(one.again === undefined ? [] : [`      again: ${one.again}`])];
}

function stepLines({ outcome, text, message, differences }: StepResult, paint: Paint): readonly string[] {
  const mark = paint(outcome === 'failed' ? 'red' : 'dim', marks[outcome]);
  if (outcome !== 'failed') return [paint('dim', `      ${marks[outcome]} ${text}${message ? ` (${message})` : ''}`)];
  const said = message === undefined ? [] : [`          ${message}`];
  return [`      ${mark} ${text}`, ...said, ...differences.flatMap((one) => differenceLines(one, paint))];
}

/** `- expected`, `+ got`: a long text is shown around the first place where it is otherwise. */
export function differenceLines(difference: Difference, paint: Paint = painter(false)): readonly string[] {
  const { pointer, expected } = difference;
  const [wanted, got] = sideBySide(shown(expected), 'got' in difference ? shown(difference.got) : '(nothing)');
  return [
    `          ${pointer || '/'}`,
    paint('green', `            - expected ${wanted}`),
    paint('red', `            + got      ${got}`),
  ];
}

const longest = 160;

function sideBySide(a: string, b: string): readonly [string, string] {
  if (a.length <= longest && b.length <= longest) return [a, b];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const from = Math.max(0, same - 40);
  const cut = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + longest)}${text.length > from + longest ? '…' : ''}`;
  return [cut(a), cut(b)];
}

export const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
