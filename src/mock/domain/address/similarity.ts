/** How similar two names are, regardless of case, punctuation and abbreviations. Source: modelled. */

/** A name in the form in which it is compared: its letters, and the three-letter pieces of them, sorted and coded. */
export interface ComparisonForm {
  readonly text: string;
  readonly trigrams: Uint16Array;
}

const streetAbbreviations: { readonly [short: string]: string } = {
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
export function normalizeName(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  return words.map((word, wordIndex) => (wordIndex > 0 && streetAbbreviations[word]) || word).join(' ');
}

export function toComparisonForm(name: string): ComparisonForm {
  const text = normalizeName(name);
  return { text, trigrams: computeTrigrams(`  ${text} `) };
}

/** The letters, the digits and the space in base 37, so that three characters fit into 16 bits. */
function computeTrigrams(padded: string): Uint16Array {
  const trigramCodes = new Set<number>();
  for (let offset = 0; offset + 3 <= padded.length; offset++) {
    trigramCodes.add(
      (letterCode(padded, offset) * 37 + letterCode(padded, offset + 1)) * 37 + letterCode(padded, offset + 2),
    );
  }
  return Uint16Array.from(trigramCodes).sort();
}

function letterCode(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  if (code >= 97) return code - 96;
  return code >= 48 ? code - 21 : 0;
}

/** Dice's coefficient of the pieces: 1 for the same, 0 for nothing in common. */
export function similarity(a: ComparisonForm, b: ComparisonForm): number {
  if (a.text === b.text) return 1;
  const [leftTrigrams, rightTrigrams] = [a.trigrams, b.trigrams];
  let commonCount = 0;
  for (let i = 0, j = 0; i < leftTrigrams.length && j < rightTrigrams.length; ) {
    const difference = (leftTrigrams[i] as number) - (rightTrigrams[j] as number);
    if (difference === 0) commonCount += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return (2 * commonCount) / (leftTrigrams.length + rightTrigrams.length);
}
