import { command } from './command.ts';
import { type Event, eventDetail, eventRows } from './event-text.ts';
import { UsageError } from './exit.ts';
import { printData, say } from './print.ts';
import { clientOf, serverOptions } from './server-options.ts';

/** `events`, `events ID`, `events resend ID`, `events resend --failed`, `events retry-now`. */
export const eventsCommand = command(
  'events [words..]',
  'The callback inbox: list, one event with its attempts, resend',
  (yargs) =>
    serverOptions(yargs)
      .positional('words', {
        type: 'string',
        array: true,
        default: [] as string[],
        describe: 'ID | resend ID | retry-now',
      })
      .option('order', { type: 'string', describe: 'Only events of this order' })
      .option('state', { type: 'string', describe: 'waiting, retrying, delivered, failed, suppressed' })
      .option('url', { type: 'string', describe: 'With resend: send it there instead' })
      .option('failed', { type: 'boolean', default: false, describe: 'With resend: every failed event' })
      .option('since', { type: 'string', describe: 'With resend --failed: only from this virtual instant on' })
      .example('$0 events --state failed', 'what did not arrive')
      .example('$0 events resend 0b6e1c54-…', 'send one again, with the same id')
      .example('$0 events resend --failed --since 2026-01-06T09:00:00Z', 'what failed since yesterday'),
  async (args) => {
    const client = clientOf(args);
    const [first, id] = args.words;
    if (first === undefined) {
      const query = new URLSearchParams(
        Object.entries({ orderId: args.order, state: args.state }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
      const list = await client.get<{ items: readonly Event[] }>(`~/events?${query}`);
      printData(list, args.json, () => eventRows(list.items));
      if (list.items.length === 0 && !args.json) say(noEvents(args));
    } else if (first === 'retry-now') {
      const counts = await client.post<object>('~/events/retry-now');
      printData(counts, args.json, () => [JSON.stringify(counts)]);
    } else if (first === 'resend' && args.failed) {
      const counts = await client.post<object>('~/events/resend', {
        state: 'failed',
        ...(args.since === undefined ? {} : { since: args.since }),
      });
      printData(counts, args.json, () => [JSON.stringify(counts)]);
    } else if (first === 'resend') {
      if (id === undefined) throw new UsageError('Name the event: etherbox events resend ID (or --failed)');
      const event = await client.post<Event>(
        `~/events/${encodeURIComponent(id)}/resend`,
        args.url ? { url: args.url } : {},
      );
      printData(event, args.json, () => eventDetail(event));
    } else {
      const event = await client.get<Event>(`~/events/${encodeURIComponent(first)}`);
      printData(event, args.json, () => eventDetail(event));
    }
  },
);

function noEvents({
  order,
  state,
}: {
  readonly order?: string | undefined;
  readonly state?: string | undefined;
}): string {
  const asked = [
    ...(state === undefined ? [] : [`that is ${state}`]),
    ...(order === undefined ? [] : [`of order ${order}`]),
  ];
  const which = asked.length === 0 ? '' : ` ${asked.join(' ')}`;
  return `There is no event${which}. What is to come needs its time: etherbox advance --until next-event`;
}
