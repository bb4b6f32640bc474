import type { ApiSchemas } from '../control/schemas.ts';
import type { UntypedObject } from '../models/untyped.ts';
import { formatInstantsInText } from '../parts/format.ts';

/** The outline of a scenario for the mini-timeline of its card. */
export interface ScenarioOutline {
  readonly steps: readonly OutlineStep[];
  /** The expected behaviour of the client. */
  readonly clientBehaviour: string | undefined;
}

export interface OutlineStep {
  readonly text: string;
  /** True when a callback is sent at this step. */
  readonly callback?: boolean;
}

const stepLinePattern = /^ {2,4}- +([a-z][A-Za-z]*): *(.*)$/;
const trimmedText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** The server's preview, or else an outline from the lines of the file. */
export function outlineScenario(scenario: ApiSchemas['Scenario']): ScenarioOutline {
  const members = scenario as unknown as UntypedObject;
  const clientBehaviour = trimmedText(members.client)?.replace(/^The client /, '');
  const sequence = Array.isArray(members.sequence) && members.sequence.length > 0 ? members.sequence : undefined;
  const stepList = sequence ?? members.steps;
  if (Array.isArray(stepList)) return { clientBehaviour, steps: toOutlineSteps(stepList) };
  return { clientBehaviour, steps: scenario.text === undefined ? [] : parseStepsFromFile(scenario.text) };
}

/** A milestone is listed once; later events at it change its status only. */
function toOutlineSteps(listed: readonly unknown[]): OutlineStep[] {
  let lastMilestone: string | undefined;
  return listed.flatMap((step) => {
    const { milestone, text: stepText, callback } = (typeof step === 'string' ? { text: step } : step) as UntypedObject;
    const name = trimmedText(milestone);
    const status = trimmedText(stepText)?.replace(/^[^:]+: /, '');
    const label = name === undefined ? trimmedText(stepText) : name === lastMilestone ? (status ?? name) : name;
    lastMilestone = name ?? lastMilestone;
    if (label === undefined) return [];
    return [{ text: formatInstantsInText(label), ...(callback === undefined ? {} : { callback: true }) }];
  });
}

function parseStepsFromFile(file: string): OutlineStep[] {
  const steps: OutlineStep[] = [];
  for (const line of file.split('\n')) {
    const [, kind, rest] = stepLinePattern.exec(line) ?? [];
    if (kind !== undefined) steps.push({ text: `${kind} ${abbreviateStepValue(rest)}`.trim() });
  }
  return steps;
}

function abbreviateStepValue(value: unknown): string {
  const valueText = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const plainText = valueText
    .replaceAll(/[{}"'[\]]/g, '')
    .replace(/ #.*$/, '')
    .trim();
  return plainText.length > 60 ? `${plainText.slice(0, 60)}…` : plainText;
}

const maxShownSteps = 9;

/** A scenario as a row of dots, so that a user sees its course in advance. */
export function MiniTimeline({ steps }: { readonly steps: readonly OutlineStep[] }) {
  if (steps.length === 0) return null;
  return (
    <ol class="mini">
      {steps.slice(0, maxShownSteps).map(({ text, callback }, index) => (
        <li class="mini-step" key={`${index}.${text}`}>
          {text}
          {callback && <span class="mini-callback">callback</span>}
        </li>
      ))}
      {steps.length > maxShownSteps && <li class="mini-step">and {steps.length - maxShownSteps} more</li>}
    </ol>
  );
}
