/** The one function that turns a value into text. Members come in the order they were made in, so equal work gives equal bytes. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value);
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

export type JsonObject = { readonly [member: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function memberAt(from: Json | undefined, ...path: readonly string[]): Json | undefined {
  let value = from;
  for (const name of path) {
    if (!isJsonObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

export function textAt(from: Json | undefined, ...path: readonly string[]): string | undefined {
  const value = memberAt(from, ...path);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A request body as an object; the schema has seen to it that it is one. */
export function bodyAsObject(body: unknown): JsonObject {
  return isJsonObject(body as Json) ? (body as JsonObject) : {};
}
