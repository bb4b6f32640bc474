import type { OpenApiDocument } from '#engine/contract/openapi-document';
import { applicableSchemas, isObject, type PlainSchema } from './spec-schemas.ts';

/** One way in which a body that fits can be made not to fit: by breaking one keyword at one place. */
export interface Mutation {
  readonly pointer: string;
  readonly keyword: string;
  readonly apply: (body: unknown) => unknown;
}

/** Every one-keyword mutation of a body under its schema. */
export function mutationsOf(document: OpenApiDocument, schema: unknown, body: unknown): readonly Mutation[] {
  const found: Mutation[] = [];
  collectMutations(document, schema, body, [], found);
  return found;
}

const samplePrice = {
  taxRate: 20,
  dutyFreeAmount: { unit: 'GBP', value: 48151.62 },
  taxIncludedAmount: { unit: 'GBP', value: 48151.62 },
};

/** Good values, by their schema, of members that BT lists for requests and the server sets all the same: recognisable. */
const recognisableValues: { readonly [schema: string]: unknown } = {
  Remark: 'of-my-own',
  ProductPrice: [{ name: 'of-my-own', priceType: 'recurring', recurringChargePeriod: 'month', price: samplePrice }],
  AccessInformation: {
    accessProvider: 'Openreach',
    servingExchange: { code: 'MINE', name: 'of-my-own' },
    ethernetSwitch: [],
  },
};

type Path = readonly (string | number)[];

function collectMutations(
  document: OpenApiDocument,
  schema: unknown,
  value: unknown,
  path: Path,
  found: Mutation[],
): void {
  for (const part of applicableSchemas(document, schema, value)) {
    for (const [keyword, broken] of brokenValues(part, value)) found.push(createMutation(path, keyword, () => broken));
    if (isObject(value)) collectMemberMutations(document, part, value, path, found);
    if (Array.isArray(value) && isObject(part.items)) {
      for (const [itemIndex, item] of value.slice(0, 3).entries())
        collectMutations(document, part.items, item, [...path, itemIndex], found);
    }
  }
}

function collectMemberMutations(
  document: OpenApiDocument,
  part: PlainSchema,
  value: { readonly [name: string]: unknown },
  path: Path,
  found: Mutation[],
): void {
  for (const name of (part.required as string[] | undefined) ?? []) {
    if (Object.hasOwn(value, name)) found.push(createMutation(path, 'required', (from) => withoutMember(from, name)));
  }
  for (const [name, member] of Object.entries((part.properties as object | undefined) ?? {})) {
    if (isObject(member) && member.readOnly === true && member['x-request-member'] !== true) {
      found.push(createMutation([...path, name], 'readOnly', () => 'mine'));
    } else if (isObject(member) && member.readOnly === true) {
      // Not broken: the server takes it and must not keep it.
      const value =
        recognisableValues[String(member.$ref ?? (member.items as PlainSchema | undefined)?.$ref).replace(/^.*\//, '')];
      if (value !== undefined) found.push(createMutation([...path, name], 'requestMember', () => value));
    } else if (Object.hasOwn(value, name)) collectMutations(document, member, value[name], [...path, name], found);
  }
}

/** Values that one keyword of the schema refuses. */
function brokenValues(schema: PlainSchema, value: unknown): [keyword: string, broken: unknown][] {
  const made: [string, unknown][] = [];
  const { type, maxLength, minLength, maxItems, minItems, maximum, minimum, pattern, format } = schema as {
    [keyword: string]: never;
  };
  if (schema.const !== undefined || schema.enum !== undefined)
    made.push([schema.const === undefined ? 'enum' : 'const', 'nothing of the kind']);
  if (typeof type === 'string') made.push(['type', wrongType(type)]);
  if (typeof value === 'string') {
    if (maxLength !== undefined) made.push(['maxLength', 'x'.repeat(maxLength + 1)]);
    if (minLength !== undefined && minLength > 0) made.push(['minLength', '']);
    if (pattern !== undefined) made.push(['pattern', '\u00a7 nothing']);
    if (format === 'date-time') made.push(['format', 'the day after tomorrow']);
  }
  if (typeof value === 'number') {
    if (maximum !== undefined) made.push(['maximum', maximum + 1]);
    if (minimum !== undefined) made.push(['minimum', minimum - 1]);
  }
  if (Array.isArray(value) && value.length > 0) {
    if (minItems !== undefined && minItems > 0) made.push(['minItems', value.slice(0, minItems - 1)]);
    if (maxItems !== undefined && maxItems < 300)
      made.push(['maxItems', Array.from({ length: maxItems + 1 }, () => value[0])]);
  }
  return made;
}

function wrongType(type: string): unknown {
  return type === 'object' || type === 'array' ? 'a text' : type === 'string' ? 17 : 'a text';
}

function createMutation(path: Path, keyword: string, change: (from: unknown) => unknown): Mutation {
  return { pointer: path.map((part) => `/${part}`).join(''), keyword, apply: (body) => changeAt(body, path, change) };
}

function changeAt(from: unknown, [first, ...rest]: Path, change: (from: unknown) => unknown): unknown {
  if (first === undefined) return change(from);
  if (Array.isArray(from))
    return from.map((item, itemIndex) => (itemIndex === first ? changeAt(item, rest, change) : item));
  const object = from as { [name: string]: unknown };
  return { ...object, [first]: changeAt(object[first], rest, change) };
}

function withoutMember(from: unknown, name: string): unknown {
  const { [name]: _, ...rest } = from as { [name: string]: unknown };
  return rest;
}
