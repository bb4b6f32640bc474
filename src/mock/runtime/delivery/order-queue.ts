import type { StateReader } from '#domain/core/sandbox-state';
import type { EventDocument } from '#domain/timeline/event';
import { type DeliveryRef, isSettled, readDelivery } from '#engine/delivery/outbox';

/**
 * The events of one order on their way to one endpoint, which are sent one after another. The queues of one endpoint
 * share its concurrency limit, and endpoints are served in rotation, so that a slow or dead receiver does not block
 * others.
 */
export interface OrderQueue {
  readonly endpoint: DeliveryEndpoint;
  readonly orderId: string;
  /** Unsettled events in sequence; the first is sent next. */
  readonly eventIds: Set<string>;
  /** `rest`: nothing to do now; `queued` for a free connection; `sending`. */
  state: 'rest' | 'queued' | 'sending';
}

export interface DeliveryEndpoint {
  readonly sandboxId: string;
  /** `callback`, or the id of a hub. */
  readonly name: string;
  readonly orderQueues: Map<string, OrderQueue>;
  readonly queued: OrderQueue[];
  active: number;
  isListed: boolean;
  /** Consecutive timeouts. An endpoint that keeps timing out gets fewer connections. */
  timeouts: number;
}

export interface Concurrency {
  readonly total: number;
  readonly perEndpoint: number;
}

/** Concurrency limit of an endpoint that timed out several times in a row. */
const slowEndpointLimit = 4;
const slowAfterTimeouts = 3;
/** The share of all connections that is reserved for endpoints with no request in progress. */
const reservedShare = 1 / 4;

/** Schedules order queues within the concurrency limits. */
export class OrderQueues {
  readonly #concurrency: Concurrency;
  readonly #start: (orderQueue: OrderQueue) => void;
  /** Endpoints with a queued order and a free connection. */
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

  /** Removes every queued order of an endpoint from the queue and returns them. */
  dequeueAll(endpoint: DeliveryEndpoint): readonly OrderQueue[] {
    const orderQueues = endpoint.queued.splice(0);
    for (const orderQueue of orderQueues) orderQueue.state = 'rest';
    return orderQueues;
  }

  /** Call when a delivery has ended: its connection is free again. */
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

  /**
   * The next endpoint to serve. The reserved connections go to endpoints with none, so that several dead ones cannot
   * take all.
   */
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

/** The next delivery of an order queue. */
export interface NextDelivery {
  readonly ref: DeliveryRef;
  readonly event: EventDocument;
  /** The held event of the same order that this one overtakes. */
  readonly overtakes?: DeliveryRef;
}

/**
 * The first unsettled event; a held event comes after its successor. Removes settled events from the queue. Undefined
 * when none is left.
 */
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
