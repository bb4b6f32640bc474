import type { ApiSchemas } from '../control/schemas.ts';
import { humanize } from '../parts/format.ts';
import { textOrUndefined, type UntypedObject } from './untyped.ts';

/** A setback and the journeys that have it. */
export interface SetbackSummary {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly products: readonly string[];
  readonly steps: readonly string[];
}

/** The setbacks of all journeys, each once. */
export function collectSetbacks(journeys: ApiSchemas['JourneyList']['items']): SetbackSummary[] {
  const summaries = new Map<string, SetbackSummary>();
  for (const journey of journeys) {
    for (const setback of (journey.setbacks ?? []) as readonly UntypedObject[]) {
      const id = textOrUndefined(setback.id) ?? textOrUndefined(setback.name) ?? textOrUndefined(setback.setback);
      if (id === undefined) continue;
      const known = summaries.get(id);
      const product = journey.product ?? textOrUndefined((journey as UntypedObject).title) ?? journey.name;
      summaries.set(id, {
        id,
        title: known?.title ?? textOrUndefined(setback.title) ?? humanize(id.replaceAll('-', ' ')),
        summary:
          known?.summary ??
          textOrUndefined(setback.text) ??
          textOrUndefined(setback.summary) ??
          textOrUndefined(setback.description) ??
          '',
        products: [...(known?.products ?? []), product],
        steps: known?.steps ?? stepNames(setback.steps),
      });
    }
  }
  return [...summaries.values()];
}

function stepNames(steps: unknown): string[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: unknown) => {
    if (typeof step === 'string') return [step];
    const { milestone, title, text: stepText, id } = step as UntypedObject;
    return [
      textOrUndefined(milestone) ?? textOrUndefined(title) ?? textOrUndefined(stepText) ?? textOrUndefined(id) ?? '',
    ].filter((part) => part !== '');
  });
}
