import { nearest } from '../mock/domain/nearest.ts';

/** What yargs knows of the flags of the command that was named; not part of its documented surface, hence optional. */
interface KnownOptions {
  getOptions?: () => {
    readonly key?: { readonly [name: string]: unknown };
    readonly hiddenOptions?: readonly string[];
  };
}

/** "Unknown argument: portt" with the flag that was probably meant. */
export function withSuggestions(message: string, yargs: unknown): string {
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(', ');
  if (!unknown) return message;
  const { key = {} } = (yargs as KnownOptions | undefined)?.getOptions?.() ?? {};
  const flags = Object.keys(key).filter((name) => name.length > 1 && !/[A-Z]/.test(name));
  const meant = unknown.flatMap((name) => {
    const flag = nearest(name, flags);
    return flag === undefined ? [] : [`--${flag}`];
  });
  const hint = meant.length === 0 ? '' : `; did you mean ${[...new Set(meant)].join(', ')}?`;
  return `Unknown: ${unknown.map((name) => (flags.length > 0 && name.length > 1 ? `--${name}` : name)).join(', ')}${hint}`;
}
