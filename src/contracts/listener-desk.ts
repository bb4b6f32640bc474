import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { addFault, type FaultSpec, removeFault } from '../mock/domain/fault.ts';
import type { Attempt } from '../mock/domain/order-notification/delivery.ts';
import { type EventDocument, events, orders, progress } from '../mock/domain/product-order/order-documents.ts';
import { attachTrouble } from '../mock/domain/product-order/trouble.ts';
import type { Callback } from '../mock/domain/sandbox.ts';
import { type Serving, serve } from '../mock/http/serve.ts';
import { advance } from '../mock/runtime/advance.ts';

const requests = fileURLToPath(new URL('../../fixtures/requests/', import.meta.url));
const path = '/v1/productOrderingManagement/productOrder';

type Body = { readonly [member: string]: unknown };

/** The requests of the order book: everything that can be ordered and needs nothing to be there before. */
export function orderBook(): readonly { readonly name: string; readonly body: Body }[] {
  return readdirSync(requests)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ name: file.slice(0, -5), body: JSON.parse(readFileSync(requests + file, 'utf8')) as Body }));
}

/** A sandbox of its own, whose only customer is the listener under test. */
export class ListenerDesk {
  readonly #box: Serving;
  readonly #callback: Callback;

  private constructor(box: Serving, callback: Callback) {
    this.#box = box;
    this.#callback = callback;
  }

  static async open(callback: Callback, timeoutMs: number, seed: string): Promise<ListenerDesk> {
    const first = { id: 'listener', seed, clientId: 'listener', clientSecret: 'listener', callback };
    return new ListenerDesk(await serve({ first, callbackTimeoutMs: timeoutMs }), callback);
  }

  get live() {
    return this.#box.sandboxes.mustGet('listener');
  }

  /** The order's id, or undefined when it was refused. */
  async place(body: Body, externalId: string): Promise<string | undefined> {
    const { contract, clock } = this.#box.sandboxes.house;
    const { answer } = await this.live.handle(
      {
        method: 'POST',
        path,
        rawQuery: '',
        headers: { 'content-type': 'application/json', 'apigw-tracking-header': externalId },
        baseUrl: this.#box.baseUrl,
        wallNow: clock.now(),
        body: { kind: 'text', text: JSON.stringify({ ...body, externalId }) },
      },
      contract.route('POST', path),
    );
    return answer.status < 300 ? (answer.body as { readonly id: string }).id : undefined;
  }

  /** False when this order cannot meet it. */
  async trouble(orderId: string, trouble: string): Promise<boolean> {
    const attached = await this.live.change((world, ground) =>
      attachTrouble(world, ground, { match: { orderId }, trouble }),
    );
    return !('refused' in attached);
  }

  /** Attaches faults for the callbacks of one order; returns what takes them away. */
  async faults(externalId: string, specs: readonly Omit<FaultSpec, 'operation'>[]): Promise<() => Promise<void>> {
    const added = await this.live.change((world) =>
      specs.map((spec) => addFault(world, { ...spec, operation: 'callback', match: { externalId } })),
    );
    return () =>
      this.live.change((world) => {
        for (const fault of added) if (fault) removeFault(world, fault.id);
      });
  }

  /** Until every order has ended and every event was delivered or given up. An endpoint that was disabled is used again. */
  async runOut(): Promise<void> {
    await this.#box.sandboxes.patchProfile('listener', { callback: this.#callback });
    await this.#box.deliverer.idle('listener');
    const calendar = this.#box.sandboxes.house.ground.calendar.divisions['england-and-wales'];
    await advance(this.live, { until: 'completion' }, this.#box.deliverer, calendar);
    // The whole schedule of an event that came last, and what was held back for an event that never came.
    await advance(this.live, { by: 'P4D' }, this.#box.deliverer, calendar);
    if ((await this.#box.deliverer.retryNow('listener')).length > 0) {
      await advance(this.live, { by: 'P4D' }, this.#box.deliverer, calendar);
    }
  }

  events(orderId?: string): readonly EventDocument[] {
    if (orderId !== undefined) return this.live.reader.find(events, 'orderId', orderId).map(([, event]) => event);
    return [...this.live.reader.list(events)].map(([, event]) => event);
  }

  attempts(): readonly Attempt[] {
    return this.events().flatMap(({ attempts }) => attempts);
  }

  orders(): readonly { readonly orderId: string; readonly externalId: string; readonly state: string }[] {
    return [...this.live.reader.list(orders)].map(([orderId, { externalId }]) => ({
      orderId,
      externalId: externalId ?? '',
      state: this.live.reader.get(progress, orderId)?.state ?? '',
    }));
  }

  close(): Promise<void> {
    return this.#box.close();
  }
}
