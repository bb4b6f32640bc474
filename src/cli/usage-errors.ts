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
  return `No command "${word}"; ${closest === undefined ? 'etherbox --help lists them' : `did you mean ${closest}?`}`;
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

/** Explains an error of yargs in our own words; unknown flags get a suggestion. */
export function explainUsageError(message: string, args: readonly string[], usage: string, yargs: unknown): string {
  const [name = ''] = usage.split(' ');
  if (/^Not enough non-option arguments/.test(message)) return `Say what to do: etherbox ${usage}`;
  const unknown = /^Unknown arguments?: (.+)$/.exec(message)?.[1]?.split(', ');
  if (!unknown) return message;
  const typed = unknown.filter((one) => wasTypedAsFlag(one, args));
  if (typed.length > 0) return unknownFlagsText(typed, yargs);
  return `${name} does not take ${unknown.map((word) => `"${word}"`).join(', ')}${extraWordHints[name]?.(unknown) ?? ''}`;
}

/** Hints about extra words. npm takes the flags of `npm start --port 4499` for itself. */
const extraWordHints: { readonly [command: string]: (words: readonly string[]) => string } = {
  advance: (words) => `; say --by "${words.join(' ')}"`,
  start: ([word = '']) =>
    /^\d+$/.test(word)
      ? `; say --port ${word} (with npm: npm start -- --port ${word})`
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
  return `Unknown: ${unknown.map((name) => (name.length > 1 ? `--${name}` : `-${name}`)).join(', ')}${hint}`;
}
