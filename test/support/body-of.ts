/** The JSON body of an answer, for assertions: tests look inside freely. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts on members that a wrong answer may not have
export async function bodyOf(
  response: { json(): Promise<unknown> } | Promise<{ json(): Promise<unknown> }>,
): Promise<any> {
  return (await response).json();
}
