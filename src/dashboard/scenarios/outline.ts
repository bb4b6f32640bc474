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
  if (Array.isArray(listed)) return { client, steps: stepsOf(listed) };
  return { client, steps: scenario.text === undefined ? [] : stepsOfText(scenario.text) };
}

/** A milestone is named once; what happens at it afterwards is told by its status. */
function stepsOf(listed: readonly unknown[]): OutlineStep[] {
  let standing: string | undefined;
  return listed.flatMap((step) => {
    const { milestone, text: said, callback } = (typeof step === 'string' ? { text: step } : step) as Json;
    const name = text(milestone);
    const status = text(said)?.replace(/^[^:]+: /, '');
    const words = name === undefined ? text(said) : name === standing ? (status ?? name) : name;
    standing = name ?? standing;
    if (words === undefined) return [];
    return [{ text: readably(words), ...(callback === undefined ? {} : { callback: true }) }];
  });
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
