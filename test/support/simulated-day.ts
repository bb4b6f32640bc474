import { createHash } from 'node:crypto';
import { renderEvent } from '../../src/mock/domain/order-notification/order-notification.ts';
import type { DivisionCalendar, WorkingCalendar } from '../../src/mock/domain/working-calendar.ts';
import { type Contract, compileContract } from '../../src/mock/engine/contract.ts';
import type { AdvanceRequest } from '../../src/mock/engine/goal.ts';
import { type Ground, makeGround } from '../../src/mock/engine/ground.ts';
import type { SavedState } from '../../src/mock/engine/world.ts';
import { advance } from '../../src/mock/runtime/advance.ts';
import { Deliverer } from '../../src/mock/runtime/delivery/deliver.ts';
import { deliveryHost } from '../../src/mock/runtime/delivery/delivery-host.ts';
import { Egress, type Outcome, type Outgoing } from '../../src/mock/runtime/egress/egress.ts';
import type { LiveSandbox } from '../../src/mock/runtime/live-sandbox.ts';
import { loadDocuments, loadGround } from '../../src/mock/runtime/load-data.ts';
import { StoreRefused } from '../../src/mock/runtime/ports.ts';
import { Refusal } from '../../src/mock/runtime/refusal.ts';
import { defaultStart, Sandboxes } from '../../src/mock/runtime/sandboxes.ts';
import { openFileStore } from '../../src/mock/runtime/store/store-file.ts';
import { orderPath, provideOrder } from './bt-client.ts';
import { type Dice, dice } from './dice.ts';
import { eventFaults } from './event-faults.ts';
import { FakeDisk } from './fake-disk.ts';
import { type HandClock, handClock } from './hand-clock.ts';
import { processOnly } from './store-workload.ts';

/** What came of a day: the same seed always gives the same digest. */
export interface DayReport {
  readonly digest: string;
  /** One line per thing that happened, whole answers included. */
  readonly transcript: readonly string[];
  readonly counts: { readonly [what: string]: number };
  /** What should never be: an acknowledged order lost, a 5xx without a full disk, … Empty on a good day. */
  readonly wrong: readonly string[];
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
  readonly #chance: Dice;
  readonly #clock: HandClock = handClock();
  readonly #transcript: string[] = [];
  readonly #counts: { [what: string]: number } = {};
  readonly #wrong: string[] = [];
  /** Orders answered with 201, by sandbox and id. */
  readonly #acknowledged = new Set<string>();
  /** Orders that the listener was told of. */
  readonly #told = new Set<string>();
  #disk: FakeDisk;
  #lives = 0;
  #orders = 0;
  #full = false;
  #sandboxes!: Sandboxes;
  #deliverer!: Deliverer;

  constructor(seed: number) {
    this.#chance = dice(seed);
    this.#disk = new FakeDisk(seed);
  }

  async begin(): Promise<void> {
    await this.#boot();
    for (const id of ids) {
      const callback = id === 'listener' ? { url: 'http://127.0.0.1:9/hook' } : null;
      await this.#sandboxes.create({ id, seed: 'day', now: defaultStart, clientId: id, callback });
    }
    await this.#sandboxes.setClock('running', { mode: 'scaled', rate: 60 });
  }

  async #boot(): Promise<void> {
    const { contract, ground } = house();
    this.#lives += 1;
    const process = processOnly(this.#lives);
    const disk = this.#disk;
    const store = await openFileStore({
      folder: '/data',
      disk,
      process,
      compactAfterBytes: 200_000,
      partBytes: 40_000,
    });
    for (const damage of store.health().damage) this.#say('damage', damage);
    const clock = this.#clock;
    const chance = { bytes: (count: number) => new Uint8Array(count).fill(7) };
    const sandboxes = await Sandboxes.open({ store, contract, ground, clock, chance });
    const deliverer = new Deliverer({
      host: deliveryHost(sandboxes),
      egress: new Listener(clock, (outgoing) => this.#receive(outgoing)),
      clock,
      schedule: ground.deliverySchedule,
      render: (reader, event) => renderEvent(reader, event as never),
    });
    sandboxes.watch(({ sandboxId, change }) => deliverer.committed(sandboxId, change));
    deliverer.resumeAll();
    this.#sandboxes = sandboxes;
    this.#deliverer = deliverer;
    await quiet();
  }

  /** The customer's listener: it takes most events, and is ill in many ways. */
  #receive(outgoing: Outgoing): Outcome {
    const [, id] = /"productOrder":\{"id":"(\w+)"/.exec(outgoing.body) ?? [];
    if (id !== undefined) {
      this.#told.add(id);
      this.#wrong.push(...eventFaults(JSON.parse(outgoing.body)).map((fault) => `callback: ${fault}`));
    }
    const status = this.#chance.pick([200, 200, 200, 204, 500, 503, 302, 'reset'] as const);
    this.#say('callback', `${status} ${outgoing.body}`);
    if (status === 'reset') return { failure: 'reset', error: 'The connection was reset', durationMs: 1 };
    return { status, headers: {}, body: '', truncated: false, durationMs: 1 };
  }

  async move(): Promise<void> {
    this.#clock.pass(this.#chance.below(120_000));
    const roll = this.#chance.below(100);
    if (roll < 62) await this.#burst();
    else if (roll < 80) await this.#advance();
    else if (roll < 86) this.#fillDisk(!this.#full);
    else if (roll < 90) await this.#restart();
    else if (roll < 95) await this.#powerCut();
    else await this.#reset();
    await quiet();
  }

  /** Up to five requests at once. */
  async #burst(): Promise<void> {
    await Promise.all(Array.from({ length: 1 + this.#chance.below(5) }, () => this.#request()));
  }

  async #request(): Promise<void> {
    const id = this.#chance.pick(ids);
    const known = [...this.#acknowledged]
      .filter((key) => key.startsWith(`${id}/`))
      .map((key) => key.slice(id.length + 1));
    const orderId = known.length === 0 || this.#chance.chance(0.1) ? '99999999' : this.#chance.pick(known);
    const roll = this.#chance.below(10);
    if (roll < 5) {
      this.#orders += 1;
      const order = provideOrder(`DAY-${this.#orders}`) as { [member: string]: unknown };
      if (this.#chance.chance(0.2))
        delete order[this.#chance.pick(['relatedParty', 'productOrderItem', 'billingAccount'])];
      await this.#ask(id, 'POST', orderPath, order);
    } else if (roll < 7) await this.#ask(id, 'GET', `${orderPath}/${orderId}`);
    else if (roll < 8) await this.#ask(id, 'GET', orderPath, undefined, 'limit=5&fields=id,state');
    else {
      const cancellation = { productOrder: { id: orderId }, cancellationReason: 'No longer needed', '@type': 'x' };
      await this.#ask(id, 'POST', cancelPath, cancellation);
    }
  }

  async #ask(id: string, method: string, path: string, body?: object, rawQuery = ''): Promise<number> {
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
    const { answer, ownFaults } = await live.handle(request, house().contract.route(method, path));
    this.#say(`${method} ${answer.status}`, `${id} ${path} ${JSON.stringify(answer.body)}`);
    if (ownFaults.length > 0) this.#wrong.push(`our own answer does not fit: ${JSON.stringify(ownFaults)}`);
    if (answer.status >= 500 && !(answer.status === 507 && method === 'POST' && this.#diskRefuses())) {
      this.#wrong.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    if (path === orderPath && answer.status === 201) {
      this.#acknowledged.add(`${id}/${(answer.body as { id: string }).id}`);
    }
    return answer.status;
  }

  #diskRefuses(): boolean {
    return this.#full || this.#disk.calls >= this.#disk.powerCutAt;
  }

  async #advance(): Promise<void> {
    const id = this.#chance.pick(ids);
    const request = this.#chance.pick<AdvanceRequest>([
      { by: 'PT4H' },
      { by: 'P1D' },
      { by: '3 working days' },
      { until: 'next-milestone' },
      { until: 'next-event' },
    ]);
    await this.#tolerating('advance', async () => {
      const live = this.#sandboxes.get(id) as LiveSandbox;
      const { happened, to } = await advance(live, request, this.#deliverer, house().calendar);
      this.#say('advanced', `${id} ${JSON.stringify(request)} ${to} ${JSON.stringify(happened)}`);
    });
  }

  async #reset(): Promise<void> {
    if (this.#chance.chance(0.8)) return;
    const id = this.#chance.pick(ids);
    await this.#tolerating('reset', async () => {
      await this.#sandboxes.reset(id);
      for (const key of this.#acknowledged) if (key.startsWith(`${id}/`)) this.#acknowledged.delete(key);
      if (id === 'listener') this.#told.clear();
      this.#say('reset', id);
    });
  }

  /** What our own side is asked for may be refused while the disk refuses; nothing else. */
  async #tolerating(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const expected = error instanceof Refusal || (error instanceof StoreRefused && this.#diskRefuses());
      this.#say(`${what} refused`, String(error));
      if (!expected) this.#wrong.push(`${what}: ${error}`);
    }
  }

  #fillDisk(full: boolean): void {
    this.#full = full;
    this.#disk.fault = (_call, what) => (full && /^(write|truncate)/.test(what) ? 'ENOSPC' : undefined);
    this.#say(full ? 'disk full' : 'disk has room', '');
  }

  async #restart(): Promise<void> {
    this.#fillDisk(false);
    const before = this.#states();
    this.#deliverer.close();
    await quiet();
    await this.#sandboxes.close();
    await this.#boot();
    this.#say('restart', '');
    if (before !== this.#states()) this.#wrong.push('a restart changed the state');
    await this.#everythingIsThere();
  }

  async #powerCut(): Promise<void> {
    this.#disk.powerCutAt = this.#disk.calls + 1 + this.#chance.below(40);
    for (let n = 0; n < 5 && this.#disk.calls < this.#disk.powerCutAt; n += 1) await this.#burst();
    this.#disk.powerCutAt = Math.min(this.#disk.powerCutAt, this.#disk.calls);
    this.#deliverer.close();
    this.#sandboxes.driver.close();
    await quiet();
    this.#disk = this.#disk.afterPowerCut();
    this.#fillDisk(false);
    await this.#boot();
    this.#say('power cut', '');
    await this.#everythingIsThere();
  }

  /** Nothing acknowledged is lost, and nobody was told of an order that is not there. */
  async #everythingIsThere(): Promise<void> {
    for (const key of [...this.#acknowledged, ...[...this.#told].map((id) => `listener/${id}`)]) {
      const [id = '', orderId = ''] = key.split('/');
      const status = await this.#ask(id, 'GET', `${orderPath}/${orderId}`);
      if (status !== 200) this.#wrong.push(`${key} is lost: ${status}`);
    }
  }

  #states(): string {
    return JSON.stringify(ids.map((id) => agendaByKey(this.#sandboxes.saveState(id))));
  }

  #say(what: string, more: string): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + 1;
    this.#transcript.push(`${what} ${more}`);
  }

  async end(): Promise<DayReport> {
    await this.#restart();
    this.#transcript.push(this.#states());
    this.#deliverer.close();
    await this.#sandboxes.close();
    const digest = createHash('sha256').update(this.#transcript.join('\n')).digest('hex');
    return { digest, transcript: this.#transcript, counts: this.#counts, wrong: this.#wrong };
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

class Listener extends Egress {
  readonly #receive: (outgoing: Outgoing) => Outcome;
  constructor(clock: HandClock, receive: (outgoing: Outgoing) => Outcome) {
    super({ policy: { profile: 'local', ownPorts: () => [] }, clock });
    this.#receive = receive;
  }
  override async send(outgoing: Outgoing): Promise<Outcome> {
    return this.#receive(outgoing);
  }
}

/** Lets everything that was set going come to rest: nothing here waits for anything but turns of the event loop. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

interface Made {
  readonly contract: Contract;
  readonly ground: Ground;
  readonly calendar: DivisionCalendar;
}

let made: Made | undefined;

/** Read-only, and the same for every day of this process. */
function house(): Made {
  if (made !== undefined) return made;
  const { 'product-order': productOrder } = loadDocuments();
  const raw = loadGround();
  const calendar = (raw.journeys['working-calendar'] as WorkingCalendar).divisions['england-and-wales'];
  made = { contract: compileContract({ 'product-order': productOrder as object }), ground: makeGround(raw), calendar };
  return made;
}
