import type { AddressBook, PostcodeBlock, Premises } from './address-book.ts';
import { type Form, formOf, likeness } from './likeness.ts';
import { canonicalPostcode } from './postcode.ts';

/**
 * Finding premises by what is known of them. Streets and towns belong to a postcode, so most of the set is passed over
 * a postcode at a time.
 */

/** Members that all premises of a postcode share, and members of one premises. */
const sharedMembers = ['streetName', 'city', 'locality', 'subStreet', 'subLocality', 'postcode'] as const;
const ownMembers = ['streetNr', 'buildingName', 'subBuilding'] as const;
type SharedMember = (typeof sharedMembers)[number];
type OwnMember = (typeof ownMembers)[number];
type Member = SharedMember | OwnMember;

/** What the client wrote, member by member; empty ones are left out. */
export type Wanted = { readonly [member in Member]?: string };

/** Query parameters that are compared as text. */
export const textMembers = [...ownMembers, 'streetName', 'city', 'locality', 'subStreet', 'subLocality'] as const;

/** What a look-up asks for, after its query is known to be usable. Source of the combinations: BT. */
export interface AddressCriteria {
  readonly key?: string;
  readonly uprn?: string;
  readonly postcode?: string;
  readonly text: Wanted;
  readonly fuzzy: boolean;
}

export interface Found {
  readonly premises: readonly Premises[];
  /** Everything asked for was found to the letter. */
  readonly exact: boolean;
}

/** To the letter where there is such a one; else, when asked to be fuzzy, what is most like it: at most 20, best first. */
export function searchAddresses(book: AddressBook, criteria: AddressCriteria): Found {
  const exact = exactMatches(book, criteria);
  if (exact.length > 0 || !criteria.fuzzy) return { premises: exact, exact: true };
  return { premises: nearMatches(book, criteria), exact: false };
}

function exactMatches(book: AddressBook, { key, uprn, postcode, text }: AddressCriteria): readonly Premises[] {
  const canonical = postcode === undefined ? undefined : canonicalPostcode(postcode);
  const forms = wantedForms(text);
  if (key !== undefined || uprn !== undefined) {
    const found = key === undefined ? book.findByUprn((uprn ?? '').toUpperCase()) : book.findByKey(key);
    const right = found && (postcode === undefined || found.postcode === canonical) && fits(found, forms);
    return right ? [found] : [];
  }
  if (postcode !== undefined) {
    return (book.byPostcode.get(canonical ?? '')?.premises ?? []).filter((premises) => fits(premises, forms));
  }
  const shared = forms.filter(([member]) => isShared(member));
  return book.blocks
    .filter((block) => shared.length > 0 && fitsBlock(block, shared))
    .flatMap((block) => block.premises.filter((premises) => fits(premises, forms)));
}

type WantedForms = readonly (readonly [member: Member, form: Form])[];

export function wantedForms(text: Wanted): WantedForms {
  return (Object.entries(text) as [Member, string][]).map(([member, wanted]) => [member, formOf(wanted)]);
}

const isShared = (member: Member): member is SharedMember => (sharedMembers as readonly string[]).includes(member);

/** Case, punctuation and usual abbreviations apart, every member is what was asked for. */
export function fits(actual: { readonly [member in Member]?: string }, wanted: WantedForms): boolean {
  return wanted.every(([member, form]) => known(actual[member] ?? '').text === form.text);
}

function fitsBlock(block: PostcodeBlock, wanted: WantedForms): boolean {
  return wanted.every(([member, form]) => known(block[member as SharedMember]).text === form.text);
}

/**
 * Forms of the names in the fixtures, made as they are met. They depend on the name alone, and there are only as many as
 * the fixtures have names; temporary addresses are bounded by the limit below.
 */
const forms = new Map<string, Form>();

function known(name: string): Form {
  const found = forms.get(name);
  if (found) return found;
  if (forms.size > 20_000) forms.clear();
  const made = formOf(name);
  forms.set(name, made);
  return made;
}

const mostAnswers = 20;
/** Below this it is another name, not a misspelt one. */
const alike = 0.45;
const nearPostcode = 0.7;

function nearMatches(book: AddressBook, { key, uprn, postcode, text }: AddressCriteria): readonly Premises[] {
  if (key !== undefined || uprn !== undefined) return [];
  if (postcode === undefined) return best(book.blocks, wantedForms(text));
  const written = canonicalPostcode(postcode) ?? postcode;
  if (Object.keys(text).length === 0) return best(likePostcodes(book, written), []);
  // In the postcode; and where nothing there is like it, anywhere that has a like postcode.
  const block = book.byPostcode.get(written);
  const there = block ? best([block], wantedForms(text)) : [];
  return there.length > 0 ? there : best(book.blocks, wantedForms({ ...text, postcode: written }));
}

/** A postcode alone may be one letter wrong; more would be another place. Nearest first. */
function likePostcodes(book: AddressBook, postcode: string): readonly PostcodeBlock[] {
  const form = formOf(postcode);
  const scored = book.blocks.map((block) => ({ block, score: likeness(known(block.postcode), form) }));
  const near = scored.filter(({ score }) => score >= nearPostcode).sort((a, b) => b.score - a.score);
  return near.map(({ block }) => block);
}

interface Scored {
  readonly premises: Premises;
  readonly score: number;
}

/** Blocks by the likeness of what their premises share, then premises of the best blocks by all that was asked. */
function best(blocks: readonly PostcodeBlock[], wanted: WantedForms): readonly Premises[] {
  const shared = wanted.filter(([member]) => isShared(member));
  const own = wanted.filter(([member]) => !isShared(member));
  const likely = blocks
    .map((block, at) => ({ block, at, score: total(shared, (member) => block[member as SharedMember]) }))
    .filter(({ score }) => score !== undefined)
    .sort((a, b) => (b.score as number) - (a.score as number) || a.at - b.at)
    .slice(0, mostAnswers);
  const scored: Scored[] = [];
  for (const { block, score } of likely) {
    for (const premises of block.premises) {
      const more = total(own, (member) => premises[member]);
      if (more !== undefined) scored.push({ premises, score: (score as number) + more });
    }
  }
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, mostAnswers)
    .map(({ premises }) => premises);
}

/** The sum of the likenesses; undefined when any of them says that it is something else. */
function total(wanted: WantedForms, actual: (member: Member) => string): number | undefined {
  let sum = 0;
  for (const [member, form] of wanted) {
    const score = member === 'streetNr' ? sameNumber(actual(member), form.text) : likeness(known(actual(member)), form);
    if (score < alike) return undefined;
    sum += score;
  }
  return sum;
}

/** A house number is right, or right but for its letter, or wrong. */
function sameNumber(actual: string, wanted: string): number {
  if (actual.toLowerCase() === wanted) return 1;
  return Number.parseInt(actual, 10) === Number.parseInt(wanted, 10) ? 0.7 : 0;
}
