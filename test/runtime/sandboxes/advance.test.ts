import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { LazyDocument } from '#domain/core/lazy-document';
import { progress } from '#domain/product-order/order-documents';
import { events } from '#domain/timeline/event';
import type { RawRequest } from '#engine/request/request-checks';
import type { AdvanceCommand } from '#engine/time/advance-goal';
import { ControlRequestError } from '#runtime/control-request-error';
import { type Store, StoreRefusedError } from '#runtime/ports';
import { advanceClock, type DeliveryWindows, previewAdvance } from '#runtime/sandboxes/advance';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { createMemoryStore } from '#runtime/store/store-memory';
import { systemClock, systemRandom } from '#runtime/system';
import { manualClock } from '../../support/manual-clock.ts';
import { contract, referenceData } from '../../support/manual-sandbox.ts';
import { runOptions } from '../../support/run-options.ts';

const path = '/v1/productOrderingManagement/productOrder';
const calendar = referenceData.calendar.divisions['england-and-wales'];
const kinds = [
  'etherway-fibre-provide',
  'etherway-fibre-rao2',
  'eth-network-provide',
  'etherway-with-etherflow-provide',
];
const samples = kinds.map((name) => readFileSync(`fixtures/requests/${name}.json`, 'utf8'));
const nobody: DeliveryWindows = { beginAdvance: () => ({ idle: async () => undefined, end: async () => [] }) };
const open: Sandboxes[] = [];

afterEach(async () => {
  for (const sandboxes of open.splice(0)) await sandboxes.close();
});

async function sandbox(
  seed: string,
  settings: { readonly [name: string]: string } = {},
  store: Store = createMemoryStore(),
): Promise<LiveSandbox> {
  const sandboxes = await Sandboxes.open({ store, contract, referenceData, clock: systemClock, random: systemRandom });
  open.push(sandboxes);
  return sandboxes.create({ id: 'a', seed, clientId: 'c', clientSecret: 's', settings });
}

function sendRequest(live: LiveSandbox, method: 'GET' | 'POST', text = ''): ReturnType<LiveSandbox['serveRequest']> {
  const request: RawRequest = {
    method,
    path,
    rawQuery: '',
    headers: { 'apigw-tracking-header': 't', 'content-type': 'application/json' },
    baseUrl: 'http://sandbox',
    wallNow: 0,
    body: { kind: 'text', text },
  };
  return live.serveRequest(request, contract.route(method, path));
}

async function order(live: LiveSandbox, text: string): Promise<string> {
  const { answer } = await sendRequest(live, 'POST', text);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return (answer.body as { id: string }).id;
}

/** Everything a sandbox holds but its clock, as text. */
function transcript(live: LiveSandbox): string {
  return JSON.stringify([...live.sandboxState.all()].filter(([name, key]) => name !== 'settings' || key !== 'clock'));
}

const advanceAndCheck = (live: LiveSandbox, request: AdvanceCommand) => advanceClock(live, request, nobody, calendar);

async function runScript(
  seed: string,
  orders: readonly number[],
  walk: (live: LiveSandbox) => Promise<unknown>,
): Promise<string> {
  const live = await sandbox(seed);
  for (const kind of orders) await order(live, samples[kind] as string);
  await walk(live);
  return transcript(live);
}

describe('how one advances does not matter', () => {
  test('one jump of 40 days, 40 steps of a day, hours, and next milestone again and again give the same events', async () => {
    const { seed, numRuns } = runOptions(15, 200);
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 8 }),
        fc.array(fc.nat({ max: kinds.length - 1 }), { minLength: 1, maxLength: 4 }),
        async (named, orders) => {
          const end = '2026-02-14T09:00:00Z';
          const jump = await runScript(named, orders, (live) => advanceAndCheck(live, { to: end }));
          const days = await runScript(named, orders, async (live) => {
            for (let day = 0; day < 40; day += 1) await advanceAndCheck(live, { by: 'P1D' });
          });
          const hops = await runScript(named, orders, async (live) => {
            for (
              let next = live.sandboxState.nextDue();
              next && next.due <= Date.parse(end);
              next = live.sandboxState.nextDue()
            ) {
              await advanceAndCheck(live, { to: new Date(next.due).toISOString() });
            }
            await advanceAndCheck(live, { to: end });
          });
          expect(days).toBe(jump);
          expect(hops).toBe(jump);
        },
      ),
      { seed, numRuns },
    );
  });

  test('next milestone goes on until each order has ended, as until completion does', async () => {
    const one = await sandbox('s');
    const other = await sandbox('s');
    for (const live of [one, other]) await order(live, samples[0] as string);
    let hops = 0;
    while (one.sandboxState.countBy(progress, 'open', 'open') > 0) {
      await advanceAndCheck(one, { until: 'next-milestone' });
      hops += 1;
    }
    await advanceAndCheck(other, { until: 'completion' });
    expect(hops).toBe(8);
    expect(transcript(one)).toBe(transcript(other));
  });
});

describe('a preview', () => {
  test('says what will happen and changes nothing', async () => {
    const live = await sandbox('s');
    await order(live, samples[0] as string);
    const before = JSON.stringify([...live.sandboxState.all()]);
    await previewAdvance(live, { by: '40 working days' }, calendar);
    expect(JSON.stringify([...live.sandboxState.all()])).toBe(before);
  });

  // The id of the order that was placed first is put in where a goal is an order's.
  test.each<[string, AdvanceCommand, number?]>([
    ['a duration', { by: '40 working days' }],
    ['an instant', { to: '2026-01-20T12:00:00Z' }],
    ['the next milestone', { until: 'next-milestone' }],
    ['the next event', { until: 'next-event' }],
    ['completion', { until: 'completion' }],
    ['a milestone of an order', { until: { orderId: '', milestone: 'KCI2' } }],
    ['a milestone that it never comes to', { until: { orderId: '', milestone: 'Disconnected' } }],
    ['a state of an order', { until: { orderId: '', state: 'completed' } }],
    ['more steps than may be', { until: 'completion' }, 3],
    ['a duration of more steps than may be', { by: '40 working days' }, 3],
  ])('says of %s what the advance says', async (_, request, steps = 1000) => {
    const live = await sandbox('s', { calendar: 'scotland' });
    const orderId = await order(live, samples[0] as string);
    for (const text of samples) await order(live, text);
    const goal = typeof request.until === 'object' ? { ...request, until: { ...request.until, orderId } } : request;
    const limits = { maxSteps: steps, maxYears: 10 };
    for (let n = 0; n < 2; n += 1) {
      const previewed = await previewAdvance(live, goal, live.calendar, limits);
      const { parked, ...done } = await advanceClock(live, goal, nobody, live.calendar, limits);
      expect(parked).toEqual([]);
      expect(done).toEqual(previewed);
      expect(done.steps).toBeLessThanOrEqual(steps);
    }
  });

  test('lets others in between, as an advance does', async () => {
    const live = await sandbox('s');
    for (let n = 0; n < 80; n += 1) await order(live, samples[0] as string);
    let ticks = 0;
    const turning = () => {
      ticks += 1;
      later = setImmediate(turning);
    };
    let later = setImmediate(turning);
    const { steps } = await previewAdvance(live, { until: 'completion' }, calendar);
    clearImmediate(later);
    expect(steps).toBeGreaterThan(500);
    expect(ticks).toBeGreaterThan(0);
  });
});

describe('goals', () => {
  test.each<[string, AdvanceCommand, string]>([
    ['a duration', { by: 'P10D' }, '2026-01-15T09:00:00.000Z'],
    ['hours', { by: '4 hours' }, '2026-01-05T13:00:00.000Z'],
    ['working days, over two weekends', { by: '10 working days' }, '2026-01-19T09:00:00.000Z'],
    ['an instant', { to: '2026-03-02T10:00:00Z' }, '2026-03-02T10:00:00.000Z'],
    ['the next milestone', { until: 'next-milestone' }, '2026-01-06T09:00:00.000Z'],
    ['the next event', { until: 'next-event' }, '2026-01-06T09:00:00.000Z'],
  ])('%s', async (_, request, expected) => {
    const live = await sandbox('s');
    await order(live, samples[0] as string);
    await advanceAndCheck(live, request);
    expect(new Date(live.virtualNow).toISOString()).toBe(expected);
  });

  test('a milestone and a state of one order', async () => {
    const live = await sandbox('s');
    const orderId = await order(live, samples[0] as string);
    await order(live, samples[0] as string);
    await advanceAndCheck(live, { until: { orderId, milestone: 'KCI2' } });
    expect(live.reader.get(progress, orderId)?.items[0]?.milestone).toBe('KCI2');
    const { virtualNow } = live;
    for (const milestone of ['KCI2', 'Validated']) {
      expect(await advanceAndCheck(live, { until: { orderId, milestone } })).toMatchObject({
        to: virtualNow,
        steps: 0,
      });
    }
    await advanceAndCheck(live, { until: { orderId, state: 'completed' } });
    expect(live.reader.get(progress, orderId)?.state).toBe('completed');
  });

  test('what never comes by itself ends the walk and says so', async () => {
    const live = await sandbox('s');
    expect(await advanceAndCheck(live, { until: 'next-milestone' })).toMatchObject({
      stopped: 'nothing-due',
      steps: 0,
    });
  });

  test.each<[string, AdvanceCommand]>([
    ['nothing', {}],
    ['two goals', { by: 'P1D', to: '2026-03-02T10:00:00Z' }],
    ['no duration', { by: 'soon' }],
    ['no instant', { to: 'Tuesday' }],
    ['backwards', { to: '2026-01-05T08:59:59Z' }],
    ['eleven years', { by: 'P4100D' }],
    ['an unknown order', { until: { orderId: 'nope', state: 'completed' } }],
    ['a state that there is not', { until: { orderId: '', state: 'complete' } }],
    ['a milestone that there is not', { until: { orderId: '', milestone: 'KCI9' } }],
    ['an empty goal', { until: { orderId: '' } }],
  ])('%s is refused, and the clock stands where it stood', async (_, request) => {
    const live = await sandbox('s');
    const orderId = await order(live, samples[0] as string);
    const goal = request.until as { readonly orderId?: string } | undefined;
    const effectiveRequest = goal?.orderId === '' ? ({ until: { ...goal, orderId } } as AdvanceCommand) : request;
    const before = transcript(live);
    const refused = await advanceAndCheck(live, effectiveRequest).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ControlRequestError);
    const { status, violations } = refused as ControlRequestError;
    await expect(previewAdvance(live, effectiveRequest, calendar)).rejects.toMatchObject({ status, violations });
    expect(transcript(live)).toBe(before);
    expect(new Date(live.virtualNow).toISOString()).toBe('2026-01-05T09:00:00.000Z');
  });

  test('a second walk beside the first is refused; the first goes on', async () => {
    const live = await sandbox('s');
    await order(live, samples[0] as string);
    const first = advanceAndCheck(live, { until: 'completion' });
    await expect(advanceAndCheck(live, { by: 'P1D' })).rejects.toThrow(/Another advance of this clock is running/);
    expect((await first).steps).toBe(8);
    expect((await advanceAndCheck(live, { by: 'P1D' })).steps).toBe(0);
  });
});

test('each milestone and event happens once, however many ask for it', async () => {
  const live = await sandbox('s');
  const orderId = await order(live, samples[0] as string);
  await Promise.allSettled(Array.from({ length: 20 }, () => advanceAndCheck(live, { until: 'completion' })));
  const ordinals = live.reader.find(events, 'orderId', orderId).map(([, event]) => event.ordinal);
  expect(ordinals).toEqual(ordinals.map((_, at) => at + 1));
});

describe('the setting calendar decides whose working days are counted', () => {
  // The first Monday of August is a bank holiday in Scotland, 13 July in Northern Ireland (the 12th is a Sunday).
  test.each([
    [undefined, '2026-07-10', '2026-07-13', '2026-08-03'],
    ['england-and-wales', '2026-07-10', '2026-07-13', '2026-08-03'],
    ['scotland', '2026-07-10', '2026-07-13', '2026-08-04'],
    ['northern-ireland', '2026-07-10', '2026-07-14', '2026-08-03'],
    ['constructor', '2026-07-10', '2026-07-13', '2026-08-03'],
  ])('%s: advance, from %s to %s', async (division, from, next, inAugust) => {
    const live = await sandbox('calendar', division === undefined ? {} : { calendar: division });
    const day = () => new Date(live.virtualNow).toISOString().slice(0, 10);
    const on = async (request: AdvanceCommand) => advanceClock(live, request, nobody, live.calendar);
    await on({ to: `${from}T08:00:00Z` });
    await on({ by: '1 working day' });
    expect(day()).toBe(next);
    await on({ to: '2026-07-31T08:00:00Z' });
    await on({ by: '1 working day' });
    expect(day()).toBe(inAugust);
  });

  test('and the lead times of orders too', async () => {
    const milestones = async (division: string) => {
      const live = await sandbox('calendar', { calendar: division });
      await advanceAndCheck(live, { to: '2026-07-08T08:00:00Z' });
      await order(live, samples[0] as string);
      const { happened } = await advanceAndCheck(live, { until: 'completion' });
      return happened.filter(({ milestone }) => milestone).map(({ at }) => at);
    };
    const [england, scotland] = [await milestones('england-and-wales'), await milestones('scotland')];
    expect(scotland).toHaveLength(england.length);
    expect(scotland[0]).toBe(england[0]);
    expect(scotland.at(-1)).toBeGreaterThan(england.at(-1) as number);
  });
});

describe('a store that refuses', () => {
  /** One that is set when to refuse, and until when what it takes is not yet kept. */
  function stubborn() {
    const innerStore = createMemoryStore();
    const how = { refuses: false, until: Promise.resolve() };
    const append: Store['append'] = async (id, version, change) => {
      if (how.refuses) throw new StoreRefusedError('no room');
      const { until } = how;
      await innerStore.append(id, version, change);
      await until;
    };
    return { how, store: { ...innerStore, append } };
  }

  test('ends an advance, whose callbacks are not left parked, and which may be gone on with', async () => {
    const { how, store } = stubborn();
    const live = await sandbox('s', {}, store);
    await order(live, samples[0] as string);
    let windows = 0;
    const counted: DeliveryWindows = {
      beginAdvance: () => {
        windows += 1;
        return {
          idle: async () => undefined,
          end: async () => {
            windows -= 1;
            return [];
          },
        };
      },
    };
    how.refuses = true;
    await expect(advanceClock(live, { by: 'P40D', deliver: 'park' }, counted, calendar)).rejects.toThrow('no room');
    expect(windows).toBe(0);
    how.refuses = false;
    await advanceAndCheck(live, { to: '2026-02-14T09:00:00Z' });
    expect(transcript(live)).toBe(
      await runScript('s', [0], (other) => advanceAndCheck(other, { to: '2026-02-14T09:00:00Z' })),
    );
  });

  test('ends an advance however much is due at once: nothing that was rolled back is reported', async () => {
    const { how, store } = stubborn();
    const live = await sandbox('s', {}, store);
    await live.transact((transaction) => {
      for (let n = 0; n < 600; n += 1)
        transaction.schedule(live.virtualNow + 1000, 'delivery-retry', { eventId: `${n}` });
    });
    how.refuses = true;
    const limits = { maxSteps: 2000, maxYears: 10 };
    await expect(advanceClock(live, { by: 'P1D' }, nobody, calendar, limits)).rejects.toThrow('no room');
  });

  test('says so to whose change it was, and nobody reads what is not kept yet', async () => {
    const { how, store } = stubborn();
    const live = await sandbox('s', {}, store);
    let keep = (): void => undefined;
    how.until = new Promise((resolve) => {
      keep = resolve;
    });
    const first = sendRequest(live, 'POST', samples[0]);
    how.refuses = true;
    expect((await sendRequest(live, 'POST', samples[1])).answer.status).toBe(507);
    const emitted: string[] = [];
    const read = sendRequest(live, 'GET').then(({ answer }) => emitted.push(`read ${answer.status}`));
    const waited = live.whenDurable().then(() => emitted.push('kept'));
    for (let tick = 0; tick < 3; tick += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(emitted).toEqual([]);
    keep();
    expect((await first).answer.status).toBe(201);
    await Promise.all([read, waited]);
    expect(emitted.toSorted()).toEqual(['kept', 'read 200']);
  });

  test('to freeze a running clock leaves it running', async () => {
    const { how, store } = stubborn();
    const clock = manualClock();
    const sandboxes = await Sandboxes.open({ store, contract, referenceData, clock, random: systemRandom });
    open.push(sandboxes);
    const real = { mode: 'real', rate: 1 } as const;
    const live = await sandboxes.create({ id: 'a', clientId: 'c', clientSecret: 's', clock: real });
    clock.advanceBy(1000);
    how.refuses = true;
    const { virtualNow } = live;
    await expect(sandboxes.setClock('a', { mode: 'frozen', rate: 1 })).rejects.toThrow('no room');
    clock.advanceBy(5000);
    expect(live.virtualNow - virtualNow).toBe(5000);
  });

  test('to read on after a start is reported, and ends nothing', async () => {
    const innerStore = new Map();
    const first = await sandbox('s', {}, createMemoryStore(innerStore));
    const text = (): string => {
      throw new Error('the disk is gone');
    };
    const documents = new Map<string, unknown>([
      ['1', {}],
      ['2', new LazyDocument({ text }, 0, 1)],
    ]);
    innerStore.get('a').documents.set('quotes', documents);
    const reported: unknown[] = [];
    const store = createMemoryStore(innerStore);
    const onInternalError = (...what: unknown[]) => void reported.push(what);
    const sandboxes = await Sandboxes.open({
      store,
      contract,
      referenceData,
      clock: systemClock,
      random: systemRandom,
      onInternalError,
    });
    open.push(sandboxes);
    for (let tick = 0; tick < 3; tick += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(reported).toEqual([['a document of the store', ['Error: the disk is gone']]]);
    expect(sandboxes.getOrThrow('a').profile.seed).toBe(first.profile.seed);
  });
});
