#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { startCommand } from './start.ts';

await yargs(hideBin(process.argv))
  .scriptName('etherbox')
  .command(startCommand)
  .demandCommand(1, 'Name a command.')
  .strict()
  .recommendCommands()
  .exitProcess(false)
  .fail((message, error) => {
    process.stderr.write(`${message ?? error?.message ?? 'failed'}\n`);
    process.exitCode = 2;
  })
  .parseAsync();
