import { TrafficIncomplete } from '../contracts/record-pact.ts';
import { recordContract } from '../contracts/write-pact.ts';
import { command } from './command.ts';
import { CheckFailed, exitCodes } from './exit.ts';
import { printData, say } from './print.ts';
import { clientOf, serverOptions } from './server-options.ts';

export const recordCommand = command(
  'record',
  'Write a Pact file from what a client did with a running sandbox',
  (yargs) =>
    serverOptions(yargs)
      .option('out', { type: 'string', default: 'pacts', describe: 'Folder that the file goes to' })
      .option('consumer', { type: 'string', demandOption: true, describe: 'Name of the client' })
      .example('$0 record --consumer shop --out pacts/', 'then: etherbox verify pacts/'),
  async (args) => {
    const { consumer, out } = args;
    const { file, interactions, messages, leftOut } = await recordContract(clientOf(args), { consumer, out }).catch(
      (error: unknown) => {
        throw error instanceof TrafficIncomplete ? new CheckFailed(error.message) : error;
      },
    );
    for (const one of leftOut) say(`left out: ${one}`);
    const nothing = interactions + messages === 0;
    printData({ file: nothing ? null : file, interactions, messages, leftOut }, args.json, () =>
      nothing ? [] : [`${file}: ${interactions} requests, ${messages} callbacks`],
    );
    if (!nothing) return;
    say('Nothing was recorded: let your client talk to the sandbox first');
    process.exitCode = exitCodes.noContracts;
  },
);
