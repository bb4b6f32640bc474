/** Values that a scenario has saved, by name. */

export type SavedValues = ReadonlyMap<string, unknown>;

const wholeReference = /^\$([A-Za-z][A-Za-z0-9_]*)$/;
const embeddedReference = /\$\{([A-Za-z][A-Za-z0-9_]*)\}/g;

/** The names that a part of a scenario refers to, written `$name` as a whole text or `${name}` inside one. */
export function findReferences(node: unknown): readonly string[] {
  const names = new Set<string>();
  visitTexts(node, (text) => {
    const [, name] = wholeReference.exec(text) ?? [];
    if (name !== undefined) names.add(name);
    for (const [, inner] of text.matchAll(embeddedReference)) names.add(inner as string);
  });
  return [...names];
}

function visitTexts(node: unknown, visit: (text: string) => void): void {
  if (typeof node === 'string') visit(node);
  else if (Array.isArray(node)) for (const one of node) visitTexts(one, visit);
  else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      visit(key);
      visitTexts(value, visit);
    }
  }
}

/** Replaces references with saved values; `$$` at the beginning stands for one `$`. */
export function substitute<T>(node: T, saved: SavedValues): T {
  return substituteNode(node, saved) as T;
}

function substituteNode(node: unknown, saved: SavedValues): unknown {
  if (typeof node === 'string') return substituteText(node, saved);
  if (Array.isArray(node)) return node.map((element) => substituteNode(element, saved));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [String(substituteText(key, saved)), substituteNode(value, saved)]),
  );
}

function substituteText(text: string, saved: SavedValues): unknown {
  if (text.startsWith('$$')) return text.slice(1);
  const [, name] = wholeReference.exec(text) ?? [];
  if (name !== undefined) return saved.has(name) ? saved.get(name) : text;
  return text.replace(embeddedReference, (all, inner: string) => (saved.has(inner) ? String(saved.get(inner)) : all));
}

const unescapePart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** The segments of a JSON pointer, of dotted names, or of a single name. */
export function splitPointer(pointer: string): readonly string[] {
  return pointer.startsWith('/') ? pointer.slice(1).split('/').map(unescapePart) : pointer.split('.');
}

/**
 * The value at a place in a document; undefined when there is none. A list takes an index, `-1` for its last element.
 */
export function valueAt(document: unknown, pointer: string): unknown {
  if (pointer === '' || pointer === '/') return document;
  let current = document;
  for (const part of splitPointer(pointer)) {
    if (typeof current !== 'object' || current === null) return undefined;
    if (Array.isArray(current)) current = current.at(Number(part));
    else current = Object.hasOwn(current, part) ? (current as { readonly [name: string]: unknown })[part] : undefined;
  }
  return current;
}

type MutableNode = { [name: string]: unknown };

/** A copy of the document with values replaced and removed at the given places. */
export function applyEdits(
  document: unknown,
  edits: { readonly [pointer: string]: unknown } = {},
  without: readonly string[] = [],
): unknown {
  const copy = structuredClone(document);
  for (const [pointer, value] of Object.entries(edits)) setAtPath(copy, splitPointer(pointer), value);
  for (const pointer of without) removeAtPath(copy, splitPointer(pointer));
  return copy;
}

function setAtPath(root: unknown, parts: readonly string[], value: unknown): void {
  let current = root as MutableNode;
  for (const [depth, part] of parts.entries()) {
    const last = depth === parts.length - 1;
    if (Array.isArray(current)) {
      const index = part === '-' ? current.length : Number(part);
      if (!Number.isSafeInteger(index) || index < 0 || index > current.length) return;
      if (last || current[index] === undefined) current[index] = last ? value : {};
      current = current[index] as MutableNode;
    } else if (last) defineMember(current, part, value);
    else
      current = (
        Object.hasOwn(current, part) && isObjectNode(current[part]) ? current[part] : defineMember(current, part, {})
      ) as MutableNode;
  }
}

const isObjectNode = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Defines an own member, whatever its name: `__proto__` is only a name here. */
function defineMember(node: MutableNode, name: string, value: unknown): unknown {
  Object.defineProperty(node, name, { value, enumerable: true, configurable: true, writable: true });
  return value;
}

function removeAtPath(root: unknown, parts: readonly string[]): void {
  const parent = valueAt(root, `/${parts.slice(0, -1).map(escapePart).join('/')}`) as MutableNode | undefined;
  const last = parts.at(-1) as string;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isObjectNode(parent)) delete (parent as MutableNode)[last];
}

/** Escapes a name for use in a JSON pointer. */
export const escapePart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
