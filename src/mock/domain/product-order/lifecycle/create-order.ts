import { InternalError } from '#domain/core/etherbox-error';
import { digitId } from '#domain/core/ids';
import type { Transaction } from '#domain/core/sandbox-state';
import { planSteps } from '#domain/journey/plan';
import { findAsset } from '#domain/product-inventory/asset';
import {
  type ItemProgress,
  type ItemRelation,
  type OrderDocument,
  type OrderProgress,
  type OrderReferenceData,
  orders,
} from '#domain/product-order/order-documents';
import { emitOrderEvent, type OrderUpdate, saveUpdate, startUpdate } from '#domain/product-order/order-update';
import {
  findPairPartner,
  type OrderItemRequest,
  type OrderRequest,
  type RequestedItem,
  rememberParsedOrder,
} from '#domain/product-order/request/parse-order';
import { deriveConditions } from '#domain/product-order/rules/item-conditions';
import { confirmForOrder } from './item-appointment.ts';
import { scheduleNext } from './item-lifecycle.ts';
import { matchSetbacks } from './setback.ts';

/** Stores a valid order: acknowledges every item, emits one event, and applies each item's steps that are due at once. */
export function createOrder(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  request: OrderRequest,
  requestedItems: readonly RequestedItem[],
): { readonly order: OrderDocument; readonly orderProgress: OrderProgress } {
  const { externalId, shape, body } = request;
  const externalIdMember = externalId === undefined ? {} : { externalId };
  const orderId = digitId(8, transaction.profile.seed, 'productOrder', transaction.ordinal('productOrder'));
  const order: OrderDocument = { orderId, shape, submitted: body, ...externalIdMember };
  rememberParsedOrder(request);
  transaction.put(orders, orderId, order);
  const update = startUpdate(transaction, referenceData, {
    orderId,
    ...externalIdMember,
    orderDate: transaction.now,
    state: 'acknowledged',
    stateHistory: [['acknowledged', transaction.now]],
    items: requestedItems.map((item) => createItemProgress(transaction, referenceData, order, item, requestedItems)),
    acceptanceChecked: false,
    eventCount: 0,
  });
  emitOrderEvent(update, 'ProductOrderCreateEvent', undefined, update.items[0]?.milestone);
  for (const itemIndex of update.items.keys()) startItem(update, itemIndex);
  return { order, orderProgress: saveUpdate(update) };
}

/** A journey without delays may have moved, or rejected, the other items already. */
function startItem(update: OrderUpdate, itemIndex: number): void {
  const item = update.items[itemIndex];
  if (item?.state === 'acknowledged' && item.due === undefined) scheduleNext(update, itemIndex);
}

function createItemProgress(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  order: OrderDocument,
  requested: RequestedItem,
  requestedItems: readonly RequestedItem[],
): ItemProgress {
  const { item, journey, rules } = requested;
  const { action } = item;
  if (!journey || !rules || !action) throw new InternalError(`item ${item.id} passed the checks without a journey`);
  const { seed } = transaction.profile;
  const internalId = () => digitId(10, seed, 'productOrderItem', transaction.ordinal('productOrderItem'));
  const children = item.children.length;
  const pair = findPairPartner(requested, requestedItems);
  const {
    conditions,
    setbacks: site,
    eccPence,
    postcode,
  } = deriveConditions(transaction, requested, referenceData, pair);
  const [firstStep, ...remainingSteps] = planSteps(rules, conditions);
  const acknowledgedStep = rules.steps[0];
  const itemProgress: ItemProgress = {
    id: item.id,
    internalId: internalId(),
    ...(children > 0 ? { childIds: Array.from({ length: children }, internalId) } : {}),
    action,
    journey: journey.journey,
    role: journey.role,
    product: requested.product,
    state: 'acknowledged',
    subStatus: acknowledgedStep?.title ?? 'acknowledged',
    ...(acknowledgedStep?.milestone === undefined ? {} : { milestone: acknowledgedStep.milestone }),
    conditions,
    reliesOn: resolveRelations(transaction, item),
    ...(pair === undefined ? {} : { pair }),
    completedSteps: firstStep === undefined ? [] : [[firstStep, transaction.now]],
    remainingSteps,
    ...(item.requiredBy === undefined ? {} : { crd: item.requiredBy }),
    dateChanges: [],
    jeopardies: [],
    ...(item.target === undefined ? {} : { target: findAsset(transaction, item.target)?.serviceId ?? item.target }),
    ...(postcode === undefined ? {} : { postcode }),
    ...(eccPence === undefined ? {} : { eccPence }),
    ...bookAppointment(transaction, order.orderId, item),
  };
  return matchSetbacks(transaction, referenceData, requested, itemProgress, {
    site,
    ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
  });
}

/** A new service relies on what the order says, an installed one on what it relied on before. */
function resolveRelations(
  transaction: Transaction,
  { action, target, reliesOn }: OrderItemRequest,
): readonly ItemRelation[] {
  if (action === 'provide') return reliesOn.map(({ reference: _, ...relation }) => relation);
  return target === undefined ? [] : (findAsset(transaction, target)?.reliesOn ?? []);
}

/** Confirms the appointment that the item names. One that is not free rejects the order when it is checked. */
function bookAppointment(
  transaction: Transaction,
  orderId: string,
  { appointmentId }: OrderItemRequest,
): Partial<ItemProgress> {
  if (appointmentId === undefined) return {};
  const appointmentAt = confirmForOrder(transaction, appointmentId, orderId);
  return appointmentAt === undefined ? { unavailableAppointment: appointmentId } : { appointmentId, appointmentAt };
}
