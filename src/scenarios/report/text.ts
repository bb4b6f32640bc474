import type { ValueDifference } from '#scenarios/language/match';
import { type CaseResult, countOutcomes, type RunResult, type StepResult } from './run-result.ts';

/** The report for a terminal: one line per case, and the details of those that failed. Colours are optional. */
export function textReport(run: RunResult, { colour = false }: { readonly colour?: boolean } = {}): string {
  const result = escapeTerminalText({
    ...run,
    cases: run.cases.map(({ timelines, requests, callbacks, ...one }) => one),
  });
  const paint = createPainter(colour);
  const { passed, failed, skipped } = countOutcomes(result);
  const lines = [
    ...groupCases(result).flatMap(([group, cases]) => [
      ...(group === undefined ? [] : [paint('bold', group)]),
      ...cases.flatMap((result) => formatCase(result, paint)),
    ]),
    ...(result.problems ?? []).map((problem) => `${paint('red', '✗')} ${problem}`),
    '',
    `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`,
    '',
  ];
  return lines.join('\n');
}

type Painter = (as: 'red' | 'green' | 'dim' | 'bold', text: string) => string;
const ansiCodes = { red: 31, green: 32, dim: 2, bold: 1 } as const;

function createPainter(colour: boolean): Painter {
  return (as, text) => (colour ? `\u001b[${ansiCodes[as]}m${text}\u001b[0m` : text);
}

/** Text from untrusted authors must not move the cursor, change colours or hide a line. */
function escapeTerminalText<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, escapeCodePoint) as T;
  if (Array.isArray(value)) return value.map(escapeTerminalText) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, escapeTerminalText(one)])) as T;
}

const escapeCodePoint = (char: string): string => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`;

/** Cases by group, in the order in which groups first appear. */
export function groupCases({ cases }: RunResult): readonly (readonly [string | undefined, readonly CaseResult[]])[] {
  const groups = new Map<string | undefined, CaseResult[]>();
  for (const one of cases) {
    const group = groups.get(one.group);
    if (group) group.push(one);
    else groups.set(one.group, [one]);
  }
  return [...groups];
}

const outcomeMarks = { passed: '✓', failed: '✗', skipped: '-' } as const;

function formatCase(one: CaseResult, paint: Painter): readonly string[] {
  const { outcome, title, name } = one;
  const mark = paint(outcome === 'failed' ? 'red' : outcome === 'passed' ? 'green' : 'dim', outcomeMarks[outcome]);
  const head = `  ${mark} ${title}${title === name ? '' : paint('dim', `  ${name}`)}`;
  if (outcome === 'passed') return [head];
  if (outcome === 'skipped') return [`${head}: ${one.message ?? 'skipped'}`];
  const where = one.file === undefined ? [] : [`      ${one.file}${one.line === undefined ? '' : `:${one.line}`}`];
  const steps =
    one.steps.length === 0
      ? [`      ${one.message ?? 'failed'}`]
      : one.steps.flatMap((step) => formatStep(step, paint));
  return [head, ...where, ...steps, ...(one.rerunCommand === undefined ? [] : [`      rerun: ${one.rerunCommand}`])];
}

function formatStep({ outcome, text, message, differences }: StepResult, paint: Painter): readonly string[] {
  const mark = paint(outcome === 'failed' ? 'red' : 'dim', outcomeMarks[outcome]);
  if (outcome !== 'failed')
    return [paint('dim', `      ${outcomeMarks[outcome]} ${text}${message ? ` (${message})` : ''}`)];
  const messageLines = message === undefined ? [] : [`          ${message}`];
  return [
    `      ${mark} ${text}`,
    ...messageLines,
    ...differences.flatMap((difference) => formatDifference(difference, paint)),
  ];
}

/** `- expected`, `+ got`: a long text is shortened to the part around its first difference. */
export function formatDifference(
  difference: ValueDifference,
  paint: Painter = createPainter(false),
): readonly string[] {
  const { pointer, expected } = difference;
  const [expectedText, gotText] = excerptDifference(
    valueToText(expected),
    'got' in difference ? valueToText(difference.got) : '(nothing)',
  );
  return [
    `          ${pointer || '/'}`,
    paint('green', `            - expected ${expectedText}`),
    paint('red', `            + got      ${gotText}`),
  ];
}

const maxShownLength = 160;

function excerptDifference(a: string, b: string): readonly [string, string] {
  if (a.length <= maxShownLength && b.length <= maxShownLength) return [a, b];
  let samePrefixLength = 0;
  while (samePrefixLength < a.length && a[samePrefixLength] === b[samePrefixLength]) samePrefixLength += 1;
  const from = Math.max(0, samePrefixLength - 40);
  const cut = (text: string) =>
    `${from > 0 ? '…' : ''}${text.slice(from, from + maxShownLength)}${text.length > from + maxShownLength ? '…' : ''}`;
  return [cut(a), cut(b)];
}

/** A value as text; JSON unless it is a text. */
export const valueToText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
