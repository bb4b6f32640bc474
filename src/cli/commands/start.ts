import type { Argv, CommandModule } from 'yargs';
import { exitCodes, StartError, UsageError } from '#cli/options/exit-codes';
import {
  defaultPort,
  defaultSandboxRequest,
  isLoopback,
  readPort,
  type StartArguments,
} from '#cli/options/start-options';
import { readyLine, startBanner } from '#cli/output/banner';
import { printNotice, wantsColour } from '#cli/output/print';
import { logToTerminal, makeNonBlocking } from '#cli/output/terminal-log';
import { ControlApiError } from '#http/control/control-client';
import { type RunningServer, type ServeOptions, serve } from '#http/serve';
import { ControlRequestError } from '#runtime/control-request-error';
import {
  type Limit,
  type Limits,
  limitHelp,
  limitNames,
  limitTable,
  parseLimitValue,
  resolveLimits,
} from '#runtime/limits/limits';
import type { Store } from '#runtime/ports';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { DataFolderError } from '#runtime/store/store-folder';
import { createMemoryStore } from '#runtime/store/store-memory';
import { systemClock } from '#runtime/system';
import type { LoadedScenario } from '#scenarios/language/scenario';
import { describeUnknownScenario, findInLibrary } from '#scenarios/language/scenario-library';
import type { ScenarioLimits } from '#scenarios/language/scenario-limits';
import { InvalidScenarioError } from '#scenarios/language/scenario-problem';
import { hostScenario, scenarioService } from '#scenarios/runner/scenario-service';

export const startCommand: CommandModule<object, StartArguments> = {
  command: 'start',
  describe: 'Start the sandbox server',
  builder: startOptions as unknown as (yargs: Argv) => Argv<StartArguments>,
  handler: runStartCommand,
};

function startOptions(yargs: Argv) {
  return limitOptions(yargs)
    .option('port', {
      type: 'string',
      describe: `Port (default ${defaultPort}, or the next free one; 0 = any free port)`,
    })
    .option('host', { type: 'string', default: '127.0.0.1', describe: 'Address to listen on' })
    .option('data', { type: 'string', describe: 'Folder to store state in (default: in memory)' })
    .option('seed', { type: 'string', default: 'default', describe: 'Seed for ids and every other value that varies' })
    .option('now', {
      type: 'string',
      describe: 'Virtual start: an instant, a date, or today (09:00 London of it) (default 2026-01-05T09:00:00Z)',
    })
    .option('clock', {
      type: 'string',
      default: 'frozen',
      describe: 'Clock mode: frozen, real, or xN for N times real time, such as x60 (up to x1000000)',
    })
    .option('callback', { type: 'string', describe: 'URL of your callback listener (default: the built-in inbox)' })
    .option('callback-timeout', {
      type: 'string',
      describe: limitHelp(limitTable.callbackMs),
    })
    .option('scenario', { type: 'string', describe: 'Scenario to prepare: a library name or a file' })
    .option('profile', {
      choices: ['default', 'strict'] as const,
      default: 'default',
      describe: 'Profile; strict disables the sandbox extras',
    })
    .option('duplicate-external-id', {
      choices: ['accept', 'reject'] as const,
      default: 'accept',
      describe: 'Accept or reject an order whose externalId is in use',
    })
    .option('log', {
      choices: ['quiet', 'line', 'body', 'json'] as const,
      default: 'line',
      describe: 'Log level on stderr',
    })
    .option('on-damage', {
      choices: ['recover', 'refuse'] as const,
      default: 'recover',
      describe: 'Recover what is whole of a damaged data folder and move the rest aside, or refuse to start',
    })
    .option('fsync', {
      choices: ['on', 'off'] as const,
      default: 'on',
      describe: 'Wait for the disk (fsync) before each answer',
    })
    .option('control-token', {
      type: 'string',
      describe: 'Token for the control API; required when --host is not loopback',
    })
    .option('allow-host', {
      type: 'string',
      array: true,
      describe: 'Additional Host name that the control API and the dashboard accept',
    })
    .option('egress', {
      choices: ['local', 'shared'] as const,
      describe: 'Egress policy for callbacks (default: local on loopback, else shared)',
    })
    .option('json', {
      type: 'boolean',
      default: false,
      describe: 'Print one JSON line on stdout when ready, and nothing else',
    })
    .example('$0 start', 'state in memory, port 4480, clock frozen')
    .example('$0 start --data ./sandbox-data --callback http://localhost:3000/hook', 'store state, call your listener')
    .example('$0 start --port 0 --json', 'for scripts: a free port, one JSON line');
}

/** A flag for every limit that has one. A time may have a unit. */
function limitOptions(yargs: Argv): Argv {
  return limitNames.reduce((all, name) => {
    const limit: Limit = limitTable[name];
    const { flag } = limit;
    if (flag === undefined || flag === 'callback-timeout') return all;
    return all.option(flag, { type: 'string', describe: limitHelp(limit), group: limitGroup, requiresArg: true });
  }, yargs);
}

const limitGroup =
  'Limits (values as printed, such as 30s, 500ms, 64MiB or 10000; a bare time is in ms, a token lifetime in s):';

/** The limits set on the command line. Throws {@link UsageError} unless they are whole numbers above zero. */
export function readLimits(args: { readonly [flag: string]: unknown }): Partial<Limits> {
  const set = limitNames.flatMap((name) => {
    const { flag, unit, most = Number.MAX_SAFE_INTEGER }: Limit = limitTable[name];
    const given = flag === undefined ? undefined : args[flag];
    if (given === undefined) return [];
    const value = parseLimitValue(String(given), unit);
    if (value !== undefined && value <= most) return [[name, value] as const];
    const upTo = most === Number.MAX_SAFE_INTEGER ? '' : `, at most ${most}`;
    throw new UsageError(`--${flag} is ${String(given)}; use ${expectedValue(unit)}${upTo}`);
  });
  return Object.fromEntries(set);
}

function expectedValue(unit: Limit['unit']): string {
  if (unit === 'ms' || unit === 's') return 'a time such as 30s, 500ms or 2m';
  return unit === 'bytes' ? 'a size above 0, such as 65536, 64KiB or 1MiB' : 'a whole number above 0';
}

async function runStartCommand(args: StartArguments): Promise<void> {
  const startedAt = systemClock.now();
  if (!isLoopback(args.host) && args.controlToken === undefined) {
    throw new UsageError(
      `--host ${args.host} is not loopback, so others can reach the control API; add --control-token SECRET`,
    );
  }
  const port = args.port === undefined ? undefined : readPort(args.port);
  const limits = readLimits(args as unknown as { readonly [flag: string]: unknown });
  const initialSandbox = defaultSandboxRequest({ ...args, callbackTimeout: limits.callbackMs }, systemClock.now());
  const scenario =
    args.scenario === undefined ? undefined : await findStartScenario(args.scenario, resolveLimits(limits));
  const store = await openStore(args);
  const server = await listenOnFreePort(args.host, port, serverOptionsFrom(args, store, initialSandbox, limits));
  const sandbox = server.sandboxes.getOrThrow('default');
  if (scenario) await prepareStartScenario(server, sandbox, scenario, args.controlToken);
  if (args.json) process.stdout.write(`${readyLine(server, sandbox)}\n`);
  // Damage is always reported on stderr, also when a script reads stdout.
  if (args.json)
    process.stderr.write(
      store
        .health()
        .damage.map((damage) => `Damage: ${damage}\n`)
        .join(''),
    );
  else process.stderr.write(startBanner(server, sandbox, systemClock.now() - startedAt));
  startTerminalLog(args, server);
  stopOnSignal(server);
}

function serverOptionsFrom(
  args: StartArguments,
  store: Store,
  initialSandbox: ReturnType<typeof defaultSandboxRequest>,
  limits: Partial<Limits>,
): ServeOptions {
  const { host, controlToken, allowHost } = args;
  return {
    host,
    store,
    initialSandbox,
    scenarios: scenarioService,
    // Others can reach this machine, and their callbacks must not reach its network.
    egress: args.egress ?? (isLoopback(host) ? 'local' : 'shared'),
    ...(controlToken === undefined ? {} : { controlToken }),
    ...(allowHost === undefined ? {} : { allowedHosts: allowHost }),
    limits,
    onInternalError: (operationId, violations) =>
      printNotice(`Internal error in etherbox (please report): ${operationId}: ${JSON.stringify(violations)}`),
  };
}

function startTerminalLog(
  { log: level }: StartArguments,
  { sandboxes, deliveryService, baseUrl }: RunningServer,
): void {
  const target = process.stderr;
  makeNonBlocking(target);
  logToTerminal({
    sandboxes,
    deliveryService,
    level,
    colour: wantsColour(target),
    baseUrl,
    target,
    clock: systemClock,
  });
}

async function openStore(args: StartArguments): Promise<Store> {
  if (args.data === undefined) return createMemoryStore();
  const { openFileStore } = await import('#runtime/store/store-file');
  try {
    return await openFileStore({ folder: args.data, fsync: args.fsync === 'on', onDamage: args.onDamage });
  } catch (error) {
    if (error instanceof DataFolderError) throw new StartError(error.message, { cause: error });
    throw error;
  }
}

/** A requested port that is busy is an error; the default one moves on and reports it. */
async function listenOnFreePort(
  host: string,
  requestedPort: number | undefined,
  options: ServeOptions,
): Promise<RunningServer> {
  for (let port = requestedPort ?? defaultPort; ; port += 1) {
    try {
      return await serve({ ...options, port });
    } catch (error) {
      const isPortInUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isPortInUse && (error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
      if (requestedPort !== undefined || port >= defaultPort + 20) {
        await options.store?.close();
        throw new StartError(
          `Port ${port} on ${host} ${isPortInUse ? 'is in use' : 'is not permitted'}; choose another with --port N (0 = any free port)`,
          { cause: error },
        );
      }
      process.stderr.write(`Port ${port} is in use; trying ${port + 1} (choose one with --port N)\n`);
    }
  }
}

function stopOnSignal(server: RunningServer): void {
  let stopping = false;
  const stop = (code: number) => async () => {
    if (stopping) process.exit(exitCodes.interrupted);
    stopping = true;
    await server.close();
    process.exit(code);
  };
  process.on('SIGTERM', stop(exitCodes.ok));
  process.on('SIGINT', stop(exitCodes.ok));
}

/** `start --scenario`: prepares the default sandbox before the server reports that it is ready. */
export async function prepareStartScenario(
  server: RunningServer,
  live: LiveSandbox,
  scenario: LoadedScenario,
  controlToken: string | undefined,
): Promise<void> {
  if (!live.isEmpty()) {
    printNotice(
      `Scenario  ${scenario.name} was not prepared: the sandbox already has state (to empty it: etherbox reset)`,
    );
    return;
  }
  const { sandboxes, baseUrl } = server;
  try {
    await hostScenario({ sandboxes, baseUrl: () => baseUrl, controlToken }, live, scenario);
    printNotice(`Scenario  ${scenario.name} is prepared (to read about it: etherbox run --list ${scenario.name})`);
  } catch (error) {
    if (!(error instanceof ControlRequestError) && !(error instanceof ControlApiError)) throw error;
    throw new UsageError(`--scenario ${scenario.name}: ${error.message}`, { cause: error });
  }
}

/** A scenario by name or file. It is read before the server starts, so that a mistake in it is reported first. */
export async function findStartScenario(nameOrFile: string, limits: ScenarioLimits): Promise<LoadedScenario> {
  const fromLibrary = findInLibrary(nameOrFile);
  if (fromLibrary) return fromLibrary;
  if (!/\.ya?ml$/.test(nameOrFile)) throw new UsageError(describeUnknownScenario(nameOrFile));
  // Loaded only here: a process that has parsed YAML serves more slowly for as long as it runs.
  const { readScenarioFile } = await import('#scenarios/language/read-scenario');
  try {
    return readScenarioFile(nameOrFile, limits);
  } catch (error) {
    throw error instanceof InvalidScenarioError ? new UsageError(error.message, { cause: error }) : error;
  }
}
