/**
 * Serializes a value as JSON. The only function that does: members keep the order in which they were added, so equal
 * work gives equal bytes.
 */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value);
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

export type JsonObject = { readonly [member: string]: Json };

/** Whether a JSON value (parsed, or undefined) is an object: not null and not a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; empty when the value is no list. */
export function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The member at a path of names; undefined when the path ends early. */
export function memberAt(from: Json | undefined, ...path: readonly string[]): Json | undefined {
  let value = from;
  for (const name of path) {
    if (!isJsonObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

/** The trimmed text at a path of names; undefined when it is missing, blank or no text. */
export function textAt(from: Json | undefined, ...path: readonly string[]): string | undefined {
  return textOf(memberAt(from, ...path));
}

/** The text without the spaces around it; undefined where the value is no text, or a blank one. */
export function textOf(value: Json | undefined): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** A request body as an object. The schema has checked that it is one; anything else becomes an empty object. */
export function bodyAsObject(body: unknown): JsonObject {
  return isJsonObject(body) ? body : {};
}
