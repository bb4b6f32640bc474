import type { Argv, CommandModule } from 'yargs';
import yargs from 'yargs';
import { readPackageVersion } from '../mock/runtime/load-data.ts';
import { advanceCommand } from './advance.ts';
import { checkCommand } from './check.ts';
import { completionCommand } from './completion.ts';
import { coverageCommand } from './coverage.ts';
import { doctorCommand } from './doctor.ts';
import { eventsCommand } from './events.ts';
import { errorText, exitCodeOf, UsageError } from './exit.ts';
import { examplesFirst } from './help.ts';
import { answerCommand } from './open-actions.ts';
import { escapeControlCharacters } from './print.ts';
import { recordCommand } from './record.ts';
import { requestsCommand } from './requests.ts';
import { runCommand } from './run.ts';
import { resetCommand, sandboxCommand, stateCommand } from './sandbox.ts';
import { startCommand } from './start.ts';
import { statusCommand, waitCommand } from './status.ts';
import { explainUsageError, flagWithoutValue, joinNegativeValues, unknownCommandText } from './suggest.ts';
import { verifyCommand } from './verify.ts';
import { verifyListenerCommand } from './verify-listener.ts';

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

export function buildParser(args: readonly string[]): Argv {
  const parser = yargs([...args])
    .scriptName('etherbox')
    .locale('en')
    .version(readPackageVersion())
    .usage('$0 <command>\n\nA local sandbox of the BT Wholesale Ethernet APIs.')
    .example('$0 start', 'start the sandbox: in memory, clock frozen')
    .example('$0 advance --by "10 working days"', 'let time pass')
    .example('$0 events', 'see what the customer was told');
  for (const command of commands) parser.command(command);
  return parser
    .epilogue('etherbox <command> --help has the options of a command; docs/first-ten-minutes.md is the way in.')
    .demandCommand(1, 'Name a command; etherbox --help lists them')
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

/** How each command is called, by its name. */
const usages = new Map(commands.map(({ command }) => [String(command).split(' ')[0] ?? '', String(command)]));

/** Runs one command. Talk and trouble go to stderr, and the exit code is set. */
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
