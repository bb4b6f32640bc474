import type { ObservedEvent, ObservedTimeline } from '#scenarios/drivers/scenario-driver';
import { createDifference, findDifferences, findFirstMissing, type ValueDifference } from '#scenarios/language/match';
import type { Expectation } from '#scenarios/language/scenario';
import { valueAt } from '#scenarios/language/values';
import { listAcknowledgedCallbacks } from './acknowledged-callbacks.ts';
import { requestsSinceStart, type ScenarioRun, type StepOutcome } from './scenario-run.ts';

/** All differences between the sandbox and an expectation of a scenario. `aboutNow` includes the callbacks. */
export async function checkExpectation(
  run: ScenarioRun,
  expected: Expectation,
  isCurrent: boolean,
): Promise<StepOutcome> {
  // Apply and deliver what is due now first, so that the result does not depend on timing.
  if (run.mode !== 'verify') await run.driver.advance({ to: await run.driver.now() });
  const differences = [
    ...findAnswerDifferences(run, expected),
    ...(await findOrderDifferences(run, expected)),
    ...(await findEventDifferences(run, expected.events)),
    ...(isCurrent ? await findCallbackDifferences(run, expected.callbacks) : []),
    ...(await findRequestDifferences(run, expected.requests)),
    ...Object.entries(expected.saved ?? {}).flatMap(([name, value]) =>
      findDifferences(run.saved.get(name.replace(/^\$/, '')), value, `saved/${name}`),
    ),
  ];
  return differences.length > 0 ? { differences: differences } : {};
}

function findAnswerDifferences({ lastAnswer }: ScenarioRun, { answer }: Expectation): readonly ValueDifference[] {
  if (answer === undefined) return [];
  if (!lastAnswer) return [createDifference('answer', 'an answer', undefined)];
  const { headers = {}, ...rest } = answer;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return findDifferences(lastAnswer, { ...rest, headers: lower }, 'answer');
}

const orderMembers = ['state', 'matches', 'milestones', 'notified', 'timeline', 'upcoming', 'openAction'] as const;

async function findOrderDifferences(run: ScenarioRun, expected: Expectation): Promise<readonly ValueDifference[]> {
  if (expected.order === undefined && orderMembers.every((member) => expected[member] === undefined)) return [];
  const orders = await run.driver.orders();
  const { order: orderReference = run.newestOrderId } = expected;
  const order = orders.find((candidate) =>
    typeof orderReference === 'object'
      ? candidate.externalId === orderReference.externalId
      : candidate.id === orderReference,
  );
  if (!order) return [createDifference('order', orderReference ?? 'an order', `none of ${orders.length} orders`)];
  const timeline = await run.driver.timeline(order.id);
  return [
    ...(expected.state === undefined ? [] : findDifferences(timeline.state, expected.state, `order ${order.id}/state`)),
    ...(expected.matches === undefined ? [] : findDifferences(order, expected.matches, `order ${order.id}`)),
    ...(await findTimelineDifferences(run, timeline, expected)),
  ];
}

async function findTimelineDifferences(
  run: ScenarioRun,
  timeline: ObservedTimeline,
  expected: Expectation,
): Promise<readonly ValueDifference[]> {
  const { orderId } = timeline;
  const found: ValueDifference[] = [];
  const passed = passedMilestones(timeline);
  if (expected.milestones) found.push(...findDifferences(passed, expected.milestones, `order ${orderId}/milestones`));
  const checkOrder = (name: string, lines: readonly string[], expectedLines: readonly string[] = []) => {
    const missing = findFirstMissing(lines, expectedLines);
    if (missing !== undefined) found.push(createDifference(`order ${orderId}/${name}`, missing, lines));
  };
  const notified = timeline.past.filter(({ kind }) => kind === 'event').map(({ text }) => text);
  checkOrder('notified', notified, expected.notified);
  checkOrder(
    'timeline',
    timeline.past.map(({ text }) => text),
    expected.timeline,
  );
  checkOrder(
    'upcoming',
    timeline.future.map(({ milestone, text }) => [milestone, text].filter(Boolean).join(': ')),
    expected.upcoming,
  );
  if (expected.openAction !== undefined) {
    const open = (await run.driver.openActions())
      .filter((openAction) => openAction.orderId === orderId)
      .map(({ kind }) => kind);
    const openKinds = open.length === 0 ? ['none'] : open;
    if (!openKinds.includes(expected.openAction))
      found.push(createDifference(`order ${orderId}/openAction`, expected.openAction, openKinds));
  }
  return found;
}

/** Milestones in the order in which they were passed; an order of several items passes one once per item. */
function passedMilestones({ past }: ObservedTimeline): readonly string[] {
  const passed: string[] = [];
  for (const { milestone, itemId } of past) {
    if (milestone !== undefined) passed.push(`${itemId}/${milestone}`);
  }
  const unique = [...new Set(passed)];
  return unique.map((itemMilestone) => itemMilestone.slice(itemMilestone.indexOf('/') + 1));
}

const eventTypeFilter = (type: string | undefined) => (eventType: string) =>
  type === undefined || eventType === type || eventType === `ProductOrder${type}Event`;

async function findEventDifferences(
  { driver }: ScenarioRun,
  expected: Expectation['events'],
): Promise<readonly ValueDifference[]> {
  if (!expected) return [];
  const { order, type, state, count, attempts, each } = expected;
  const isOfType = eventTypeFilter(type);
  const matching = (await driver.events()).filter(
    (event) =>
      isOfType(event.eventType) &&
      (order === undefined || event.orderId === order) &&
      (state === undefined || event.state === state),
  );
  const attemptCount = matching.reduce((sum, event) => sum + event.attempts.length, 0);
  return [
    ...countDifferences(matching.length, count, 'events'),
    ...(attempts === undefined ? [] : findDifferences(attemptCount, attempts, 'events/attempts')),
    ...findDifferencesInEach(matching, each, ({ eventId }: ObservedEvent) => `events/${eventId}`),
  ];
}

async function findCallbackDifferences(
  run: ScenarioRun,
  expected: Expectation['callbacks'],
): Promise<readonly ValueDifference[]> {
  if (!expected) return [];
  const { order, type, count, different: distinct, inOrder, notified, each, some } = expected;
  const isOfType = eventTypeFilter(type);
  const { listener, driver, preparationEventIds = new Set() } = run;
  const received = listener
    ? listener.received
    : listAcknowledgedCallbacks(await driver.events(), preparationEventIds, inOrder);
  const matching = received.filter(
    ({ body }) =>
      isOfType(String(valueAt(body, 'eventType'))) &&
      (order === undefined || valueAt(body, 'event.productOrder.id') === order),
  );
  const ids = new Set(matching.map(({ body }) => valueAt(body, 'eventId')));
  const times = matching.map(({ body }) => Date.parse(String(valueAt(body, 'eventTime')).replace(/\+0000$/, 'Z')));
  const sorted = times.every((time, n) => n === 0 || (times[n - 1] as number) <= time);
  const lines = matching.map(({ body }) => describeNotification(body));
  const missing = findFirstMissing(lines, notified ?? []);
  return [
    ...countDifferences(matching.length, count, 'callbacks'),
    ...(distinct === undefined ? [] : findDifferences(ids.size, distinct, 'callbacks/different')),
    ...(inOrder === undefined ? [] : findDifferences(sorted, inOrder, 'callbacks/inOrder')),
    ...(missing === undefined ? [] : [createDifference('callbacks/notified', missing, lines)]),
    ...findDifferencesInEach(matching, each, (_, n) => `callbacks/${n}`),
    ...(some === undefined || matching.some((callback) => findDifferences(callback, some, '').length === 0)
      ? []
      : [createDifference('callbacks/some', some, lines)]),
  ];
}

/** `inProgress: Order validated`, in the words of the timeline. */
function describeNotification(body: unknown): string {
  const order = valueAt(body, 'event.productOrder') as { readonly [member: string]: unknown } | undefined;
  const items = (order?.productOrderItem ?? order?.orderItem ?? []) as readonly { readonly subStatus?: string }[];
  return `${String(order?.state)}: ${items.map(({ subStatus }) => subStatus).join(' | ')}`;
}

async function findRequestDifferences(
  run: ScenarioRun,
  expected: Expectation['requests'],
): Promise<readonly ValueDifference[]> {
  if (!expected) return [];
  const { operation, status, count, each } = expected;
  const { seen, evicted } = await requestsSinceStart(run);
  if (evicted > 0) return [createDifference('requests', 'a complete journal', `${evicted} entries were evicted`)];
  const matching = seen.filter(
    (request) =>
      (operation === undefined || request.operationId === operation) &&
      (status === undefined || findDifferences(request.status, status, '').length === 0),
  );
  return [
    ...countDifferences(matching.length, count, 'requests'),
    ...findDifferencesInEach(matching, each, ({ id }) => `requests/${id}`),
  ];
}

/** Without a number, at least one is expected. */
function countDifferences(got: number, count: unknown, pointer: string): readonly ValueDifference[] {
  return findDifferences(got, count ?? { atLeast: 1 }, `${pointer}/count`);
}

function findDifferencesInEach<T>(
  found: readonly T[],
  each: object | undefined,
  pointer: (one: T, n: number) => string,
) {
  return each === undefined ? [] : found.flatMap((one, n) => findDifferences(one, each, pointer(one, n)));
}
