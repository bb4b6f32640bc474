import type { Received } from './listener.ts';
import type { AttemptSeen, EventSeen } from './stage.ts';

/** A callback that the client took, and when: virtual instant, then wall time. */
interface Taken {
  readonly at: string;
  readonly wallAt: string;
  readonly callback: Received;
}

/**
 * What a client was told, from the sandbox's own records, where the listener is the client's and only the client sees what
 * arrives there: every delivery that it acknowledged, copies included, in the order in which they were sent. A sandbox
 * that calls nobody tells its inbox. `before`: events of the time in which the world was prepared.
 */
export function toldToClient(
  events: readonly EventSeen[],
  before: ReadonlySet<string>,
  inOrder: boolean | undefined,
): readonly Received[] {
  const told = events.filter(({ eventId }) => !before.has(eventId));
  const taken = told.flatMap((event) => event.attempts.flatMap((attempt) => takenOf(event, attempt)));
  const called = told.some(({ attempts, state }) => attempts.length > 0 || state === 'waiting');
  if (!called) return told.map(({ payload: body }) => ({ headers: {}, body }));
  return taken.sort((a, b) => compare(a.at, b.at) || compare(a.wallAt, b.wallAt) || tie(a, b, inOrder)).map(received);
}

function takenOf({ payload: body }: EventSeen, attempt: AttemptSeen): readonly Taken[] {
  const { at, wallAt = '', request, copies = [] } = attempt;
  const headers = request?.headers ?? {};
  // Taken as answered by a fault: nothing was sent.
  if (Object.keys(headers).length === 0) return [];
  const statuses = [attempt.status, ...copies.map(({ status }) => status ?? null)];
  return statuses.filter(isTaken).map(() => ({ at, wallAt, callback: { headers, body } }));
}

const isTaken = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

const received = ({ callback }: Taken): Received => callback;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Within one millisecond nobody knows which came first: then it was as expected. */
function tie(a: Taken, b: Taken, inOrder = true): number {
  const [one, other] = [a, b].map(({ callback }) => String((callback.body as { eventTime?: unknown })?.eventTime));
  return compare(one as string, other as string) * (inOrder ? 1 : -1);
}
