import type { ControlClient } from '../mock/http/control-client.ts';
import { command } from './command.ts';
import { UsageError } from './exit.ts';
import { columns, counted, printData, say } from './print.ts';
import { progressBar } from './progress.ts';
import { clientOf, serverOptions } from './server-options.ts';
import { undelivered } from './undelivered.ts';

interface Advance {
  readonly from: string;
  readonly to: string;
  readonly counts: { readonly [kind: string]: number };
  readonly happened: readonly {
    readonly at: string;
    readonly kind: string;
    readonly orderId?: string;
    readonly text: string;
  }[];
  readonly callbacks?: { readonly [state: string]: number };
  readonly parked: readonly { readonly eventId: string; readonly reason: string }[];
  readonly stopped?: string;
  readonly total?: number;
}

export const advanceCommand = command(
  'advance',
  "Move a running sandbox's clock, step by step",
  (yargs) =>
    serverOptions(yargs)
      .option('by', { type: 'string', describe: '"10 working days", "6 days", "1 week", "4 hours", P10D, PT4H' })
      .option('to', { type: 'string', describe: 'An instant, such as 2026-02-02T09:00:00Z' })
      .option('until', { type: 'string', describe: 'next-milestone, next-event, completion' })
      .option('order', { type: 'string', describe: 'With --milestone or --state: until this order is there' })
      .option('milestone', { type: 'string', describe: 'KCI1, KCI2, …', implies: 'order' })
      .option('state', { type: 'string', describe: 'completed, held, …', implies: 'order' })
      .option('preview', { type: 'boolean', default: false, describe: 'Say what would happen and change nothing' })
      .option('park', { type: 'boolean', default: false, describe: 'Deliver no callback on the way' })
      .example('$0 advance --by "10 working days"', 'ten working days on')
      .example('$0 advance --until next-milestone --preview', 'what comes next?')
      .example('$0 advance --until completion', 'until every order has ended'),
  async (args) => {
    const { order: orderId, milestone, state } = args;
    const until =
      orderId === undefined
        ? args.until
        : { orderId, ...(milestone ? { milestone } : {}), ...(state ? { state } : {}) };
    const given = Object.entries({ by: args.by, to: args.to, until }).filter(([, value]) => value !== undefined);
    if (given.length !== 1)
      throw new UsageError('Name one of --by, --to, --until (or --order with --milestone or --state)');
    const deliver = args.park ? { deliver: 'park' } : {};
    const request = { ...Object.fromEntries(given), ...(args.preview ? { preview: true } : {}), ...deliver };
    const advanced = await watched(clientOf(args), (client) => client.post<Advance>('~/clock/advance', request));
    printData(advanced, args.json, () => shown(advanced));
    if (args.json) return;
    summarise(advanced, args.preview);
    await sayCallbacks(clientOf(args), advanced);
  },
);

/** What was not delivered, and why the first of it was not; also what came about before and still waits. */
async function sayCallbacks(client: ControlClient, { callbacks = {} }: Advance): Promise<void> {
  const { delivered = 0 } = callbacks;
  const behind = await undelivered(client);
  if (delivered === 0 && behind === undefined) return;
  say(`Callbacks: ${[`${delivered} delivered`, ...(behind === undefined ? [] : [behind])].join(', ')}`);
}

/** On a terminal the clock is shown while it walks: ten years with a slow listener take a while. */
async function watched<T>(client: ControlClient, act: (client: ControlClient) => Promise<T>): Promise<T> {
  const progress = progressBar(process.stderr);
  if (!progress.shown) return act(client);
  let over = false;
  const watch = async () => {
    for (;;) {
      await new Promise<void>((resolve) => setTimeout(resolve, 250));
      const clock = over ? undefined : await client.get<{ local: string }>('~/clock').catch(() => undefined);
      if (over || !clock) return;
      progress.say(`${clock.local} London`);
    }
  };
  const watching = watch();
  try {
    return await act(client);
  } finally {
    over = true;
    await watching;
    progress.end();
  }
}

function shown({ happened }: Advance): string[] {
  return columns(happened.map(({ at, kind, orderId, text }) => [at, kind, orderId ?? '', text]));
}

const singular: { readonly [kind: string]: string } = {
  steps: 'step',
  milestones: 'milestone',
  events: 'event',
  orders: 'order',
};

const reasons: { readonly [stopped: string]: string } = {
  'nothing-due': 'nothing more is due, and what was waited for has not happened',
  limit: 'it took as many steps as one advance may',
};

function summarise({ from, to, counts, parked, stopped, total, happened }: Advance, preview: boolean): void {
  const told = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => (singular[kind] === undefined ? `${count} ${kind}` : counted(count, singular[kind])));
  if (total !== undefined && total > happened.length) say(`… and ${total - happened.length} more`);
  say(
    `${preview ? 'Would go' : 'Went'} from ${from} to ${to}: ${told.join(', ') || 'nothing was due'}${stopped ? `; stopped: ${reasons[stopped] ?? stopped}` : ''}`,
  );
  for (const { eventId, reason } of parked) say(`parked ${eventId}: ${reason}`);
}
