import type { Mismatch } from './mismatch.ts';
import type { InteractionResult, Verification } from './verify-pact.ts';

/** A verification for people: one line for what holds, everything for what does not, grouped by contract. */
export function verificationText(verification: Verification): readonly string[] {
  const { results } = verification;
  const files = [...new Set(results.map(({ file }) => file))];
  return [
    ...files.flatMap((file) => fileText(results.filter((result) => result.file === file))),
    ...summary(verification),
  ];
}

function fileText(results: readonly InteractionResult[]): readonly string[] {
  const [{ file, consumer, provider } = { file: '', consumer: '', provider: '' }] = results;
  return [`${file}  ${consumer} → ${provider}`, ...results.flatMap(interactionText), ''];
}

const marks = { passed: '✓', failed: '✗', pending: '~' };

export function interactionText(result: InteractionResult): readonly string[] {
  const { outcome, interaction, states, mismatches, rerun, skeleton } = result;
  const given = states.length === 0 ? '' : ` (given ${states.join(' and ')})`;
  const line = `  ${marks[outcome]} ${interaction}${given}`;
  if (outcome === 'passed') return [line];
  return [
    outcome === 'pending' ? `${line}: pending, so it fails nothing` : line,
    ...mismatches.flatMap(mismatchText),
    ...(skeleton === undefined ? [] : ['      to add it:', ...skeleton.split('\n').map((text) => `        ${text}`)]),
    `      again: ${rerun}`,
  ];
}

function mismatchText({ where, pointer, expected, actual, text, spec }: Mismatch): readonly string[] {
  const place = pointer === '' || where === 'state' ? where : `${where} ${pointer}`;
  const values = expected === undefined ? '' : `: expected ${expected}, got ${actual ?? 'nothing'}`;
  return [`      ✗ ${place}${values}`, `        ${text}`, ...(spec === undefined ? [] : [`        see ${spec}`])];
}

function summary({ verdict, results, files }: Verification): readonly string[] {
  if (verdict === 'empty')
    return [
      `no contracts: ${files.length === 0 ? 'no file was found' : `${files.length} files without a matching interaction`}`,
    ];
  const count = (wanted: string) => results.filter(({ outcome }) => outcome === wanted).length;
  const pending = count('pending') === 0 ? '' : `, ${count('pending')} pending`;
  return [`${count('passed')} passed, ${count('failed')} failed${pending}`];
}
