import type { Fault } from '../../domain/problem.ts';
import type { Schema } from './document.ts';

/** Checks one value that came as text; pointers of its faults are relative to the value. */
export type ValueCheck = (value: unknown) => readonly Fault[];

export interface DeclaredParameter {
  readonly name: string;
  readonly where: 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  readonly check: ValueCheck;
  /** Where the parameter is written. */
  readonly spec: string;
  /** In plain words, for when it is missing. */
  readonly wanted: string;
}

/** Faults of one parameter. `values`: as often as it was sent; undefined or empty: it was not. */
export function checkParameter(parameter: DeclaredParameter, values: readonly string[] | undefined): readonly Fault[] {
  const pointer = `${parameter.where}/${parameter.name}`;
  if (values === undefined || values.length === 0) {
    if (!parameter.required) return [];
    return [
      { pointer, expected: `${parameter.wanted}, which is required`, rule: 'parameter required', spec: parameter.spec },
    ];
  }
  const candidates = isList(parameter.schema)
    ? [values.flatMap((value) => value.split(',')).map((value) => coerce(value, items(parameter.schema)))]
    : values.map((value) => coerce(value, parameter.schema));
  return candidates.flatMap((value) => parameter.check(value)).map((fault) => ({ ...fault, pointer }));
}

const keyword = (schema: Schema, name: string): unknown => (typeof schema === 'object' ? schema[name] : undefined);
const isList = (schema: Schema): boolean => keyword(schema, 'type') === 'array';
const items = (schema: Schema): Schema => (keyword(schema, 'items') as Schema | undefined) ?? true;

/** Text becomes the declared number or boolean; text that is neither stays text, which the schema then refuses. */
function coerce(text: string, schema: Schema): unknown {
  const types = [keyword(schema, 'type') ?? []].flat();
  if (types.includes('integer') && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (types.includes('number') && /^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
