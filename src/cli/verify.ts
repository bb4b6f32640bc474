import { VerifierMissing } from '../contracts/official-verifier.ts';
import { UnreadablePact } from '../contracts/pact-file.ts';
import { verificationText } from '../contracts/verification-text.ts';
import { type Verification, verifyPacts } from '../contracts/verify-pact.ts';
import { command } from './command.ts';
import { CheckFailed, exitCodes, StartError } from './exit.ts';
import { printData } from './print.ts';

export const verifyCommand = command(
  'verify <pacts..>',
  'Verify Pact files against a fresh sandbox in this process',
  (yargs) =>
    yargs
      .positional('pacts', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Pact files, or folders of them',
      })
      .option('consumer', { type: 'string', array: true, describe: 'Only contracts of this consumer' })
      .option('filter', { type: 'string', describe: 'Only interactions whose name is, or contains, this' })
      .option('allow-empty', { type: 'boolean', default: false, describe: 'No contracts is no failure' })
      .option('timeout', { type: 'number', default: 30, describe: 'Seconds for one request of an interaction' })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' })
      .example('$0 verify pacts/', 'every contract in a folder')
      .example('$0 verify pacts/shop.json --filter "a quote"', 'some interactions of one contract'),
  async (args) => {
    const verification = await verified(
      verifyPacts({
        pacts: args.pacts,
        filter: args.filter,
        states: [],
        timeoutMs: args.timeout * 1000,
        ...(args.consumer === undefined ? {} : { consumers: args.consumer }),
      }),
    );
    printData(verification, args.json, () => verificationText(verification));
    process.exitCode = exitCodeOf(verification, args['allow-empty']);
  },
);

async function verified(verifying: Promise<Verification>): Promise<Verification> {
  try {
    return await verifying;
  } catch (error) {
    if (error instanceof VerifierMissing) throw new StartError(error.message);
    if (error instanceof UnreadablePact) throw new CheckFailed(error.message);
    throw error;
  }
}

function exitCodeOf({ verdict, unknownStates }: Verification, allowEmpty: boolean): number {
  if (verdict === 'empty') return allowEmpty ? exitCodes.ok : exitCodes.noContracts;
  if (unknownStates.length > 0) return exitCodes.noContracts;
  return verdict === 'passed' ? exitCodes.ok : exitCodes.checkFailed;
}
