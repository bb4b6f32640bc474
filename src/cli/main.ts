#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { packageVersion } from '../mock/runtime/load-data.ts';
import { advanceCommand } from './advance.ts';
import { eventsCommand } from './events.ts';
import { exitCodeOf, sentenceOf, UsageError } from './exit.ts';
import { answerCommand } from './open-actions.ts';
import { printable } from './print.ts';
import { runCommand } from './run.ts';
import { resetCommand, sandboxCommand, stateCommand } from './sandbox.ts';
import { startCommand } from './start.ts';
import { statusCommand, waitCommand } from './status.ts';
import { verifyCommand } from './verify.ts';
import { verifyListenerCommand } from './verify-listener.ts';

try {
  await yargs(hideBin(process.argv))
    .scriptName('etherbox')
    .version(packageVersion())
    .usage('$0 <command>\n\nA local sandbox of the BT Wholesale Ethernet APIs.')
    .example('$0 start', 'start the sandbox: in memory, clock frozen')
    .example('$0 advance --by "10 working days"', 'let time pass')
    .example('$0 events', 'see what the customer was told')
    .command(startCommand)
    .command(runCommand)
    .command(statusCommand)
    .command(waitCommand)
    .command(advanceCommand)
    .command(eventsCommand)
    .command(answerCommand)
    .command(resetCommand)
    .command(sandboxCommand)
    .command(stateCommand)
    .command(verifyListenerCommand)
    .command(verifyCommand)
    .completion('completion', 'Print a completion script for your shell')
    .demandCommand(1, 'Name a command; etherbox --help lists them')
    .strict()
    .recommendCommands()
    .fail((message, error) => {
      throw error ?? new UsageError(message);
    })
    .parseAsync();
} catch (error) {
  process.stderr.write(`${sentenceOf(error).split('\n').map(printable).join('\n')}\n`);
  process.exitCode = exitCodeOf(error);
}
