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
  'What Pact files, or what was done with a running sandbox, exercised, and what never was',
  (yargs) =>
    serverOptions(yargs)
      .positional('pacts', { type: 'string', array: true, default: [] as string[], describe: 'Pact files, or folders' })
      .option('live', { type: 'boolean', describe: 'Count a running sandbox too (by default only without Pact files)' })
      .option('all', { type: 'boolean', default: false, describe: 'Show everything that was never seen' })
      .option('html', { type: 'string', describe: 'Write a page to this file' })
      .option('min', { type: 'number', describe: 'Exit 1 when less than this percentage was seen' })
      .example('$0 coverage', 'of the default sandbox of a running server')
      .example('$0 coverage pacts/ --min 40 --html coverage.html', 'of contracts, for CI'),
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
    printNotice(`${coverage.percent} % is less than --min ${args.min}`);
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
