/** The one function that turns a value into text. Members come in the order they were made in, so equal work gives equal bytes. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value);
}
