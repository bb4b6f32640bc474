/** How alike two names are, whatever their case, punctuation and abbreviations. Source: modelled. */

/** A name in the form in which it is compared: its letters, and the three-letter pieces of them, sorted and coded. */
export interface Form {
  readonly text: string;
  readonly pieces: Uint16Array;
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

export function formOf(name: string): Form {
  const text = normal(name);
  return { text, pieces: pieces(`  ${text} `) };
}

/** a to z, 0 to 9 and the space in base 37, so that three of them fit into 16 bits. */
function pieces(padded: string): Uint16Array {
  const codes = new Set<number>();
  for (let at = 0; at + 3 <= padded.length; at++) {
    codes.add((letter(padded, at) * 37 + letter(padded, at + 1)) * 37 + letter(padded, at + 2));
  }
  return Uint16Array.from(codes).sort();
}

function letter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 97) return code - 96;
  return code >= 48 ? code - 21 : 0;
}

/** Dice's coefficient of the pieces: 1 for the same, 0 for nothing in common. */
export function likeness(a: Form, b: Form): number {
  if (a.text === b.text) return 1;
  const [left, right] = [a.pieces, b.pieces];
  let common = 0;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const difference = (left[i] as number) - (right[j] as number);
    if (difference === 0) common += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return (2 * common) / (left.length + right.length);
}
