import { constants } from 'node:fs';
import { access, readFile, statfs } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { defineCommand } from '#cli/options/define-command';
import { exitCodes } from '#cli/options/exit-codes';
import { defaultPort, isLoopback, readClock, readPort, readStartInstant } from '#cli/options/start-options';
import { alignColumns, printData } from '#cli/output/print';
import { compileContract } from '#engine/contract/contract';
import { buildReferenceData } from '#engine/reference-data';
import { maskedPath } from '#runtime/journal/journal-view';
import { readOpenApiDocuments, readPackageVersion, readReferenceFiles } from '#runtime/load-data';
import { thisProcess } from '#runtime/store/data-lock';
import { storeFileNames } from '#runtime/store/store-folder';
import { systemClock } from '#runtime/system';

export interface EnvironmentFact {
  readonly name: string;
  /** False makes `doctor` exit with 1; undefined: nothing to judge. */
  readonly ok: boolean | undefined;
  readonly text: string;
}

/** Unchecked options, as typed. */
export interface DoctorOptions {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly data?: string | undefined;
  readonly now?: string | undefined;
  readonly clock?: string | undefined;
  readonly callback?: string | undefined;
  readonly controlToken?: string | undefined;
  readonly baseUrl?: string | undefined;
}

const minNodeVersion = [20, 19] as const;
const minFreeBytes = 200 * 1024 * 1024;
const probeTimeoutMs = 2000;
/** Receivers refuse the signatures of callbacks when their clock differs by five minutes. */
const maxClockSkewMs = 60_000;

/** Collects the facts one by one; a fact that cannot be determined says why. */
export async function collectFacts(
  options: DoctorOptions,
  env: NodeJS.ProcessEnv,
): Promise<readonly EnvironmentFact[]> {
  const host = options.host ?? '127.0.0.1';
  const checks = [
    factOrFailure('etherbox', () => makeFact('etherbox', undefined, readPackageVersion())),
    factOrFailure('node', () => nodeFact(process.versions.node)),
    factOrFailure('machine', () =>
      makeFact('machine', undefined, `${process.platform} ${process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`),
    ),
    factOrFailure('specs', specsFact),
    factOrFailure('journeys', journeysFact),
    factOrFailure('options', () => optionsFact(options)),
    factOrFailure('port', () => portFact(options.port, host)),
    factOrFailure('control token', () => controlTokenFact(host, options.controlToken ?? env.ETHERBOX_CONTROL_TOKEN)),
    factOrFailure('data', () => dataFact(options.data)),
    factOrFailure('data owner', () => ownerFact(options.data)),
    factOrFailure('free disk', () => diskFact(options.data ?? '.')),
    factOrFailure('callback', () => callbackFact(options.callback)),
    ...serverFacts(options.baseUrl ?? env.ETHERBOX_URL ?? `http://127.0.0.1:${defaultPort}`),
    factOrFailure('environment', () => environmentFact(env)),
  ];
  return Promise.all(checks);
}

const makeFact = (name: string, ok: boolean | undefined, text: string): EnvironmentFact => ({ name, ok, text });

/** A failure while determining a fact is itself the fact. */
async function factOrFailure(
  name: string,
  check: () => EnvironmentFact | Promise<EnvironmentFact>,
): Promise<EnvironmentFact> {
  try {
    return await check();
  } catch (error) {
    return makeFact(name, false, (error as Error).message.split('\n', 1)[0] ?? 'cannot be checked');
  }
}

function nodeFact(version: string): EnvironmentFact {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > minNodeVersion[0] || (major === minNodeVersion[0] && minor >= minNodeVersion[1]);
  return makeFact(
    'node',
    ok,
    ok ? version : `${version} is too old; etherbox needs ${minNodeVersion.join('.')} or newer`,
  );
}

function specsFact(): EnvironmentFact {
  const documents = readOpenApiDocuments();
  const { oauth: _, 'order-notification': __, ...compiled } = documents;
  const { operations } = compileContract(compiled);
  return makeFact(
    'specs',
    true,
    `${Object.keys(documents).length} documents, ${operations.size} operations, all valid`,
  );
}

function journeysFact(): EnvironmentFact {
  const raw = readReferenceFiles();
  buildReferenceData(raw);
  const fixtures = Object.keys(raw.fixtures).length;
  return makeFact(
    'journeys',
    true,
    `${Object.keys(raw.journeys).length} journey and ${fixtures} fixture files, all valid`,
  );
}

/** Each option has its own sentence; an unusable one does not stop the others. */
function optionsFact({ now, clock, callback }: DoctorOptions): EnvironmentFact {
  const problems: string[] = [];
  const collectProblem = (check: () => unknown) => {
    try {
      check();
    } catch (error) {
      problems.push((error as Error).message);
    }
  };
  collectProblem(() => readClock(clock ?? 'frozen'));
  collectProblem(() => readStartInstant(now, systemClock.now()));
  if (callback !== undefined && !/^https?:\/\//.test(callback)) problems.push('--callback is not an http or https URL');
  return makeFact('options', problems.length === 0, problems.join('; ') || 'valid');
}

async function portFact(requestedPort: string | undefined, host: string): Promise<EnvironmentFact> {
  const port = requestedPort === undefined ? defaultPort : readPort(requestedPort);
  if (port === 0) return makeFact('port', true, 'any free port');
  const listenFailure = await listenError(port, host);
  if (listenFailure === undefined) return makeFact('port', true, `${port} on ${host} is free`);
  const holderText = listenFailure === 'EADDRINUSE' ? await describePortHolder(port, host) : '';
  const text = `${port} on ${host}: ${listenFailure === 'EADDRINUSE' ? `in use${holderText}` : listenFailure}; choose another with --port N`;
  // The default port moves on when it is busy; a requested port does not.
  return requestedPort === undefined && listenFailure === 'EADDRINUSE'
    ? makeFact('port', undefined, `${text} (without --port, start takes the next free one)`)
    : makeFact('port', false, text);
}

function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

async function describePortHolder(port: number, host: string): Promise<string> {
  const answer = await fetchIfReachable(`http://${host.includes(':') ? `[${host}]` : host}:${port}/_sandbox/live`);
  return answer?.ok ? ' by an etherbox' : ' by another program';
}

function controlTokenFact(host: string, token: string | undefined): EnvironmentFact {
  if (isLoopback(host))
    return makeFact(
      'control token',
      undefined,
      token === undefined ? 'not set; not needed on loopback' : 'set (masked)',
    );
  return makeFact(
    'control token',
    token !== undefined,
    token === undefined ? `not set; --host ${host} needs --control-token` : 'set (masked)',
  );
}

async function dataFact(folder: string | undefined): Promise<EnvironmentFact> {
  if (folder === undefined) return makeFact('data', undefined, 'no folder; state stays in memory');
  const existing = await nearestExisting(resolve(folder));
  try {
    await access(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return makeFact('data', false, `${existing} is not writable (${(error as NodeJS.ErrnoException).code})`);
  }
  return makeFact('data', true, existing === resolve(folder) ? `${folder} is writable` : `${folder} can be created`);
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await access(folder);
    return folder;
  } catch {
    return dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
  }
}

async function ownerFact(folder: string | undefined): Promise<EnvironmentFact> {
  if (folder === undefined) return makeFact('data owner', undefined, 'no folder');
  const text = await readFile(join(folder, storeFileNames.lock), 'utf8').catch(() => undefined);
  if (text === undefined) return makeFact('data owner', true, 'none');
  const owner = JSON.parse(text) as { readonly pid: number; readonly host: string };
  const alive = owner.host !== thisProcess.host || thisProcess.isAlive(owner.pid);
  const who = `process ${owner.pid} on ${owner.host}`;
  return makeFact('data owner', !alive, alive ? `in use by ${who}` : `${who} has ended; start takes the folder over`);
}

async function diskFact(folder: string): Promise<EnvironmentFact> {
  const { bavail, bsize } = await statfs(await nearestExisting(resolve(folder)));
  const free = bavail * bsize;
  const text = `${Math.round(free / 2 ** 20)} MiB at ${folder}`;
  return makeFact('free disk', free >= minFreeBytes, free >= minFreeBytes ? text : `${text}; a sandbox may need more`);
}

async function callbackFact(url: string | undefined): Promise<EnvironmentFact> {
  if (url === undefined) return makeFact('callback', undefined, 'built-in inbox');
  if (!URL.canParse(url)) return makeFact('callback', false, '--callback is not a URL');
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  const connectFailure = await connectError(hostname.replace(/^\[|\]$/g, ''), number);
  const displayUrl = maskedUrl(url);
  return makeFact(
    'callback',
    connectFailure === undefined,
    connectFailure === undefined ? `${displayUrl} accepts connections` : `${displayUrl}: ${connectFailure}`,
  );
}

/** A URL without user and password, with the secrets of its query masked. */
function maskedUrl(text: string): string {
  const url = new URL(text);
  return `${url.protocol}//${url.host}${maskedPath(url.pathname + url.search)}`;
}

function connectError(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    const finish = (failure: string | undefined) => {
      socket.destroy();
      done(failure);
    };
    socket.setTimeout(probeTimeoutMs, () => finish(`no connection within ${probeTimeoutMs / 1000} s`));
    socket.once('connect', () => finish(undefined));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ECONNREFUSED' ? `nothing listens on port ${port}` : (error.code ?? error.message)),
    );
  });
}

function serverFacts(baseUrl: string): Promise<EnvironmentFact>[] {
  const pendingAnswer = fetchIfReachable(`${baseUrl.replace(/\/+$/, '')}/_sandbox/ready`);
  return [
    factOrFailure('server', async () => {
      const answer = await pendingAnswer;
      if (!answer) return makeFact('server', undefined, `no server at ${maskedUrl(baseUrl).replace(/\/$/, '')}`);
      const { stage } = (await answer.json().catch(() => ({}))) as { readonly stage?: string };
      return makeFact(
        'server',
        answer.ok && stage === 'ready',
        `${maskedUrl(baseUrl)} answers ${answer.status} ${stage ?? ''}`,
      );
    }),
    factOrFailure('clock skew', async () => {
      const date = (await pendingAnswer)?.headers.get('date');
      const now = systemClock.now();
      if (!date) return makeFact('clock skew', undefined, `${new Date(now).toISOString()}; no server to compare with`);
      const skew = Date.parse(date) - now;
      const text = `${(Math.abs(skew) / 1000).toFixed(0)} s from the server's clock`;
      return makeFact('clock skew', Math.abs(skew) < maxClockSkewMs, text);
    }),
  ];
}

async function fetchIfReachable(url: string): Promise<Response | undefined> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(probeTimeoutMs), redirect: 'manual' });
  } catch {
    return undefined;
  }
}

/** The variables that are set and change what etherbox does; secrets are masked. */
function environmentFact(env: NodeJS.ProcessEnv): EnvironmentFact {
  const setVariables = ['ETHERBOX_URL', 'NO_COLOR', 'CI', 'HTTP_PROXY', 'HTTPS_PROXY', 'NODE_OPTIONS'].filter(
    (name) => env[name],
  );
  const secret = env.ETHERBOX_CONTROL_TOKEN === undefined ? [] : ['ETHERBOX_CONTROL_TOKEN (masked)'];
  return makeFact('environment', undefined, [...setVariables, ...secret].join(', ') || 'no variable set');
}

/**
 * Prints facts about this machine for a report. It only reads, works when the server would not start, and shows no
 * secret. Options are accepted unchecked: a wrong one is a fact, too.
 */
export const doctorCommand = defineCommand(
  'doctor',
  'Check this machine and these options; changes nothing, masks secrets',
  (yargs) =>
    yargs
      .option('port', { type: 'string', describe: 'Port to check, as for start' })
      .option('host', { type: 'string', describe: 'Address to check, as for start' })
      .option('data', { type: 'string', describe: 'Data folder to check, as for start' })
      .option('now', { type: 'string', describe: 'Virtual start to check, as for start' })
      .option('clock', { type: 'string', describe: 'Clock mode to check, as for start' })
      .option('callback', { type: 'string', describe: 'URL of a callback listener to connect to, as for start' })
      .option('control-token', { type: 'string', describe: 'Token for the control API, as for start; never shown' })
      .option('base-url', { type: 'string', describe: 'URL of a running server to check' })
      .option('json', { type: 'boolean', default: false, describe: 'Print JSON on stdout' })
      .example('$0 doctor', 'check the machine and the defaults')
      .example('$0 doctor --data ./sandbox-data --callback http://localhost:3000/hook', 'check these options, too'),
  async (args) => {
    const facts = await collectFacts(args, process.env);
    const failed = facts.filter(({ ok }) => ok === false);
    printData({ ok: failed.length === 0, facts }, args.json, () => alignColumns(facts.map(factRow)));
    if (failed.length > 0) process.exitCode = exitCodes.checkFailed;
  },
);

const factRow = ({ name, ok, text }: EnvironmentFact): string[] => [
  ok === undefined ? '·' : ok ? '✓' : '✗',
  name,
  text,
];
