import { defineCommand } from '#cli/options/define-command';
import { UsageError } from '#cli/options/exit-codes';
import { controlClientOf, serverOptions } from '#cli/options/server-options';
import {
  eventDetailLines,
  eventRows,
  type InboxEvent,
  type ResendResult,
  resendRows,
  sharedReasons,
} from '#cli/output/event-text';
import { printData, printNotice } from '#cli/output/print';
import { ControlApiError, type ControlClient } from '#http/control/control-client';

/** `events`, `events ID`, `events resend ID`, `events resend --failed`, `events retry-now`. */
export const eventsCommand = defineCommand(
  'events [words..]',
  'List the events of the callback inbox, show one, or resend',
  (yargs) =>
    serverOptions(yargs)
      .positional('words', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'Event to show (ID), or an action: resend ID, retry-now',
      })
      .option('order', { type: 'string', describe: 'Order whose events are listed' })
      .option('state', {
        type: 'string',
        describe: 'State of the events listed: waiting, retrying, delivered, failed or suppressed',
      })
      .option('url', { type: 'string', describe: 'URL to resend to instead of the callback URL' })
      .option('failed', { type: 'boolean', default: false, describe: 'Resend every failed event' })
      .option('since', {
        type: 'string',
        describe: 'Virtual instant from which events are listed, or resent with --failed',
      })
      .example('$0 events --state failed', 'list what was not delivered')
      .example('$0 events resend 0b6e1c54-…', 'send one event again, with the same id')
      .example('$0 events resend --failed --since 2026-01-06T09:00:00Z', 'resend what occurred since then and failed'),
  async (args) => {
    const client = controlClientOf(args);
    const [first, id] = args.words;
    refuseOtherFlags(first, id, args);
    if (first === undefined) {
      const query = new URLSearchParams(
        Object.entries({ orderId: args.order, state: args.state, since: args.since }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
      const list = await client.get<{ items: readonly InboxEvent[] }>(`~/events?${query}`);
      const shared = sharedReasons(list.items);
      printData(list, args.json, () => eventRows(list.items, new Set(shared.keys())));
      if (args.json) return;
      if (list.items.length === 0) printNotice((await unknownOrderText(client, args.order)) ?? noEventsText(args));
      for (const [reason, count] of shared) printNotice(`${count} of them: ${reason}`);
    } else if (first === 'retry-now') {
      await printResendResult(client, await client.post<ResendResult>('~/events/retry-now'), args.json);
    } else if (first === 'resend' && args.failed) {
      const which = { state: 'failed', ...(args.since === undefined ? {} : { since: args.since }) };
      await printResendResult(client, await client.post<ResendResult>('~/events/resend', which), args.json);
    } else if (first === 'resend') {
      if (id === undefined) throw new UsageError('Name the event: etherbox events resend ID (or --failed)');
      const path = `~/events/${encodeURIComponent(id)}`;
      const before = await client.get<InboxEvent>(path);
      const event = await client.post<InboxEvent>(`${path}/resend`, args.url ? { url: args.url } : {});
      printData(event, args.json, () => eventDetailLines(event));
      if (!args.json) printNotice(manualResendText(before, event));
    } else {
      const event = await client.get<InboxEvent>(`~/events/${encodeURIComponent(first)}`);
      printData(event, args.json, () => eventDetailLines(event));
    }
  },
);

/** Which flags each form of the command takes. */
const flagsOf = {
  events: ['order', 'state', 'since'],
  'events retry-now': [],
  'events resend --failed': ['failed', 'since'],
  'events resend ID': ['url'],
  'events ID': [],
} as const;

type EventFlags = { readonly [flag in 'order' | 'state' | 'url' | 'since']?: string | undefined } & {
  readonly failed: boolean;
};

/** A flag of another form would be ignored: it is a mistake, and might resend more than was meant. Throws UsageError. */
function refuseOtherFlags(first: string | undefined, id: string | undefined, flags: EventFlags): void {
  if (first === 'resend' && flags.failed && id !== undefined)
    throw new UsageError(`Name one event or all failed ones: etherbox events resend ${id}, or resend --failed`);
  const form = formOf(first, flags.failed);
  const allowed: readonly string[] = flagsOf[form];
  const given = (['order', 'state', 'url', 'since', 'failed'] as const).filter((flag) => flags[flag]);
  const other = given.find((flag) => !allowed.includes(flag));
  if (other === undefined) return;
  const takes = allowed.length === 0 ? 'no flag' : allowed.map((flag) => `--${flag}`).join(', ');
  const hint = form === 'events' && other === 'failed' ? '; list failed events with --state failed' : '';
  throw new UsageError(`etherbox ${form} does not take --${other} (it takes ${takes})${hint}`);
}

function formOf(first: string | undefined, failed: boolean): keyof typeof flagsOf {
  if (first === undefined) return 'events';
  if (first === 'retry-now') return 'events retry-now';
  if (first === 'resend') return failed ? 'events resend --failed' : 'events resend ID';
  return 'events ID';
}

/** How many failures are listed; the others are in `etherbox events --state failed`. */
const maxShownFailures = 20;

async function printResendResult(client: ControlClient, sent: ResendResult, json: boolean): Promise<void> {
  const ids = json || sent.failed === 0 ? [] : sent.eventIds.slice(0, maxShownFailures);
  const events = await Promise.all(ids.map((id) => client.get<InboxEvent>(`~/events/${encodeURIComponent(id)}`)));
  printData(sent, json, () => resendRows(sent, events.filter(lastAttemptFailed)));
}

const lastAttemptFailed = ({ attempts, hubs = [] }: InboxEvent): boolean =>
  [{ attempts }, ...hubs].some((one) => one.attempts.at(-1)?.error !== undefined);

/** A manual attempt does not count in the schedule, so the event's state may be unchanged. */
function manualResendText(before: InboxEvent, { attempts, state, reason }: InboxEvent): string {
  const last = attempts.at(-1);
  if (!last || attempts.length === before.attempts.length) {
    return `Nothing was sent: ${(state === 'suppressed' && reason) || 'the sandbox has no callback URL'}`;
  }
  const { url, status, error } = last;
  return `Sent manually to ${url}: ${error ?? status}. The event is ${state}`;
}

async function unknownOrderText(client: ControlClient, order: string | undefined): Promise<string | undefined> {
  if (order === undefined) return undefined;
  try {
    await client.get(`~/orders/${encodeURIComponent(order)}`);
    return undefined;
  } catch (error) {
    if (error instanceof ControlApiError && error.code === 'ETHERBOX_NOT_FOUND')
      return `No event: this sandbox has no order ${order}`;
    throw error;
  }
}

function noEventsText({
  order,
  state,
}: {
  readonly order?: string | undefined;
  readonly state?: string | undefined;
}): string {
  const conditions = [
    ...(state === undefined ? [] : [`in state ${state}`]),
    ...(order === undefined ? [] : [`of order ${order}`]),
  ];
  const which = conditions.length === 0 ? '' : ` ${conditions.join(' ')}`;
  return `No event${which}. Advance the clock to the next one: etherbox advance --until next-event`;
}
