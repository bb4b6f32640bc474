#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { exitCodeOf, StartError, UsageError } from './exit.ts';
import { startCommand } from './start.ts';

try {
  await yargs(hideBin(process.argv))
    .scriptName('etherbox')
    .command(startCommand)
    .demandCommand(1, 'Name a command; see etherbox --help')
    .strict()
    .recommendCommands()
    .fail((message, error) => {
      throw error ?? new UsageError(message);
    })
    .parseAsync();
} catch (error) {
  const expected = error instanceof UsageError || error instanceof StartError;
  process.stderr.write(
    `${expected || !(error instanceof Error) ? String((error as Error).message ?? error) : error.stack}\n`,
  );
  process.exitCode = exitCodeOf(error);
}
