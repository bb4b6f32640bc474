import type { Operation } from '#domain/core/call';
import { isJsonObject, type Json, type JsonObject, toJsonText } from '#domain/core/json';
import { refuse } from '#domain/errors/error-catalogue';
import { isEnded } from '#domain/journey/item-state';
import { confirmForOrder, updateAppointment } from '#domain/product-order/lifecycle/item-appointment';
import { scheduleNext, unscheduleStep, updateDependentPromises } from '#domain/product-order/lifecycle/item-lifecycle';
import { withPromiseDate } from '#domain/product-order/order-dates';
import {
  findDuplicateExternalId,
  type OrderDocument,
  type OrderProgress,
  type OrderReferenceData,
  orders,
  progress,
} from '#domain/product-order/order-documents';
import {
  changeItem,
  emitOrderEvent,
  itemOf,
  loadUpdate,
  type OrderUpdate,
  saveUpdate,
} from '#domain/product-order/order-update';
import {
  itemRequestOf,
  type OrderRequest,
  parseOrder,
  parseRequiredDate,
  parseStoredOrder,
} from '#domain/product-order/request/parse-order';
import {
  amendableOrderMembers,
  amendViolations,
  explainNeverAmendable,
  explainTooLate,
  type ItemAmendment,
  listViolations,
  orderViolations,
  reasonViolations,
  unknownItemViolations,
} from '#domain/product-order/rules/amend-rules';
import { actionRulesOf } from '#domain/product-order/rules/cancel-rules';
import { renderOrder } from '#domain/product-order/view/order-view';

/**
 * Amends an order in flight: a merge patch with a reason. The journeys say what may change, and until which step. Items
 * are matched by id, and an item that is not named does not change. Dates are calculated again.
 */
export const patchProductOrder: Operation<OrderReferenceData> = (transaction, call, referenceData) => {
  const id = call.params.id ?? '';
  const order = transaction.get(orders, id);
  const orderProgress = transaction.get(progress, id);
  if (!order || !orderProgress) return refuse('tmf', 'notFound', `No product order is known under ${id}`);
  if (isEnded(orderProgress.state))
    return refuse('tmf', 'conflict', `Order ${id} cannot be amended: it is ${orderProgress.state}`);
  const neverAmendable = explainNeverAmendable(referenceData, orderProgress);
  if (neverAmendable !== undefined) return refuse('tmf', 'conflict', neverAmendable);
  const request = parseOrder(call.body as JsonObject);
  const amendments = findAmendments(order, orderProgress, request);
  const violations = [
    ...reasonViolations(referenceData, orderProgress, request, amendments),
    ...orderViolations(order, request),
    ...amendViolations({ referenceData, orderProgress, now: transaction.now }, amendments),
    ...unknownItemViolations(orderProgress, request),
    ...listViolations(request),
  ];
  if (violations.length > 0) {
    return refuse(
      'tmf',
      'invalidInBody',
      violations.map(({ pointer, expected }) => `${pointer}: ${expected}`).join('; '),
      violations,
    );
  }
  const tooLate = amendments
    .map((amend) => explainTooLate(referenceData, orderProgress, amend))
    .find((one) => one !== undefined);
  if (tooLate !== undefined) return refuse('tmf', 'conflict', tooLate);
  const { externalId } = request;
  const duplicate = externalId === order.externalId ? undefined : findDuplicateExternalId(transaction, externalId);
  if (duplicate !== undefined) return refuse('tmf', 'conflict', duplicate);
  const update = loadUpdate(transaction, referenceData, id);
  for (const amend of amendments) {
    const isApplied = applyItemAmendment(update, amend, request.amendmentReason);
    if (!isApplied) return refuse('tmf', 'unprocessable', `Appointment ${amend.appointment} is not known or not free`);
  }
  const amended = applyOrderPatch(order, request.body, amendments);
  transaction.put(orders, id, amended);
  const { externalId: _, ...unnamed } = update.progress;
  update.progress = amended.externalId === undefined ? unnamed : { ...unnamed, externalId: amended.externalId };
  const savedProgress = saveUpdate(update);
  const rendered = renderOrder(amended, savedProgress, referenceData, `${call.baseUrl}${call.path}`);
  return { status: transaction.profile.settings.orderStatus === 202 ? 202 : 200, body: rendered, orderId: id };
};

/** The kind of amendment that a member of an item belongs to, in the words of the journeys. */
const amendmentKinds: { readonly [member: string]: string } = {
  requiredByDate: 'requiredByDate',
  requestedCompletionDate: 'requiredByDate',
  appointment: 'appointment',
  relatedParty: 'siteContact',
  'product.relatedParty': 'siteContact',
  'product.btSiteDetails': 'siteDetails',
  additionalNotes: 'notes',
  note: 'notes',
};

function findAmendments(order: OrderDocument, orderProgress: OrderProgress, request: OrderRequest): ItemAmendment[] {
  return request.items.flatMap((patch) => {
    const itemIndex = orderProgress.items.findIndex(({ id }) => id === patch.id);
    if (itemIndex < 0) return [];
    const { pointer } = patch;
    const submitted = itemRequestOf(order, itemIndex);
    const changes = [
      ...findChanges(patch.body, submitted.body, pointer, ''),
      ...findChanges(patch.productBody, submitted.productBody, `${pointer}/product`, 'product.'),
    ];
    const requiredBy = changes.some(({ kind }) => kind === 'requiredByDate') ? patch.ownRequiredBy : undefined;
    const appointment = changes.some(({ kind }) => kind === 'appointment') ? patch.appointmentId : undefined;
    return [
      {
        itemIndex,
        pointer,
        changes,
        patch: patch.body,
        ...(requiredBy === undefined ? {} : { requiredBy }),
        ...(appointment === undefined ? {} : { appointment }),
      },
    ];
  });
}

function findChanges(
  patch: JsonObject | undefined,
  submitted: JsonObject | undefined,
  pointer: string,
  prefix: string,
): ItemAmendment['changes'] {
  return Object.entries(patch ?? {}).flatMap(([name, value]) => {
    const isIdentity = prefix === '' && (name === 'id' || name === 'product');
    if (isIdentity || toJsonText(value) === toJsonText(submitted?.[name] ?? null)) return [];
    return [{ pointer: `${pointer}/${name}`, kind: amendmentKinds[prefix + name] ?? 'other', got: value }];
  });
}

/** False when the requested appointment is not free. */
function applyItemAmendment(update: OrderUpdate, amendment: ItemAmendment, reason: string): boolean {
  const { itemIndex, changes, appointment, requiredBy } = amendment;
  if (changes.length === 0) return true;
  const { referenceData, items, transaction } = update;
  if (appointment !== undefined) {
    const start = confirmForOrder(transaction, appointment, update.orderId);
    if (start === undefined) return false;
    if (itemOf(update, itemIndex).appointmentId !== appointment) updateAppointment(update, itemIndex, 'cancelled');
    changeItem(update, itemIndex, { appointmentId: appointment, appointmentAt: start });
  }
  const crd = requiredBy === undefined ? undefined : parseRequiredDate(requiredBy.value);
  const from = itemOf(update, itemIndex).crd;
  if (crd !== undefined && crd !== from) {
    const change = {
      changedAt: transaction.now,
      date: 'CRD' as const,
      ...(from === undefined ? {} : { from }),
      to: crd,
      reason,
    };
    changeItem(update, itemIndex, { crd, dateChanges: [...itemOf(update, itemIndex).dateChanges, change] });
  }
  const wasScheduled = itemOf(update, itemIndex).due !== undefined;
  if (wasScheduled) {
    unscheduleStep(update, itemIndex);
    changeItem(update, itemIndex, { due: undefined });
  }
  const title = actionRulesOf(referenceData, itemOf(update, itemIndex)).amend?.steps[0].title ?? 'Amended';
  changeItem(update, itemIndex, { subStatus: title });
  if (update.progress.acceptanceChecked) {
    const { cdd, openAction } = itemOf(update, itemIndex);
    // The promise of a held item is kept until a person has acted, unless the amend sets a date.
    if (!openAction || crd !== undefined || appointment !== undefined)
      items[itemIndex] = withPromiseDate(referenceData, items, itemIndex, transaction.now, reason, cdd !== undefined);
    updateDependentPromises(update, itemIndex, reason);
  }
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', itemIndex);
  if (wasScheduled) scheduleNext(update, itemIndex);
  return true;
}

/** The submitted order with the patch merged in; items by id, every other array whole. */
function applyOrderPatch(order: OrderDocument, body: JsonObject, amendments: readonly ItemAmendment[]): OrderDocument {
  const members = Object.fromEntries(Object.entries(body).filter(([name]) => amendableOrderMembers.includes(name)));
  const items = parseStoredOrder(order).items.map((item, itemIndex) => {
    const patch = amendments.find((one) => one.itemIndex === itemIndex)?.patch;
    return patch ? (mergePatch(item.body, patch) as JsonObject) : item.body;
  });
  const submitted = { ...(mergePatch(order.submitted, members) as JsonObject), [order.shape]: items };
  const { externalId: _, ...rest } = order;
  const { externalId } = parseStoredOrder({ ...rest, submitted });
  return { ...rest, submitted, ...(externalId === undefined ? {} : { externalId }) };
}

/** RFC 7396. */
function mergePatch(into: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const merged: Record<string, Json> = isJsonObject(into) ? { ...into } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}
