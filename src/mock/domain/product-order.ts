import type { Call, Operation } from './call.ts';
import { digitId } from './ids.ts';
import { plan } from './journey.ts';
import { answerList, pickFields, readFields, tmfList } from './listing.ts';
import { type AskedItem, childCount, readAsked } from './order-asked.ts';
import { characteristic, shapeOf, text } from './order-body.ts';
import { faultsOf } from './order-checks.ts';
import {
  type ItemProgress,
  type JsonObject,
  type OrderDocument,
  type OrderGround,
  orders,
  type ProgressDocument,
  progress,
} from './order-documents.ts';
import { renderOrder } from './order-render.ts';
import { beginTurn, closeTurn, type Turn, tell } from './order-turn.ts';
import { goOn, takeDueStep } from './order-walk.ts';
import { type Answer, refuse } from './problem.ts';
import type { AgendaEntry, Reader, World } from './sandbox.ts';

/** Product Order: place, read, list. Bodies in both published shapes; an order is answered in the shape it came in. */

const ordersPerSandbox = 250_000;

export const createProductOrder: Operation<OrderGround> = (world, call, ground) => {
  const body = call.body as JsonObject;
  const items = readAsked(body, ground);
  const faults = faultsOf({ items, ground, now: world.now });
  if (faults.length > 0) {
    const told = faults.slice(0, 10).map(({ pointer, expected }) => `${pointer}: ${expected}`);
    return refuse('tmf', 'invalidInBody', told.join('; '), faults);
  }
  if (world.count(progress) >= ordersPerSandbox) {
    return refuse('tmf', 'sandboxFull', `A sandbox keeps at most ${ordersPerSandbox} orders`);
  }
  const externalId = text(body, 'externalId');
  if (externalId !== undefined && world.profile.settings.duplicateExternalId === 'reject') {
    const [known] = world.find(orders, 'externalId', externalId);
    if (known) return refuse('tmf', 'conflict', `externalId ${externalId} is order ${known[0]} already`);
  }
  const order = storeOrder(world, body, externalId);
  const standing = begin(world, ground, order, items);
  return answer(world, call, order, standing, ground);
};

function storeOrder(world: World, body: JsonObject, externalId: string | undefined): OrderDocument {
  const orderId = digitId(8, world.profile.seed, 'productOrder', world.ordinal('productOrder'));
  const order: OrderDocument = {
    orderId,
    shape: shapeOf(body),
    submitted: body,
    ...(externalId === undefined ? {} : { externalId }),
  };
  world.put(orders, orderId, order);
  return order;
}

/** Every item is acknowledged, one event says so, and each goes on as far as its first wait. */
function begin(world: World, ground: OrderGround, order: OrderDocument, asked: readonly AskedItem[]): ProgressDocument {
  const turn = beginTurn(world, ground, {
    orderId: order.orderId,
    ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
    orderDate: world.now,
    state: 'acknowledged',
    states: [['acknowledged', world.now]],
    items: asked.map((item) => beginItem(world, item, asked)),
    checked: false,
    told: 0,
  });
  tell(turn, 'ProductOrderCreateEvent');
  for (const at of turn.items.keys()) startWalking(turn, at);
  return closeTurn(turn);
}

/** A zero-delay journey of one item may have taken, or rejected, the others already. */
function startWalking(turn: Turn, at: number): void {
  const item = turn.items[at];
  if (item?.state === 'acknowledged' && item.due === undefined) goOn(turn, at);
}

function beginItem(world: World, asked: AskedItem, all: readonly AskedItem[]): ItemProgress {
  const { journey, rules, action } = asked;
  if (!journey || !rules || !action) throw new Error(`item ${asked.id} passed the checks without a journey`);
  const { seed } = world.profile;
  const internalId = () => digitId(10, seed, 'productOrderItem', world.ordinal('productOrderItem'));
  const children = childCount(asked.body);
  const pair = partnerOf(asked, all);
  const circumstances = pair === undefined ? [] : ['rao2'];
  const [first, ...ahead] = plan(rules, circumstances);
  const acknowledged = rules.steps[0];
  return {
    id: asked.id,
    internalId: internalId(),
    ...(children > 0 ? { childIds: Array.from({ length: children }, internalId) } : {}),
    action,
    journey: journey.journey,
    role: journey.role,
    product: asked.product,
    state: 'acknowledged',
    subStatus: acknowledged?.title ?? 'acknowledged',
    ...(acknowledged?.milestone === undefined ? {} : { milestone: acknowledged.milestone }),
    circumstances,
    reliesOn: asked.reliesOn.map(({ named: _, ...relation }) => relation),
    ...(pair === undefined ? {} : { pair }),
    taken: first === undefined ? [] : [[first, world.now]],
    ahead,
    ...(asked.requiredBy === undefined ? {} : { crd: asked.requiredBy }),
    dateChanges: [],
    jeopardies: [],
    ...(asked.target === undefined ? {} : { target: asked.target }),
  };
}

/** The diverse Etherways of an order belong together two by two, in the order they are listed. */
export function partnerOf(asked: AskedItem, all: readonly AskedItem[]): number | undefined {
  const diverse = all.filter(isDiverse).map(({ at }) => at);
  const place = diverse.indexOf(asked.at);
  return place < 0 ? undefined : diverse[place % 2 === 0 ? place + 1 : place - 1];
}

export function isDiverse({ journey, action, body }: AskedItem): boolean {
  return (
    journey?.pairId !== undefined &&
    action === 'provide' &&
    (characteristic(body, 'ResilienceOption')?.toUpperCase().startsWith('RAO2') ?? false)
  );
}

function answer(
  world: World,
  call: Call,
  order: OrderDocument,
  standing: ProgressDocument,
  ground: OrderGround,
): Answer {
  const href = `${call.baseUrl}${call.path.replace(/\/$/, '')}/${order.orderId}`;
  const body = renderOrder(order, standing, ground, href);
  const status = world.profile.settings.orderStatus === 202 ? 202 : 201;
  return { status, headers: { Location: href }, body, orderId: order.orderId };
}

export const retrieveProductOrder: Operation<OrderGround> = (world, call, ground) => {
  const id = call.params.id ?? '';
  const order = world.get(orders, id);
  const standing = world.get(progress, id);
  if (!order || !standing) return refuse('tmf', 'notFound', `No product order is known under ${id}`);
  const body = renderOrder(order, standing, ground, `${call.baseUrl}${call.path}`);
  return { status: 200, body: pickFields(body, readFields(call.query)), orderId: id };
};

export const listProductOrder: Operation<OrderGround> = (world, call, ground) => {
  const collectionHref = `${call.baseUrl}${call.path.replace(/\/$/, '')}`;
  return answerList(call.query, tmfList, {
    documents: candidates(world, call),
    quick: {
      id: ({ orderId }) => orderId,
      externalId: ({ externalId }) => externalId,
      state: ({ state }) => state,
      orderDate: ({ orderDate }) => new Date(orderDate).toISOString(),
      completionDate: ({ completionDate }) =>
        completionDate === undefined ? undefined : new Date(completionDate).toISOString(),
      milestone: ({ items }) => items.map((item) => item.milestone),
      openAction: ({ items }) => items.map((item) => item.openAction?.kind),
      product: ({ items }) => items.map((item) => item.product),
    },
    render: (standing) =>
      renderOrder(
        world.get(orders, standing.orderId) as OrderDocument,
        standing,
        ground,
        `${collectionHref}/${standing.orderId}`,
      ),
  });
};

/** An id or external id that is named leads to its orders without looking at the others. */
function candidates(reader: Reader, { query }: Call): Iterable<ProgressDocument> {
  const named = (name: string) => {
    const [value, ...more] = query[name] ?? [];
    return value !== undefined && more.length === 0 && /^[^,;"]+$/.test(value) ? value : undefined;
  };
  const id = named('id');
  if (id !== undefined) return [reader.get(progress, id)].filter((found) => found !== undefined);
  const externalId = named('externalId');
  if (externalId === undefined) return standings(reader);
  return reader
    .find(orders, 'externalId', externalId)
    .map(([orderId]) => reader.get(progress, orderId))
    .filter((found) => found !== undefined);
}

function* standings(reader: Reader): Iterable<ProgressDocument> {
  for (const [, standing] of reader.list(progress)) yield standing;
}

/** Which function applies which agenda entry of the order book. */
export const orderDueHandlers: {
  readonly [kind: string]: (world: World, entry: AgendaEntry, ground: OrderGround) => void;
} = {
  'order-step': takeDueStep,
};
