import type { Call, Operation } from '../call.ts';
import { answerList, pickFields, readFields, tmfList } from '../listing.ts';
import { type Answer, refuse } from '../problem.ts';
import type { AgendaEntry, Reader, World } from '../sandbox.ts';
import { cancelStep } from './cancel-product-order.ts';
import { openActionDue, suspensionLimitReached } from './open-action-answer.ts';
import { readAsked } from './order-asked.ts';
import { beginOrder } from './order-begin.ts';
import { bothShapes, text } from './order-body.ts';
import { faultsOf } from './order-checks.ts';
import {
  type ItemProgress,
  itemAttributes,
  type JsonObject,
  notTheOnlyOne,
  type OrderDocument,
  type OrderGround,
  orders,
  type ProgressDocument,
  progress,
} from './order-documents.ts';
import { renderOrder } from './order-render.ts';
import { takeDueStep } from './order-walk.ts';

/** Product Order: place, read, list. Bodies in both published shapes; an order is answered in the shape it came in. */

export const createProductOrder: Operation<OrderGround> = (world, call, ground) => {
  const body = call.body as JsonObject;
  const [twoShapes] = bothShapes(body);
  if (twoShapes) return refuse('tmf', 'invalidInBody', `${twoShapes.pointer}: ${twoShapes.expected}`, [twoShapes]);
  const items = readAsked(body, ground);
  if (items.length === 0) {
    const fault = { pointer: '/productOrderItem', expected: 'at least one item', rule: 'bt §2.5' };
    return refuse('tmf', 'missingInBody', 'Missing parameter in body: productOrderItem', [fault]);
  }
  const faults = faultsOf({ items, ground, now: world.now });
  if (faults.length > 0) {
    const told = faults.slice(0, 10).map(({ pointer, expected }) => `${pointer}: ${expected}`);
    return refuse('tmf', 'invalidInBody', told.join('; '), faults);
  }
  const twice = notTheOnlyOne(world, text(body, 'externalId'));
  if (twice !== undefined) return refuse('tmf', 'conflict', twice);
  const { order, standing } = beginOrder(world, ground, body, items);
  return answer(world, call, order, standing, ground);
};

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
  return answerList<ProgressDocument, ItemProgress>(call.query, tmfList(call), {
    documents: world.values(progress),
    indexes: {
      total: world.count(progress),
      count: (path, text) => {
        if (path === 'id') return world.get(progress, text) ? 1 : 0;
        if (path === 'externalId') return world.countBy(orders, path, text);
        return Object.hasOwn(indexOf, path) ? world.countBy(progress, indexOf[path] as string, text) : undefined;
      },
      find: (path, text) => {
        if (path === 'id') return standingsOf(world, [text]);
        if (path === 'externalId') return standingsOf(world, world.keys(orders, path, text));
        return standingsOf(world, world.keys(progress, indexOf[path] as string, text));
      },
    },
    quick: {
      id: ({ orderId }) => orderId,
      externalId: ({ externalId }) => externalId,
      state: ({ state }) => state,
      orderDate: ({ orderDate }) => orderDate,
      completionDate: ({ completionDate }) => completionDate,
      cancellationDate: ({ cancellationDate }) => cancellationDate,
    },
    items: { of: ({ items }) => items, quick: quickItemAttributes },
    render: (standing) =>
      renderOrder(
        world.get(orders, standing.orderId) as OrderDocument,
        standing,
        ground,
        `${collectionHref}/${standing.orderId}`,
      ),
  });
};

/** Under which index orders are found by an attribute. */
const indexOf: { readonly [path: string]: keyof typeof itemAttributes | 'state' } = {
  state: 'state',
  milestone: 'milestone',
  openAction: 'openAction',
  product: 'product',
  serviceId: 'serviceId',
  ...ofEitherShape({ id: 'itemId', state: 'itemState', internalId: 'internalId' }),
};

function ofEitherShape<V>(members: { readonly [name: string]: V }): { readonly [path: string]: V } {
  const named = Object.entries(members);
  return Object.fromEntries(
    ['productOrderItem', 'orderItem'].flatMap((shape) => named.map(([name, value]) => [`${shape}.${name}`, value])),
  );
}

const quickItemAttributes = Object.fromEntries(
  Object.entries(indexOf).flatMap(([path, index]) => (index === 'state' ? [] : [[path, itemAttributes[index]]])),
);

function* standingsOf(reader: Reader, keys: Iterable<string>): Iterable<ProgressDocument> {
  for (const key of keys) {
    const standing = reader.get(progress, key);
    if (standing) yield standing;
  }
}

/** Which function applies which agenda entry of the order book. */
export const orderDueHandlers: {
  readonly [kind: string]: (world: World, entry: AgendaEntry, ground: OrderGround) => void;
} = {
  'order-step': takeDueStep,
  'cancel-step': cancelStep,
  'open-action-due': openActionDue,
  'suspension-limit': suspensionLimitReached,
};
