import { InternalError } from '#domain/core/etherbox-error';
import type { Json, JsonObject } from '#domain/core/json';
import type { StateReader } from '#domain/core/sandbox-state';
import {
  type ItemProgress,
  type OrderDocument,
  type OrderProgress,
  orders,
  progress,
} from '#domain/product-order/order-documents';
import { itemRequestOf, type OrderItemRequest, parseStoredOrder } from '#domain/product-order/request/parse-order';
import { renderOrderError } from '#domain/product-order/view/order-view';
import type { EventDocument, ItemFacts } from '#domain/timeline/event';

/**
 * The body of a notification, in the shape of the order, built from the order and the facts of the event's instant: every
 * attempt sends the same bytes. Throws an Error where the order is not stored. Source: BT's siblings; the older shape is
 * inferred.
 */
export function renderEvent(reader: StateReader, event: EventDocument): JsonObject {
  const order = reader.get(orders, event.orderId);
  const orderProgress = reader.get(progress, event.orderId);
  if (!order || !orderProgress) throw new InternalError(`event ${event.eventId} names an order that is not stored`);
  return buildEventPayload(order, orderProgress, event);
}

/** As {@link renderEvent}, from documents that the caller has. */
export function buildEventPayload(
  order: OrderDocument,
  orderProgress: OrderProgress,
  event: EventDocument,
): JsonObject {
  const { facts } = event;
  const { relatedParties } = parseStoredOrder(order);
  const items = orderProgress.items.map((item, itemIndex) =>
    renderEventItem(item, facts.items[itemIndex] as ItemFacts, itemRequestOf(order, itemIndex), order.shape),
  );
  return {
    eventId: event.eventId,
    eventTime: new Date(event.occurredAt).toISOString(),
    eventType: event.eventType,
    event: {
      productOrder: {
        id: order.orderId,
        ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
        state: facts.state,
        orderDate: new Date(orderProgress.orderDate).toISOString(),
        ...(facts.completionDate === undefined ? {} : { completionDate: new Date(facts.completionDate).toISOString() }),
        errorMessage: facts.items.flatMap(({ errors = [] }) => errors.map(renderOrderError)),
        [order.shape]: items,
        ...(relatedParties.length > 0 ? { relatedParty: relatedParties } : {}),
        '@type': 'BTProductOrder',
      },
    },
  };
}

function renderItemDates({ crd, cdd, cpd }: ItemFacts): JsonObject {
  return {
    ...(crd === undefined ? {} : { customerRequiredDate: new Date(crd).toISOString() }),
    ...(cdd === undefined ? {} : { contractualDeliveryDate: new Date(cdd).toISOString() }),
    ...(cpd === undefined ? {} : { customerPromisedDate: new Date(cpd).toISOString() }),
  };
}

function renderAppointmentRef({ appointmentId, appointmentAt }: ItemFacts): JsonObject {
  if (appointmentAt === undefined) return {};
  const id = appointmentId === undefined ? {} : { id: appointmentId };
  return { appointment: { ...id, appointmentStart: new Date(appointmentAt).toISOString(), '@type': 'AppointmentRef' } };
}

function renderEventItem(item: ItemProgress, facts: ItemFacts, requested: OrderItemRequest, shape: string): Json {
  const submittedAction = requested.body.action ?? 'add';
  const children = requested.children.map((child, n) => ({
    id: child.id ?? `${item.id}.${n + 1}`,
    ...(item.childIds?.[n] === undefined ? {} : { internalId: item.childIds[n] }),
    action: child.action ?? submittedAction,
    state: facts.state,
    subStatus: facts.subStatus,
    product: { id: child.productName ?? '', '@type': 'BTProductRefOrValue' },
    '@type': 'BTProductOrderItem',
  }));
  return {
    id: item.id,
    internalId: item.internalId,
    action: submittedAction,
    state: facts.state,
    subStatus: facts.subStatus,
    ...(facts.milestone === undefined ? {} : { milestone: facts.milestone }),
    ...renderItemDates(facts),
    ...renderAppointmentRef(facts),
    product: {
      id: facts.assetId ?? item.product,
      productOffering: { id: item.product },
      ...(facts.serviceId === undefined ? {} : { customerFacingServiceId: { value: facts.serviceId } }),
      ...(facts.pairId === undefined ? {} : { diversePairId: facts.pairId }),
      '@type': 'BTProductRefOrValue',
    },
    ...(facts.errors === undefined ? {} : { errorMessage: facts.errors.map(renderOrderError) }),
    ...(children.length > 0 ? { [shape]: children } : {}),
    '@type': 'BTProductOrderItem',
  };
}
