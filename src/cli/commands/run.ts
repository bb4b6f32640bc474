import { watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Argv } from 'yargs';
import { defineCommand } from '#cli/options/define-command';
import { exitCodes, UsageError } from '#cli/options/exit-codes';
import { readScenarioLimits, type ScenarioArguments, scenarioOptions } from '#cli/options/scenario-options';
import { defaultPort } from '#cli/options/start-options';
import { alignColumns, printData, printNotice, wantsColour } from '#cli/output/print';
import { createProgressBar } from '#cli/output/progress';
import { serve } from '#http/serve';
import { systemClock } from '#runtime/system';
import type { ScenarioOrProblems } from '#scenarios/language/find-scenarios';
import { scenarioFamilies } from '#scenarios/language/scenario';
import { scenarioLibrary } from '#scenarios/language/scenario-library';
import { formatProblem } from '#scenarios/language/scenario-problem';
import { parseReportTargets, type ReportTarget, writeReports } from '#scenarios/report/reporters';
import { hasFailed, type RunResult } from '#scenarios/report/run-result';
import { previewScenario } from '#scenarios/runner/preview';
import { followClient, runAllScenarios } from '#scenarios/runner/run-scenario';
import { scenarioService } from '#scenarios/runner/scenario-service';

interface RunArguments extends ScenarioArguments {
  readonly scenarios?: string[] | undefined;
  readonly list: boolean;
  readonly watch: boolean;
  readonly baseUrl?: string | undefined;
  readonly controlToken?: string | undefined;
  readonly seed?: string | undefined;
  readonly reporter?: string | undefined;
  readonly keep: boolean;
  readonly json: boolean;
  readonly hosted: boolean;
  readonly judge: boolean;
  readonly sandbox: string;
  readonly within: number;
}

export const runCommand = defineCommand(
  'run [scenarios..]',
  'Run scenarios, each in a new sandbox, and report the results',
  runOptions,
  runScenarios,
);

function runOptions(yargs: Argv): Argv<RunArguments> {
  return scenarioOptions(yargs)
    .positional('scenarios', { type: 'string', array: true, describe: 'Files, folders or names of library scenarios' })
    .option('list', {
      type: 'boolean',
      default: false,
      describe: 'List the library, or the sequence of the named scenarios',
    })
    .option('watch', { type: 'boolean', default: false, describe: 'Run a file again whenever it changes' })
    .option('base-url', { type: 'string', describe: 'URL of a running server (default: a server in this process)' })
    .option('control-token', {
      type: 'string',
      describe: 'Token for the control API (default: ETHERBOX_CONTROL_TOKEN)',
    })
    .option('seed', {
      type: 'string',
      describe: "Seed that replaces the scenario's own; the same seed gives the same bytes",
    })
    .option('reporter', {
      type: 'string',
      describe: 'Reports to write: text,json=FILE,junit=FILE,github,html=FILE (default: text)',
    })
    .option('keep', { type: 'boolean', default: false, describe: 'Keep the sandboxes after the run; needs --base-url' })
    .option('hosted', {
      type: 'boolean',
      default: false,
      describe: 'Prepare a sandbox of the running server and wait for the calls of your client',
    })
    .option('judge', {
      type: 'boolean',
      default: false,
      describe: 'Check the expectations against what your client did in the sandbox',
    })
    .option('sandbox', { type: 'string', default: 'default', describe: 'Id of the sandbox for --hosted or --judge' })
    .option('within', {
      type: 'number',
      default: 600,
      describe: 'Seconds to wait for each call of your client; needs --hosted',
    })
    .option('json', { type: 'boolean', default: false, describe: 'Print JSON on stdout and nothing else' })
    .example('$0 run survey-finds-blocked-duct', 'run one scenario of the library')
    .example('$0 run scenarios/ --reporter text,junit=out/scenarios.xml', 'run your own scenarios, for CI')
    .example('$0 run --list', 'list the library');
}

async function runScenarios(args: RunArguments): Promise<void> {
  if (args.list) return args.scenarios?.length ? describeScenarios(args) : listLibrary(args);
  const named = args.scenarios ?? [];
  if (named.length === 0)
    throw new UsageError('Name a scenario, a file or a folder; etherbox run --list lists the library');
  const reporters = args.json ? parseReportTargets('json', {}) : parseReportTargets(args.reporter, process.env);
  if ('problem' in reporters) throw new UsageError(reporters.problem);
  const scenarios = await loadScenarios(named, args);
  if (args.hosted || args.judge) return followScenario(args, scenarios, reporters);
  const server = await openServer(args);
  try {
    const runAndWrite = (which: readonly ScenarioOrProblems[]) =>
      runAndReport(which, reporters, {
        ...server,
        ...(args.seed === undefined ? {} : { seed: args.seed }),
        keepSandbox: args.keep,
      });
    const result = await runAndWrite(scenarios);
    if (args.watch) await watchFiles(named, scenarios, runAndWrite, args);
    else if (hasFailed(result)) process.exitCode = exitCodes.checkFailed;
  } finally {
    await server.close();
  }
}

/** Follows one scenario with a client: several would wait for the same calls. */
async function followScenario(
  args: RunArguments,
  found: readonly ScenarioOrProblems[],
  reporters: readonly ReportTarget[],
): Promise<void> {
  const [one, another] = found;
  if (!one || another) throw new UsageError('--hosted and --judge take exactly one scenario');
  if (!('loaded' in one)) throw new UsageError(one.problems.map(formatProblem).join('\n'));
  const { sandbox, within, hosted, controlToken = process.env.ETHERBOX_CONTROL_TOKEN } = args;
  const baseUrl = args.baseUrl ?? process.env.ETHERBOX_URL ?? `http://127.0.0.1:${defaultPort}`;
  const onPrepared = () =>
    hosted ? printNotice(`Waiting for the client at ${baseUrl}, sandbox ${sandbox}`) : undefined;
  const mode = hosted ? 'assist' : 'verify';
  const options = { baseUrl, controlToken, sandbox, mode, clientTimeoutMs: within * 1000, onPrepared } as const;
  const result = { title: 'scenarios', cases: [await followClient(one.loaded, options)] };
  writeRunReports(result, reporters);
  if (hasFailed(result)) process.exitCode = exitCodes.checkFailed;
}

function writeRunReports(result: RunResult, reporters: readonly ReportTarget[]): void {
  const write = (text: string) => void process.stdout.write(text);
  writeReports(result, reporters, { write, colour: wantsColour(process.stdout), env: process.env });
}

/** Loaded on demand, so that a server started from here reads no YAML. */
async function loadScenarios(
  names: readonly string[],
  args: ScenarioArguments,
): Promise<readonly ScenarioOrProblems[]> {
  const limits = readScenarioLimits(args);
  const { findScenarios, UnknownScenarioError } = await import('#scenarios/language/find-scenarios');
  try {
    return findScenarios(names, limits);
  } catch (error) {
    throw error instanceof UnknownScenarioError ? new UsageError(error.message, { cause: error }) : error;
  }
}

/**
 * Starts a server of its own unless another is named, because leftovers in a running one must not change the outcome.
 */
async function openServer({ baseUrl, controlToken }: RunArguments) {
  if (baseUrl !== undefined) {
    const token = controlToken ?? process.env.ETHERBOX_CONTROL_TOKEN;
    return { baseUrl, controlToken: token, close: async () => undefined };
  }
  const serving = await serve({ scenarios: scenarioService });
  return { baseUrl: serving.baseUrl, close: () => serving.close() };
}

async function runAndReport(
  found: readonly ScenarioOrProblems[],
  reporters: readonly ReportTarget[],
  options: Parameters<typeof runAllScenarios>[1],
): Promise<RunResult> {
  const progress = createProgressBar(process.stderr);
  const result = await runAllScenarios(found, {
    ...options,
    progress: (done, all, { title }) => progress.show(done, all, title),
  });
  progress.end();
  writeRunReports(result, reporters);
  return result;
}

/** Runs scenarios again when their files change, until interrupted. */
async function watchFiles(
  named: readonly string[],
  found: readonly ScenarioOrProblems[],
  runAndWrite: (which: readonly ScenarioOrProblems[]) => Promise<RunResult>,
  args: ScenarioArguments,
): Promise<void> {
  const files = found.flatMap((one) => ('loaded' in one ? (one.loaded.file ?? []) : one.file));
  if (files.length === 0) throw new UsageError('--watch needs scenario files; library scenarios never change');
  printNotice(`Watching ${files.length} file${files.length === 1 ? '' : 's'}; stop with Ctrl-C`);
  const changed = new Set<string>();
  let running = Promise.resolve();
  const rerunChanged = (): void => {
    const names = new Set([...changed]);
    changed.clear();
    const isChanged = (one: ScenarioOrProblems) =>
      names.has(fileNameOf('loaded' in one ? (one.loaded.file ?? '') : one.file));
    running = running.then(async () => {
      const which = (await loadScenarios(named, args)).filter(isChanged);
      if (which.length > 0) await runAndWrite(which);
    });
  };
  const watchers = [...new Set(files.map((file) => dirname(file)))].map((folder) =>
    watch(folder, (_, file) => {
      if (file === null || !/\.ya?ml$/.test(file)) return;
      // Editors write a file in several steps.
      if (changed.size === 0) systemClock.after(100, rerunChanged);
      changed.add(file);
    }),
  );
  await new Promise<void>((resolve) => process.once('SIGINT', resolve));
  for (const watcher of watchers) watcher.close();
  await running;
  process.exitCode = exitCodes.interrupted;
}

const fileNameOf = (file: string): string => file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

function listLibrary({ json }: RunArguments): void {
  const familyIndex = (family: string | undefined) =>
    scenarioFamilies.indexOf(family as (typeof scenarioFamilies)[number]);
  const sorted = [...scenarioLibrary().values()].sort(
    (a, b) => familyIndex(a.scenario.family) - familyIndex(b.scenario.family),
  );
  const rows = sorted.map(({ name, scenario: { family = '', name: title, teaches = '' } }) => ({
    name,
    family,
    title,
    teaches,
  }));
  printData(rows, json, () => alignColumns(rows.map(({ name, family, title }) => [family, name, title])));
}

/** `--list NAME`: the story and preview of a scenario. */
async function describeScenarios({ scenarios = [], json, ...sizes }: RunArguments): Promise<void> {
  const serving = await serve();
  try {
    for (const one of await loadScenarios(scenarios, sizes)) {
      if (!('loaded' in one)) throw new UsageError(one.problems.map(formatProblem).join('\n'));
      const { name, scenario } = one.loaded;
      const sequence = await previewScenario(one.loaded, serving.sandboxes.context);
      const { name: title, family = '', teaches = '', story = '' } = scenario;
      printData({ name, title, family, teaches, story, sequence }, json, () => [
        `${title}  (${name})`,
        ...(story ? [story] : []),
        ...(teaches ? [`Teaches: ${teaches}`] : []),
        ...alignColumns(sequence.map(({ at, orderId, text, callback = '' }) => [`  ${at}`, orderId, text, callback])),
        '',
      ]);
    }
  } finally {
    await serving.close();
  }
}
