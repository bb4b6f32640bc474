import type { Fault } from '../domain/problem.ts';

/** How deep, wide and long a body may be before anything else looks at it. */
export interface ShapeLimits {
  readonly depth: number;
  readonly arrayItems: number;
  readonly stringLength: number;
}

export const shapeLimits: ShapeLimits = { depth: 64, arrayItems: 10_000, stringLength: 64 * 1024 };

/** The first place where a parsed body exceeds a limit; undefined when it does not. Stops there: the rest may be hostile. */
export function tooBig(body: unknown, limits: ShapeLimits = shapeLimits): Fault | undefined {
  return visit(body, '', limits.depth, limits);
}

function visit(value: unknown, pointer: string, depth: number, limits: ShapeLimits): Fault | undefined {
  if (typeof value === 'string')
    return value.length > limits.stringLength ? tooLong(value, pointer, limits) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === 0)
    return {
      pointer: pointer.slice(0, 200),
      expected: `at most ${limits.depth} levels of nesting`,
      rule: 'body depth',
    };
  if (Array.isArray(value)) return visitItems(value, pointer, depth, limits);
  for (const key of Object.keys(value)) {
    if (key.length > limits.stringLength) return tooLong(key, pointer, limits);
    const inside = (value as Record<string, unknown>)[key];
    // Only strings and structures can be too big, and most members are short strings.
    if (typeof inside === 'string' ? inside.length <= limits.stringLength : typeof inside !== 'object') continue;
    const found = visit(inside, `${pointer}/${escaped(key)}`, depth - 1, limits);
    if (found) return found;
  }
  return undefined;
}

function visitItems(items: readonly unknown[], pointer: string, depth: number, limits: ShapeLimits): Fault | undefined {
  if (items.length > limits.arrayItems) {
    return {
      pointer,
      got: `${items.length} items`,
      expected: `at most ${limits.arrayItems} items`,
      rule: 'array length',
    };
  }
  for (let at = 0; at < items.length; at += 1) {
    const found = visit(items[at], `${pointer}/${at}`, depth - 1, limits);
    if (found) return found;
  }
  return undefined;
}

function tooLong(text: string, pointer: string, limits: ShapeLimits): Fault {
  return {
    pointer,
    got: `${text.length} characters`,
    expected: `at most ${limits.stringLength} characters`,
    rule: 'string length',
  };
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
