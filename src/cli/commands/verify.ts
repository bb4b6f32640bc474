import { defineCommand } from '#cli/options/define-command';
import { CheckFailedError, exitCodes, StartError, UsageError } from '#cli/options/exit-codes';
import { printNotice, wantsColour } from '#cli/output/print';
import { createProgressBar } from '#cli/output/progress';
import { UnreadablePactError } from '#contracts/pact/pact-file';
import { recordedHistoryStates } from '#contracts/record/recorded-history';
import { VerifierMissingError } from '#contracts/verify/official-verifier';
import { scenarioStates } from '#contracts/verify/scenario-states';
import { verificationReport } from '#contracts/verify/verification-report';
import { type Verification, verifyPacts } from '#contracts/verify/verify-pact';
import { parseReportTargets, writeReports } from '#scenarios/report/reporters';

interface VerifyArguments {
  readonly pacts: string[];
  readonly consumer?: string[] | undefined;
  readonly filter?: string | undefined;
  readonly states?: string[] | undefined;
  readonly 'allow-empty': boolean;
  readonly reporter?: string | undefined;
  readonly timeout: number;
  readonly json: boolean;
}

export const verifyCommand = defineCommand<VerifyArguments>(
  'verify <pacts..>',
  'Verify Pact files against a new sandbox in this process',
  (yargs) =>
    yargs
      .positional('pacts', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Pact files or folders',
      })
      .option('consumer', { type: 'string', array: true, describe: 'Consumer whose contracts are verified' })
      .option('filter', { type: 'string', describe: 'Name, or part of the name, of the interactions to verify' })
      .option('states', { type: 'string', array: true, describe: 'Folder of scenarios that set provider states up' })
      .option('allow-empty', { type: 'boolean', default: false, describe: 'Exit 0 when there are no contracts' })
      .option('reporter', {
        type: 'string',
        describe: 'Reports to write: text,json=FILE,junit=FILE,github,html=FILE (default: text)',
      })
      .option('timeout', { type: 'number', default: 30, describe: 'Seconds allowed for one request' })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'Print the report as JSON on stdout and nothing else',
      })
      .example('$0 verify pacts/', 'verify every contract in a folder')
      .example('$0 verify pacts/ --reporter text,junit=out/contracts.xml', 'verify contracts, for CI'),
  verifyContracts,
);

async function verifyContracts(args: VerifyArguments): Promise<void> {
  const { pacts, filter, consumer, states, timeout } = args;
  // GitHub Actions annotations also go to stdout and would spoil the JSON there.
  const reporters = args.json ? parseReportTargets('json', {}) : parseReportTargets(args.reporter, process.env);
  if ('problem' in reporters) throw new UsageError(reporters.problem);
  if (!(timeout > 0)) throw new UsageError('--timeout takes a number of seconds above 0');
  const progress = createProgressBar(process.stderr);
  const verification = await asCommandErrors(
    verifyPacts({
      pacts,
      filter,
      states: [recordedHistoryStates, scenarioStates(states)],
      timeoutMs: timeout * 1000,
      progress: (done, all, { interaction }) => progress.show(done, all, interaction),
      ...(consumer === undefined ? {} : { consumers: consumer }),
    }),
  ).finally(() => progress.end());
  const write = (text: string) => void process.stdout.write(text);
  writeReports(verificationReport(verification, args['allow-empty']), reporters, {
    write,
    colour: wantsColour(process.stdout),
    env: process.env,
  });
  printMissingStates(verification);
  process.exitCode = verificationExitCode(verification, args['allow-empty']);
}

async function asCommandErrors(verification: Promise<Verification>): Promise<Verification> {
  try {
    return await verification;
  } catch (error) {
    if (error instanceof VerifierMissingError) throw new StartError(error.message, { cause: error });
    if (error instanceof UnreadablePactError) throw new CheckFailedError(error.message, { cause: error });
    throw error;
  }
}

/** Prints scenarios to paste for missing provider states. */
function printMissingStates({ results }: Verification): void {
  const skeletons = new Set(results.flatMap(({ skeleton }) => skeleton ?? []));
  if (skeletons.size === 0) return;
  printNotice('Provider states are scenarios. Add the missing ones to a folder and name it with --states:');
  for (const line of [...skeletons].flatMap((skeleton) => ['', ...skeleton.split('\n')])) printNotice(line);
}

function verificationExitCode({ verdict, unknownStates }: Verification, allowEmpty: boolean): number {
  if (verdict === 'empty') return allowEmpty ? exitCodes.ok : exitCodes.noContracts;
  if (unknownStates.length > 0) return exitCodes.noContracts;
  return verdict === 'passed' ? exitCodes.ok : exitCodes.checkFailed;
}
