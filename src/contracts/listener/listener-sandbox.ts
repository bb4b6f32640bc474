import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeliveryAttempt } from '#domain/callback/delivery-state';
import type { Callback } from '#domain/core/sandbox-state';
import {
  addFaultInjection,
  type FaultInjectionSpec,
  removeFaultInjection,
} from '#domain/fault-injection/fault-injection';
import { attachSetback } from '#domain/product-order/lifecycle/setback';
import { orders, progress } from '#domain/product-order/order-documents';
import type { EventDocument } from '#domain/timeline/event';
import { events } from '#domain/timeline/event';
import { type RunningServer, serve } from '#http/serve';
import { dataFolder } from '#runtime/data-folder';
import { advanceClock } from '#runtime/sandboxes/advance';

const requestsFolder = dataFolder('requests');
const productOrderPath = '/v1/productOrderingManagement/productOrder';

type OrderBody = { readonly [member: string]: unknown };

/** The requests of the order book: everything that can be ordered without an earlier order. */
export function readOrderBook(): readonly { readonly name: string; readonly body: OrderBody }[] {
  return readdirSync(requestsFolder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -5),
      body: JSON.parse(readFileSync(join(requestsFolder, file), 'utf8')) as OrderBody,
    }));
}

/** A sandbox whose only customer is the listener under test. */
export class ListenerSandbox {
  readonly #server: RunningServer;
  readonly #callback: Callback;

  private constructor(server: RunningServer, callback: Callback) {
    this.#server = server;
    this.#callback = callback;
  }

  static async open(callback: Callback, timeoutMs: number, seed: string): Promise<ListenerSandbox> {
    const initialSandbox = { id: 'listener', seed, clientId: 'listener', clientSecret: 'listener', callback };
    return new ListenerSandbox(await serve({ initialSandbox, callbackTimeoutMs: timeoutMs }), callback);
  }

  get live() {
    return this.#server.sandboxes.getOrThrow('listener');
  }

  /** The order's id, or undefined when it was refused. */
  async placeOrder(body: OrderBody, externalId: string): Promise<string | undefined> {
    const { contract, clock } = this.#server.sandboxes.context;
    const { answer } = await this.live.serveRequest(
      {
        method: 'POST',
        path: productOrderPath,
        rawQuery: '',
        headers: { 'content-type': 'application/json', 'apigw-tracking-header': externalId },
        baseUrl: this.#server.baseUrl,
        wallNow: clock.now(),
        body: { kind: 'text', text: JSON.stringify({ ...body, externalId }) },
      },
      contract.route('POST', productOrderPath),
    );
    return answer.status < 300 ? (answer.body as { readonly id: string }).id : undefined;
  }

  /** False when it does not apply to this order. */
  async addSetback(orderId: string, setback: string): Promise<boolean> {
    const attached = await this.live.transact((transaction, referenceData) =>
      attachSetback(transaction, referenceData, { match: { orderId }, setback }),
    );
    return !('refused' in attached);
  }

  /** Adds fault injections for the callbacks of one order; returns a function that removes them. */
  async addFaultInjections(
    externalId: string,
    injectionSpecs: readonly Omit<FaultInjectionSpec, 'operation'>[],
  ): Promise<() => Promise<void>> {
    const added = await this.live.transact((transaction) =>
      injectionSpecs.map((spec) =>
        addFaultInjection(transaction, { ...spec, operation: 'callback', match: { externalId } }),
      ),
    );
    return () =>
      this.live.transact((transaction) => {
        for (const faultInjection of added) if (faultInjection) removeFaultInjection(transaction, faultInjection.id);
      });
  }

  /** Until every order has ended and every event was delivered or given up. An endpoint that was disabled is used again. */
  async runToCompletion(): Promise<void> {
    await this.#server.sandboxes.patchProfile('listener', { callback: this.#callback });
    await this.#server.deliveryService.whenIdle('listener');
    const calendar = this.#server.sandboxes.context.referenceData.calendar.divisions['england-and-wales'];
    await advanceClock(this.live, { until: 'completion' }, this.#server.deliveryService, calendar);
    // Long enough for all retries of the last event, and for one that waits for a later event of its order.
    await advanceClock(this.live, { by: 'P4D' }, this.#server.deliveryService, calendar);
    if ((await this.#server.deliveryService.retryWaiting('listener')).length > 0) {
      await advanceClock(this.live, { by: 'P4D' }, this.#server.deliveryService, calendar);
    }
  }

  events(orderId?: string): readonly EventDocument[] {
    if (orderId !== undefined) return this.live.reader.find(events, 'orderId', orderId).map(([, event]) => event);
    return [...this.live.reader.list(events)].map(([, event]) => event);
  }

  attempts(): readonly DeliveryAttempt[] {
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
    return this.#server.close();
  }
}
