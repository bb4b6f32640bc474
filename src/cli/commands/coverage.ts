import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { defineCommand } from '#cli/options/define-command';
import { CheckFailedError, exitCodes, UsageError } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { printData, printNotice } from '#cli/output/print';
import { measureCoverage } from '#contracts/coverage/coverage';
import { coverageHtml, coverageJson, formatCoverage } from '#contracts/coverage/coverage-report';
import { pactFilesIn, readPact, UnreadablePactError } from '#contracts/pact/pact-file';
import { readTraffic } from '#contracts/record/traffic';

export const coverageCommand = defineCommand(
  'coverage [pacts..]',
  'Report which operations, outcomes and milestones your contracts cover',
  (yargs) =>
    serverOptions(yargs)
      .positional('pacts', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Pact files or folders (default: the running sandbox)',
      })
      .option('live', {
        type: 'boolean',
        describe: 'Count the requests to the running sandbox as well as the Pact files',
      })
      .option('all', { type: 'boolean', default: false, describe: 'List every item that is not covered' })
      .option('html', { type: 'string', describe: 'File to write an HTML report to' })
      .option('min', { type: 'number', describe: 'Minimum coverage in percent; exit 1 below it' })
      .example('$0 coverage', 'coverage of the requests to the running sandbox')
      .example('$0 coverage pacts/ --min 40 --html coverage.html', 'coverage of your contracts, for CI'),
  async (args) => {
    if (args.min !== undefined && !(args.min >= 0 && args.min <= 100))
      throw new UsageError('--min is a percentage, from 0 to 100');
    const live = args.live ?? args.pacts.length === 0;
    const pacts = readPacts(args.pacts);
    const coverage = measureCoverage(pacts, live ? [await readTraffic(controlClientOf(args))] : []);
    if (args.html !== undefined) {
      mkdirSync(dirname(args.html), { recursive: true });
      writeFileSync(args.html, coverageHtml(coverage));
    }
    if (args.json) process.stdout.write(coverageJson(coverage));
    else printData(coverage, false, () => formatCoverage(coverage, args.all ? Number.POSITIVE_INFINITY : undefined));
    if (args.min === undefined || coverage.percent >= args.min) return;
    printNotice(`Coverage is ${coverage.percent} %; --min requires ${args.min} %`);
    process.exitCode = exitCodes.checkFailed;
  },
);

function readPacts(paths: readonly string[]) {
  try {
    return pactFilesIn(paths).map(readPact);
  } catch (error) {
    throw error instanceof UnreadablePactError ? new CheckFailedError(error.message, { cause: error }) : error;
  }
}
