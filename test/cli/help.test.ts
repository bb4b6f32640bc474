import { describe, expect, test } from 'vitest';
import { commands } from '#cli/command-line';
import { formatLimitValue, type Limit, limitHelp, limitTable } from '#runtime/limits/limits';
import { bannedWords, wordingProblem } from '../support/plain-words.ts';

interface HelpLine {
  readonly command: string;
  /** `--port`, `id`; empty: the command itself. */
  readonly name: string;
  readonly text: string;
}

const lines = commands.flatMap(helpLinesOf);
const limits: readonly Limit[] = Object.values(limitTable);

describe('every line of --help', () => {
  test('is there, starts with a verb or a noun and has no banned word', () => {
    expect(lines.length).toBeGreaterThan(100);
    const problems = lines.map(({ command, name, text }) => [`${command} ${name}`, wordingProblem(text)]);
    expect(problems.filter(([, problem]) => problem !== undefined)).toEqual([]);
    expect(lines.filter(({ text }) => /^(The|An?)\b/.test(text) || text.endsWith('.'))).toEqual([]);
  });

  test.each(['', 'a running server', 'As for start', 'Most for connections, in count', 'Keep the whole world'])(
    'a planted line is caught: "%s"',
    (text) => expect(wordingProblem(text)).toBeDefined(),
  );

  test('an example says what it does', () => {
    const examples = commands.flatMap((command) => recordBuilder(command).examples);
    expect(examples.length).toBeGreaterThan(30);
    expect(examples.filter(([, text]) => text === '' || bannedWords.test(text) || /\?$/.test(text))).toEqual([]);
  });

  test('a flag is written with hyphens', () => {
    expect(lines.filter(({ name }) => name.startsWith('--') && !/^--[a-z][a-z-]*$/.test(name))).toEqual([]);
  });
});

describe('every limit', () => {
  test('has a sentence of its own', () => {
    expect(new Set(limits.map(({ help }) => help)).size).toBe(limits.length);
  });

  test('names its default, with a unit unless it counts what the sentence names', () => {
    const withUnit = /\(default \d[\d,.]*(ms|s|m|h| (KiB|MiB|bytes|characters|levels|items|years|steps|hours))\)$/;
    const bare = limits.filter((limit) => limit.unit !== 'count' && !withUnit.test(limitHelp(limit)));
    expect(bare.map(limitHelp)).toEqual([]);
    const counts = limits.filter(({ unit }) => unit === 'count').map(limitHelp);
    expect(counts.filter((text) => !/^(Maximum number|Number) of .* \(default \d[\d,]*\)$/.test(text))).toEqual([]);
  });

  test('is a flag of start under its sentence', () => {
    const flags = new Map(lines.filter(({ command }) => command === 'start').map(({ name, text }) => [name, text]));
    const missing = limits
      .filter(({ flag }) => flag !== undefined)
      .filter((limit) => flags.get(`--${limit.flag}`) !== limitHelp(limit));
    expect(missing.map(({ flag }) => flag)).toEqual([]);
  });

  test.each([
    ['journalBytes', 'Maximum journal size per sandbox (default 64 MiB)'],
    ['checkMs', 'How often slow connections are checked (default 1s)'],
    ['connections', 'Maximum number of open connections (default 2048)'],
    ['headersMs', 'Time allowed to receive the request headers (default 5s)'],
    ['tokenSeconds', 'Lifetime of an access token (default 1h)'],
    ['arrayItems', 'Maximum length of a list in a JSON body; a quote has at most 100 items (default 10,000 items)'],
  ] as const)('%s', (name, text) => {
    expect(limitHelp(limitTable[name])).toBe(text);
  });

  test.each<[number, Limit['unit'], string]>([
    [1, 'bytes', '1 bytes'],
    [1023, 'bytes', '1023 bytes'],
    [1024, 'bytes', '1 KiB'],
    [1025, 'bytes', '1025 bytes'],
    [3 * 1024 * 1024, 'bytes', '3 MiB'],
    [999, 'ms', '999ms'],
    [1000, 'ms', '1s'],
    [1500, 'ms', '1500ms'],
    [120_000, 'ms', '2m'],
    [90, 's', '90s'],
    [3600, 's', '1h'],
    [9999, 'count', '9999'],
    [10_000, 'count', '10,000'],
    [1_000_000, 'steps', '1,000,000 steps'],
    [0, 'count', '0'],
  ])('%d %s is written %s', (value, unit, text) => {
    expect(formatLimitValue(value, unit)).toBe(text);
  });
});

type Command = (typeof commands)[number];

function helpLinesOf(command: Command): readonly HelpLine[] {
  const name = String(command.command).split(' ')[0] ?? '';
  const own = { command: name, name: '', text: String(command.describe) };
  return [own, ...recordBuilder(command).options.map(([option, text]) => ({ command: name, name: option, text }))];
}

/** Runs the command's own builder with a yargs that only notes its options and examples. */
function recordBuilder({ builder }: Command) {
  const options: [name: string, text: string][] = [];
  const examples: [usage: string, text: string][] = [];
  const recorder: unknown = new Proxy(
    {},
    {
      get: (_target, method) => (name: string, setting: unknown) => {
        if (method === 'example') examples.push([name, String(setting)]);
        else if (method === 'option' || method === 'positional') {
          const { describe: text = '', hidden = false } = setting as { describe?: string; hidden?: boolean };
          if (!hidden) options.push([method === 'option' ? `--${name}` : name, text]);
        }
        return recorder;
      },
    },
  );
  (builder as (yargs: unknown) => unknown)(recorder);
  return { options, examples };
}
