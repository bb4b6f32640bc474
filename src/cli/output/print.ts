import { escapeControlCharacters } from '#domain/core/printable';

/** Data goes to stdout, messages to stderr. Control characters of both are escaped. */
export { escapeControlCharacters };

/** Prints data to stdout, as JSON or as lines. */
export function printData(value: unknown, json: boolean, lines: () => readonly string[]): void {
  process.stdout.write(
    json
      ? `${escapeControlCharacters(JSON.stringify(value))}\n`
      : lines()
          .map((line) => `${escapeControlCharacters(line)}\n`)
          .join(''),
  );
}

/** Prints a message to stderr. */
export function printNotice(line: string): void {
  process.stderr.write(`${escapeControlCharacters(line)}\n`);
}

/** `1 step`, `2 steps`, `0 copies`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Pads columns to their widest cell; the last one is not padded. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [columnIndex, cell] of row.entries())
      widths[columnIndex] = Math.max(widths[columnIndex] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, columnIndex) => (columnIndex === row.length - 1 ? cell : cell.padEnd(widths[columnIndex] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Whether to use colours: only on a terminal that wants them. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}
