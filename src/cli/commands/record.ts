import { defineCommand } from '#cli/options/define-command';
import { CheckFailedError, exitCodes } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { printData, printNotice } from '#cli/output/print';
import { IncompleteTrafficError } from '#contracts/record/record-pact';
import { recordContract } from '#contracts/record/write-pact';

export const recordCommand = defineCommand(
  'record',
  'Write a Pact file from the requests of a client to a running sandbox',
  (yargs) =>
    serverOptions(yargs)
      .option('out', { type: 'string', default: 'pacts', describe: 'Folder for the Pact file' })
      .option('consumer', { type: 'string', demandOption: true, describe: 'Name of the consumer in the Pact file' })
      .example('$0 record --consumer shop --out pacts/', 'write the file; then: etherbox verify pacts/'),
  async (args) => {
    const { consumer, out } = args;
    const { file, interactions, messages, leftOut } = await recordContract(controlClientOf(args), {
      consumer,
      out,
    }).catch((error: unknown) => {
      throw error instanceof IncompleteTrafficError ? new CheckFailedError(error.message, { cause: error }) : error;
    });
    for (const one of leftOut) printNotice(`Not recorded: ${one}`);
    const isEmpty = interactions + messages === 0;
    printData({ file: isEmpty ? null : file, interactions, messages, leftOut }, args.json, () =>
      isEmpty ? [] : [`${file}: ${interactions} requests, ${messages} callbacks`],
    );
    if (!isEmpty) return;
    printNotice('Nothing was recorded. Run your client against the sandbox first');
    process.exitCode = exitCodes.noContracts;
  },
);
