import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ControlClient } from '#http/control/control-client';
import { BtClient, type BtReply } from '../support/bt-client.ts';
import { type ControlSchemas, itemsOf, type Notification } from '../support/documents.ts';
import { recordFigure, runOptions, seed } from '../support/run-options.ts';
import { orderPath, provideOrder } from '../support/sample-orders.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { startServer } from '../support/server-process.ts';

/** What an advance came to: the status of its refusal, or what happened. */
interface Advanced {
  readonly refused?: number;
  readonly happened: readonly unknown[];
}

const cancelPath = '/v1/productOrderingManagement/cancelProductOrder';

/**
 * Over real connections to a server of its own that keeps its state: each request comes when it comes, and which of two comes
 * first is nobody's to say. Whoever wins, there is one winner, and everything happens once.
 */
test('cancel against the completing advance, advance against advance, submit against submit: one winner each', async () => {
  const { numRuns } = runOptions(8, 200);
  const folder = await mkdtemp(join(tmpdir(), 'etherbox-races-'));
  const server = await startServer(['--data', folder]);
  onTestFinished(async () => {
    await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });
  const control = new ControlClient({ baseUrl: server.baseUrl, sandbox: 'default' });
  const clients = await Promise.all(Array.from({ length: 6 }, () => BtClient.connect(server)));
  const [a, b] = clients as [BtClient, BtClient];
  const random = seededRandom(seed);
  const starts = ['KCI1', 'Desktop survey', 'KCI2', 'Civils complete', 'Installation appointment'];
  const wins = { cancelled: 0, completed: 0 };

  for (let n = 0; n < numRuns; n += 1) {
    const label = `SEED=${seed}, pair ${n}`;
    // Two customers' retries of one order, at the same time.
    const order = { ...provideOrder(`RACE-${n}`) };
    const headers = { 'idempotency-key': `race-${n}` };
    const placed = await Promise.all([a, b].map((client) => client.send('POST', orderPath, order, headers)));
    const ids = new Set(placed.filter(({ status }) => status === 201).map(({ text }) => JSON.parse(text).id as string));
    expect(
      [...new Set(placed.map(({ status }) => status))].filter((status) => status !== 409),
      label,
    ).toEqual([201]);
    expect(ids.size, label).toBe(1);
    const [id] = ids as unknown as [string];
    await control.post('~/clock/advance', { until: { orderId: id, milestone: random.pick(starts) } });

    const cancel = (client: BtClient) =>
      client.send('POST', cancelPath, { productOrder: { id }, cancellationReason: 'No longer needed' });
    const advance = () =>
      control.post<ControlSchemas['Advance']>('~/clock/advance', { until: 'completion' }).then(
        ({ happened }): Advanced => ({ happened }),
        (error: { status?: number }): Advanced => ({ refused: error.status ?? 0, happened: [] }),
      );
    const looks = random.integerBelow(4);
    const late = async (client: BtClient) => {
      for (let look = 0; look < looks; look += 1) await client.getOrder(id);
      return cancel(client);
    };
    const calls: readonly (() => Promise<BtReply | Advanced>)[] = [() => late(a), () => late(b), advance, advance];
    // The first two pairs are no race, so that both ends are looked at whatever the machine does with the others.
    const answers =
      n === 0
        ? await runSequentially([0, 1, 2, 3], calls)
        : n === 1
          ? await runSequentially([2, 3, 0, 1], calls)
          : await atOnce(random.pick(sequentialOrders), calls);
    const cancels = answers.slice(0, 2) as BtReply[];
    const advances = answers.slice(2) as Advanced[];
    // Whatever was not walked by these two (the second may have been refused while the first still walked) is walked now.
    await control.post('~/clock/advance', { until: 'completion' });

    const state = JSON.parse((await a.getOrder(id)).text).state as 'cancelled' | 'completed';
    const accepted = cancels.filter(({ status }) => status === 201);
    expect(
      cancels.every(({ status }) => status === 201 || status === 409),
      label,
    ).toBe(true);
    expect(accepted.length, `${label}: one cancellation at most`).toBeLessThanOrEqual(1);
    const tasks = accepted.map(({ text }) => JSON.parse(text).id as string);
    const ends = await Promise.all(
      tasks.map(async (task) => JSON.parse((await a.send('GET', `${cancelPath}/${task}`)).text)),
    );
    expect(state, label).toBe(ends.some((task) => task.state === 'done') ? 'cancelled' : 'completed');
    expect(
      ends.every((task) => task.state === (state === 'cancelled' ? 'done' : 'terminatedWithError')),
      label,
    ).toBe(true);
    expect(
      advances.every(({ refused }) => refused === undefined || refused === 409),
      label,
    ).toBe(true);
    wins[state] += 1;

    const happened = advances.flatMap((one) => one.happened).map((one) => JSON.stringify(one));
    expect(happened, label).toEqual([...new Set(happened)]);
    const { items: events } = await control.get<ControlSchemas['EventList']>(`~/events?orderId=${id}`);
    const said = events.map(({ payload }) => sayingOf(payload as object as Notification));
    expect(said.length, label).toBeGreaterThan(4);
    expect(said, label).toEqual([...new Set(said)]);
    const { past } = await control.get<ControlSchemas['Timeline']>(`~/orders/${id}/timeline`);
    const milestones = past.filter(({ milestone }) => milestone).map(({ milestone }) => milestone);
    expect(milestones.length, label).toBeGreaterThan(2);
    expect(milestones, label).toEqual([...new Set(milestones)]);
    const { items: assets } = await control.get<{ items: unknown[] }>('~/assets');
    expect(assets.length, label).toBe(state === 'completed' ? 1 : 0);
    await control.post('~/reset');
  }
  for (const client of clients) client.close();
  recordFigure(`winners of ${numRuns} cancellations against advances`, JSON.stringify(wins), 'exactly one each');
  expect(Math.min(wins.cancelled, wins.completed)).toBeGreaterThan(0);
}, 1_200_000);

/** A client that heard no answer sends the same again, at once or after the server came back. */
test('a retried POST is one order: fifty at once, with another body, from another customer, after a crash', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etherbox-retries-'));
  let server = await startServer(['--data', folder]);
  onTestFinished(async () => {
    await server.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });
  const control = () => new ControlClient({ baseUrl: server.baseUrl, sandbox: 'default' });
  const other = await control().post<{ clientId: string; clientSecret: string }>('/sandboxes', { id: 'other' });
  const post = async (client: BtClient, body: object, key: string) => {
    const { status, text, headers } = await client.send('POST', orderPath, body, { 'idempotency-key': key });
    return { status, text, replayed: headers['idempotent-replayed'] };
  };
  const count = async (client: BtClient) => JSON.parse((await client.send('GET', orderPath)).text).length;

  const client = await BtClient.connect(server);
  const answers = await Promise.all(Array.from({ length: 50 }, () => post(client, provideOrder('RETRY'), 'one')));
  const fresh = answers.filter(({ status, replayed }) => status === 201 && replayed === undefined);
  expect(fresh).toHaveLength(1);
  const text = fresh[0]?.text ?? '';
  for (const answer of answers) if (answer.status !== 409) expect(answer.text).toBe(text);
  expect(await post(client, provideOrder('ANOTHER'), 'one')).toMatchObject({ status: 422 });
  expect(await count(client)).toBe(1);
  client.close();

  await server.end('SIGKILL');
  server = await startServer(['--data', folder]);
  const again = await BtClient.connect(server);
  const stranger = await BtClient.connect(server, other);
  // The address in the answer is that of the server then: the same bytes, whatever its port is now.
  expect(await post(again, provideOrder('RETRY'), 'one')).toEqual({ status: 201, text, replayed: 'true' });
  expect(await post(stranger, provideOrder('RETRY'), 'one')).toMatchObject({ status: 201, replayed: undefined });
  expect([await count(again), await count(stranger)]).toEqual([1, 1]);
  again.close();
  stranger.close();
}, 120_000);

async function runSequentially<T>(order: readonly number[], calls: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  for (const at of order) answers[at] = (await calls[at]?.()) as T;
  return answers;
}

const sequentialOrders = [
  [0, 1, 2, 3],
  [2, 3, 0, 1],
  [0, 2, 1, 3],
  [2, 0, 3, 1],
];

/** Sent without waiting, in one of several orders; the answers in the order of the calls. */
async function atOnce<T>(order: readonly number[], calls: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  await Promise.all(
    order.map(async (at) => {
      answers[at] = (await calls[at]?.()) as T;
    }),
  );
  return answers;
}

/** What an event says happened, without when it was made. */
function sayingOf({ eventType, eventTime, event }: Notification): string {
  const { productOrder } = event;
  return JSON.stringify([eventType, eventTime, productOrder.state, itemsOf(productOrder)]);
}
