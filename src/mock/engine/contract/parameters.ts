import type { Violation } from '#domain/core/violation';
import type { Schema } from './openapi-document.ts';

/** Checks one value that came as text; pointers of its violations are relative to the value. */
export type ValueCheck = (value: unknown) => readonly Violation[];

export interface DeclaredParameter {
  readonly name: string;
  readonly location: 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  readonly check: ValueCheck;
  /** Where the parameter is written. */
  readonly spec: string;
  /** In plain words, for when it is missing. */
  readonly description: string;
}

/** The violations of one parameter. `values`: one for each time it was sent; undefined or empty: it was not sent. */
export function checkParameter(
  parameter: DeclaredParameter,
  values: readonly string[] | undefined,
): readonly Violation[] {
  const pointer = `${parameter.location}/${parameter.name}`;
  if (values === undefined || values.length === 0) {
    if (!parameter.required) return [];
    return [
      {
        pointer,
        expected: `${parameter.description}, which is required`,
        rule: 'parameter required',
        spec: parameter.spec,
      },
    ];
  }
  const candidates = isListSchema(parameter.schema)
    ? [values.flatMap((value) => value.split(',')).map((value) => coerceText(value, itemSchema(parameter.schema)))]
    : values.map((value) => coerceText(value, parameter.schema));
  return candidates.flatMap((value) => parameter.check(value)).map((violation) => ({ ...violation, pointer }));
}

const schemaKeyword = (schema: Schema, name: string): unknown =>
  typeof schema === 'object' ? schema[name] : undefined;
const isListSchema = (schema: Schema): boolean => schemaKeyword(schema, 'type') === 'array';
const itemSchema = (schema: Schema): Schema => (schemaKeyword(schema, 'items') as Schema | undefined) ?? true;

/** Text becomes the declared number or boolean; text that is neither stays text, which the schema then refuses. */
function coerceText(text: string, schema: Schema): unknown {
  const types = [schemaKeyword(schema, 'type') ?? []].flat();
  if (types.includes('integer') && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (types.includes('number') && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
