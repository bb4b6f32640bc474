import { formatIsoUtc } from '#domain/calendar/working-time';
import type { JsonObject } from '#domain/core/json';
import { LruCache } from '#domain/core/lru-cache';
import type { Instant } from '#domain/core/sandbox-state';
import { isEnded } from '#domain/journey/item-state';
import type { OrderError } from '#domain/journey/journey';
import { knownSteps, projectDates, resolveStep } from '#domain/product-order/order-dates';
import type {
  DateChange,
  ItemProgress,
  OrderDocument,
  OrderProgress,
  OrderReferenceData,
} from '#domain/product-order/order-documents';
import { itemRequestOf, type OrderItemRequest } from '#domain/product-order/request/parse-order';

/**
 * An order as the API returns it: what was submitted, with the progress added, in the shape of the request. Milestones
 * and jeopardies have the forms of TMF622 v5; BT publishes neither.
 */

/** Valid for this reference data only: planned dates depend on its calendar, which a setting can change. */
interface CachedOrder {
  readonly referenceData: OrderReferenceData;
  readonly href: string;
  readonly body: JsonObject;
}

const orderCache = new LruCache<OrderProgress, CachedOrder>(500);

/** The same progress gives the same object, so that the engine checks it against the specification once. */
export function renderOrder(
  order: OrderDocument,
  orderProgress: OrderProgress,
  referenceData: OrderReferenceData,
  href: string,
): JsonObject {
  const cached = orderCache.get(orderProgress);
  if (cached?.href === href && cached.referenceData === referenceData) return cached.body;
  const body = buildOrderBody(order, orderProgress, referenceData, href);
  orderCache.set(orderProgress, { referenceData, href, body });
  return body;
}

const isoCache = new LruCache<Instant, string>(2000);

/** A frozen clock, and the working days planned from it, give few different instants. */
function cachedIso(instant: Instant): string {
  const cached = isoCache.get(instant);
  if (cached !== undefined) return cached;
  const text = formatIsoUtc(instant);
  isoCache.set(instant, text);
  return text;
}

type MutableJson = Record<string, unknown>;

/** Sets member by member: an order is the largest object built per request, and each spread would copy it. */
function buildOrderBody(
  order: OrderDocument,
  orderProgress: OrderProgress,
  referenceData: OrderReferenceData,
  href: string,
): JsonObject {
  const { items, state } = orderProgress;
  const body: MutableJson = { ...order.submitted };
  body.id = order.orderId;
  body.href = href;
  body['@type'] ??= 'btProductOrder';
  body.state = state;
  body.orderDate = cachedIso(orderProgress.orderDate);
  const promise = isEnded(state) ? undefined : latestPromise(items);
  if (promise !== undefined) body.expectedCompletionDate = cachedIso(promise);
  if (orderProgress.completionDate !== undefined) body.completionDate = cachedIso(orderProgress.completionDate);
  if (orderProgress.cancellationDate !== undefined) body.cancellationDate = cachedIso(orderProgress.cancellationDate);
  body[order.shape] = items.map((item, itemIndex) =>
    renderOrderItem(item, itemRequestOf(order, itemIndex), order.shape),
  );
  if (order.notes && order.notes.length > 0) body.note = order.notes;
  const errors = items.flatMap((item) => (item.errors ?? []).map(renderOrderError));
  if (errors.length > 0) body.errorMessage = errors;
  const milestones: MutableJson[] = [];
  for (let itemIndex = 0; itemIndex < items.length; itemIndex += 1)
    addMilestones(milestones, referenceData, items, itemIndex);
  if (milestones.length > 0) body.productOrderMilestone = milestones;
  const jeopardies = items.flatMap(renderJeopardies);
  if (jeopardies.length > 0) body.productOrderJeopardyAlert = jeopardies;
  body.stateChange = orderProgress.stateHistory.map(([reached, reachedAt]) => ({
    state: reached,
    changeDate: cachedIso(reachedAt),
  }));
  return body as JsonObject;
}

function latestPromise(items: readonly ItemProgress[]): Instant | undefined {
  let latest: Instant | undefined;
  for (const { cpd } of items) if (cpd !== undefined && (latest === undefined || cpd > latest)) latest = cpd;
  return latest;
}

function renderOrderItem(item: ItemProgress, requested: OrderItemRequest, shape: string): JsonObject {
  const { state, subStatus } = item;
  const body: MutableJson = { ...requested.body };
  body.internalId = item.internalId;
  body.state = state;
  body.subStatus = subStatus;
  if (item.milestone !== undefined) body.milestone = item.milestone;
  if (item.crd !== undefined) body.customerRequiredDate = cachedIso(item.crd);
  if (item.cdd !== undefined) body.contractualDeliveryDate = cachedIso(item.cdd);
  if (item.cpd !== undefined) body.customerPromisedDate = cachedIso(item.cpd);
  if (item.dateChanges.length > 0) body.dateChange = item.dateChanges.map(renderDateChange);
  if (item.openAction) {
    const { id, kind, due } = item.openAction;
    body.openAction = [{ id, kind, dueDate: cachedIso(due) }];
  }
  if (item.appointmentAt !== undefined) body.appointment = renderItemAppointment(item, requested.body.appointment);
  body.product = renderItemProduct(item, requested.productBody);
  if (item.errors) body.errorMessage = item.errors.map(renderOrderError);
  const { children } = requested;
  if (children.length > 0) {
    body[shape] = children.map((child, n) => {
      const internalId = item.childIds?.[n];
      return { ...child.body, ...(internalId === undefined ? {} : { internalId }), state, subStatus };
    });
  }
  return body as JsonObject;
}

/** The appointment as booked now, which an amend or the supplier may have changed. */
function renderItemAppointment({ appointmentId, appointmentAt }: ItemProgress, submitted: unknown): MutableJson {
  const base = typeof submitted === 'object' && submitted !== null ? submitted : { '@type': 'AppointmentRef' };
  const appointment: MutableJson = { ...base, appointmentStart: cachedIso(appointmentAt as Instant) };
  if (appointmentId !== undefined) appointment.id = appointmentId;
  return appointment;
}

function renderDateChange({ changedAt, date, from, to, reason }: DateChange): MutableJson {
  return {
    changeDate: cachedIso(changedAt),
    date,
    ...(from === undefined ? {} : { from: cachedIso(from) }),
    to: cachedIso(to),
    reason,
  };
}

function renderItemProduct(item: ItemProgress, submitted: JsonObject | undefined): MutableJson {
  const product: MutableJson = { ...submitted };
  const service = item.serviceId ?? item.target;
  if (service !== undefined) product.customerFacingServiceId = { value: service };
  if (item.assetId !== undefined) product.assetId = item.assetId;
  if (item.pairId !== undefined) product.diversePairId = item.pairId;
  return product;
}

/** Milestones reached, and those to come, with their planned dates where known. */
function addMilestones(
  to: MutableJson[],
  referenceData: OrderReferenceData,
  items: readonly ItemProgress[],
  itemIndex: number,
): void {
  const item = items[itemIndex] as ItemProgress;
  const productOrderItem = [{ productOrderItemId: item.id }];
  let n = 0;
  const addMilestone = (reference: string, reachedAt: Instant | undefined, status: string): void => {
    const { milestone, title } = resolveStep(referenceData, item, reference);
    if (milestone === undefined) return;
    n += 1;
    const one: MutableJson = { id: `${item.internalId}-${n}`, name: milestone, description: title };
    if (reachedAt !== undefined) one.milestoneDate = cachedIso(reachedAt);
    one.status = status;
    one.productOrderItem = productOrderItem;
    to.push(one);
  };
  for (const [reference, reachedAt] of item.completedSteps) addMilestone(reference, reachedAt, 'Completed');
  const projected = item.openAction || item.paused ? [] : projectDates(referenceData, items, itemIndex);
  for (const [stepIndex, reference] of knownSteps(item).entries()) {
    addMilestone(reference, projected[stepIndex]?.dueAt, milestoneStatus(item, reference));
  }
}

/** An order whose promised date is later than the contractual one cannot end in time any more. */
function milestoneStatus({ remainingSteps, cdd, cpd }: ItemProgress, reference: string): 'Yet-To-Reach' | 'Violated' {
  const late = cdd !== undefined && cpd !== undefined && cpd > cdd;
  return late && reference === remainingSteps.at(-1) ? 'Violated' : 'Yet-To-Reach';
}

function renderJeopardies(item: ItemProgress): JsonObject[] {
  return item.jeopardies.map(({ occurredAt, setback, because }, n) => ({
    id: `${item.internalId}-J${n + 1}`,
    name: setback,
    alertDate: cachedIso(occurredAt),
    jeopardyType: item.openAction && n === item.jeopardies.length - 1 ? 'Critical' : 'Normal',
    message: because,
    productOrderItem: [{ productOrderItemId: item.id }],
  }));
}

export function renderOrderError({ code, reason, message }: OrderError): JsonObject {
  return { code, reason, message };
}
