import type { DeliverableEvent } from '#domain/callback/delivery-state';
import type { StateReader } from '#domain/core/sandbox-state';
import { type DeliveryRef, isSettled, readDelivery } from '#engine/delivery/outbox';

/**
 * Who is sent to next. A lane is one order's events on their way to one endpoint: they go one after the other. Lanes of
 * one endpoint share its places, endpoints take turns, so that a receiver that is slow or dead holds up nobody else.
 */
export interface OrderQueue {
  readonly endpoint: DeliveryEndpoint;
  readonly orderId: string;
  /** Unsettled events in order; the first is the head. */
  readonly eventIds: Set<string>;
  /** `rest`: nothing to do now; `queued` for a place; `sending`. */
  state: 'rest' | 'queued' | 'sending';
}

export interface DeliveryEndpoint {
  readonly sandboxId: string;
  /** `callback`, or a hub's id. */
  readonly name: string;
  readonly orderQueues: Map<string, OrderQueue>;
  readonly queued: OrderQueue[];
  active: number;
  isListed: boolean;
  /** Time-outs since it last answered: an endpoint that never answers gets fewer places. */
  timeouts: number;
}

export interface Concurrency {
  readonly total: number;
  readonly perEndpoint: number;
}

/** Places left to an endpoint that timed out several times in a row. */
const slowEndpointLimit = 4;
const slowAfterTimeouts = 3;
/** The share of all places that is kept for endpoints with nothing under way. */
const reservedShare = 1 / 4;

export class OrderQueues {
  readonly #concurrency: Concurrency;
  readonly #start: (orderQueue: OrderQueue) => void;
  /** Endpoints with a queued lane and a free place. */
  #ready: DeliveryEndpoint[] = [];
  #active = 0;

  constructor(concurrency: Concurrency, start: (orderQueue: OrderQueue) => void) {
    this.#concurrency = concurrency;
    this.#start = start;
  }

  get active(): number {
    return this.#active;
  }

  makeEndpoint(sandboxId: string, name: string): DeliveryEndpoint {
    return { sandboxId, name, orderQueues: new Map(), queued: [], active: 0, isListed: false, timeouts: 0 };
  }

  orderQueue(endpoint: DeliveryEndpoint, orderId: string): OrderQueue {
    let orderQueue = endpoint.orderQueues.get(orderId);
    if (!orderQueue) {
      orderQueue = { endpoint, orderId, eventIds: new Set(), state: 'rest' };
      endpoint.orderQueues.set(orderId, orderQueue);
    }
    return orderQueue;
  }

  enqueue(orderQueue: OrderQueue): void {
    orderQueue.state = 'queued';
    orderQueue.endpoint.queued.push(orderQueue);
    this.#listIfReady(orderQueue.endpoint);
    this.#startReady();
  }

  /** Takes every queued lane of an endpoint out again. */
  dequeueAll(endpoint: DeliveryEndpoint): readonly OrderQueue[] {
    const orderQueues = endpoint.queued.splice(0);
    for (const orderQueue of orderQueues) orderQueue.state = 'rest';
    return orderQueues;
  }

  /** The lane's place is free again. */
  finish(orderQueue: OrderQueue): void {
    orderQueue.state = 'rest';
    orderQueue.endpoint.active -= 1;
    this.#active -= 1;
    this.#listIfReady(orderQueue.endpoint);
    this.#startReady();
  }

  #listIfReady(endpoint: DeliveryEndpoint): void {
    if (endpoint.isListed || endpoint.queued.length === 0 || endpoint.active >= this.#limit(endpoint)) return;
    endpoint.isListed = true;
    this.#ready.push(endpoint);
  }

  #limit({ timeouts }: DeliveryEndpoint): number {
    return timeouts >= slowAfterTimeouts
      ? Math.min(slowEndpointLimit, this.#concurrency.perEndpoint)
      : this.#concurrency.perEndpoint;
  }

  /** Whose turn it is. The last places are for endpoints that have none, so that several dead ones do not hold all. */
  #nextEndpoint(): DeliveryEndpoint | undefined {
    const { total } = this.#concurrency;
    if (this.#active >= total) return undefined;
    if (this.#active < total - Math.floor(total * reservedShare)) return this.#ready.shift();
    const index = this.#ready.findIndex(({ active }) => active === 0);
    return index < 0 ? undefined : this.#ready.splice(index, 1)[0];
  }

  #startReady(): void {
    for (let endpoint = this.#nextEndpoint(); endpoint; endpoint = this.#nextEndpoint()) {
      endpoint.isListed = false;
      const orderQueue = endpoint.queued.shift();
      if (orderQueue) {
        orderQueue.state = 'sending';
        endpoint.active += 1;
        this.#active += 1;
        this.#start(orderQueue);
      }
      this.#listIfReady(endpoint);
    }
  }
}

/** What a lane sends next. */
export interface NextDelivery {
  readonly ref: DeliveryRef;
  readonly event: DeliverableEvent;
  /** The event of the same order that was held back so that this one goes first. */
  readonly overtakes?: DeliveryRef;
}

/** The first unsettled event; one that is held back on purpose comes after the one behind it. Forgets what is settled. */
export function nextDelivery(reader: StateReader | undefined, orderQueue: OrderQueue): NextDelivery | undefined {
  let heldBack: NextDelivery | undefined;
  for (const eventId of orderQueue.eventIds) {
    const ref = { endpoint: orderQueue.endpoint.name, eventId };
    const event = reader && readDelivery(reader, ref);
    if (!event || isSettled(event)) orderQueue.eventIds.delete(eventId);
    else if (event.heldBack) heldBack ??= { ref, event };
    else return { ref, event, ...(heldBack ? { overtakes: heldBack.ref } : {}) };
  }
  return heldBack;
}
