import { pointerBelowDepth } from '#domain/core/json-depth';
import { listViolations, maxListedViolations, type Violation } from '#domain/core/violation';

/** How deep, wide and long a body may be. Checked before anything else reads it. */
export interface ShapeLimits {
  readonly maxDepth: number;
  readonly maxArrayItems: number;
  readonly maxStringLength: number;
}

export const defaultShapeLimits: ShapeLimits = { maxDepth: 64, maxArrayItems: 10_000, maxStringLength: 64 * 1024 };

/** The first place where a text is nested too deeply; undefined: nowhere. Ask before the text is parsed. */
export function findDepthViolation(text: string, { maxDepth } = defaultShapeLimits): Violation | undefined {
  const pointer = pointerBelowDepth(text, maxDepth);
  return pointer === undefined ? undefined : tooDeep(pointer, maxDepth);
}

function tooDeep(pointer: string, maxDepth: number): Violation {
  return { pointer: pointer.slice(0, 200), expected: `at most ${maxDepth} levels of nesting`, rule: 'body depth' };
}

/** Every place where a parsed body exceeds a limit: the first hundred, and how many more. What is too wide is not entered. */
export function findShapeViolations(body: unknown, limits: ShapeLimits = defaultShapeLimits): readonly Violation[] {
  const found: Violation[] = [];
  let uncounted = 0;
  const report = (violation: Violation) => {
    if (found.length < maxListedViolations) found.push(violation);
    else uncounted += 1;
  };
  checkValue(body, '', limits.maxDepth, { limits, report });
  return listViolations([found], uncounted);
}

interface ShapeCheck {
  readonly limits: ShapeLimits;
  readonly report: (violation: Violation) => void;
}

function checkValue(value: unknown, pointer: string, depth: number, check: ShapeCheck): void {
  const { limits, report } = check;
  if (typeof value === 'string') {
    if (value.length > limits.maxStringLength) report(stringTooLong(value, pointer, limits));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth === 0) report(tooDeep(pointer, limits.maxDepth));
  else if (Array.isArray(value)) checkItems(value, pointer, depth, check);
  else checkMembers(value as Record<string, unknown>, pointer, depth, check);
}

function checkMembers(value: Record<string, unknown>, pointer: string, depth: number, check: ShapeCheck): void {
  const { limits, report } = check;
  for (const key of Object.keys(value)) {
    if (key.length > limits.maxStringLength) {
      report(stringTooLong(key, pointer, limits));
      continue;
    }
    const member = value[key];
    // Only strings and structures can be too big, and most members are short strings.
    if (typeof member === 'string' ? member.length <= limits.maxStringLength : typeof member !== 'object') continue;
    checkValue(member, `${pointer}/${escapePointer(key)}`, depth - 1, check);
  }
}

function checkItems(items: readonly unknown[], pointer: string, depth: number, check: ShapeCheck): void {
  const { maxArrayItems } = check.limits;
  if (items.length > maxArrayItems) {
    const got = `${items.length} items`;
    check.report({ pointer, got, expected: `at most ${maxArrayItems} items`, rule: 'array length' });
    return;
  }
  for (let index = 0; index < items.length; index += 1)
    checkValue(items[index], `${pointer}/${index}`, depth - 1, check);
}

function stringTooLong(text: string, pointer: string, limits: ShapeLimits): Violation {
  return {
    pointer,
    got: `${text.length} characters`,
    expected: `at most ${limits.maxStringLength} characters`,
    rule: 'string length',
  };
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
