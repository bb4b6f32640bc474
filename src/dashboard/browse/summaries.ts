import type { ApiSchemas } from '../control/schemas.ts';
import { objectOrEmpty, textOrUndefined, type UntypedObject } from '../models/untyped.ts';
import { formatShortDateTime } from '../parts/words.ts';

export interface DocumentSummary {
  readonly title: string;
  readonly state: string | undefined;
  readonly text: string;
}

/** A document in two lines: its own name where it has one, its state, and what tells it from its neighbours. */
export function summarizeDocument(document: ApiSchemas['Document']): DocumentSummary {
  const members = document as unknown as UntypedObject;
  const address = [
    members.subUnit,
    members.buildingName,
    members.streetNr,
    members.streetName,
    members.city,
    members.postcode,
  ]
    .map((part) => (typeof part === 'string' ? part : undefined))
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
  const period = objectOrEmpty(members.validFor ?? members.validForPeriod ?? members.effectiveQuotePeriod);
  const relevantTime =
    textOrUndefined(period.startDateTime) ??
    textOrUndefined(members.quoteDate) ??
    textOrUndefined(members.orderDate) ??
    textOrUndefined(members.creationDate);
  const name = textOrUndefined(members.externalId) ?? textOrUndefined(members.name) ?? (address || undefined);
  const product =
    textOrUndefined(objectOrEmpty(members.product).name) ??
    textOrUndefined(objectOrEmpty(members.productSpecification).name) ??
    textOrUndefined(members.category);
  return {
    title: name ?? document.id,
    state: textOrUndefined(members.state) ?? textOrUndefined(members.status),
    text: [product, name === undefined ? undefined : document.id, relevantTime && formatShortDateTime(relevantTime)]
      .filter(Boolean)
      .join(' · '),
  };
}
