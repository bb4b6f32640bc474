import type { ControlClient } from '../mock/http/control-client.ts';
import type { LimitRow } from '../mock/runtime/limits.ts';
import { wallClock } from '../mock/runtime/wall.ts';
import { command } from './command.ts';
import { CheckFailed, UsageError } from './exit.ts';
import { columns, counted, printData } from './print.ts';
import { clientOf, serverOptions } from './server-options.ts';
import { undelivered } from './undelivered.ts';

interface Status {
  readonly version: string;
  readonly stage: string;
  readonly baseUrl: string;
  readonly persistence: { readonly text: string; readonly damage: readonly string[]; readonly refusing?: string };
  readonly sandboxes: number;
  readonly warnings: readonly { readonly sandbox: string; readonly since: string; readonly text: string }[];
  readonly limits: { readonly items: readonly LimitRow[] };
}

interface SandboxStatus {
  readonly id: string;
  readonly clientId: string;
  readonly duns: string;
  readonly clock: { readonly local: string; readonly mode: string; readonly waiting: number };
  readonly callback: {
    readonly url: string;
    readonly disabled?: { readonly reason: string; readonly since: string };
  } | null;
  readonly counts: { readonly [kind: string]: number };
}

export const statusCommand = command(
  'status',
  'About the running server, asked from the server itself',
  (yargs) =>
    serverOptions(yargs)
      .option('limits', {
        type: 'boolean',
        default: false,
        describe: 'Every limit in force, and the flag that sets it',
      })
      .option('env', { type: 'boolean', default: false, describe: 'As shell exports, for eval' })
      .example('$0 status', 'where it is, what time it is there, what it holds')
      .example('eval "$($0 status --env)"', 'ETHERBOX_URL, ETHERBOX_TOKEN_URL, client id and secret in this shell'),
  async (args) => {
    const client = clientOf(args);
    const status = await client.get<Status>('/status');
    const sandbox = await client.get<SandboxStatus>('~');
    if (args.env) {
      const credentials = await client.get<{ clientId: string; clientSecret: string }>('~/credentials');
      printData(undefined, false, () => exports(status, credentials));
      return;
    }
    const behind = args.limits || args.json ? undefined : await undelivered(client);
    const usedUp = sandbox.counts.faults && !args.json ? await usedUpFaults(client) : 0;
    printData({ ...status, sandbox }, args.json, () =>
      args.limits ? limitsShown(status.limits.items) : shown(status, sandbox, behind, usedUp),
    );
  },
);

function shown(status: Status, sandbox: SandboxStatus, behind: string | undefined, usedUp: number): string[] {
  return columns([
    ['Server', `etherbox ${status.version}, ${status.stage}, ${status.baseUrl}`],
    ['State', status.persistence.refusing ?? status.persistence.text],
    ...status.persistence.damage.map((damage) => ['Damage', damage]),
    ['Sandboxes', String(status.sandboxes)],
    ['Sandbox', `${sandbox.id}, client ${sandbox.clientId}, DUNS ${sandbox.duns}`],
    [
      'Clock',
      `${sandbox.clock.mode} at ${sandbox.clock.local} London, ${counted(sandbox.clock.waiting, 'thing')} waiting on it`,
    ],
    ['Callbacks', callbackText(sandbox.callback)],
    ...(behind === undefined ? [] : [['', behind]]),
    ['Holds', holds(sandbox, usedUp)],
    ...status.warnings.map(({ sandbox: id, since, text }) => ['Warning', `${id}: ${text} (since ${since})`]),
    ['Limits', ownLimits(status.limits.items)],
  ]);
}

/** What a customer or a provisioning desk would name; the rest keeps these going. */
const nouns: readonly (readonly [kind: string, one: string, many?: string])[] = [
  ['orders', 'order'],
  ['openActions', 'open action'],
  ['cancellations', 'cancellation'],
  ['charges', 'charge'],
  ['assets', 'asset'],
  ['quotes', 'quote'],
  ['qualifications', 'qualification'],
  ['appointments', 'appointment'],
  ['addresses', 'address', 'addresses'],
  ['events', 'event'],
  ['hubs', 'registered listener'],
  ['troubles', 'trouble'],
  ['faults', 'fault'],
];

function holds({ counts }: SandboxStatus, usedUp: number): string {
  const told = nouns.flatMap(([kind, one, many]) => {
    const count = (counts[kind] ?? 0) - (kind === 'faults' ? usedUp : 0);
    return count > 0 ? [counted(count, one, many)] : [];
  });
  return told.join(', ') || 'nothing yet';
}

/** A fault that struck as often as it should stays to be seen, and strikes no more. */
async function usedUpFaults(client: ControlClient): Promise<number> {
  const { items } = await client.get<{ items: readonly { left: number | null }[] }>('~/faults');
  return items.filter(({ left }) => left === 0).length;
}

/** Only what was set otherwise: the rest is long and known. */
function ownLimits(limits: readonly LimitRow[]): string {
  const own = limits
    .filter((limit) => limit.value !== limit.default)
    .map(({ flag, name, value }) => `${flag ?? name} ${value}`);
  return `${own.join(', ') || 'as usual'} (etherbox status --limits shows all)`;
}

const limitsShown = (limits: readonly LimitRow[]): string[] =>
  columns([
    ['What', 'At most', '', 'Flag', 'Over it'],
    ...limits.map(({ text, value, unit, flag = '', over }) => [
      text,
      String(value),
      unit === 'count' ? '' : unit,
      flag,
      over,
    ]),
  ]);

function callbackText(callback: SandboxStatus['callback']): string {
  if (!callback) return 'built-in inbox';
  const { url, disabled } = callback;
  return disabled ? `${url}, DISABLED since ${disabled.since} (virtual): ${disabled.reason}` : url;
}

/** Single quotes inside a single-quoted word of the shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function exports(status: Status, { clientId, clientSecret }: { clientId: string; clientSecret: string }): string[] {
  return [
    `export ETHERBOX_URL=${quoted(status.baseUrl)}`,
    `export ETHERBOX_TOKEN_URL=${quoted(`${status.baseUrl}/oauth/accesstoken`)}`,
    `export ETHERBOX_CLIENT_ID=${quoted(clientId)}`,
    `export ETHERBOX_CLIENT_SECRET=${quoted(clientSecret)}`,
  ];
}

export const waitCommand = command(
  'wait',
  'Wait until the server is ready: a token request would succeed now',
  (yargs) =>
    serverOptions(yargs)
      .option('timeout', {
        type: 'string',
        default: '10s',
        describe: 'How long, such as 10s or 500ms',
      })
      .example('$0 wait --timeout 10s', 'in a script, after starting the server in the background'),
  async (args) => {
    const milliseconds = readSeconds(args.timeout);
    const client = clientOf(args);
    const last = wallClock.now() + milliseconds;
    for (;;) {
      const ready = await isReady(client.baseUrl);
      if (ready) {
        printData({ ready: true, baseUrl: client.baseUrl }, args.json, () => [`ready at ${client.baseUrl}`]);
        return;
      }
      if (wallClock.now() >= last)
        throw new CheckFailed(`No etherbox was ready at ${client.baseUrl} within ${args.timeout}`);
      await new Promise<void>((resolve) => setTimeout(resolve, 100));
    }
  },
);

function readSeconds(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`--timeout is "${text}"; use 10s, 500ms or 2m`);
  return Number(count) * (unit === 'ms' ? 1 : unit === 'm' ? 60_000 : 1000);
}

async function isReady(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl}/_sandbox/ready`)).ok;
  } catch {
    return false;
  }
}
