import { createHash } from 'node:crypto';
import type { DivisionCalendar, WorkingCalendar } from '#domain/calendar/working-calendar';
import { renderEvent } from '#domain/order-notification/order-notification';
import { type Contract, compileContract } from '#engine/contract/contract';
import { buildReferenceData, type ReferenceData } from '#engine/reference-data';
import type { SavedState } from '#engine/state/sandbox-lifecycle';
import type { AdvanceCommand } from '#engine/time/advance-goal';
import { ControlRequestError } from '#runtime/control-request-error';
import { createDeliveryHost } from '#runtime/delivery/delivery-host';
import { DeliveryService } from '#runtime/delivery/delivery-service';
import { Egress, type OutboundOutcome, type OutboundRequest } from '#runtime/egress/egress';
import { readOpenApiDocuments, readReferenceFiles } from '#runtime/load-data';
import { StoreRefusedError } from '#runtime/ports';
import { advanceClock } from '#runtime/sandboxes/advance';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { defaultStartInstant, Sandboxes } from '#runtime/sandboxes/sandboxes';
import { openFileStore } from '#runtime/store/store-file';
import { eventViolations } from './event-violations.ts';
import { FakeDisk } from './fake-disk.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';
import { orderPath, provideOrder } from './sample-orders.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { singleProcess } from './store-workload.ts';

/** What came of a day: the same seed always gives the same digest. */
export interface DayReport {
  readonly digest: string;
  /** One line per thing that happened, whole answers included. */
  readonly transcript: readonly string[];
  readonly counts: { readonly [what: string]: number };
  /** What should never be: an acknowledged order lost, a 5xx without a full disk, … Empty on a good day. */
  readonly problems: readonly string[];
}

const ids = ['inbox', 'listener', 'running'] as const;
const cancelPath = '/v1/productOrderingManagement/cancelProductOrder';

/**
 * A random day of three customers on a simulated disk and a wall clock moved by hand: orders good and bad, looks,
 * cancellations, days that pass, callbacks to a listener that is often ill; and the disk fills up, the process is
 * restarted, the power goes. No sockets, no files, no real time: everything follows from the seed.
 */
export async function simulateDay(seed: number, moves: number): Promise<DayReport> {
  const day = new SimulatedDay(seed);
  await day.begin();
  for (let move = 1; move <= moves; move += 1) await day.move();
  return day.end();
}

class SimulatedDay {
  readonly #random: SeededRandom;
  readonly #clock: ManualClock = manualClock();
  readonly #transcript: string[] = [];
  readonly #counts: { [what: string]: number } = {};
  readonly #problems: string[] = [];
  /** Orders answered with 201, by sandbox and id. */
  readonly #acknowledged = new Set<string>();
  /** Orders that the listener knows. */
  readonly #notifiedOrders = new Set<string>();
  #disk: FakeDisk;
  #startCount = 0;
  #orders = 0;
  #isDiskFull = false;
  #sandboxes!: Sandboxes;
  #deliverer!: DeliveryService;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    this.#disk = new FakeDisk(seed);
  }

  async begin(): Promise<void> {
    await this.#start();
    for (const id of ids) {
      const callback = id === 'listener' ? { url: 'http://127.0.0.1:9/hook' } : null;
      await this.#sandboxes.create({ id, seed: 'day', now: defaultStartInstant, clientId: id, callback });
    }
    await this.#sandboxes.setClock('running', { mode: 'scaled', rate: 60 });
  }

  async #start(): Promise<void> {
    const { contract, referenceData } = sharedContext();
    this.#startCount += 1;
    const process = singleProcess(this.#startCount);
    const disk = this.#disk;
    const store = await openFileStore({
      folder: '/data',
      disk,
      process,
      compactAfterBytes: 200_000,
      partBytes: 40_000,
    });
    for (const damage of store.health().damage) this.#record('damage', damage);
    const clock = this.#clock;
    const randomSource = { bytes: (count: number) => new Uint8Array(count).fill(7) };
    const sandboxes = await Sandboxes.open({ store, contract, referenceData, clock, random: randomSource });
    const deliverer = new DeliveryService({
      host: createDeliveryHost(sandboxes),
      egress: new SimulatedListener(clock, (outgoing) => this.#receive(outgoing)),
      clock,
      schedule: referenceData.deliverySchedule,
      render: (reader, event) => renderEvent(reader, event as never),
    });
    sandboxes.watchCommits(({ sandboxId, changeSet }) => deliverer.enqueueCommitted(sandboxId, changeSet));
    deliverer.resumeAll();
    this.#sandboxes = sandboxes;
    this.#deliverer = deliverer;
    await settleEventLoop();
  }

  /** The customer's listener: it takes most events, and is ill in many ways. */
  #receive(outgoing: OutboundRequest): OutboundOutcome {
    const [, id] = /"productOrder":\{"id":"(\w+)"/.exec(outgoing.body) ?? [];
    if (id !== undefined) {
      this.#notifiedOrders.add(id);
      this.#problems.push(...eventViolations(JSON.parse(outgoing.body)).map((violation) => `callback: ${violation}`));
    }
    const status = this.#random.pick([200, 200, 200, 204, 500, 503, 302, 'reset'] as const);
    this.#record('callback', `${status} ${outgoing.body}`);
    if (status === 'reset') return { failure: 'reset', error: 'The connection was reset', durationMs: 1 };
    return { status, headers: {}, body: '', truncated: false, durationMs: 1 };
  }

  async move(): Promise<void> {
    this.#clock.advanceBy(this.#random.integerBelow(120_000));
    const roll = this.#random.integerBelow(100);
    if (roll < 62) await this.#burst();
    else if (roll < 80) await this.#advance();
    else if (roll < 86) this.#fillDisk(!this.#isDiskFull);
    else if (roll < 90) await this.#restart();
    else if (roll < 95) await this.#powerCut();
    else await this.#reset();
    await settleEventLoop();
  }

  /** Up to five requests at once. */
  async #burst(): Promise<void> {
    await Promise.all(Array.from({ length: 1 + this.#random.integerBelow(5) }, () => this.#request()));
  }

  async #request(): Promise<void> {
    const id = this.#random.pick(ids);
    const known = [...this.#acknowledged]
      .filter((key) => key.startsWith(`${id}/`))
      .map((key) => key.slice(id.length + 1));
    const orderId = known.length === 0 || this.#random.boolean(0.1) ? '99999999' : this.#random.pick(known);
    const roll = this.#random.integerBelow(10);
    if (roll < 5) {
      this.#orders += 1;
      const order = provideOrder(`DAY-${this.#orders}`) as { [member: string]: unknown };
      if (this.#random.boolean(0.2))
        delete order[this.#random.pick(['relatedParty', 'productOrderItem', 'billingAccount'])];
      await this.#sendRequest(id, 'POST', orderPath, order);
    } else if (roll < 7) await this.#sendRequest(id, 'GET', `${orderPath}/${orderId}`);
    else if (roll < 8) await this.#sendRequest(id, 'GET', orderPath, undefined, 'limit=5&fields=id,state');
    else {
      const cancellation = { productOrder: { id: orderId }, cancellationReason: 'No longer needed', '@type': 'x' };
      await this.#sendRequest(id, 'POST', cancelPath, cancellation);
    }
  }

  async #sendRequest(id: string, method: string, path: string, body?: object, rawQuery = ''): Promise<number> {
    const live = this.#sandboxes.get(id) as LiveSandbox;
    const headers: { [name: string]: string } = { 'apigw-tracking-header': 'day' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const request = {
      method,
      path,
      rawQuery,
      headers,
      baseUrl: 'http://sandbox',
      wallNow: this.#clock.now(),
      body: body === undefined ? ({ kind: 'none' } as const) : ({ kind: 'text', text: JSON.stringify(body) } as const),
    };
    const { answer, answerViolations } = await live.serveRequest(request, sharedContext().contract.route(method, path));
    this.#record(`${method} ${answer.status}`, `${id} ${path} ${JSON.stringify(answer.body)}`);
    if (answerViolations.length > 0)
      this.#problems.push(`our own answer does not fit: ${JSON.stringify(answerViolations)}`);
    if (answer.status >= 500 && !(answer.status === 507 && method === 'POST' && this.#diskRefuses())) {
      this.#problems.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    if (path === orderPath && answer.status === 201) {
      this.#acknowledged.add(`${id}/${(answer.body as { id: string }).id}`);
    }
    return answer.status;
  }

  #diskRefuses(): boolean {
    return this.#isDiskFull || this.#disk.calls >= this.#disk.powerCutAt;
  }

  async #advance(): Promise<void> {
    const id = this.#random.pick(ids);
    const request = this.#random.pick<AdvanceCommand>([
      { by: 'PT4H' },
      { by: 'P1D' },
      { by: '3 working days' },
      { until: 'next-milestone' },
      { until: 'next-event' },
    ]);
    await this.#allowRefusal('advance', async () => {
      const live = this.#sandboxes.get(id) as LiveSandbox;
      const { happened, to } = await advanceClock(live, request, this.#deliverer, sharedContext().calendar);
      this.#record('advanced', `${id} ${JSON.stringify(request)} ${to} ${JSON.stringify(happened)}`);
    });
  }

  async #reset(): Promise<void> {
    if (this.#random.boolean(0.8)) return;
    const id = this.#random.pick(ids);
    await this.#allowRefusal('reset', async () => {
      await this.#sandboxes.reset(id);
      for (const key of this.#acknowledged) if (key.startsWith(`${id}/`)) this.#acknowledged.delete(key);
      if (id === 'listener') this.#notifiedOrders.clear();
      this.#record('reset', id);
    });
  }

  /** Requests of the control API may be refused while the disk refuses; nothing else. */
  async #allowRefusal(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const expected =
        error instanceof ControlRequestError || (error instanceof StoreRefusedError && this.#diskRefuses());
      this.#record(`${what} refused`, String(error));
      if (!expected) this.#problems.push(`${what}: ${error}`);
    }
  }

  #fillDisk(full: boolean): void {
    this.#isDiskFull = full;
    this.#disk.failWith = (_call, what) => (full && /^(write|truncate)/.test(what) ? 'ENOSPC' : undefined);
    this.#record(full ? 'disk full' : 'disk has space', '');
  }

  async #restart(): Promise<void> {
    this.#fillDisk(false);
    const before = this.#states();
    this.#deliverer.close();
    await settleEventLoop();
    await this.#sandboxes.close();
    await this.#start();
    this.#record('restart', '');
    if (before !== this.#states()) this.#problems.push('a restart changed the state');
    await this.#checkNothingLost();
  }

  async #powerCut(): Promise<void> {
    this.#disk.powerCutAt = this.#disk.calls + 1 + this.#random.integerBelow(40);
    for (let n = 0; n < 5 && this.#disk.calls < this.#disk.powerCutAt; n += 1) await this.#burst();
    this.#disk.powerCutAt = Math.min(this.#disk.powerCutAt, this.#disk.calls);
    this.#deliverer.close();
    this.#sandboxes.clockDriver.close();
    await settleEventLoop();
    this.#disk = this.#disk.afterPowerCut();
    this.#fillDisk(false);
    await this.#start();
    this.#record('power cut', '');
    await this.#checkNothingLost();
  }

  /** Nothing acknowledged is lost, and nobody was notified of an order that is not there. */
  async #checkNothingLost(): Promise<void> {
    for (const key of [...this.#acknowledged, ...[...this.#notifiedOrders].map((id) => `listener/${id}`)]) {
      const [id = '', orderId = ''] = key.split('/');
      const status = await this.#sendRequest(id, 'GET', `${orderPath}/${orderId}`);
      if (status !== 200) this.#problems.push(`${key} is lost: ${status}`);
    }
  }

  #states(): string {
    return JSON.stringify(ids.map((id) => agendaByKey(this.#sandboxes.saveState(id))));
  }

  #record(what: string, more: string): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
    this.#transcript.push(`${what} ${more}`);
  }

  async end(): Promise<DayReport> {
    await this.#restart();
    this.#transcript.push(this.#states());
    this.#deliverer.close();
    await this.#sandboxes.close();
    const digest = createHash('sha256').update(this.#transcript.join('\n')).digest('hex');
    return { digest, transcript: this.#transcript, counts: this.#counts, problems: this.#problems };
  }
}

/**
 * An agenda has the order of its due instants, whatever that of its entries: one that a full disk made us put back lies
 * behind the others until the next start.
 */
function agendaByKey(state: SavedState): unknown {
  const { agenda = [], ...others } = state.documents;
  return {
    ...state,
    documents: { ...others, agenda: [...agenda].sort(([one], [other]) => Number(one) - Number(other)) },
  };
}

class SimulatedListener extends Egress {
  readonly #receive: (outgoing: OutboundRequest) => OutboundOutcome;
  constructor(clock: ManualClock, receive: (outgoing: OutboundRequest) => OutboundOutcome) {
    super({ policy: { profile: 'local', ownPorts: () => [] }, clock });
    this.#receive = receive;
  }
  override async send(outgoing: OutboundRequest): Promise<OutboundOutcome> {
    return this.#receive(outgoing);
  }
}

/** Lets everything that was set going come to rest: nothing here waits for anything but rounds of the event loop. */
async function settleEventLoop(): Promise<void> {
  for (let tick = 0; tick < 40; tick += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface SharedContext {
  readonly contract: Contract;
  readonly referenceData: ReferenceData;
  readonly calendar: DivisionCalendar;
}

let cachedContext: SharedContext | undefined;

/** Read-only, and the same for every day of this process. */
function sharedContext(): SharedContext {
  if (cachedContext !== undefined) return cachedContext;
  const { 'product-order': productOrder } = readOpenApiDocuments();
  const raw = readReferenceFiles();
  const calendar = (raw.journeys['working-calendar'] as WorkingCalendar).divisions['england-and-wales'];
  cachedContext = {
    contract: compileContract({ 'product-order': productOrder as object }),
    referenceData: buildReferenceData(raw),
    calendar,
  };
  return cachedContext;
}
