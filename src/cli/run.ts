import { watch } from 'node:fs';
import { dirname } from 'node:path';
import type { Argv } from 'yargs';
import { serve } from '../mock/http/serve.ts';
import { wallClock } from '../mock/runtime/wall.ts';
import type { Found } from '../scenarios/find-scenarios.ts';
import { foresee } from '../scenarios/foresee.ts';
import { library } from '../scenarios/library.ts';
import { problemText } from '../scenarios/problem.ts';
import { type Reporter, readReporters, writeReports } from '../scenarios/report/reporters.ts';
import { failed, type RunResult } from '../scenarios/result.ts';
import { runAll } from '../scenarios/run-all.ts';
import { followClient } from '../scenarios/run-scenario.ts';
import { families } from '../scenarios/scenario.ts';
import { scenarioDesk } from '../scenarios/scenario-desk.ts';
import { command } from './command.ts';
import { exitCodes, UsageError } from './exit.ts';
import { colours, columns, printData, say } from './print.ts';
import { progressBar } from './progress.ts';
import { readScenarioLimits, type ScenarioArguments, scenarioOptions } from './scenario-options.ts';
import { defaultPort } from './start-options.ts';

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

export const runCommand = command(
  'run [scenarios..]',
  'Play scenarios, each in a fresh sandbox, and report how they went',
  options,
  run,
);

function options(yargs: Argv): Argv<RunArguments> {
  return scenarioOptions(yargs)
    .positional('scenarios', { type: 'string', array: true, describe: 'Files, folders, or names of the library' })
    .option('list', { type: 'boolean', default: false, describe: 'List the library' })
    .option('watch', { type: 'boolean', default: false, describe: 'Play a file again whenever it is changed' })
    .option('base-url', { type: 'string', describe: 'Play against this running server (default: one in this process)' })
    .option('control-token', {
      type: 'string',
      describe: 'Secret of its control API (default: ETHERBOX_CONTROL_TOKEN)',
    })
    .option('seed', { type: 'string', describe: 'Instead of the scenario’s own; same seed, same bytes' })
    .option('reporter', { type: 'string', describe: 'text,json=FILE,junit=FILE,github,html=FILE (default: text)' })
    .option('keep', { type: 'boolean', default: false, describe: 'With --base-url: leave the sandboxes as they ended' })
    .option('hosted', {
      type: 'boolean',
      default: false,
      describe: 'Prepare a sandbox of the running server and wait for the client’s calls instead of making them',
    })
    .option('judge', {
      type: 'boolean',
      default: false,
      describe: 'The client is done: judge what it did in that sandbox',
    })
    .option('sandbox', { type: 'string', default: 'default', describe: 'With --hosted or --judge: its id' })
    .option('within', { type: 'number', default: 600, describe: 'With --hosted: seconds that each call may take' })
    .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout, nothing else' })
    .example('$0 run survey-finds-blocked-duct', 'one of the library')
    .example('$0 run scenarios/ --reporter text,junit=out/scenarios.xml', 'a folder of your own, for CI')
    .example('$0 run --list', 'what there is');
}

async function run(args: RunArguments): Promise<void> {
  if (args.list) return args.scenarios?.length ? describe(args) : list(args);
  const named = args.scenarios ?? [];
  if (named.length === 0)
    throw new UsageError('Name a scenario, a file or a folder; etherbox run --list shows the library');
  const reporters = args.json ? readReporters('json', {}) : readReporters(args.reporter, process.env);
  if ('fault' in reporters) throw new UsageError(reporters.fault);
  const found = await find(named, args);
  if (args.hosted || args.judge) return follow(args, found, reporters);
  const server = await serverOf(args);
  try {
    const play = (which: readonly Found[]) =>
      playAndReport(which, reporters, {
        ...server,
        ...(args.seed === undefined ? {} : { seed: args.seed }),
        keep: args.keep,
      });
    const result = await play(found);
    if (args.watch) await watchFiles(named, found, play, args);
    else if (failed(result)) process.exitCode = exitCodes.checkFailed;
  } finally {
    await server.close();
  }
}

/** One scenario with a client: several would wait for the same calls. */
async function follow(args: RunArguments, found: readonly Found[], reporters: readonly Reporter[]): Promise<void> {
  const [one, another] = found;
  if (!one || another) throw new UsageError('--hosted and --judge take one scenario');
  if (!('loaded' in one)) throw new UsageError(one.problems.map(problemText).join('\n'));
  const { sandbox, within, hosted, controlToken = process.env.ETHERBOX_CONTROL_TOKEN } = args;
  const baseUrl = args.baseUrl ?? process.env.ETHERBOX_URL ?? `http://127.0.0.1:${defaultPort}`;
  const prepared = () => (hosted ? say(`Waiting for the client at ${baseUrl}, sandbox ${sandbox}`) : undefined);
  const mode = hosted ? 'hosted' : 'judged';
  const options = { baseUrl, controlToken, sandbox, mode, patienceMs: within * 1000, prepared } as const;
  const result = { title: 'scenarios', cases: [await followClient(one.loaded, options)] };
  report(result, reporters);
  if (failed(result)) process.exitCode = exitCodes.checkFailed;
}

function report(result: RunResult, reporters: readonly Reporter[]): void {
  const write = (text: string) => void process.stdout.write(text);
  writeReports(result, reporters, { write, colour: colours(process.stdout), env: process.env });
}

/** Loaded when it is asked for: a server that is started from here reads no YAML. */
async function find(named: readonly string[], args: ScenarioArguments): Promise<readonly Found[]> {
  const limits = readScenarioLimits(args);
  const { findScenarios, UnknownScenario } = await import('../scenarios/find-scenarios.ts');
  try {
    return findScenarios(named, limits);
  } catch (error) {
    throw error instanceof UnknownScenario ? new UsageError(error.message) : error;
  }
}

/** A server of one's own unless another is named: what is left over in one that runs must not change the outcome. */
async function serverOf({ baseUrl, controlToken }: RunArguments) {
  if (baseUrl !== undefined) {
    const token = controlToken ?? process.env.ETHERBOX_CONTROL_TOKEN;
    return { baseUrl, controlToken: token, close: async () => undefined };
  }
  const serving = await serve({ scenarios: scenarioDesk });
  return { baseUrl: serving.baseUrl, close: () => serving.close() };
}

async function playAndReport(
  found: readonly Found[],
  reporters: readonly Reporter[],
  options: Parameters<typeof runAll>[1],
): Promise<RunResult> {
  const bar = progressBar(process.stderr);
  const result = await runAll(found, {
    ...options,
    progress: (done, all, { title }) => bar.show(done, all, title),
  });
  bar.end();
  report(result, reporters);
  return result;
}

/** Until interrupted: what is saved is played again, and only that. */
async function watchFiles(
  named: readonly string[],
  found: readonly Found[],
  play: (which: readonly Found[]) => Promise<RunResult>,
  args: ScenarioArguments,
): Promise<void> {
  const files = found.flatMap((one) => ('loaded' in one ? (one.loaded.file ?? []) : one.file));
  if (files.length === 0) throw new UsageError('--watch needs files; the library does not change');
  say(`Watching ${files.length} file${files.length === 1 ? '' : 's'}; end with Ctrl-C`);
  const changed = new Set<string>();
  let running = Promise.resolve();
  const again = (): void => {
    const names = new Set([...changed]);
    changed.clear();
    const isChanged = (one: Found) => names.has(baseOf('loaded' in one ? (one.loaded.file ?? '') : one.file));
    running = running.then(async () => {
      const which = (await find(named, args)).filter(isChanged);
      if (which.length > 0) await play(which);
    });
  };
  const watchers = [...new Set(files.map((file) => dirname(file)))].map((folder) =>
    watch(folder, (_, file) => {
      if (file === null || !/\.ya?ml$/.test(file)) return;
      // Editors write a file in several goes.
      if (changed.size === 0) wallClock.after(100, again);
      changed.add(file);
    }),
  );
  await new Promise<void>((resolve) => process.once('SIGINT', resolve));
  for (const watcher of watchers) watcher.close();
  await running;
  process.exitCode = exitCodes.interrupted;
}

const baseOf = (file: string): string => file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

function list({ json }: RunArguments): void {
  const rank = (family: string | undefined) => families.indexOf(family as (typeof families)[number]);
  const sorted = [...library().values()].sort((a, b) => rank(a.scenario.family) - rank(b.scenario.family));
  const rows = sorted.map(({ name, scenario: { family = '', name: title, teaches = '' } }) => ({
    name,
    family,
    title,
    teaches,
  }));
  printData(rows, json, () => columns(rows.map(({ name, family, title }) => [family, name, title])));
}

/** `--list NAME`: its story, and what will happen, before it is played. */
async function describe({ scenarios = [], json, ...sizes }: RunArguments): Promise<void> {
  const serving = await serve();
  try {
    for (const one of await find(scenarios, sizes)) {
      if (!('loaded' in one)) throw new UsageError(one.problems.map(problemText).join('\n'));
      const { name, scenario } = one.loaded;
      const sequence = await foresee(one.loaded, serving.sandboxes.house);
      const { name: title, family = '', teaches = '', story = '' } = scenario;
      printData({ name, title, family, teaches, story, sequence }, json, () => [
        `${title}  (${name})`,
        ...(story ? [story] : []),
        ...(teaches ? [`It teaches: ${teaches}`] : []),
        ...columns(sequence.map(({ at, orderId, text, callback = '' }) => [`  ${at}`, orderId, text, callback])),
        '',
      ]);
    }
  } finally {
    await serving.close();
  }
}
