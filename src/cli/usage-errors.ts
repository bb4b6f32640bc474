import { closestMatch } from '#domain/core/closest-match';

/** What yargs knows of the flags of the current command. Undocumented in yargs, hence optional. */
interface YargsOptions {
  getOptions?: () => {
    readonly key?: { readonly [name: string]: unknown };
    readonly hiddenOptions?: readonly string[];
  };
}

/** The error for an unknown command; undefined when the first word is a command or missing. */
export function unknownCommandText(args: readonly string[], names: readonly string[]): string | undefined {
  const [word] = args;
  if (word === undefined || word === '' || word.startsWith('-') || names.includes(word)) return undefined;
  const closest = closestMatch(word, names);
  return `No command "${word}"; ${closest === undefined ? 'etherbox --help lists the commands' : `did you mean ${closest}?`}`;
}

/** Joins `--by "-1 days"` to one argument, because yargs takes a value with a leading dash for flags. */
export function joinNegativeValues(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const flag = joined.at(-1) ?? '';
    if (/^-\d/.test(arg) && /^--[a-z][a-z-]*$/.test(flag)) joined[joined.length - 1] = `${flag}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

/** A flag with an empty value: the value was forgotten, or a shell variable is not set. */
export function flagWithoutValue(
  args: readonly string[],
  argv: { readonly [name: string]: unknown },
): string | undefined {
  return args
    .map((arg) => /^--([a-z][a-z-]*)=?$/.exec(arg)?.[1])
    .find((name) => name !== undefined && argv[name] === '');
}

/** yargs wants a form for one and one for several; its types know of neither. */
const sameForAnyCount = (text: string) => ({ one: text, other: text }) as unknown as string;

/**
 * Codes in place of yargs' sentences, for {@link explainUsageError}: what follows a tab is what yargs fills in. A sentence
 * of yargs may change with its version.
 */
export const usageErrorCodes = {
  'Not enough non-option arguments: got %s, need at least %s': sameForAnyCount('not-enough-words\t%s of %s'),
  'Unknown argument: %s': sameForAnyCount('unknown-arguments\t%s'),
};

/** What yargs says of arguments that do not fit, in our words: unknown flags with the ones that were probably meant. */
export function explainUsageError(message: string, args: readonly string[], usage: string, yargs: unknown): string {
  const [name = ''] = usage.split(' ');
  const [code, detail = ''] = message.split('\t');
  if (code === 'not-enough-words') return `An argument is missing. Usage: etherbox ${usage}`;
  if (code !== 'unknown-arguments') return message;
  const unknown = detail.split(', ');
  const typed = unknown.filter((one) => wasTypedAsFlag(one, args));
  if (typed.length > 0) return unknownFlagsText(typed, yargs);
  return `${name} does not take ${unknown.map((word) => `"${word}"`).join(', ')}${extraWordHints[name]?.(unknown) ?? ''}`;
}

/** Hints about extra words. npm takes the flags of `npm start --port 4499` for itself. */
const extraWordHints: { readonly [command: string]: (words: readonly string[]) => string } = {
  advance: (words) => `; use --by "${words.join(' ')}"`,
  start: ([word = '']) =>
    /^\d+$/.test(word)
      ? `; use --port ${word} (with npm: npm start -- --port ${word})`
      : '; with npm: npm start -- --flag',
};

const wasTypedAsFlag = (name: string, args: readonly string[]): boolean =>
  args.some((arg) => arg.startsWith('-') && [name, `no-${name}`].includes(arg.replace(/^--?/, '').split('=')[0] ?? ''));

function unknownFlagsText(unknown: readonly string[], yargs: unknown): string {
  const { key = {} } = (yargs as YargsOptions | undefined)?.getOptions?.() ?? {};
  const flags = Object.keys(key).filter((name) => name.length > 1 && !/[A-Z]/.test(name));
  const suggestions = unknown.flatMap((name) => {
    const flag = closestMatch(name, flags);
    return flag === undefined ? [] : [`--${flag}`];
  });
  const hint = suggestions.length === 0 ? '' : `; did you mean ${[...new Set(suggestions)].join(', ')}?`;
  return `Unknown option${unknown.length === 1 ? '' : 's'}: ${unknown.map((name) => (name.length > 1 ? `--${name}` : `-${name}`)).join(', ')}${hint}`;
}
