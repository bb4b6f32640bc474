import type { AddressBook, Premises } from './address-book.ts';
import { fuzzyMatches, normal, similarity, type Wanted, type WantedMember } from './address-fuzzy.ts';
import { canonicalPostcode } from './postcode.ts';

/** What a look-up asks for, after its query is known to be usable. Source of the combinations: BT. */
export interface AddressCriteria {
  readonly key?: string;
  readonly uprn?: string;
  readonly postcode?: string;
  /** The other members, without empty ones. */
  readonly text: Wanted;
  readonly fuzzy: boolean;
}

export interface Found {
  readonly premises: readonly Premises[];
  /** Everything asked for was found to the letter. */
  readonly exact: boolean;
}

export const textMembers: readonly WantedMember[] = [
  'streetNr',
  'streetName',
  'buildingName',
  'subBuilding',
  'subStreet',
  'locality',
  'subLocality',
  'city',
];

export function searchAddresses(book: AddressBook, criteria: AddressCriteria): Found {
  const exact = exactMatches(book, criteria);
  if (exact.length > 0 || !criteria.fuzzy) return { premises: exact, exact: true };
  return { premises: nearMatches(book, criteria), exact: false };
}

function exactMatches(book: AddressBook, criteria: AddressCriteria): readonly Premises[] {
  return within(book, criteria).filter((premises) => fits(premises, criteria.text));
}

/** The premises among which the text has to be found. */
function within(book: AddressBook, { key, uprn, postcode, text }: AddressCriteria): readonly Premises[] {
  if (key !== undefined) return one(book.byKey.get(key));
  if (uprn !== undefined) {
    const found = one(book.byUprn.get(uprn.trim().toUpperCase()));
    return postcode === undefined
      ? found
      : found.filter((premises) => premises.postcode === canonicalPostcode(postcode));
  }
  if (postcode !== undefined) return book.byPostcode.get(canonicalPostcode(postcode) ?? '')?.premises ?? [];
  return text.streetName === undefined ? [] : book.premises;
}

const one = (premises: Premises | undefined): readonly Premises[] => (premises ? [premises] : []);

/** Case, punctuation and usual abbreviations apart, every member is what was asked for. */
export function fits(actual: { readonly [member in WantedMember]?: string }, text: Wanted): boolean {
  return (Object.keys(text) as WantedMember[]).every(
    (member) => normal(actual[member] ?? '') === normal(text[member] ?? ''),
  );
}

/** In the postcode where there is one, and where nothing there is like it, anywhere. */
function nearMatches(book: AddressBook, criteria: AddressCriteria): readonly Premises[] {
  if (criteria.key !== undefined || criteria.uprn !== undefined) return [];
  const { postcode, text } = criteria;
  if (postcode === undefined) return fuzzyMatches(book, text);
  const there = within(book, criteria)
    .map((premises) => ({ premises, score: similarity(premises, text) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  if (there.length > 0) return there.map(({ premises }) => premises);
  return Object.keys(text).length === 0 ? [] : fuzzyMatches(book, { ...text, postcode });
}
