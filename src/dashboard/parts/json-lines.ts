/** JSON written out line by line, each line with the pointer of what stands on it. */
export interface JsonLine {
  readonly pointer: string;
  readonly depth: number;
  /** The member's name, quoted, where it has one. */
  readonly name?: string;
  readonly text: string;
  readonly kind: 'string' | 'number' | 'word' | 'mark';
}

const escapePointerSegment = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

export function jsonLines(value: unknown): JsonLine[] {
  const lines: JsonLine[] = [];
  appendJsonLines(value, '', 0, undefined, '', lines);
  return lines;
}

function appendJsonLines(
  value: unknown,
  pointer: string,
  depth: number,
  name: string | undefined,
  end: string,
  lines: JsonLine[],
) {
  const addLine = (text: string, kind: JsonLine['kind']) =>
    lines.push({ pointer, depth, ...(name === undefined ? {} : { name }), text, kind });
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value) ?? 'null';
    return void addLine(
      text + end,
      typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'word',
    );
  }
  const isList = Array.isArray(value);
  const members = isList ? value.map((member, index) => [String(index), member] as const) : Object.entries(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (members.length === 0) return void addLine(open + close + end, 'mark');
  addLine(open, 'mark');
  members.forEach(([key, member], index) => {
    const comma = index < members.length - 1 ? ',' : '';
    appendJsonLines(
      member,
      `${pointer}/${escapePointerSegment(key)}`,
      depth + 1,
      isList ? undefined : JSON.stringify(key),
      comma,
      lines,
    );
  });
  lines.push({ pointer: `${pointer}#end`, depth, text: close + end, kind: 'mark' });
}

/** The line that a fault is about: its own, or where it is missing the nearest one around it. */
export function nearestListedPointer(pointer: string, pointers: ReadonlySet<string>): string {
  let candidate = pointer;
  while (candidate !== '' && !pointers.has(candidate)) candidate = candidate.slice(0, candidate.lastIndexOf('/'));
  return candidate;
}

export interface JsonDifference {
  readonly pointer: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What differs between two documents, pointer by pointer. */
export function diffJson(before: unknown, after: unknown, pointer = ''): JsonDifference[] {
  if (Object.is(before, after)) return [];
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return [{ pointer, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => diffJson(before[key], after[key], `${pointer}/${escapePointerSegment(key)}`));
}

const isContainer = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null;
