import type { Answer, Operation, OperationCall } from '#domain/core/call';
import type { JsonObject } from '#domain/core/json';
import type { AgendaEntry, Instant, StateReader, Transaction } from '#domain/core/sandbox-state';
import { listViolations, type Violation } from '#domain/core/violation';
import { refuse } from '#domain/errors/error-catalogue';
import { summarizeViolations } from '#domain/errors/schema-error';
import { applySuspensionLimit, expireOpenAction } from '#domain/product-order/lifecycle/answer-open-action';
import { createOrder } from '#domain/product-order/lifecycle/create-order';
import { applyDueStep } from '#domain/product-order/lifecycle/item-lifecycle';
import {
  findDuplicateExternalId,
  type ItemProgress,
  itemIndexAttributes,
  type OrderDocument,
  type OrderProgress,
  type OrderReferenceData,
  orders,
  progress,
} from '#domain/product-order/order-documents';
import {
  type OrderRequest,
  parseOrder,
  type RequestedItem,
  resolveProducts,
} from '#domain/product-order/request/parse-order';
import { validateOrder } from '#domain/product-order/rules/request-rules';
import { renderOrder } from '#domain/product-order/view/order-view';
import { answerList, parseFields, pickFields, tmfListRules } from '#domain/query/list';
import { applyCancelStep } from './cancel-product-order.ts';

/** Product Order: place, read, list. Bodies have either published shape; the answer has the shape of the request. */

export const createProductOrder: Operation<OrderReferenceData> = (transaction, call, referenceData) => {
  const request = parseOrder(call.body as JsonObject);
  const items = resolveProducts(request, referenceData);
  if (items.length === 0 && request.shapeViolations.length === 0) {
    const violation = { pointer: '/productOrderItem', expected: 'at least one item', rule: 'bt §2.5' };
    return refuse('tmf', 'missingInBody', 'Missing parameter in body: productOrderItem', [violation]);
  }
  const violations = violationsOf(request, items, referenceData, transaction.now);
  if (violations.length > 0) return refuse('tmf', 'invalidInBody', summarizeViolations(violations), violations);
  const duplicate = findDuplicateExternalId(transaction, request.externalId);
  if (duplicate !== undefined) return refuse('tmf', 'conflict', duplicate);
  const { order, orderProgress } = createOrder(transaction, referenceData, request, items);
  return answerWithOrder(transaction, call, order, orderProgress, referenceData);
};

function violationsOf(
  { shape, shapeViolations }: OrderRequest,
  items: readonly RequestedItem[],
  referenceData: OrderReferenceData,
  now: Instant,
): readonly Violation[] {
  return listViolations([shapeViolations, validateOrder({ shape, items, referenceData, now })]);
}

/** What is wrong with an order that its schema refuses already: what can be read of it is held to the rules, too. */
export function findOrderViolations(
  body: JsonObject,
  referenceData: OrderReferenceData,
  now: Instant,
): readonly Violation[] {
  const request = parseOrder(body);
  return violationsOf(request, resolveProducts(request, referenceData), referenceData, now);
}

function answerWithOrder(
  transaction: Transaction,
  call: OperationCall,
  order: OrderDocument,
  orderProgress: OrderProgress,
  referenceData: OrderReferenceData,
): Answer {
  const href = `${call.baseUrl}${call.path.replace(/\/$/, '')}/${order.orderId}`;
  const body = renderOrder(order, orderProgress, referenceData, href);
  const status = transaction.profile.settings.orderStatus === 202 ? 202 : 201;
  return { status, headers: { Location: href }, body, orderId: order.orderId };
}

export const retrieveProductOrder: Operation<OrderReferenceData> = (transaction, call, referenceData) => {
  const id = call.params.id ?? '';
  const order = transaction.get(orders, id);
  const orderProgress = transaction.get(progress, id);
  if (!order || !orderProgress) return refuse('tmf', 'notFound', `No product order is known under ${id}`);
  const body = renderOrder(order, orderProgress, referenceData, `${call.baseUrl}${call.path}`);
  return { status: 200, body: pickFields(body, parseFields(call.query)), orderId: id };
};

export const listProductOrder: Operation<OrderReferenceData> = (transaction, call, referenceData) => {
  const collectionHref = `${call.baseUrl}${call.path.replace(/\/$/, '')}`;
  return answerList<OrderProgress, ItemProgress>(call.query, tmfListRules(call), {
    documents: transaction.values(progress),
    indexes: {
      total: transaction.count(progress),
      count: (path, text) => {
        if (path === 'id') return transaction.get(progress, text) ? 1 : 0;
        if (path === 'externalId') return transaction.countBy(orders, path, text);
        return Object.hasOwn(indexByPath, path)
          ? transaction.countBy(progress, indexByPath[path] as string, text)
          : undefined;
      },
      find: (path, text) => {
        if (path === 'id') return loadProgress(transaction, [text]);
        if (path === 'externalId') return loadProgress(transaction, transaction.keys(orders, path, text));
        return loadProgress(transaction, transaction.keys(progress, indexByPath[path] as string, text));
      },
    },
    quickAttributes: {
      id: ({ orderId }) => orderId,
      externalId: ({ externalId }) => externalId,
      state: ({ state }) => state,
      orderDate: ({ orderDate }) => orderDate,
      completionDate: ({ completionDate }) => completionDate,
      cancellationDate: ({ cancellationDate }) => cancellationDate,
    },
    items: { of: ({ items }) => items, quickAttributes: itemAttributesByPath },
    render: (orderProgress) =>
      renderOrder(
        transaction.get(orders, orderProgress.orderId) as OrderDocument,
        orderProgress,
        referenceData,
        `${collectionHref}/${orderProgress.orderId}`,
      ),
  });
};

/** The index of each attribute that a list can be filtered by. */
const indexByPath: { readonly [path: string]: keyof typeof itemIndexAttributes | 'state' } = {
  state: 'state',
  milestone: 'milestone',
  openAction: 'openAction',
  product: 'product',
  serviceId: 'serviceId',
  ...forBothShapes({ id: 'itemId', state: 'itemState', internalId: 'internalId' }),
};

function forBothShapes<V>(members: { readonly [name: string]: V }): { readonly [path: string]: V } {
  const entries = Object.entries(members);
  return Object.fromEntries(
    ['productOrderItem', 'orderItem'].flatMap((shape) => entries.map(([name, value]) => [`${shape}.${name}`, value])),
  );
}

const itemAttributesByPath = Object.fromEntries(
  Object.entries(indexByPath).flatMap(([path, index]) =>
    index === 'state' ? [] : [[path, itemIndexAttributes[index]]],
  ),
);

function* loadProgress(reader: StateReader, keys: Iterable<string>): Iterable<OrderProgress> {
  for (const key of keys) {
    const orderProgress = reader.get(progress, key);
    if (orderProgress) yield orderProgress;
  }
}

/** Which function applies which agenda entry of the order book. */
export const orderDueHandlers: {
  readonly [kind: string]: (transaction: Transaction, entry: AgendaEntry, referenceData: OrderReferenceData) => void;
} = {
  'order-step': applyDueStep,
  'cancel-step': applyCancelStep,
  'open-action-due': expireOpenAction,
  'suspension-limit': applySuspensionLimit,
};
