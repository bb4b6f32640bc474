import { closestMatch } from '../nearest.ts';
import type { OrderReferenceData } from './order-documents.ts';

/** What somebody who ordered an unknown product may have meant, in brackets to go behind the list of those there are. */
export function suggestProduct(given: string, { journeys: { journeys }, catalogue }: OrderReferenceData): string {
  for (const { products, characteristics } of journeys) {
    const chosen = characteristics?.find(({ values }) => values?.some((value) => equalsIgnoringCase(value, given)));
    if (chosen) return ` (${given} is an ${chosen.name} of "${products[0]}")`;
  }
  const known = catalogue.findByName(given);
  if (known?.orderable) return ` (an order names it "${known.name}")`;
  if (known) return ` ("${known.name}" can be quoted, not ordered)`;
  const meant = closestMatch(
    given,
    journeys.flatMap(({ products }) => products),
  );
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

const equalsIgnoringCase = (a: string, b: string): boolean => a.toLowerCase() === b.trim().toLowerCase();
