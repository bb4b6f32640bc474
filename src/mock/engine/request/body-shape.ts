import { pointerBelowDepth } from '#domain/core/json-depth';
import type { Violation } from '#domain/core/violation';

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

/** The first place where a parsed body exceeds a limit; undefined: it exceeds none. Stops there: the rest may be hostile. */
export function findShapeViolation(body: unknown, limits: ShapeLimits = defaultShapeLimits): Violation | undefined {
  return checkValue(body, '', limits.maxDepth, limits);
}

function checkValue(value: unknown, pointer: string, depth: number, limits: ShapeLimits): Violation | undefined {
  if (typeof value === 'string')
    return value.length > limits.maxStringLength ? stringTooLong(value, pointer, limits) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0) return tooDeep(pointer, limits.maxDepth);
  if (Array.isArray(value)) return checkItems(value, pointer, depth, limits);
  for (const key of Object.keys(value)) {
    if (key.length > limits.maxStringLength) return stringTooLong(key, pointer, limits);
    const member = (value as Record<string, unknown>)[key];
    // Only strings and structures can be too big, and most members are short strings.
    if (typeof member === 'string' ? member.length <= limits.maxStringLength : typeof member !== 'object') continue;
    const violation = checkValue(member, `${pointer}/${escapePointer(key)}`, depth - 1, limits);
    if (violation) return violation;
  }
  return undefined;
}

function checkItems(
  items: readonly unknown[],
  pointer: string,
  depth: number,
  limits: ShapeLimits,
): Violation | undefined {
  if (items.length > limits.maxArrayItems) {
    return {
      pointer,
      got: `${items.length} items`,
      expected: `at most ${limits.maxArrayItems} items`,
      rule: 'array length',
    };
  }
  for (let index = 0; index < items.length; index += 1) {
    const violation = checkValue(items[index], `${pointer}/${index}`, depth - 1, limits);
    if (violation) return violation;
  }
  return undefined;
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
