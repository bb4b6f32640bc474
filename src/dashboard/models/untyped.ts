/** A JSON object whose members are not documented. */
export type UntypedObject = { readonly [member: string]: unknown };

/** The value when it is an object; otherwise an empty one. */
export const objectOrEmpty = (value: unknown): UntypedObject =>
  typeof value === 'object' && value !== null ? (value as UntypedObject) : {};

/** The value when it is a text; otherwise undefined. */
export const textOrUndefined = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
