import type { AddressBook, Premises } from './address-book.ts';

/**
 * Matching when names are not exact: an index of three-letter pieces over all premises finds candidates, then each asked
 * member is compared on its own. Source: modelled.
 */

/** What the client wrote, member by member; empty ones are left out. */
export type Wanted = { readonly [member in WantedMember]?: string };
export type WantedMember =
  | 'streetNr'
  | 'streetName'
  | 'buildingName'
  | 'subBuilding'
  | 'subStreet'
  | 'locality'
  | 'subLocality'
  | 'city'
  | 'postcode';

interface TrigramIndex {
  readonly postings: ReadonlyMap<string, Uint16Array>;
}

/** One index per address book, made on its first fuzzy search. */
const indexes = new WeakMap<AddressBook, TrigramIndex>();

const candidateCount = 200;
const bestCount = 20;
/** Below this a member is another name, not a misspelt one. */
const memberThreshold = 0.45;

/** The best matches, best first: at most 20, those of an equal score in the order of the fixtures. */
export function fuzzyMatches(book: AddressBook, wanted: Wanted): readonly Premises[] {
  const counts = overlaps(book, wanted);
  const scored: { readonly at: number; readonly score: number }[] = [];
  for (const at of mostOverlapping(counts)) {
    const score = similarity(book.premises[at] as Premises, wanted);
    if (score > 0) scored.push({ at, score });
  }
  scored.sort((a, b) => b.score - a.score || a.at - b.at);
  return scored.slice(0, bestCount).map(({ at }) => book.premises[at] as Premises);
}

/** 0 when any asked member is something else altogether, else the mean likeness of the members. */
export function similarity(premises: Premises, wanted: Wanted): number {
  let sum = 0;
  let members = 0;
  for (const member of Object.keys(wanted) as WantedMember[]) {
    const likeness = memberLikeness(normal(premises[member]), normal(wanted[member] ?? ''), member);
    if (likeness < memberThreshold) return 0;
    sum += likeness;
    members += 1;
  }
  return members === 0 ? 0 : sum / members;
}

function memberLikeness(actual: string, wanted: string, member: WantedMember): number {
  if (actual === wanted) return 1;
  // A house number is right, or right but for its letter, or wrong.
  if (member === 'streetNr') return Number.parseInt(actual, 10) === Number.parseInt(wanted, 10) ? 0.7 : 0;
  return dice(trigrams(actual), trigrams(wanted));
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const piece of a) if (b.has(piece)) common += 1;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

const abbreviations: { readonly [short: string]: string } = {
  st: 'street',
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  ln: 'lane',
  terr: 'terrace',
  ter: 'terrace',
  dr: 'drive',
  cres: 'crescent',
  cl: 'close',
  sq: 'square',
};

/** Lower case, letters and digits only, usual abbreviations of streets written out. */
export function normal(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  return words.map((word, at) => (at > 0 && abbreviations[word]) || word).join(' ');
}

function trigrams(text: string): Set<string> {
  const padded = `  ${text} `;
  const pieces = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) pieces.add(padded.slice(at, at + 3));
  return pieces;
}

const searched = ['streetName', 'buildingName', 'city', 'locality', 'postcode', 'streetNr', 'subBuilding'] as const;

function indexOf(book: AddressBook): TrigramIndex {
  const known = indexes.get(book);
  if (known) return known;
  const growing = new Map<string, number[]>();
  // Members repeat from row to row, so their pieces are cut once.
  const cut = new Map<string, readonly string[]>();
  for (const [at, premises] of book.premises.entries()) {
    const pieces = new Set<string>();
    for (const member of searched) {
      const text = normal(premises[member]);
      if (text === '') continue;
      let parts = cut.get(text);
      if (!parts) {
        parts = [...trigrams(text)];
        cut.set(text, parts);
      }
      for (const piece of parts) pieces.add(piece);
    }
    for (const piece of pieces) {
      const list = growing.get(piece);
      if (list) list.push(at);
      else growing.set(piece, [at]);
    }
  }
  const made = { postings: new Map([...growing].map(([piece, list]) => [piece, Uint16Array.from(list)])) };
  indexes.set(book, made);
  return made;
}

/** For every premises, how many pieces of the wanted members it has. */
function overlaps(book: AddressBook, wanted: Wanted): Uint16Array {
  const { postings } = indexOf(book);
  const counts = new Uint16Array(book.premises.length);
  const pieces = new Set(Object.values(wanted).flatMap((text) => [...trigrams(normal(text))]));
  for (const piece of pieces) {
    for (const at of postings.get(piece) ?? []) counts[at] = (counts[at] as number) + 1;
  }
  return counts;
}

/** Positions of the highest counts, without sorting them all: the count of the last one that still fits is found first. */
function mostOverlapping(counts: Uint16Array): readonly number[] {
  const histogram: number[] = [];
  for (const count of counts) histogram[count] = (histogram[count] ?? 0) + 1;
  let least = histogram.length - 1;
  for (let sum = 0; least > 1; least--) {
    sum += histogram[least] ?? 0;
    if (sum >= candidateCount) break;
  }
  const found: number[] = [];
  for (const [at, count] of counts.entries()) if (count >= Math.max(least, 1)) found.push(at);
  return found;
}
