import yargs, { type Argv, type CommandModule } from 'yargs';
import { advanceCommand } from '#cli/commands/advance';
import { answerCommand } from '#cli/commands/answer';
import { checkCommand } from '#cli/commands/check';
import { completionCommand } from '#cli/commands/completion';
import { coverageCommand } from '#cli/commands/coverage';
import { doctorCommand } from '#cli/commands/doctor';
import { eventsCommand } from '#cli/commands/events';
import { recordCommand } from '#cli/commands/record';
import { requestsCommand } from '#cli/commands/requests';
import { runCommand } from '#cli/commands/run';
import { resetCommand, sandboxCommand, stateCommand } from '#cli/commands/sandbox';
import { startCommand } from '#cli/commands/start';
import { statusCommand, waitCommand } from '#cli/commands/status';
import { verifyCommand } from '#cli/commands/verify';
import { verifyListenerCommand } from '#cli/commands/verify-listener';
import { errorText, exitCodeOf, UsageError } from '#cli/options/exit-codes';
import { escapeControlCharacters } from '#domain/core/printable';
import { readPackageVersion } from '#runtime/load-data';
import {
  explainUsageError,
  flagWithoutValue,
  joinNegativeValues,
  unknownCommandText,
  usageErrorCodes,
} from './usage-errors.ts';

/** Every command, in the order of the help. */
// biome-ignore lint/suspicious/noExplicitAny: each has options of its own
export const commands: readonly CommandModule<object, any>[] = [
  startCommand,
  runCommand,
  statusCommand,
  waitCommand,
  advanceCommand,
  eventsCommand,
  requestsCommand,
  answerCommand,
  resetCommand,
  sandboxCommand,
  stateCommand,
  verifyCommand,
  verifyListenerCommand,
  recordCommand,
  coverageCommand,
  checkCommand,
  doctorCommand,
  completionCommand,
];

/** The yargs parser with every command. */
export function buildParser(args: readonly string[]): Argv {
  const parser = yargs([...args])
    .scriptName('etherbox')
    .locale('en')
    .updateStrings(usageErrorCodes)
    .version(readPackageVersion())
    .usage('$0 <command>\n\nA local sandbox of the BT Wholesale Ethernet APIs.')
    .example('$0 start', 'start the sandbox: state in memory, clock frozen')
    .example('$0 advance --by "10 working days"', 'move the clock ten working days forward')
    .example('$0 events', 'list the notifications that the customer received');
  for (const command of commands) parser.command(command);
  return parser
    .epilogue('etherbox <command> --help lists the options of a command. Start with docs/first-ten-minutes.md.')
    .demandCommand(1, 'Name a command; etherbox --help lists the commands')
    .strict()
    .middleware((argv) => {
      const flag = flagWithoutValue(args, argv);
      if (flag !== undefined) throw new UsageError(`--${flag} needs a value`);
    }, true)
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .fail((message, error) => {
      throw error ?? new UsageError(explainUsageError(message, args, usages.get(args[0] ?? '') ?? '', parser));
    });
}

/** The usage of each command by its name. */
const usages = new Map(commands.map(({ command }) => [String(command).split(' ')[0] ?? '', String(command)]));

/** Runs one command and sets the exit code. Messages and errors go to stderr. */
export async function runCommandLine(typedArguments: readonly string[]): Promise<void> {
  const args = joinNegativeValues(typedArguments);
  try {
    const unknown = unknownCommandText(args, [...usages.keys()]);
    if (unknown !== undefined) throw new UsageError(unknown);
    await buildParser(args).parseAsync(args, {}, (_error: unknown, _args: unknown, output: string) => {
      if (output !== '') process.stdout.write(`${examplesFirst(output)}\n`);
    });
  } catch (error) {
    process.stderr.write(`${errorText(error).split('\n').map(escapeControlCharacters).join('\n')}\n`);
    process.exitCode = exitCodeOf(error);
  }
}

/** Moves the examples below the usage, and the limits, which few users need, to the end. */
export function examplesFirst(help: string): string {
  const [usage = '', ...sections] = help.split(/\n\n(?=\S[^\n]*:\n)/);
  const { section: last = '', rest: epilogue } = splitEpilogue(sections.at(-1) ?? '');
  const all = sections.length === 0 ? [] : [...sections.slice(0, -1), last];
  const sectionsTitled = (name: string) => all.filter((section) => section.startsWith(`${name}:\n`));
  const others = all.filter((section) => !/^(Examples|Limits):\n/.test(section));
  return [usage, ...sectionsTitled('Examples'), ...others, ...sectionsTitled('Limits'), ...epilogue].join('\n\n');
}

/** An epilogue follows the last section without a heading of its own. */
function splitEpilogue(section: string): { readonly section: string; readonly rest: readonly string[] } {
  const end = section.indexOf('\n\n');
  return end < 0 ? { section, rest: [] } : { section: section.slice(0, end), rest: [section.slice(end + 2)] };
}
