/**
 * Who is sent to next. A lane is one order's events on their way to one endpoint: they go one after the other. Lanes of
 * one endpoint share its places, endpoints take turns, so that a receiver that is slow or dead holds up nobody else.
 */
export interface Lane {
  readonly endpoint: Endpoint;
  readonly orderId: string;
  /** Unsettled events in order; the first is the head. */
  readonly events: Set<string>;
  /** `rest`: nothing to do now; `queued` for a place; `sending`. */
  state: 'rest' | 'queued' | 'sending';
}

export interface Endpoint {
  readonly sandboxId: string;
  /** `callback`, or a hub's id. */
  readonly name: string;
  readonly lanes: Map<string, Lane>;
  readonly queue: Lane[];
  active: number;
  listed: boolean;
  /** Time-outs since it last answered: an endpoint that never answers gets fewer places. */
  timeouts: number;
}

export interface Places {
  readonly inAll: number;
  readonly perEndpoint: number;
}

/** Places left to an endpoint that timed out several times in a row. */
const slowPlaces = 4;
const slowAfter = 3;
/** The share of all places that is kept for endpoints with nothing under way. */
const keptShare = 1 / 4;

export class DeliveryLanes {
  readonly #places: Places;
  readonly #start: (lane: Lane) => void;
  /** Endpoints with a queued lane and a free place. */
  #ready: Endpoint[] = [];
  #active = 0;

  constructor(places: Places, start: (lane: Lane) => void) {
    this.#places = places;
    this.#start = start;
  }

  get active(): number {
    return this.#active;
  }

  makeEndpoint(sandboxId: string, name: string): Endpoint {
    return { sandboxId, name, lanes: new Map(), queue: [], active: 0, listed: false, timeouts: 0 };
  }

  lane(endpoint: Endpoint, orderId: string): Lane {
    let lane = endpoint.lanes.get(orderId);
    if (!lane) {
      lane = { endpoint, orderId, events: new Set(), state: 'rest' };
      endpoint.lanes.set(orderId, lane);
    }
    return lane;
  }

  enqueue(lane: Lane): void {
    lane.state = 'queued';
    lane.endpoint.queue.push(lane);
    this.#list(lane.endpoint);
    this.#pump();
  }

  /** Takes every queued lane of an endpoint out again. */
  unqueue(endpoint: Endpoint): readonly Lane[] {
    const lanes = endpoint.queue.splice(0);
    for (const lane of lanes) lane.state = 'rest';
    return lanes;
  }

  /** The lane's place is free again. */
  finish(lane: Lane): void {
    lane.state = 'rest';
    lane.endpoint.active -= 1;
    this.#active -= 1;
    this.#list(lane.endpoint);
    this.#pump();
  }

  #list(endpoint: Endpoint): void {
    if (endpoint.listed || endpoint.queue.length === 0 || endpoint.active >= this.#limit(endpoint)) return;
    endpoint.listed = true;
    this.#ready.push(endpoint);
  }

  #limit({ timeouts }: Endpoint): number {
    return timeouts >= slowAfter ? Math.min(slowPlaces, this.#places.perEndpoint) : this.#places.perEndpoint;
  }

  /** Whose turn it is. The last places are for endpoints that have none, so that several dead ones do not hold all. */
  #next(): Endpoint | undefined {
    const { inAll } = this.#places;
    if (this.#active >= inAll) return undefined;
    if (this.#active < inAll - Math.floor(inAll * keptShare)) return this.#ready.shift();
    const at = this.#ready.findIndex(({ active }) => active === 0);
    return at < 0 ? undefined : this.#ready.splice(at, 1)[0];
  }

  #pump(): void {
    for (let endpoint = this.#next(); endpoint; endpoint = this.#next()) {
      endpoint.listed = false;
      const lane = endpoint.queue.shift();
      if (lane) {
        lane.state = 'sending';
        endpoint.active += 1;
        this.#active += 1;
        this.#start(lane);
      }
      this.#list(endpoint);
    }
  }
}
