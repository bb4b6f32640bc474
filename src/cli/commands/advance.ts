import { defineCommand } from '#cli/options/define-command';
import { UsageError } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import { alignColumns, countText, printData, printNotice } from '#cli/output/print';
import { createProgressBar } from '#cli/output/progress';
import type { ControlClient } from '#http/control/control-client';
import { undeliveredSummary } from './undelivered-summary.ts';

interface AdvanceResult {
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

export const advanceCommand = defineCommand(
  'advance',
  "Move a running sandbox's clock forward and apply everything due",
  (yargs) =>
    serverOptions(yargs)
      .option('by', {
        type: 'string',
        describe: 'Length of time: "10 working days", "6 days", "1 week", "4 hours", P10D, PT4H',
      })
      .option('to', { type: 'string', describe: 'Instant to stop at, such as 2026-02-02T09:00:00Z' })
      .option('until', {
        type: 'string',
        describe: 'Event of any order to stop at: next-milestone, next-event or completion; not with --order',
      })
      .option('order', { type: 'string', describe: 'Order to wait for; needs --milestone or --state' })
      .option('milestone', {
        type: 'string',
        describe: 'Milestone that the order must reach: KCI1, KCI2, …',
        implies: 'order',
      })
      .option('state', {
        type: 'string',
        describe: 'State that the order must reach: completed, held, …',
        implies: 'order',
      })
      .option('preview', { type: 'boolean', default: false, describe: 'Show what would happen and change nothing' })
      .option('park', { type: 'boolean', default: false, describe: 'Keep the callbacks instead of delivering them' })
      .example('$0 advance --by "10 working days"', 'ten working days')
      .example('$0 advance --until next-milestone --preview', 'show what comes next')
      .example('$0 advance --until completion', 'until every order is finished'),
  async (args) => {
    const { order: orderId, milestone, state } = args;
    const orderGoal =
      orderId === undefined ? undefined : { orderId, ...(milestone ? { milestone } : {}), ...(state ? { state } : {}) };
    const goals: readonly (readonly [member: string, goal: unknown])[] = [
      ['by', args.by],
      ['to', args.to],
      ['until', args.until],
      ['until', orderGoal],
    ];
    const targets = goals.filter(([, goal]) => goal !== undefined);
    if (targets.length !== 1)
      throw new UsageError('Name one of --by, --to, --until (or --order with --milestone or --state)');
    const deliver = args.park ? { deliver: 'park' } : {};
    const request = { ...Object.fromEntries(targets), ...(args.preview ? { preview: true } : {}), ...deliver };
    const result = await withClockProgress(controlClientOf(args), (client) =>
      client.post<AdvanceResult>('~/clock/advance', request),
    );
    printData(result, args.json, () => eventTable(result));
    if (args.json) return;
    printSummary(result, args.preview);
    await printCallbackSummary(controlClientOf(args), result);
  },
);

/** Prints what was not delivered with the first reason, including earlier events that still wait. */
async function printCallbackSummary(client: ControlClient, { callbacks = {} }: AdvanceResult): Promise<void> {
  const { delivered = 0 } = callbacks;
  const undeliveredText = await undeliveredSummary(client);
  if (delivered === 0 && undeliveredText === undefined) return;
  printNotice(
    `Callbacks: ${[`${delivered} delivered`, ...(undeliveredText === undefined ? [] : [undeliveredText])].join(', ')}`,
  );
}

/** Shows the clock on a terminal while it advances: ten years with a slow listener take a while. */
async function withClockProgress<T>(
  client: ControlClient,
  operation: (client: ControlClient) => Promise<T>,
): Promise<T> {
  const progress = createProgressBar(process.stderr);
  if (!progress.isVisible) return operation(client);
  let finished = false;
  const showClock = async () => {
    for (;;) {
      await new Promise<void>((resolve) => setTimeout(resolve, 250));
      const clock = finished ? undefined : await client.get<{ local: string }>('~/clock').catch(() => undefined);
      if (finished || !clock) return;
      progress.showText(`${clock.local} London`);
    }
  };
  const showing = showClock();
  try {
    return await operation(client);
  } finally {
    finished = true;
    await showing;
    progress.end();
  }
}

function eventTable({ happened }: AdvanceResult): string[] {
  return alignColumns(happened.map(({ at, kind, orderId, text }) => [at, kind, orderId ?? '', text]));
}

const singularNames: { readonly [kind: string]: string } = {
  steps: 'step',
  milestones: 'milestone',
  events: 'event',
  orders: 'order',
};

const stopReasons: { readonly [stopped: string]: string } = {
  'nothing-due': 'nothing more is due, and the awaited event did not happen',
  limit: 'the limit of steps in one advance is reached (--max-advance-steps)',
};

function printSummary({ from, to, counts, parked, stopped, total, happened }: AdvanceResult, preview: boolean): void {
  const countTexts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) =>
      singularNames[kind] === undefined ? `${count} ${kind}` : countText(count, singularNames[kind]),
    );
  if (total !== undefined && total > happened.length) printNotice(`… and ${total - happened.length} more`);
  printNotice(
    `${preview ? 'The clock would move' : 'The clock moved'} from ${from} to ${to}: ${countTexts.join(', ') || 'nothing was due'}${stopped ? `; stopped: ${stopReasons[stopped] ?? stopped}` : ''}`,
  );
  for (const { eventId, reason } of parked) printNotice(`parked ${eventId}: ${reason}`);
}
