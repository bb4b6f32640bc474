import type { Schemas } from '../control/call.ts';

/** A story in a few words per step, for the mini-timeline of its card. */
export interface Outline {
  readonly steps: readonly OutlineStep[];
  /** What the client is expected to do. */
  readonly client: string | undefined;
}

export interface OutlineStep {
  readonly kind: string;
  readonly text: string;
}

type Json = { readonly [member: string]: unknown };
const stepLine = /^ {2,4}- +([a-z][A-Za-z]*): *(.*)$/;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** From the outline that the server gives, else from the lines of the file. */
export function outlineOf(scenario: Schemas['Scenario']): Outline {
  const given = scenario as unknown as Json;
  const client = text(given.client) ?? text(given.expects) ?? text(given.teaches);
  const listed = given.sequence ?? given.outline ?? given.steps;
  if (Array.isArray(listed)) return { client, steps: listed.map(stepOf).filter((step) => step.text !== '') };
  return { client, steps: scenario.text === undefined ? [] : stepsOfText(scenario.text) };
}

function stepOf(step: unknown): OutlineStep {
  if (typeof step === 'string') return { kind: 'step', text: step };
  const { kind, text: said, title, milestone, ...rest } = step as Json;
  const worded = text(said) ?? text(title) ?? text(milestone);
  if (worded !== undefined) return { kind: text(kind) ?? 'step', text: worded };
  const [name, value] = Object.entries(rest)[0] ?? ['', ''];
  return { kind: name, text: `${name} ${shortValue(value)}`.trim() };
}

function stepsOfText(file: string): OutlineStep[] {
  const steps: OutlineStep[] = [];
  for (const line of file.split('\n')) {
    const [, kind, rest] = stepLine.exec(line) ?? [];
    if (kind !== undefined) steps.push({ kind, text: `${kind} ${shortValue(rest)}`.trim() });
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
