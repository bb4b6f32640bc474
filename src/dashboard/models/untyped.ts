/** JSON whose members no document describes. */
export type UntypedObject = { readonly [member: string]: unknown };

export const objectOrEmpty = (value: unknown): UntypedObject =>
  typeof value === 'object' && value !== null ? (value as UntypedObject) : {};

export const textOrUndefined = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
