import type { Schemas } from '../control/call.ts';
import { inWords } from '../parts/words.ts';

/** A way in which an order can go wrong, and the journeys it can happen to. */
export interface TroubleFacts {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly products: readonly string[];
  readonly steps: readonly string[];
}

type Json = { readonly [member: string]: unknown };
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The troubles of all journeys, each once. */
export function troublesOf(journeys: Schemas['JourneyList']['items']): TroubleFacts[] {
  const found = new Map<string, TroubleFacts>();
  for (const journey of journeys) {
    for (const trouble of (journey.troubles ?? []) as readonly Json[]) {
      const id = text(trouble.id) ?? text(trouble.name) ?? text(trouble.trouble);
      if (id === undefined) continue;
      const known = found.get(id);
      const product = journey.product ?? text((journey as Json).title) ?? journey.name;
      found.set(id, {
        id,
        title: known?.title ?? text(trouble.title) ?? inWords(id.replaceAll('-', ' ')),
        summary: known?.summary ?? text(trouble.text) ?? text(trouble.summary) ?? text(trouble.description) ?? '',
        products: [...(known?.products ?? []), product],
        steps: known?.steps ?? stepNames(trouble.steps),
      });
    }
  }
  return [...found.values()];
}

function stepNames(steps: unknown): string[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: unknown) => {
    if (typeof step === 'string') return [step];
    const { milestone, title, text: said, id } = step as Json;
    return [text(milestone) ?? text(title) ?? text(said) ?? text(id) ?? ''].filter((one) => one !== '');
  });
}
