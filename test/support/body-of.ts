/** The JSON body of an answer, taken to be what the caller says. */
export async function bodyOf<Body = unknown>(
  response: { json(): Promise<unknown> } | Promise<{ json(): Promise<unknown> }>,
): Promise<Body> {
  return (await (await response).json()) as Body;
}
