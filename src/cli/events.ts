import { command } from './command.ts';
import { UsageError } from './exit.ts';
import { columns, printData } from './print.ts';
import { clientOf, serverOptions } from './server-options.ts';

interface Attempt {
  readonly n: number;
  readonly at: string;
  readonly url: string;
  readonly status?: number | null;
  readonly durationMs: number;
  readonly error?: string;
  readonly manual?: boolean;
}

interface Delivery {
  readonly state: string;
  readonly reason?: string;
  readonly attempts: readonly Attempt[];
  readonly nextAttempt?: { readonly at: string; readonly clock: string };
}

interface Event extends Delivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId?: string;
  readonly at: string;
  readonly payload?: unknown;
  /** On its way to registered listeners. */
  readonly hubs?: readonly (Delivery & { readonly hub: string; readonly url?: string })[];
}

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
      .example('$0 events --state failed', 'what did not arrive')
      .example('$0 events resend 0b6e1c54-…', 'send one again, with the same id'),
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
      printData(list, args.json, () => rows(list.items));
    } else if (first === 'retry-now') {
      const counts = await client.post<object>('~/events/retry-now');
      printData(counts, args.json, () => [JSON.stringify(counts)]);
    } else if (first === 'resend' && args.failed) {
      const counts = await client.post<object>('~/events/resend', { state: 'failed' });
      printData(counts, args.json, () => [JSON.stringify(counts)]);
    } else if (first === 'resend') {
      if (id === undefined) throw new UsageError('Name the event: etherbox events resend ID (or --failed)');
      const event = await client.post<Event>(
        `~/events/${encodeURIComponent(id)}/resend`,
        args.url ? { url: args.url } : {},
      );
      printData(event, args.json, () => detail(event));
    } else {
      const event = await client.get<Event>(`~/events/${encodeURIComponent(first)}`);
      printData(event, args.json, () => detail(event));
    }
  },
);

function rows(events: readonly Event[]): string[] {
  return columns(
    events.flatMap((event) => {
      const { eventId, eventType, orderId = '', at, hubs = [] } = event;
      return [
        [at, eventId, eventType, orderId, ...standing(event)],
        ...hubs.map((copy) => ['', '', `  to hub ${copy.hub}`, copy.url ?? '', ...standing(copy)]),
      ];
    }),
  );
}

function standing({ state, attempts, reason = '' }: Delivery): string[] {
  const last = attempts.at(-1);
  return [state, last ? `attempt ${last.n}` : '', reason];
}

function attemptRows({ attempts, nextAttempt }: Delivery): string[] {
  const next = nextAttempt ? [`  next attempt ${nextAttempt.at} (${nextAttempt.clock} time)`] : [];
  const made = attempts.map(({ n, at, url, status, durationMs, error = '', manual }) => [
    `  attempt ${n}${manual ? ' by hand' : ''}`,
    at,
    url,
    String(status ?? ''),
    `${durationMs} ms`,
    error,
  ]);
  return [...columns(made), ...next];
}

function detail(event: Event): string[] {
  const { hubs = [] } = event;
  return [
    ...rows([event]),
    ...attemptRows(event),
    ...hubs.flatMap((copy) => [`to hub ${copy.hub}`, ...attemptRows(copy)]),
    JSON.stringify(event.payload, null, 2),
  ].flatMap((text) => text.split('\n'));
}
