import type { Schemas } from '../control/call.ts';
import { readably } from '../parts/words.ts';

/** A story in a few words per step, for the mini-timeline of its card. */
export interface Outline {
  readonly steps: readonly OutlineStep[];
  /** What the client is expected to do. */
  readonly client: string | undefined;
}

export interface OutlineStep {
  readonly text: string;
  /** A callback goes out with it. */
  readonly callback?: boolean;
}

type Json = { readonly [member: string]: unknown };
const stepLine = /^ {2,4}- +([a-z][A-Za-z]*): *(.*)$/;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** From the outline that the server gives, else from the lines of the file. */
export function outlineOf(scenario: Schemas['Scenario']): Outline {
  const given = scenario as unknown as Json;
  const client = text(given.client)?.replace(/^The client /, '');
  const sequence = Array.isArray(given.sequence) && given.sequence.length > 0 ? given.sequence : undefined;
  const listed = sequence ?? given.steps;
  if (Array.isArray(listed)) return { client, steps: listed.map(stepOf).filter((step) => step.text !== '') };
  return { client, steps: scenario.text === undefined ? [] : stepsOfText(scenario.text) };
}

function stepOf(step: unknown): OutlineStep {
  if (typeof step === 'string') return { text: step };
  const { milestone, text: said, kind, callback } = step as Json;
  const worded = text(milestone) ?? text(said) ?? text(kind) ?? '';
  return { text: readably(worded), ...(callback === undefined ? {} : { callback: true }) };
}

function stepsOfText(file: string): OutlineStep[] {
  const steps: OutlineStep[] = [];
  for (const line of file.split('\n')) {
    const [, kind, rest] = stepLine.exec(line) ?? [];
    if (kind !== undefined) steps.push({ text: `${kind} ${shortValue(rest)}`.trim() });
  }
  return steps;
}

function shortValue(value: unknown): string {
  const said = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const plain = said
    .replaceAll(/[{}"'[\]]/g, '')
    .replace(/ #.*$/, '')
    .trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
