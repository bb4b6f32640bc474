import type { Schemas } from '../control/call.ts';
import { shortTime } from '../parts/words.ts';

type Json = { readonly [member: string]: unknown };

export interface Summary {
  readonly title: string;
  readonly state: string | undefined;
  readonly text: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** A document in two lines: its own name where it has one, its state, and what tells it from its neighbours. */
export function summaryOf(document: Schemas['Document']): Summary {
  const json = document as unknown as Json;
  const address = [json.subUnit, json.buildingName, json.streetNr, json.streetName, json.city, json.postcode]
    .map((part) => (typeof part === 'string' ? part : undefined))
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
  const period = object(json.validFor ?? json.validForPeriod ?? json.effectiveQuotePeriod);
  const when = text(period.startDateTime) ?? text(json.quoteDate) ?? text(json.orderDate) ?? text(json.creationDate);
  const name = text(json.externalId) ?? text(json.name) ?? (address || undefined);
  const product =
    text(object(json.product).name) ?? text(object(json.productSpecification).name) ?? text(json.category);
  return {
    title: name ?? document.id,
    state: text(json.state) ?? text(json.status),
    text: [product, name === undefined ? undefined : document.id, when && shortTime(when)].filter(Boolean).join(' · '),
  };
}
