import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BtClient, type BtReply } from './bt-client.ts';
import { orderPath, provideOrder } from './sample-orders.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import type { StartedServer } from './server-process.ts';

/** What a stretch of mixed load came to. */
export interface LoadReport {
  readonly requests: number;
  /** How often each status was answered; 0: the connection broke. */
  readonly statuses: { readonly [status: string]: number };
  readonly callbacks: number;
  /** Milliseconds of wall time per request, ascending. */
  readonly latencies: readonly number[];
}

export interface LoadOptions {
  readonly seed: number;
  readonly requests: number;
  /** Requests per second; without it as fast as eight customers can. */
  readonly perSecond?: number;
  /** Each of the customers' sandboxes is emptied again when it has had this many orders, so that a long run stays level. */
  readonly maxOrdersPerSandbox?: number;
  /** Called before each request: true ends the load. */
  readonly stop?: () => boolean;
}

interface LoadCustomer {
  readonly sandboxId: string;
  readonly client: BtClient;
  orders: string[];
  placed: number;
  /** A clock is advanced once at a time. */
  advancing: boolean;
}

/**
 * Four customers with a sandbox and a callback listener each: they look, list, order (well and badly), search addresses,
 * fetch tokens, and let hours pass.
 */
export async function runMixedLoad(server: StartedServer, options: LoadOptions): Promise<LoadReport> {
  const random = seededRandom(options.seed);
  const listener = await startListener();
  const customers = await Promise.all([1, 2, 3, 4].map((n) => makeCustomer(server, `load-${n}`, listener.url)));
  const statuses: { [status: string]: number } = {};
  const latencies: number[] = [];
  const sendOne = async () => {
    const began = performance.now();
    const status = await sendRandomRequest(server, random.pick(customers), random, options).catch(() => 0);
    latencies.push(performance.now() - began);
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  await (options.perSecond === undefined
    ? runClosedLoop(sendOne, options)
    : runOpenLoop(sendOne, options, options.perSecond));
  for (const { client } of customers) client.close();
  listener.close();
  latencies.sort((a, b) => a - b);
  return { requests: latencies.length, statuses, callbacks: listener.receivedCount(), latencies };
}

async function runClosedLoop(sendOne: () => Promise<void>, { requests, stop }: LoadOptions): Promise<void> {
  let begun = 0;
  const customer = async () => {
    while (begun < requests && !stop?.()) {
      begun += 1;
      await sendOne();
    }
  };
  await Promise.all(Array.from({ length: 8 }, customer));
}

/** Requests begin at their time, however long the ones before them take: a slow server is not spared. */
async function runOpenLoop(
  sendOne: () => Promise<void>,
  { requests, stop }: LoadOptions,
  perSecond: number,
): Promise<void> {
  const began = performance.now();
  const inFlight = new Set<Promise<void>>();
  for (let begun = 0; begun < requests && !stop?.(); ) {
    const due = Math.min(requests, Math.floor(((performance.now() - began) / 1000) * perSecond));
    for (; begun < due; begun += 1) {
      const request = sendOne();
      inFlight.add(request);
      void request.finally(() => inFlight.delete(request));
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(inFlight);
}

async function sendRandomRequest(
  server: StartedServer,
  customer: LoadCustomer,
  random: SeededRandom,
  options: LoadOptions,
): Promise<number> {
  const roll = random.integerBelow(100);
  if (roll < 40 && customer.orders.length > 0) {
    return (await customer.client.getOrder(random.pick(customer.orders))).status;
  }
  if (roll < 60) return placeOrder(server, customer, options);
  if (roll < 75) return (await customer.client.send('GET', `${orderPath}?limit=20&state=acknowledged`)).status;
  if (roll < 85) return (await customer.client.send('GET', `${addressPath}?postcode=AB15%207XY`)).status;
  if (roll < 90)
    return (await customer.client.send('POST', orderPath, { ...provideOrder('BAD'), productOrderItem: [] })).status;
  if (roll < 95) return (await customer.client.getOrder('99999999')).status;
  if (roll < 97 || customer.advancing) {
    const other = await BtClient.connect(server, await credentialsOf(server, customer.sandboxId));
    other.close();
    return 200;
  }
  customer.advancing = true;
  const clock = `${server.controlUrl}/sandboxes/${customer.sandboxId}/clock/advance`;
  const advanced = await post(clock, { by: 'PT2H' });
  await advanced.arrayBuffer();
  customer.advancing = false;
  return advanced.status;
}

const addressPath = '/common/geographicAddressManagement/v1/geographicAddress';

async function placeOrder(
  server: StartedServer,
  customer: LoadCustomer,
  { maxOrdersPerSandbox = 300 }: LoadOptions,
): Promise<number> {
  if (customer.placed >= maxOrdersPerSandbox) {
    customer.placed = 0;
    customer.orders = [];
    const reset = await post(`${server.controlUrl}/sandboxes/${customer.sandboxId}/reset`);
    await reset.arrayBuffer();
    return reset.status;
  }
  customer.placed += 1;
  const reply: BtReply = await customer.client.placeOrder(`${customer.sandboxId}-${customer.placed}`);
  if (reply.status === 201) customer.orders.push((JSON.parse(reply.text) as { id: string }).id);
  return reply.status;
}

async function makeCustomer(server: StartedServer, sandboxId: string, url: string): Promise<LoadCustomer> {
  const answer = await post(`${server.controlUrl}/sandboxes`, { id: sandboxId, seed: sandboxId, callback: { url } });
  const { clientId, clientSecret } = (await answer.json()) as { clientId: string; clientSecret: string };
  const client = await BtClient.connect(server, { clientId, clientSecret });
  return { sandboxId, client, orders: [], placed: 0, advancing: false };
}

async function credentialsOf(
  server: StartedServer,
  sandboxId: string,
): Promise<{ clientId: string; clientSecret: string }> {
  const answer = await fetch(`${server.controlUrl}/sandboxes/${sandboxId}/credentials`);
  return (await answer.json()) as { clientId: string; clientSecret: string };
}

function post(url: string, body?: object): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
}

async function startListener(): Promise<{ readonly url: string; receivedCount(): number; close(): void }> {
  let receivedCount = 0;
  const listener = createServer((incoming, answer) => {
    receivedCount += 1;
    incoming.resume().on('end', () => answer.writeHead(204).end());
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/callback`,
    receivedCount: () => receivedCount,
    close() {
      listener.closeAllConnections();
      listener.close();
    },
  };
}
