import { toText } from '../../domain/canonical.ts';
import type { DeliverySchedule } from '../../domain/order-notification/delivery.ts';
import type { Profile, World } from '../../domain/sandbox.ts';
import { isDue, noteWaiting, type Parcel, readParcel, retryNow } from '../../engine/outbox.ts';
import { AttemptTurns } from './attempt-turns.ts';
import type { DeliveryHost } from './delivery-host.ts';
import type { Endpoint, Lane } from './delivery-lanes.ts';

export interface Parked {
  readonly eventId: string;
  readonly orderId: string;
  readonly reason: string;
}

/** One advance of a sandbox's clock, as delivery sees it. */
export interface DeliveryWindow {
  /** Resolves when nothing of this sandbox that is due is still to be attempted. */
  idle(): Promise<void>;
  /** Ends the window; what was parked in it stays `waiting` and is listed. */
  end(): Promise<readonly Parked[]>;
}

export interface Window {
  readonly parkAll: boolean;
  readonly timeouts: Map<string, number>;
  readonly parked: Map<Lane, string>;
}

export interface Box {
  readonly id: string;
  readonly endpoints: Map<string, Endpoint>;
  /** Lanes that are queued or sending, and changes on their way. */
  busy: number;
  readonly waiters: (() => void)[];
  window: Window | undefined;
  /** The callback as it was last seen, and whether it was disabled. */
  address: string;
  /** What the newest window parked stays so until the next one, "retry now", or another callback. */
  parked: ReadonlyMap<Lane, string>;
  lastParked: readonly Parked[];
  /** Events to settle without sending, together in one change. */
  unsent: Parcel[];
  readonly turns: AttemptTurns;
  /** Since the start, and those whose answer is being waited for. */
  readonly attempts: { begun: number; underWay: number };
  gone: boolean;
}

export function makeBox(id: string, profile: Profile | undefined): Box {
  return {
    id,
    endpoints: new Map(),
    busy: 0,
    waiters: [],
    window: undefined,
    address: addressOf(profile),
    parked: new Map(),
    lastParked: [],
    unsent: [],
    turns: new AttemptTurns(),
    attempts: { begun: 0, underWay: 0 },
    gone: false,
  };
}

const addressOf = (profile: Profile | undefined): string =>
  toText([profile?.callback ?? null, profile?.callbackDisabled ?? null]);

/** Whether it is another callback now, or was disabled or enabled: other changes of the profile let nothing go. */
export function moved(box: Box, profile: Profile): boolean {
  const before = box.address;
  box.address = addressOf(profile);
  return box.address !== before;
}

/** Every event that still has to go, in order per order. */
function* unsettled(box: Box): Iterable<Parcel> {
  for (const endpoint of box.endpoints.values())
    for (const lane of endpoint.lanes.values())
      for (const eventId of lane.events) yield { endpoint: endpoint.name, eventId };
}

/** What waits for its next try is due now. Returns everything that is due. */
export function hurry(world: World, box: Box): readonly Parcel[] {
  return [...unsettled(box)].filter((parcel) => {
    const event = readParcel(world, parcel);
    return retryNow(world, parcel) || (event !== undefined && isDue(event));
  });
}

/** Why nothing more goes to an endpoint within this advance; undefined when it does. */
export function parkReason(
  window: Window | undefined,
  endpoint: string,
  schedule: DeliverySchedule,
): string | undefined {
  if (!window) return undefined;
  const later = 'it goes out with the next advance, or by "retry now"';
  if (window.parkAll) return `Parked: this advance was asked to deliver nothing; ${later}`;
  const timeouts = window.timeouts.get(endpoint) ?? 0;
  if (timeouts < schedule.parkAfterTimeouts) return undefined;
  return `Parked: the endpoint timed out ${timeouts} times within this advance; ${later}`;
}

/** Says on the first event of each order that a window leaves behind why it waits, and lists all of them. */
export async function listParked(host: DeliveryHost, box: Box, { parked }: Window): Promise<readonly Parked[]> {
  const listed: Parked[] = [];
  if (box.gone || parked.size === 0) return listed;
  await host.change(box.id, (world) => {
    for (const [lane, reason] of parked) {
      let first = true;
      for (const eventId of lane.events) {
        const parcel = { endpoint: lane.endpoint.name, eventId };
        const event = readParcel(world, parcel);
        if (!event || !isDue(event)) continue;
        // Those behind it wait for it, whatever becomes of it.
        if (first) noteWaiting(world, parcel, reason);
        first = false;
        listed.push({ eventId, orderId: lane.orderId, reason });
      }
    }
  });
  return listed;
}
