import { printable } from '../mock/domain/printable.ts';

/** Data goes to stdout, talk to stderr; nothing of either can write to the terminal by itself. */
export { printable };

export function printData(value: unknown, json: boolean, lines: () => readonly string[]): void {
  process.stdout.write(
    json
      ? `${printable(JSON.stringify(value))}\n`
      : lines()
          .map((line) => `${printable(line)}\n`)
          .join(''),
  );
}

export function say(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}

/** `1 step`, `2 steps`, `0 copies`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Columns as wide as their widest cell; the last one is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** Colour only on a terminal that wants it. */
export function colours(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}
