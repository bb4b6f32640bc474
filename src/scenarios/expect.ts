import { type Difference, differences, different, firstMissing } from './match.ts';
import { type Done, type Play, requestsSince } from './play.ts';
import type { Expectation } from './scenario.ts';
import type { EventSeen, TimelineSeen } from './stage.ts';
import { toldToClient } from './told-client.ts';
import { at } from './values.ts';

/** Everything in which the world is not as a scenario expects it, all of it at once. `aboutNow`: its callbacks, too. */
export async function expectStep(play: Play, expected: Expectation, aboutNow: boolean): Promise<Done> {
  // What is due at this very instant is done and delivered first, so that nothing depends on who was faster.
  if (play.mode !== 'judged') await play.stage.advance({ to: await play.stage.now() });
  const found = [
    ...answerDifferences(play, expected),
    ...(await orderDifferences(play, expected)),
    ...(await eventDifferences(play, expected.events)),
    ...(aboutNow ? await callbackDifferences(play, expected.callbacks) : []),
    ...(await requestDifferences(play, expected.requests)),
    ...Object.entries(expected.saved ?? {}).flatMap(([name, value]) =>
      differences(play.saved.get(name.replace(/^\$/, '')), value, `saved/${name}`),
    ),
  ];
  return found.length > 0 ? { differences: found } : {};
}

function answerDifferences({ last }: Play, { answer }: Expectation): readonly Difference[] {
  if (answer === undefined) return [];
  if (!last) return [different('answer', 'an answer', undefined)];
  const { headers = {}, ...rest } = answer;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return differences(last, { ...rest, headers: lower }, 'answer');
}

const aboutOrder = ['state', 'is', 'milestones', 'told', 'timeline', 'ahead', 'openAction'] as const;

async function orderDifferences(play: Play, expected: Expectation): Promise<readonly Difference[]> {
  if (expected.order === undefined && aboutOrder.every((member) => expected[member] === undefined)) return [];
  const orders = await play.stage.orders();
  const { order: named = play.order } = expected;
  const order = orders.find((one) =>
    typeof named === 'object' ? one.externalId === named.externalId : one.id === named,
  );
  if (!order) return [different('order', named ?? 'an order', `none of ${orders.length} orders`)];
  const line = await play.stage.timeline(order.id);
  return [
    ...(expected.state === undefined ? [] : differences(line.state, expected.state, `order ${order.id}/state`)),
    ...(expected.is === undefined ? [] : differences(order, expected.is, `order ${order.id}`)),
    ...(await lineDifferences(play, line, expected)),
  ];
}

async function lineDifferences(play: Play, line: TimelineSeen, expected: Expectation): Promise<readonly Difference[]> {
  const { orderId } = line;
  const found: Difference[] = [];
  const passed = milestonesOf(line);
  if (expected.milestones) found.push(...differences(passed, expected.milestones, `order ${orderId}/milestones`));
  const inOrder = (name: string, lines: readonly string[], wanted: readonly string[] = []) => {
    const missing = firstMissing(lines, wanted);
    if (missing !== undefined) found.push(different(`order ${orderId}/${name}`, missing, lines));
  };
  const told = line.past.filter(({ kind }) => kind === 'event').map(({ text }) => text);
  inOrder('told', told, expected.told);
  inOrder(
    'timeline',
    line.past.map(({ text }) => text),
    expected.timeline,
  );
  inOrder(
    'ahead',
    line.future.map(({ milestone, text }) => [milestone, text].filter(Boolean).join(': ')),
    expected.ahead,
  );
  if (expected.openAction !== undefined) {
    const open = (await play.stage.openActions()).filter((one) => one.orderId === orderId).map(({ kind }) => kind);
    const got = open.length === 0 ? ['none'] : open;
    if (!got.includes(expected.openAction))
      found.push(different(`order ${orderId}/openAction`, expected.openAction, got));
  }
  return found;
}

/** As they were passed; an order of several items names one once per item. */
function milestonesOf({ past }: TimelineSeen): readonly string[] {
  const passed: string[] = [];
  for (const { milestone, itemId } of past) {
    if (milestone !== undefined) passed.push(`${itemId}/${milestone}`);
  }
  const unique = [...new Set(passed)];
  return unique.map((one) => one.slice(one.indexOf('/') + 1));
}

const ofType = (type: string | undefined) => (eventType: string) =>
  type === undefined || eventType === type || eventType === `ProductOrder${type}Event`;

async function eventDifferences({ stage }: Play, expected: Expectation['events']): Promise<readonly Difference[]> {
  if (!expected) return [];
  const { order, type, state, count, attempts, each } = expected;
  const fits = ofType(type);
  const found = (await stage.events()).filter(
    (one) =>
      fits(one.eventType) &&
      (order === undefined || one.orderId === order) &&
      (state === undefined || one.state === state),
  );
  const tried = found.reduce((sum, one) => sum + one.attempts.length, 0);
  return [
    ...counted(found.length, count, 'events'),
    ...(attempts === undefined ? [] : differences(tried, attempts, 'events/attempts')),
    ...eachOf(found, each, ({ eventId }: EventSeen) => `events/${eventId}`),
  ];
}

async function callbackDifferences(play: Play, expected: Expectation['callbacks']): Promise<readonly Difference[]> {
  if (!expected) return [];
  const { order, type, count, different: distinct, inOrder, told, each, some } = expected;
  const fits = ofType(type);
  const { listener, stage, toldBefore = new Set() } = play;
  const received = listener ? listener.received : toldToClient(await stage.events(), toldBefore, inOrder);
  const found = received.filter(
    ({ body }) =>
      fits(String(at(body, 'eventType'))) && (order === undefined || at(body, 'event.productOrder.id') === order),
  );
  const ids = new Set(found.map(({ body }) => at(body, 'eventId')));
  const times = found.map(({ body }) => Date.parse(String(at(body, 'eventTime')).replace(/\+0000$/, 'Z')));
  const sorted = times.every((time, n) => n === 0 || (times[n - 1] as number) <= time);
  const lines = found.map(({ body }) => toldText(body));
  const missing = firstMissing(lines, told ?? []);
  return [
    ...counted(found.length, count, 'callbacks'),
    ...(distinct === undefined ? [] : differences(ids.size, distinct, 'callbacks/different')),
    ...(inOrder === undefined ? [] : differences(sorted, inOrder, 'callbacks/inOrder')),
    ...(missing === undefined ? [] : [different('callbacks/told', missing, lines)]),
    ...eachOf(found, each, (_, n) => `callbacks/${n}`),
    ...(some === undefined || found.some((one) => differences(one, some, '').length === 0)
      ? []
      : [different('callbacks/some', some, lines)]),
  ];
}

/** `inProgress: Order validated`, as the timeline words it. */
function toldText(body: unknown): string {
  const order = at(body, 'event.productOrder') as { readonly [member: string]: unknown } | undefined;
  const items = (order?.productOrderItem ?? order?.orderItem ?? []) as readonly { readonly subStatus?: string }[];
  return `${String(order?.state)}: ${items.map(({ subStatus }) => subStatus).join(' | ')}`;
}

async function requestDifferences(play: Play, expected: Expectation['requests']): Promise<readonly Difference[]> {
  if (!expected) return [];
  const { operation, status, count, each } = expected;
  const { seen, evicted } = await requestsSince(play);
  if (evicted > 0)
    return [different('requests', 'a journal that still holds everything', `${evicted} entries were evicted`)];
  const found = seen.filter(
    (one) =>
      (operation === undefined || one.operationId === operation) &&
      (status === undefined || differences(one.status, status, '').length === 0),
  );
  return [...counted(found.length, count, 'requests'), ...eachOf(found, each, ({ id }) => `requests/${id}`)];
}

/** At least one, where no number is named. */
function counted(got: number, count: unknown, pointer: string): readonly Difference[] {
  return differences(got, count ?? { atLeast: 1 }, `${pointer}/count`);
}

function eachOf<T>(found: readonly T[], each: object | undefined, pointer: (one: T, n: number) => string) {
  return each === undefined ? [] : found.flatMap((one, n) => differences(one, each, pointer(one, n)));
}
