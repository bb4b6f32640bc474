import { defineCommand } from '#cli/options/define-command';
import { exitCodes } from '#cli/options/exit-codes';
import { readScenarioLimits, type ScenarioArguments, scenarioOptions } from '#cli/options/scenario-options';
import { countText, printData, printNotice } from '#cli/output/print';
import { createProgressBar } from '#cli/output/progress';
import type { CheckFinding } from './check-files.ts';

/** `check`: the package's specifications, journeys, scenarios and fixtures; `check FILES`: the user's own. */
export const checkCommand = defineCommand(
  'check [files..]',
  'Validate specifications, journeys, scenarios and fixtures',
  (yargs) =>
    scenarioOptions(yargs)
      .positional('files', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Files or folders (default: all files of the package)',
      })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON on stdout' })
      .example('$0 check', 'validate the files of the package')
      .example('$0 check scenarios/', 'validate your own scenarios; errors come with file:line'),
  async ({ files, json, ...sizes }) => {
    const limits = readScenarioLimits(sizes as ScenarioArguments);
    // Loaded on demand, because only this command reads YAML.
    const { checkPackageFiles, checkFiles } = await import('./check-files.ts');
    const progress = createProgressBar(process.stderr);
    const { checked, findings } =
      files.length === 0 ? await checkPackageFiles(progress) : checkFiles(files, progress, limits);
    progress.end();
    printData({ ok: findings.length === 0, checked, findings }, json, () => findings.map(findingLine));
    if (!json)
      printNotice(`${checked} checked, ${findings.length === 0 ? 'all valid' : countText(findings.length, 'error')}`);
    if (findings.length > 0 || checked === 0) process.exitCode = exitCodes.checkFailed;
  },
);

function findingLine({ file, line: lineNumber, column, pointer, text }: CheckFinding): string {
  const position = [file, lineNumber, column].filter((part) => part !== undefined).join(':');
  return `${position} ${pointer === undefined ? '' : `${pointer || '/'}: `}${text}`;
}
