/** Values of a scenario: saved ones that are used again, places in a document, and edits of a body. */

export type Saved = ReadonlyMap<string, unknown>;

const whole = /^\$([A-Za-z][A-Za-z0-9_]*)$/;
const inside = /\$\{([A-Za-z][A-Za-z0-9_]*)\}/g;

/** The names that a part of a scenario uses, written `$name` as a whole text or `${name}` inside one. */
export function namesIn(node: unknown): readonly string[] {
  const found = new Set<string>();
  walkTexts(node, (text) => {
    const [, name] = whole.exec(text) ?? [];
    if (name !== undefined) found.add(name);
    for (const [, inner] of text.matchAll(inside)) found.add(inner as string);
  });
  return [...found];
}

function walkTexts(node: unknown, visit: (text: string) => void): void {
  if (typeof node === 'string') visit(node);
  else if (Array.isArray(node)) for (const one of node) walkTexts(one, visit);
  else if (typeof node === 'object' && node !== null) {
    for (const [key, value] of Object.entries(node)) {
      visit(key);
      walkTexts(value, visit);
    }
  }
}

/** The same with saved values in the place of their names; `$$` at the beginning stands for one `$`. */
export function filled<T>(node: T, saved: Saved): T {
  return fill(node, saved) as T;
}

function fill(node: unknown, saved: Saved): unknown {
  if (typeof node === 'string') return fillText(node, saved);
  if (Array.isArray(node)) return node.map((one) => fill(one, saved));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [String(fillText(key, saved)), fill(value, saved)]),
  );
}

function fillText(text: string, saved: Saved): unknown {
  if (text.startsWith('$$')) return text.slice(1);
  const [, name] = whole.exec(text) ?? [];
  if (name !== undefined) return saved.has(name) ? saved.get(name) : text;
  return text.replace(inside, (all, inner: string) => (saved.has(inner) ? String(saved.get(inner)) : all));
}

const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');

/** The parts of a JSON pointer, of members joined by dots, or of one member's name. */
export function partsOf(place: string): readonly string[] {
  return place.startsWith('/') ? place.slice(1).split('/').map(unescaped) : place.split('.');
}

/** What stands at a place in a document; undefined: nothing. A list may be asked by number, `-1` for its last. */
export function at(document: unknown, place: string): unknown {
  if (place === '' || place === '/') return document;
  let here = document;
  for (const part of partsOf(place)) {
    if (typeof here !== 'object' || here === null) return undefined;
    if (Array.isArray(here)) here = here.at(Number(part));
    else here = Object.hasOwn(here, part) ? (here as { readonly [name: string]: unknown })[part] : undefined;
  }
  return here;
}

type Node = { [name: string]: unknown };

/** The document with other values at some places, and without others. What it was made from stays as it is. */
export function edited(
  document: unknown,
  edits: { readonly [pointer: string]: unknown } = {},
  without: readonly string[] = [],
): unknown {
  const copy = structuredClone(document);
  for (const [pointer, value] of Object.entries(edits)) put(copy, partsOf(pointer), value);
  for (const pointer of without) remove(copy, partsOf(pointer));
  return copy;
}

function put(root: unknown, parts: readonly string[], value: unknown): void {
  let here = root as Node;
  for (const [depth, part] of parts.entries()) {
    const last = depth === parts.length - 1;
    if (Array.isArray(here)) {
      const index = part === '-' ? here.length : Number(part);
      if (!Number.isSafeInteger(index) || index < 0 || index > here.length) return;
      if (last || here[index] === undefined) here[index] = last ? value : {};
      here = here[index] as Node;
    } else if (last) set(here, part, value);
    else here = (Object.hasOwn(here, part) && isNode(here[part]) ? here[part] : set(here, part, {})) as Node;
  }
}

const isNode = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** A member of its own, whatever its name: `__proto__` too is only a name here. */
function set(node: Node, name: string, value: unknown): unknown {
  Object.defineProperty(node, name, { value, enumerable: true, configurable: true, writable: true });
  return value;
}

function remove(root: unknown, parts: readonly string[]): void {
  const parent = at(root, `/${parts.slice(0, -1).map(escapePart).join('/')}`) as Node | undefined;
  const last = parts.at(-1) as string;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (isNode(parent)) delete (parent as Node)[last];
}

export const escapePart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
