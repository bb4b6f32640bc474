import type { AddressBook, PostcodeBlock, Premises } from '#domain/place/address-book';
import { canonicalizePostcode } from '#domain/place/postcode';
import { type ComparisonForm, similarity, toComparisonForm } from './similarity.ts';

/**
 * Finds premises by parts of their address. A street and a town belong to a postcode, so the search skips most premises
 * a whole postcode at a time.
 */

/** Members that all premises of a postcode share, and members of one premises. */
const sharedAddressMembers = ['streetName', 'city', 'locality', 'subStreet', 'subLocality', 'postcode'] as const;
const premisesMembers = ['streetNr', 'buildingName', 'subBuilding'] as const;
type SharedAddressMember = (typeof sharedAddressMembers)[number];
type PremisesMember = (typeof premisesMembers)[number];
type AddressSearchMember = SharedAddressMember | PremisesMember;

/** What the client wrote, member by member; empty ones are left out. */
export type AddressSearchText = { readonly [member in AddressSearchMember]?: string };

/** Query parameters that are compared as text. */
export const searchTextMembers = [
  ...premisesMembers,
  'streetName',
  'city',
  'locality',
  'subStreet',
  'subLocality',
] as const;

/** A search, after its query was checked. Source of the combinations: BT. */
export interface AddressSearchCriteria {
  readonly key?: string;
  readonly uprn?: string;
  readonly postcode?: string;
  readonly text: AddressSearchText;
  readonly fuzzy: boolean;
}

export interface AddressSearchResult {
  readonly premises: readonly Premises[];
  /** Every value of the query was found exactly. */
  readonly exact: boolean;
}

/** The exact matches; where there are none and the search is fuzzy, the most similar premises: at most 20, best first. */
export function searchAddresses(book: AddressBook, criteria: AddressSearchCriteria): AddressSearchResult {
  const exact = findExactMatches(book, criteria);
  if (exact.length > 0 || !criteria.fuzzy) return { premises: exact, exact: true };
  return { premises: findSimilarAddresses(book, criteria), exact: false };
}

function findExactMatches(
  book: AddressBook,
  { key, uprn, postcode, text }: AddressSearchCriteria,
): readonly Premises[] {
  const normalizedPostcode = postcode === undefined ? undefined : canonicalizePostcode(postcode);
  const searchForms = toSearchForms(text);
  if (key !== undefined || uprn !== undefined) {
    const found = key === undefined ? book.findByUprn((uprn ?? '').toUpperCase()) : book.findByKey(key);
    const matches =
      found && (postcode === undefined || found.postcode === normalizedPostcode) && matchesExactly(found, searchForms);
    return matches ? [found] : [];
  }
  if (postcode !== undefined) {
    return (book.blockByPostcode.get(normalizedPostcode ?? '')?.premises ?? []).filter((premises) =>
      matchesExactly(premises, searchForms),
    );
  }
  const sharedForms = searchForms.filter(([member]) => isSharedMember(member));
  return book.blocks
    .filter((block) => sharedForms.length > 0 && blockMatchesExactly(block, sharedForms))
    .flatMap((block) => block.premises.filter((premises) => matchesExactly(premises, searchForms)));
}

type SearchForms = readonly (readonly [member: AddressSearchMember, form: ComparisonForm])[];

export function toSearchForms(text: AddressSearchText): SearchForms {
  return (Object.entries(text) as [AddressSearchMember, string][]).map(([member, searchText]) => [
    member,
    toComparisonForm(searchText),
  ]);
}

const isSharedMember = (member: AddressSearchMember): member is SharedAddressMember =>
  (sharedAddressMembers as readonly string[]).includes(member);

/** Every member equals the value of the query, apart from case, punctuation and usual abbreviations. */
export function matchesExactly(
  actual: { readonly [member in AddressSearchMember]?: string },
  searchForms: SearchForms,
): boolean {
  return searchForms.every(([member, form]) => getComparisonForm(actual[member] ?? '').text === form.text);
}

function blockMatchesExactly(block: PostcodeBlock, searchForms: SearchForms): boolean {
  return searchForms.every(
    ([member, form]) => getComparisonForm(block[member as SharedAddressMember]).text === form.text,
  );
}

/**
 * The names of the fixtures in comparable form, made at their first use. The form depends on the name alone, so there are at
 * most as many as the fixtures have names; the limit below bounds those of temporary addresses.
 */
const comparisonFormCache = new Map<string, ComparisonForm>();

function getComparisonForm(name: string): ComparisonForm {
  const cachedForm = comparisonFormCache.get(name);
  if (cachedForm) return cachedForm;
  if (comparisonFormCache.size > 20_000) comparisonFormCache.clear();
  const newForm = toComparisonForm(name);
  comparisonFormCache.set(name, newForm);
  return newForm;
}

const maxResults = 20;
/** Less similar than this is another name, not a misspelling. */
const minSimilarity = 0.45;
const minPostcodeSimilarity = 0.7;

function findSimilarAddresses(
  book: AddressBook,
  { key, uprn, postcode, text }: AddressSearchCriteria,
): readonly Premises[] {
  if (key !== undefined || uprn !== undefined) return [];
  if (postcode === undefined) return rankPremises(book.blocks, toSearchForms(text));
  const normalizedPostcode = canonicalizePostcode(postcode) ?? postcode;
  if (Object.keys(text).length === 0) return rankPremises(findSimilarPostcodes(book, normalizedPostcode), []);
  // In the postcode itself; where nothing there is similar, in all similar postcodes.
  const block = book.blockByPostcode.get(normalizedPostcode);
  const premisesInBlock = block ? rankPremises([block], toSearchForms(text)) : [];
  return premisesInBlock.length > 0
    ? premisesInBlock
    : rankPremises(book.blocks, toSearchForms({ ...text, postcode: normalizedPostcode }));
}

/** A postcode alone may differ in one letter; with more it would be another place. Nearest first. */
function findSimilarPostcodes(book: AddressBook, postcode: string): readonly PostcodeBlock[] {
  const form = toComparisonForm(postcode);
  const scoredBlocks = book.blocks.map((block) => ({
    block,
    score: similarity(getComparisonForm(block.postcode), form),
  }));
  const similarBlocks = scoredBlocks
    .filter(({ score }) => score >= minPostcodeSimilarity)
    .sort((a, b) => b.score - a.score);
  return similarBlocks.map(({ block }) => block);
}

interface ScoredPremises {
  readonly premises: Premises;
  readonly score: number;
}

/** First the postcodes by what their premises share, then the premises of the best postcodes by the whole query. */
function rankPremises(blocks: readonly PostcodeBlock[], searchForms: SearchForms): readonly Premises[] {
  const sharedForms = searchForms.filter(([member]) => isSharedMember(member));
  const premisesForms = searchForms.filter(([member]) => !isSharedMember(member));
  const bestBlocks = blocks
    .map((block, blockIndex) => ({
      block,
      at: blockIndex,
      score: sumSimilarities(sharedForms, (member) => block[member as SharedAddressMember]),
    }))
    .filter(({ score }) => score !== undefined)
    .sort((a, b) => (b.score as number) - (a.score as number) || a.at - b.at)
    .slice(0, maxResults);
  const scoredPremises: ScoredPremises[] = [];
  for (const { block, score } of bestBlocks) {
    for (const premises of block.premises) {
      const premisesScore = sumSimilarities(premisesForms, (member) => premises[member]);
      if (premisesScore !== undefined) scoredPremises.push({ premises, score: (score as number) + premisesScore });
    }
  }
  return scoredPremises
    .sort((a, b) => b.score - a.score)
    .slice(0, maxResults)
    .map(({ premises }) => premises);
}

/** The sum of the similarities; undefined when one of them is below the limit. */
function sumSimilarities(
  searchForms: SearchForms,
  readMember: (member: AddressSearchMember) => string,
): number | undefined {
  let sum = 0;
  for (const [member, form] of searchForms) {
    const score =
      member === 'streetNr'
        ? compareStreetNumbers(readMember(member), form.text)
        : similarity(getComparisonForm(readMember(member)), form);
    if (score < minSimilarity) return undefined;
    sum += score;
  }
  return sum;
}

/** A house number is the same, the same but for its letter, or another. */
function compareStreetNumbers(actual: string, requested: string): number {
  if (actual.toLowerCase() === requested) return 1;
  return Number.parseInt(actual, 10) === Number.parseInt(requested, 10) ? 0.7 : 0;
}
