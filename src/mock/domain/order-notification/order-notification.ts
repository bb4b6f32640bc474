import type { OrderError } from '../product-order/journey.ts';
import { childrenOf, itemsOf, objects, productNames, text } from '../product-order/order-body.ts';
import {
  type EventDocument,
  type ItemFacts,
  type ItemProgress,
  type JsonObject,
  type OrderDocument,
  orders,
  type ProgressDocument,
  progress,
} from '../product-order/order-documents.ts';
import type { Json, Reader } from '../sandbox.ts';

export type { EventDocument, EventType } from '../product-order/order-documents.ts';
export { events } from '../product-order/order-documents.ts';

/**
 * The body of a notification, in the shape the order came in, made from the order and the facts of the event's instant:
 * it is the same however often and however late it is sent. Source: BT's siblings; the older shape is inferred.
 */
export function renderEvent(reader: Reader, event: EventDocument): JsonObject {
  const order = reader.get(orders, event.orderId);
  const standing = reader.get(progress, event.orderId);
  if (!order || !standing) throw new Error(`event ${event.eventId} tells of an order that is not kept`);
  return eventPayload(order, standing, event);
}

/** The same from the documents. */
export function eventPayload(order: OrderDocument, standing: ProgressDocument, event: EventDocument): JsonObject {
  const { facts } = event;
  const submitted = itemsOf(order.submitted);
  const items = standing.items.map((item, at) =>
    renderItem(item, facts.items[at] as ItemFacts, submitted[at] ?? {}, order.shape),
  );
  const parties = objects(order.submitted.relatedParty);
  return {
    eventId: event.eventId,
    eventTime: new Date(event.at).toISOString(),
    eventType: event.eventType,
    event: {
      productOrder: {
        id: order.orderId,
        ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
        state: facts.state,
        orderDate: new Date(standing.orderDate).toISOString(),
        ...(facts.completionDate === undefined ? {} : { completionDate: new Date(facts.completionDate).toISOString() }),
        errorMessage: facts.items.flatMap(({ errors = [] }) => errors.map(errorOf)),
        [order.shape]: items,
        ...(parties.length > 0 ? { relatedParty: parties } : {}),
        '@type': 'BTProductOrder',
      },
    },
  };
}

export function errorOf({ code, reason, message }: OrderError): JsonObject {
  return { code, reason, message };
}

function dates({ crd, cdd, cpd }: ItemFacts): JsonObject {
  return {
    ...(crd === undefined ? {} : { customerRequiredDate: new Date(crd).toISOString() }),
    ...(cdd === undefined ? {} : { contractualDeliveryDate: new Date(cdd).toISOString() }),
    ...(cpd === undefined ? {} : { customerPromisedDate: new Date(cpd).toISOString() }),
  };
}

function appointment({ appointmentId, appointmentAt }: ItemFacts): JsonObject {
  if (appointmentAt === undefined) return {};
  const id = appointmentId === undefined ? {} : { id: appointmentId };
  return { appointment: { ...id, appointmentStart: new Date(appointmentAt).toISOString(), '@type': 'AppointmentRef' } };
}

function renderItem(item: ItemProgress, facts: ItemFacts, submitted: JsonObject, shape: string): Json {
  const children = childrenOf(submitted).map((child, n) => ({
    id: text(child, 'id') ?? `${item.id}.${n + 1}`,
    ...(item.childIds?.[n] === undefined ? {} : { internalId: item.childIds[n] }),
    action: text(child, 'action') ?? submitted.action ?? 'add',
    state: facts.state,
    subStatus: facts.subStatus,
    product: { id: productNames(child)[0] ?? '', '@type': 'BTProductRefOrValue' },
    '@type': 'BTProductOrderItem',
  }));
  return {
    id: item.id,
    internalId: item.internalId,
    action: submitted.action ?? 'add',
    state: facts.state,
    subStatus: facts.subStatus,
    ...(facts.milestone === undefined ? {} : { milestone: facts.milestone }),
    ...dates(facts),
    ...appointment(facts),
    product: {
      id: facts.assetId ?? item.product,
      productOffering: { id: item.product },
      ...(facts.serviceId === undefined ? {} : { customerFacingServiceId: { value: facts.serviceId } }),
      ...(facts.pairId === undefined ? {} : { diversePairId: facts.pairId }),
      '@type': 'BTProductRefOrValue',
    },
    ...(facts.errors === undefined ? {} : { errorMessage: facts.errors.map(errorOf) }),
    ...(children.length > 0 ? { [shape]: children } : {}),
    '@type': 'BTProductOrderItem',
  };
}
