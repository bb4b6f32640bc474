import { nearest } from '../../domain/nearest.ts';
import { type Document, lookUp, pointerPart, type Schema } from './document.ts';

/** A JSON pointer, and the member that was probably meant: one that is named there and was not sent. */
export interface UnknownMember {
  readonly pointer: string;
  readonly meant?: string;
}

/**
 * Members of a body that its document does not name anywhere at their place: taken, without meaning. Every alternative of
 * a schema counts, so that what is named here is unknown for certain. At most `most`.
 */
export function unknownMembers(document: Document, schema: Schema, body: unknown, most = 20): readonly UnknownMember[] {
  const found: UnknownMember[] = [];
  walk([schema], body, '');
  return found;

  function walk(schemas: readonly Schema[], value: unknown, pointer: string): void {
    if (found.length >= most || typeof value !== 'object' || value === null) return;
    const here = unfold(document, schemas);
    if (Array.isArray(value)) {
      const inside = here.flatMap(({ items }) => (items === undefined ? [] : [items as Schema]));
      for (const [at, one] of value.entries()) walk(inside, one, `${pointer}/${at}`);
      return;
    }
    // A place without members of its own takes anything.
    const named = here.flatMap(({ properties }) => (properties === undefined ? [] : [properties as Properties]));
    if (named.length === 0 || here.some(isMap)) return;
    for (const [name, one] of Object.entries(value)) {
      const meant = named.flatMap((properties) =>
        Object.hasOwn(properties, name) ? [properties[name] as Schema] : [],
      );
      const at = `${pointer}/${pointerPart(name)}`;
      if (meant.length > 0) walk(meant, one, at);
      else if (found.length < most) found.push({ pointer: at, ...probably(name, named, value) });
    }
  }
}

/** Every member that the document names at the top of a body, in whichever alternative. */
export function namedMembers(document: Document, schema: Schema): readonly string[] {
  return [
    ...new Set(unfold(document, [schema]).flatMap(({ properties = {} }) => Object.keys(properties as Properties))),
  ];
}

function probably(name: string, named: readonly Properties[], sent: object): { readonly meant?: string } {
  const meant = nearest(
    name,
    named.flatMap(Object.keys).filter((one) => !Object.hasOwn(sent, one)),
  );
  return meant === undefined ? {} : { meant };
}

type Properties = { readonly [name: string]: Schema };
type Keywords = { readonly [keyword: string]: unknown };

const isMap = ({ additionalProperties, patternProperties }: Keywords): boolean =>
  patternProperties !== undefined || (additionalProperties !== undefined && additionalProperties !== false);

/** The schemas that apply at one place: behind references and in every alternative. */
function unfold(document: Document, schemas: readonly Schema[]): readonly Keywords[] {
  const seen = new Set<Keywords>();
  const todo = [...schemas];
  for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
    if (typeof one === 'boolean' || seen.has(one)) continue;
    seen.add(one);
    if (typeof one.$ref === 'string') todo.push((lookUp(document, one.$ref.slice(1)) ?? true) as Schema);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) todo.push(...((one[keyword] ?? []) as Schema[]));
    for (const keyword of ['if', 'then', 'else']) if (one[keyword] !== undefined) todo.push(one[keyword] as Schema);
  }
  return [...seen];
}
