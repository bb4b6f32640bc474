import { defineCommand } from '#cli/options/define-command';
import { CheckFailedError, UsageError } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { alignColumns, countText, printData } from '#cli/output/print';
import type { ControlClient } from '#http/control/control-client';
import { formatLimitValue, type LimitRow } from '#runtime/limits/limits';
import { systemClock } from '#runtime/system';
import { undeliveredSummary } from './undelivered-summary.ts';

interface ServerStatus {
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

export const statusCommand = defineCommand(
  'status',
  'Show the status of the running server',
  (yargs) =>
    serverOptions(yargs)
      .option('limits', {
        type: 'boolean',
        default: false,
        describe: 'List every limit, its value and its flag',
      })
      .option('env', { type: 'boolean', default: false, describe: 'Print shell exports, for eval' })
      .example('$0 status', 'show its address, its clock and its contents')
      .example('eval "$($0 status --env)"', 'export ETHERBOX_URL, ETHERBOX_TOKEN_URL, client id and secret'),
  async (args) => {
    const client = controlClientOf(args);
    const status = await client.get<ServerStatus>('/status');
    const sandbox = await client.get<SandboxStatus>('~');
    if (args.env) {
      const credentials = await client.get<{ clientId: string; clientSecret: string }>('~/credentials');
      printData(undefined, false, () => shellExports(status, credentials));
      return;
    }
    const undeliveredText = args.limits || args.json ? undefined : await undeliveredSummary(client);
    const exhaustedCount =
      sandbox.counts.faultInjections && !args.json ? await countExhaustedFaultInjections(client) : 0;
    printData({ ...status, sandbox }, args.json, () =>
      args.limits ? limitsTable(status.limits.items) : statusRows(status, sandbox, undeliveredText, exhaustedCount),
    );
  },
);

function statusRows(
  status: ServerStatus,
  sandbox: SandboxStatus,
  undeliveredText: string | undefined,
  exhaustedCount: number,
): string[] {
  return alignColumns([
    ['Server', `etherbox ${status.version}, ${status.stage}, ${status.baseUrl}`],
    ['State', status.persistence.refusing ?? status.persistence.text],
    ...status.persistence.damage.map((damage) => ['Damage', damage]),
    ['Sandboxes', String(status.sandboxes)],
    ['Sandbox', `${sandbox.id}, client ${sandbox.clientId}, DUNS ${sandbox.duns}`],
    [
      'Clock',
      `${sandbox.clock.mode} at ${sandbox.clock.local} London, ${countText(sandbox.clock.waiting, 'scheduled step')}`,
    ],
    ['Callbacks', callbackTargetText(sandbox.callback)],
    ...(undeliveredText === undefined ? [] : [['', undeliveredText]]),
    ['Contents', contentsText(sandbox, exhaustedCount)],
    ...status.warnings.map(({ sandbox: id, since, text }) => ['Warning', `${id}: ${text} (since ${since})`]),
    ['Limits', changedLimitsText(status.limits.items)],
  ]);
}

/** The collections that users know; the others are internal. */
const shownCollections: readonly (readonly [kind: string, one: string, many?: string])[] = [
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
  ['setbacks', 'setback'],
  ['faultInjections', 'fault injection'],
];

function contentsText({ counts }: SandboxStatus, exhaustedCount: number): string {
  const countTexts = shownCollections.flatMap(([kind, one, many]) => {
    const count = (counts[kind] ?? 0) - (kind === 'faultInjections' ? exhaustedCount : 0);
    return count > 0 ? [countText(count, one, many)] : [];
  });
  return countTexts.join(', ') || 'empty';
}

/** A fault injection without remaining uses stays listed. */
async function countExhaustedFaultInjections(client: ControlClient): Promise<number> {
  const { items } = await client.get<{ items: readonly { left: number | null }[] }>('~/fault-injections');
  return items.filter(({ left }) => left === 0).length;
}

/** Only changed limits: the full list is long. */
function changedLimitsText(limits: readonly LimitRow[]): string {
  const changed = limits
    .filter((limit) => limit.value !== limit.default)
    .map(({ flag, name, value, unit }) => `${flag ?? name} ${formatLimitValue(value, unit)}`);
  return `${changed.join(', ') || 'all at their defaults'} (list them: etherbox status --limits)`;
}

const limitsTable = (limits: readonly LimitRow[]): string[] =>
  alignColumns([
    ['Limit', 'Value', 'Flag', 'Over the limit'],
    ...limits.map(({ text, value, unit, flag = '', over }) => [text, formatLimitValue(value, unit), flag, over]),
  ]);

function callbackTargetText(callback: SandboxStatus['callback']): string {
  if (!callback) return 'built-in inbox';
  const { url, disabled } = callback;
  return disabled ? `${url}, DISABLED since ${disabled.since} (virtual): ${disabled.reason}` : url;
}

/** Quotes a text as one word of a POSIX shell. */
const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

function shellExports(
  status: ServerStatus,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): string[] {
  return [
    `export ETHERBOX_URL=${shellQuoted(status.baseUrl)}`,
    `export ETHERBOX_TOKEN_URL=${shellQuoted(`${status.baseUrl}/oauth/accesstoken`)}`,
    `export ETHERBOX_CLIENT_ID=${shellQuoted(clientId)}`,
    `export ETHERBOX_CLIENT_SECRET=${shellQuoted(clientSecret)}`,
  ];
}

export const waitCommand = defineCommand(
  'wait',
  'Wait until the server is ready to issue tokens',
  (yargs) =>
    serverOptions(yargs)
      .option('timeout', {
        type: 'string',
        default: '10s',
        describe: 'Maximum wait, such as 10s or 500ms',
      })
      .example('$0 wait --timeout 10s', 'wait in a script for a server in the background'),
  async (args) => {
    const milliseconds = readTimeoutMs(args.timeout);
    const client = controlClientOf(args);
    const deadline = systemClock.now() + milliseconds;
    for (;;) {
      const ready = await isServerReady(client.baseUrl);
      if (ready) {
        printData({ ready: true, baseUrl: client.baseUrl }, args.json, () => [`ready at ${client.baseUrl}`]);
        return;
      }
      if (systemClock.now() >= deadline)
        throw new CheckFailedError(`The server at ${client.baseUrl} was not ready within ${args.timeout}`);
      await new Promise<void>((resolve) => setTimeout(resolve, 100));
    }
  },
);

function readTimeoutMs(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  if (count === undefined) throw new UsageError(`--timeout is "${text}"; use 10s, 500ms or 2m`);
  return Number(count) * (unit === 'ms' ? 1 : unit === 'm' ? 60_000 : 1000);
}

async function isServerReady(baseUrl: string): Promise<boolean> {
  try {
    return (await fetch(`${baseUrl}/_sandbox/ready`)).ok;
  } catch {
    return false;
  }
}
