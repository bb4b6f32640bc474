/** What a schema asks for, in plain words: "a string of at most 20 characters". */
export function describe(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null) return 'a value';
  const s = schema as { readonly [keyword: string]: unknown };
  if (s.const !== undefined) return show(s.const);
  if (Array.isArray(s.enum)) return oneOf(s.enum);
  const types = [s.type ?? []].flat() as string[];
  const words = types.map((type) => ofType(type, s));
  return words.length === 0 ? 'a value' : words.join(' or ');
}

function ofType(type: string, s: { readonly [keyword: string]: unknown }): string {
  switch (type) {
    case 'string':
      return text(s);
    case 'integer':
      return `a whole number${range(s.minimum, s.maximum, '')}`;
    case 'number':
      return `a number${range(s.minimum, s.maximum, '')}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${range(s.minItems, s.maxItems, ' entries')}`;
    case 'object':
      return 'an object';
    default:
      return type;
  }
}

const FORMATS: { readonly [format: string]: string } = {
  'date-time': 'a date and time with a zone, such as 2026-01-05T09:00:00Z',
  date: 'a date, such as 2026-01-05',
  uri: 'an absolute URI',
  uuid: 'a UUID',
  email: 'an e-mail address',
};

function text(s: { readonly [keyword: string]: unknown }): string {
  const format = FORMATS[String(s.format)];
  if (format) return format;
  const pattern = s.pattern === undefined ? '' : ` that matches ${String(s.pattern)}`;
  return `a string${range(s.minLength, s.maxLength, ' characters')}${pattern}`;
}

function range(low: unknown, high: unknown, unit: string): string {
  if (low !== undefined && low === high) return ` of exactly ${String(low)}${unit}`;
  if (low !== undefined && high !== undefined) return ` of ${String(low)} to ${String(high)}${unit}`;
  if (low !== undefined) return ` of at least ${String(low)}${unit}`;
  if (high !== undefined) return ` of at most ${String(high)}${unit}`;
  return '';
}

export function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? show(values[0]) : `one of ${values.map(show).join(', ')}`;
}

const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value for people, at most 80 characters; objects and lists by their size. */
export function shorten(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 80 ? `${value.slice(0, 79)}…` : value;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `an object of ${Object.keys(value).length} members`;
  return value;
}

/** The candidate that was probably meant, or undefined when none is near. */
export function nearest(given: string, candidates: readonly string[]): string | undefined {
  if (given.length > 64) return undefined;
  const wanted = given.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - given.length) >= least) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min(
        (last[column] as number) + 1,
        (here[column - 1] as number) + 1,
        (last[column - 1] as number) + change,
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, (before[column - 2] as number) + 1);
      here.push(least);
    }
    [before, last] = [last, here];
  }
  return last[b.length] as number;
}
