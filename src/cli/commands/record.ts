import { defineCommand } from '#cli/options/define-command';
import { CheckFailedError, exitCodes } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { printData, printNotice } from '#cli/output/print';
import { IncompleteTrafficError } from '#contracts/record/record-pact';
import { recordContract } from '#contracts/record/write-pact';

export const recordCommand = defineCommand(
  'record',
  'Write a Pact file from what a client did with a running sandbox',
  (yargs) =>
    serverOptions(yargs)
      .option('out', { type: 'string', default: 'pacts', describe: 'Folder that the file goes to' })
      .option('consumer', { type: 'string', demandOption: true, describe: 'Name of the client' })
      .example('$0 record --consumer shop --out pacts/', 'then: etherbox verify pacts/'),
  async (args) => {
    const { consumer, out } = args;
    const { file, interactions, messages, leftOut } = await recordContract(controlClientOf(args), {
      consumer,
      out,
    }).catch((error: unknown) => {
      throw error instanceof IncompleteTrafficError ? new CheckFailedError(error.message, { cause: error }) : error;
    });
    for (const one of leftOut) printNotice(`left out: ${one}`);
    const isEmpty = interactions + messages === 0;
    printData({ file: isEmpty ? null : file, interactions, messages, leftOut }, args.json, () =>
      isEmpty ? [] : [`${file}: ${interactions} requests, ${messages} callbacks`],
    );
    if (!isEmpty) return;
    printNotice('Nothing was recorded: let your client talk to the sandbox first');
    process.exitCode = exitCodes.noContracts;
  },
);
