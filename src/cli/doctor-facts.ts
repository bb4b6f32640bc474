import { constants } from 'node:fs';
import { access, readFile, statfs } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { WorkingCalendar } from '../mock/domain/working-calendar.ts';
import { compileContract } from '../mock/engine/contract.ts';
import { makeGround } from '../mock/engine/ground.ts';
import { shownPath } from '../mock/runtime/journal/journal-view.ts';
import { loadDocuments, loadGround, packageVersion } from '../mock/runtime/load-data.ts';
import { thisProcess } from '../mock/runtime/store/data-lock.ts';
import { names } from '../mock/runtime/store/store-folder.ts';
import { wallClock } from '../mock/runtime/wall.ts';
import { defaultPort, isLoopback, readClock, readNow, readPort } from './start-options.ts';

export interface Fact {
  readonly name: string;
  /** False makes `doctor` exit 1; undefined: nothing to judge. */
  readonly ok: boolean | undefined;
  readonly text: string;
}

/** As typed: nothing here has been checked. */
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

const needed = [20, 19] as const;
const leastFree = 200 * 1024 * 1024;
const patienceMs = 2000;
/** Signatures of callbacks are refused by receivers whose clock differs by five minutes. */
const mostSkewMs = 60_000;

export async function gatherFacts(options: DoctorOptions, env: NodeJS.ProcessEnv): Promise<readonly Fact[]> {
  const host = options.host ?? '127.0.0.1';
  const found = [
    guarded('etherbox', () => fact('etherbox', undefined, packageVersion())),
    guarded('node', () => nodeFact(process.versions.node)),
    guarded('machine', () =>
      fact('machine', undefined, `${process.platform} ${process.arch}, ${Math.round(totalmem() / 2 ** 30)} GiB`),
    ),
    guarded('specs', specsFact),
    guarded('journeys', journeysFact),
    guarded('options', () => optionsFact(options)),
    guarded('port', () => portFact(options.port, host)),
    guarded('control token', () => controlTokenFact(host, options.controlToken ?? env.ETHERBOX_CONTROL_TOKEN)),
    guarded('data', () => dataFact(options.data)),
    guarded('data owner', () => ownerFact(options.data)),
    guarded('free disk', () => diskFact(options.data ?? '.')),
    guarded('callback', () => callbackFact(options.callback)),
    ...serverFacts(options.baseUrl ?? env.ETHERBOX_URL ?? `http://127.0.0.1:${defaultPort}`),
    guarded('environment', () => environmentFact(env)),
  ];
  return Promise.all(found);
}

const fact = (name: string, ok: boolean | undefined, text: string): Fact => ({ name, ok, text });

/** Whatever goes wrong while looking is itself the fact. */
async function guarded(name: string, look: () => Fact | Promise<Fact>): Promise<Fact> {
  try {
    return await look();
  } catch (error) {
    return fact(name, false, (error as Error).message.split('\n', 1)[0] ?? 'cannot be read');
  }
}

function nodeFact(version: string): Fact {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const ok = major > needed[0] || (major === needed[0] && minor >= needed[1]);
  return fact('node', ok, ok ? version : `needs ${needed.join('.')} or newer, you have ${version}`);
}

function specsFact(): Fact {
  const documents = loadDocuments();
  const { oauth: _, 'order-notification': __, ...compiled } = documents;
  const { operations } = compileContract(compiled);
  return fact('specs', true, `${Object.keys(documents).length} documents, ${operations.size} operations, all compile`);
}

function journeysFact(): Fact {
  const raw = loadGround();
  makeGround(raw);
  const fixtures = Object.keys(raw.fixtures).length;
  return fact(
    'journeys',
    true,
    `${Object.keys(raw.journeys).length} journey and ${fixtures} fixture files, all usable`,
  );
}

/** Each in its own sentence; none of them stops the others. */
function optionsFact({ now, clock, callback }: DoctorOptions): Fact {
  const wrong: string[] = [];
  const look = (check: () => unknown) => {
    try {
      check();
    } catch (error) {
      wrong.push((error as Error).message);
    }
  };
  look(() => readClock(clock ?? 'frozen'));
  look(() => readNow(now, loadGround().journeys['working-calendar'] as WorkingCalendar, wallClock.now()));
  if (callback !== undefined && !/^https?:\/\//.test(callback)) wrong.push('--callback is no http or https URL');
  return fact('options', wrong.length === 0, wrong.join('; ') || 'can be read');
}

async function portFact(given: string | undefined, host: string): Promise<Fact> {
  const port = given === undefined ? defaultPort : readPort(given);
  if (port === 0) return fact('port', true, 'any free one');
  const trouble = await listenTrouble(port, host);
  if (trouble === undefined) return fact('port', true, `${port} on ${host} is free`);
  const holder = trouble === 'EADDRINUSE' ? await holderOf(port, host) : '';
  const text = `${port} on ${host}: ${trouble === 'EADDRINUSE' ? `in use${holder}` : trouble}; choose another with --port N`;
  // The default port moves on when it is busy; one that was asked for does not.
  return given === undefined && trouble === 'EADDRINUSE'
    ? fact('port', undefined, `${text} (or let start take the next)`)
    : fact('port', false, text);
}

function listenTrouble(port: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

async function holderOf(port: number, host: string): Promise<string> {
  const answer = await ask(`http://${host.includes(':') ? `[${host}]` : host}:${port}/_sandbox/live`);
  return answer?.ok ? ' by an etherbox' : ' by another program';
}

function controlTokenFact(host: string, token: string | undefined): Fact {
  if (isLoopback(host))
    return fact('control token', undefined, token === undefined ? 'none, none needed' : 'set (masked)');
  return fact(
    'control token',
    token !== undefined,
    token === undefined ? `--host ${host} needs --control-token` : 'set (masked)',
  );
}

async function dataFact(folder: string | undefined): Promise<Fact> {
  if (folder === undefined) return fact('data', undefined, 'none: state is kept in memory');
  const existing = await nearestExisting(resolve(folder));
  try {
    await access(existing, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    return fact('data', false, `${existing} cannot be written to (${(error as NodeJS.ErrnoException).code})`);
  }
  return fact('data', true, existing === resolve(folder) ? `${folder} can be written to` : `${folder} can be made`);
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await access(folder);
    return folder;
  } catch {
    return dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
  }
}

async function ownerFact(folder: string | undefined): Promise<Fact> {
  if (folder === undefined) return fact('data owner', undefined, 'no folder, no owner');
  const text = await readFile(join(folder, names.lock), 'utf8').catch(() => undefined);
  if (text === undefined) return fact('data owner', true, 'nobody');
  const owner = JSON.parse(text) as { readonly pid: number; readonly host: string };
  const alive = owner.host !== thisProcess.host || thisProcess.isAlive(owner.pid);
  const who = `process ${owner.pid} on ${owner.host}`;
  return fact('data owner', !alive, alive ? `in use by ${who}` : `${who}, which is gone: start takes over`);
}

async function diskFact(folder: string): Promise<Fact> {
  const { bavail, bsize } = await statfs(await nearestExisting(resolve(folder)));
  const free = bavail * bsize;
  const text = `${Math.round(free / 2 ** 20)} MiB at ${folder}`;
  return fact('free disk', free >= leastFree, free >= leastFree ? text : `${text}: a sandbox may need more`);
}

async function callbackFact(url: string | undefined): Promise<Fact> {
  if (url === undefined) return fact('callback', undefined, 'built-in inbox');
  if (!URL.canParse(url)) return fact('callback', false, '--callback is no URL');
  const { hostname, port, protocol } = new URL(url);
  const number = Number(port) || (protocol === 'https:' ? 443 : 80);
  const trouble = await connectTrouble(hostname.replace(/^\[|\]$/g, ''), number);
  const shown = shownUrl(url);
  return fact(
    'callback',
    trouble === undefined,
    trouble === undefined ? `${shown} can be reached` : `${shown}: ${trouble}`,
  );
}

/** Without user and password, and with secrets in the query masked. */
function shownUrl(text: string): string {
  const url = new URL(text);
  return `${url.protocol}//${url.host}${shownPath(url.pathname + url.search)}`;
}

function connectTrouble(host: string, port: number): Promise<string | undefined> {
  return new Promise((done) => {
    const socket = connect({ host, port });
    const end = (trouble: string | undefined) => {
      socket.destroy();
      done(trouble);
    };
    socket.setTimeout(patienceMs, () => end(`no connection within ${patienceMs / 1000} s`));
    socket.once('connect', () => end(undefined));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ECONNREFUSED' ? `nothing listens on port ${port}` : (error.code ?? error.message)),
    );
  });
}

function serverFacts(baseUrl: string): Promise<Fact>[] {
  const asked = ask(`${baseUrl.replace(/\/+$/, '')}/_sandbox/ready`);
  return [
    guarded('server', async () => {
      const answer = await asked;
      if (!answer) return fact('server', undefined, `none at ${shownUrl(baseUrl).replace(/\/$/, '')}`);
      const { stage } = (await answer.json().catch(() => ({}))) as { readonly stage?: string };
      return fact(
        'server',
        answer.ok && stage === 'ready',
        `${shownUrl(baseUrl)} answers ${answer.status} ${stage ?? ''}`,
      );
    }),
    guarded('clock skew', async () => {
      const date = (await asked)?.headers.get('date');
      const now = wallClock.now();
      if (!date) return fact('clock skew', undefined, `${new Date(now).toISOString()}; no server to compare with`);
      const skew = Date.parse(date) - now;
      const text = `${(Math.abs(skew) / 1000).toFixed(0)} s from the server's clock`;
      return fact('clock skew', Math.abs(skew) < mostSkewMs, text);
    }),
  ];
}

async function ask(url: string): Promise<Response | undefined> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'manual' });
  } catch {
    return undefined;
  }
}

/** Which variables are set that change what etherbox does; a secret's value is not shown. */
function environmentFact(env: NodeJS.ProcessEnv): Fact {
  const set = ['ETHERBOX_URL', 'NO_COLOR', 'CI', 'HTTP_PROXY', 'HTTPS_PROXY', 'NODE_OPTIONS'].filter(
    (name) => env[name],
  );
  const secret = env.ETHERBOX_CONTROL_TOKEN === undefined ? [] : ['ETHERBOX_CONTROL_TOKEN (masked)'];
  return fact('environment', undefined, [...set, ...secret].join(', ') || 'nothing set');
}
