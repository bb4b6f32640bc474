import type { Argv, CommandModule } from 'yargs';
import type { WorkingCalendar } from '../mock/domain/working-calendar.ts';
import { type ServeOptions, type Serving, serve } from '../mock/http/serve.ts';
import { type Limit, type Limits, limitNames, limitsOf, limitTable } from '../mock/runtime/limits.ts';
import { loadGround } from '../mock/runtime/load-data.ts';
import type { Store } from '../mock/runtime/ports.ts';
import { DataFolderUnusable } from '../mock/runtime/store/store-folder.ts';
import { memoryStore } from '../mock/runtime/store/store-memory.ts';
import { wallClock } from '../mock/runtime/wall.ts';
import { scenarioDesk } from '../scenarios/scenario-desk.ts';
import { banner, readyLine } from './banner.ts';
import { exitCodes, StartError, UsageError } from './exit.ts';
import { logToTerminal, neverBlock } from './log-terminal.ts';
import { colours, say } from './print.ts';
import { defaultPort, firstSandbox, isLoopback, readPort, type StartArguments } from './start-options.ts';
import { prepareScenario, readScenario } from './start-scenario.ts';

export const startCommand: CommandModule<object, StartArguments> = {
  command: 'start',
  describe: 'Start the sandbox server',
  builder: startOptions as unknown as (yargs: Argv) => Argv<StartArguments>,
  handler: start,
};

function startOptions(yargs: Argv) {
  return limitOptions(yargs)
    .option('port', {
      type: 'string',
      describe: `Port (default ${defaultPort}, moving on when busy; 0 = any free one)`,
    })
    .option('host', { type: 'string', default: '127.0.0.1', describe: 'Address to listen on' })
    .option('data', { type: 'string', describe: 'Folder to keep state in (without it: in memory)' })
    .option('seed', { type: 'string', default: 'default', describe: 'Decides ids and whatever else could differ' })
    .option('now', { type: 'string', describe: 'Virtual start: an instant, or today (default 2026-01-05T09:00:00Z)' })
    .option('clock', { type: 'string', default: 'frozen', describe: 'frozen, real, or x60 for sixty times real' })
    .option('callback', { type: 'string', describe: 'URL of your callback listener (default: the built-in inbox)' })
    .option('callback-timeout', {
      type: 'string',
      describe: 'How long a listener may take, such as 15s or 500ms (default 15s)',
    })
    .option('scenario', { type: 'string', describe: 'Scenario to prepare: a name from the library, or a file' })
    .option('profile', {
      choices: ['default', 'strict'] as const,
      default: 'default',
      describe: 'strict: no sandbox extras',
    })
    .option('duplicate-external-id', {
      choices: ['accept', 'reject'] as const,
      default: 'accept',
      describe: 'reject: an externalId that an order has already is refused',
    })
    .option('log', {
      choices: ['quiet', 'line', 'body', 'json'] as const,
      default: 'line',
      describe: 'What is logged on stderr',
    })
    .option('on-damage', {
      choices: ['recover', 'refuse'] as const,
      default: 'recover',
      describe: 'When kept state is damaged',
    })
    .option('fsync', { choices: ['on', 'off'] as const, default: 'on', describe: 'Wait for the disk before answering' })
    .option('control-token', { type: 'string', describe: 'Secret for the control API; needed off loopback' })
    .option('allow-host', { type: 'string', array: true, describe: 'Another Host name to accept on our own side' })
    .option('egress', {
      choices: ['local', 'shared'] as const,
      describe: 'Where callbacks may go (default: local on loopback)',
    })
    .option('json', { type: 'boolean', default: false, describe: 'One JSON line on stdout when ready, nothing else' })
    .example('$0 start', 'in memory, on port 4480, clock frozen')
    .example('$0 start --data ./sandbox-data --callback http://localhost:3000/hook', 'keep state, call my listener')
    .example('$0 start --port 0 --json', 'for scripts: any free port, one JSON line');
}

/** Every limit with a flag, from the one list of them. A time may be written with its unit. */
function limitOptions(yargs: Argv): Argv {
  return limitNames.reduce((all, name) => {
    const { flag, text, unit, default: usual }: Limit = limitTable[name];
    if (flag === undefined || flag === 'callback-timeout') return all;
    const type = isTime(unit) ? 'string' : 'number';
    const describe = `Most for ${text}, in ${unit}${isTime(unit) ? ' or as 30s, 500ms, 2m' : ''} (default ${usual})`;
    return all.option(flag, { type, describe, group: 'Limits:', requiresArg: true });
  }, yargs);
}

const isTime = (unit: Limit['unit']): boolean => unit === 'ms' || unit === 's';

/** What was set on the command line; whole numbers above zero, or it is wrong. */
export function readLimits(args: { readonly [flag: string]: unknown }): Partial<Limits> {
  const set = limitNames.flatMap((name) => {
    const { flag, unit }: Limit = limitTable[name];
    const given = flag === undefined ? undefined : args[flag];
    if (given === undefined) return [];
    const value = isTime(unit) && typeof given === 'string' ? readTime(given, unit) : given;
    if (Number.isSafeInteger(value) && (value as number) > 0) return [[name, value as number] as const];
    const how = isTime(unit) ? 'a time such as 30s, 500ms or 2m' : 'a whole number above 0';
    throw new UsageError(`--${flag} is ${String(given)}; use ${how}`);
  });
  return Object.fromEntries(set);
}

/** In the unit of the limit; a bare number is in it already. NaN when it is no time. */
function readTime(text: string, unit: Limit['unit']): number {
  const [, count, written = unit] = /^(\d+(?:\.\d+)?) ?(ms|s|m|h)?$/.exec(text) ?? [];
  const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  return (Number(count) * milliseconds[written as 'ms']) / milliseconds[unit as 'ms'];
}

async function start(args: StartArguments): Promise<void> {
  const began = wallClock.now();
  if (!isLoopback(args.host) && args.controlToken === undefined) {
    throw new UsageError(
      `--host ${args.host} is not loopback: others could drive the sandbox; add --control-token <secret>`,
    );
  }
  const calendar = loadGround().journeys['working-calendar'] as WorkingCalendar;
  const port = args.port === undefined ? undefined : readPort(args.port);
  const limits = readLimits(args as unknown as { readonly [flag: string]: unknown });
  const first = firstSandbox({ ...args, callbackTimeout: limits.callbackMs }, calendar, wallClock.now());
  const scenario = args.scenario === undefined ? undefined : await readScenario(args.scenario, limitsOf(limits));
  const store = await openStore(args);
  const serving = await listenOrMove(args.host, port, serveOptions(args, store, first, limits));
  const live = serving.sandboxes.mustGet('default');
  if (scenario) await prepareScenario(serving, live, scenario, args.controlToken);
  if (args.json) process.stdout.write(`${readyLine(serving, live)}\n`);
  // Damage is never silent: it is said on stderr also where a script reads stdout.
  if (args.json)
    process.stderr.write(
      store
        .health()
        .damage.map((damage) => `Damage: ${damage}\n`)
        .join(''),
    );
  else process.stderr.write(banner(serving, live, wallClock.now() - began));
  log(args, serving);
  stopOnSignal(serving);
}

function serveOptions(
  args: StartArguments,
  store: Store,
  first: ReturnType<typeof firstSandbox>,
  limits: Partial<Limits>,
): ServeOptions {
  const { host, controlToken, allowHost } = args;
  return {
    host,
    store,
    first,
    scenarios: scenarioDesk,
    // Others can reach this machine: what they set up must not reach into its network.
    egress: args.egress ?? (isLoopback(host) ? 'local' : 'shared'),
    ...(controlToken === undefined ? {} : { controlToken }),
    ...(allowHost === undefined ? {} : { allowedHosts: allowHost }),
    limits,
    ownFault: (operationId, faults) => say(`etherbox made a mistake in ${operationId}: ${JSON.stringify(faults)}`),
  };
}

function log({ log: level }: StartArguments, { sandboxes, deliverer, baseUrl }: Serving): void {
  const target = process.stderr;
  neverBlock(target);
  logToTerminal({ sandboxes, deliverer, level, colour: colours(target), baseUrl, target, clock: wallClock });
}

async function openStore(args: StartArguments): Promise<Store> {
  if (args.data === undefined) return memoryStore();
  const { openFileStore } = await import('../mock/runtime/store/store-file.ts');
  try {
    return await openFileStore({ folder: args.data, fsync: args.fsync === 'on', onDamage: args.onDamage });
  } catch (error) {
    if (error instanceof DataFolderUnusable) throw new StartError(error.message);
    throw error;
  }
}

/** A port that was asked for and is busy is an error; the default one may move, and says so. */
async function listenOrMove(host: string, asked: number | undefined, options: ServeOptions): Promise<Serving> {
  for (let port = asked ?? defaultPort; ; port += 1) {
    try {
      return await serve({ ...options, port });
    } catch (error) {
      const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!busy && (error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
      if (asked !== undefined || port >= defaultPort + 20) {
        await options.store?.close();
        throw new StartError(
          `Port ${port} on ${host} ${busy ? 'is in use' : 'may not be used'}; choose another with --port N (0 = any free one)`,
        );
      }
      process.stderr.write(`Port ${port} is in use; trying ${port + 1} (choose one with --port N)\n`);
    }
  }
}

function stopOnSignal(serving: Serving): void {
  let stopping = false;
  const stop = (code: number) => async () => {
    if (stopping) process.exit(exitCodes.interrupted);
    stopping = true;
    await serving.close();
    process.exit(code);
  };
  process.on('SIGTERM', stop(exitCodes.ok));
  process.on('SIGINT', stop(exitCodes.ok));
}
