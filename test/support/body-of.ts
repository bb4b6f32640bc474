import type { JsonBody } from './json-body.ts';
/** The JSON body of an answer, for assertions: tests look inside freely. */
export async function bodyOf(
  response: { json(): Promise<unknown> } | Promise<{ json(): Promise<unknown> }>,
): Promise<JsonBody> {
  return (await response).json();
}
