import type { Mismatch } from '#contracts/pact/mismatch';
import type { CaseResult, RunResult, StepResult } from '#scenarios/report/run-result';
import type { InteractionResult, Verification } from './verify-pact.ts';

/** A verification as every reporter takes it: a case for each interaction, a step for each mismatch. */
export function verificationReport({ results, verdict, files }: Verification, allowEmpty = false): RunResult {
  return {
    title: 'contracts',
    cases: results.map(toCase),
    ...(verdict === 'empty' && !allowEmpty ? { problems: [emptyText(files.length)] } : {}),
  };
}

const emptyText = (files: number): string =>
  files === 0
    ? 'no contracts: there is no Pact file'
    : `no contracts: no selected interaction in ${files === 1 ? 'one file' : `${files} files`}`;

function toCase(result: InteractionResult): CaseResult {
  const { interaction, states, file, consumer, provider, outcome, mismatches, rerun } = result;
  const given = states.filter((state) => !interaction.includes(state));
  const title = given.length === 0 ? interaction : `${interaction} (given ${given.join(' and ')})`;
  return {
    name: title,
    title,
    group: `${file}: ${consumer} and ${provider}`,
    outcome: outcome === 'pending' ? 'skipped' : outcome,
    ...(outcome === 'passed' ? {} : { message: failureMessage(outcome, mismatches) }),
    file,
    steps: mismatches.map(toStep),
    rerunCommand: rerun,
  };
}

function failureMessage(outcome: InteractionResult['outcome'], [first, ...more]: readonly Mismatch[]): string {
  const pending = outcome === 'pending' ? 'pending, so it does not fail the run: ' : '';
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `${pending}${first === undefined ? '' : formatMismatch(first)}${rest}`;
}

/** `body /state: expected "held", got "acknowledged"`. */
function formatMismatch(mismatch: Mismatch): string {
  const { expected, actual, text } = mismatch;
  return expected === undefined ? text : `${mismatchPlace(mismatch)}: expected ${expected}, got ${actual ?? 'nothing'}`;
}

const mismatchPlace = ({ where, pointer }: Mismatch): string => (pointer === '' ? where : `${where} ${pointer}`);

function toStep(mismatch: Mismatch): StepResult {
  const { where, pointer, expected, actual, text, spec } = mismatch;
  const difference = { pointer: mismatchPlace(mismatch), expected, ...(actual === undefined ? {} : { got: actual }) };
  return {
    kind: where,
    text: pointer === '' || where === 'state' ? text : `${mismatchPlace(mismatch)}: ${text}`,
    outcome: 'failed',
    ...(spec === undefined ? {} : { message: `see ${spec}` }),
    differences: expected === undefined ? [] : [difference],
  };
}
