import type { Operation, OperationCall } from '#domain/core/call';
import { InternalError } from '#domain/core/etherbox-error';
import { digitId } from '#domain/core/ids';
import type { JsonObject } from '#domain/core/json';
import type { AgendaEntry, Transaction } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import { refuse } from '#domain/errors/error-catalogue';
import { computeDueDate } from '#domain/journey/dates';
import type { CancelRules, OrderError } from '#domain/journey/journey';
import { toList } from '#domain/journey/plan';
import { storeCharge } from '#domain/product-order/lifecycle/item-charge';
import {
  endItem,
  releaseWaitingItems,
  scheduleNext,
  unscheduleStep,
  updateDependentPromises,
} from '#domain/product-order/lifecycle/item-lifecycle';
import { restoreOpenActionTimers } from '#domain/product-order/lifecycle/item-open-action';
import { datingContextOf, projectDates, withPromiseDate } from '#domain/product-order/order-dates';
import {
  type CancellationDocument,
  type CancellationState,
  cancellations,
  type OrderReferenceData,
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
import { parseCancellation } from '#domain/product-order/request/parse-cancellation';
import {
  actionRulesOf,
  explainCancelRefusal,
  isPastStep,
  resolveCancelledItems,
} from '#domain/product-order/rules/cancel-rules';
import { answerList, parseFields, pickFields, tmfListRules } from '#domain/query/list';

/**
 * Cancels an order, or items of it: a task that is assessed on the next working day and carried out on the one after.
 * Meanwhile the items are paused. Form: TMF622 and MEF; the journeys hold the days and charges.
 */
export const createCancelProductOrder: Operation<OrderReferenceData> = (transaction, call, referenceData) => {
  const body = call.body as JsonObject;
  const request = parseCancellation(body);
  const { orderId } = request;
  const orderProgress = transaction.get(progress, orderId);
  if (!orderProgress) return refuse('tmf', 'notFound', `No product order is known under ${orderId}`);
  if (request.reason === undefined) {
    const pointer = '/cancellationReason';
    return refuse('tmf', 'missingInBody', 'cancellationReason is missing', [
      { pointer, expected: 'why the order is cancelled, in words', rule: 'bt-legacy §3.8: the reason is mandatory' },
    ]);
  }
  const itemIndexes = resolveCancelledItems(request, orderProgress);
  if (isViolations(itemIndexes)) {
    return refuse(
      'tmf',
      'invalidInBody',
      itemIndexes.map(({ pointer, expected }) => `${pointer}: ${expected}`).join('; '),
      itemIndexes,
    );
  }
  const refusal = explainCancelRefusal({ referenceData, orderProgress, itemIndexes });
  if (refusal !== undefined) return refuse('tmf', 'conflict', refusal);
  const cancellation = startCancellation(transaction, referenceData, orderId, itemIndexes, body);
  const href = `${call.baseUrl}${call.path.replace(/\/$/, '')}/${cancellation.id}`;
  return { status: 201, headers: { Location: href }, body: renderCancellation(cancellation, href), orderId };
};

function isViolations(result: readonly number[] | readonly Violation[]): result is readonly Violation[] {
  return typeof result[0] === 'object';
}

function startCancellation(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  orderId: string,
  itemIndexes: readonly number[],
  submitted: JsonObject,
): CancellationDocument {
  const id = digitId(8, transaction.profile.seed, 'cancelProductOrder', transaction.ordinal('cancelProductOrder'));
  const cancellation: CancellationDocument = {
    id,
    orderId,
    itemIndexes,
    state: 'acknowledged',
    stateHistory: [['acknowledged', transaction.now]],
    requestedAt: transaction.now,
    submitted,
  };
  transaction.put(cancellations, id, cancellation);
  const update = loadUpdate(transaction, referenceData, orderId);
  for (const itemIndex of itemIndexes) {
    const { state, subStatus } = itemOf(update, itemIndex);
    unscheduleStep(update, itemIndex);
    const [assessing] = cancelRulesOf(update, itemIndex).steps;
    changeItem(update, itemIndex, {
      state: 'assessingCancellation',
      subStatus: assessing.title,
      paused: { state, subStatus, cancellationId: id },
    });
  }
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', itemIndexes.length === 1 ? itemIndexes[0] : undefined);
  const scheduled = scheduleCancelStep(update, cancellation, itemIndexes, 1);
  saveUpdate(update);
  return scheduled;
}

function cancelRulesOf(update: OrderUpdate, itemIndex: number): CancelRules {
  const rules = actionRulesOf(update.referenceData, itemOf(update, itemIndex)).cancel;
  if (!rules) throw new InternalError(`item ${itemIndex} of order ${update.orderId} has no rules for a cancellation`);
  return rules;
}

/** The slowest of the items decides when all of them are assessed, or cancelled. */
function scheduleCancelStep(
  update: OrderUpdate,
  cancellation: CancellationDocument,
  items: readonly number[],
  step: 1 | 2,
): CancellationDocument {
  const { transaction, referenceData } = update;
  const due = Math.max(
    ...items.map((itemIndex) =>
      computeDueDate(
        cancelRulesOf(update, itemIndex).steps[step],
        [],
        transaction.now,
        datingContextOf(referenceData, itemOf(update, itemIndex)),
      ),
    ),
  );
  const dueKey = transaction.schedule(due, 'cancel-step', { cancellationId: cancellation.id, step });
  const scheduled = { ...cancellation, dueKey };
  transaction.put(cancellations, cancellation.id, scheduled);
  return scheduled;
}

/** Agenda entry `cancel-step`: the cancellation has been assessed (phase 1), or carried out (phase 2). */
export function applyCancelStep(transaction: Transaction, entry: AgendaEntry, referenceData: OrderReferenceData): void {
  const cancellation = transaction.get(cancellations, entry.cancellationId as string);
  if (!cancellation) throw new InternalError(`cancellation ${String(entry.cancellationId)} was not kept`);
  const update = loadUpdate(transaction, referenceData, cancellation.orderId);
  const items = cancellation.itemIndexes.filter(
    (itemIndex) => itemOf(update, itemIndex).paused?.cancellationId === cancellation.id,
  );
  if (entry.step === 1) assessCancellation(update, cancellation, items);
  else completeCancellation(update, cancellation, items);
  saveUpdate(update);
}

function assessCancellation(update: OrderUpdate, cancellation: CancellationDocument, items: readonly number[]): void {
  const error = items.map((itemIndex) => findRefusal(update, itemIndex)).find((one) => one !== undefined);
  const assessed = changeCancellationState(update, cancellation, 'inProgress');
  if (items.length === 0) {
    const nothingToCancel = {
      code: 'INVALID_REQUEST',
      reason: 'Nothing to cancel',
      message: 'The order ended before it was assessed.',
    };
    changeCancellationState(update, assessed, 'terminatedWithError', { error: nothingToCancel });
    return;
  }
  if (error) {
    changeCancellationState(update, assessed, 'terminatedWithError', { error });
    restoreItems(update, items, error.reason);
    return;
  }
  for (const itemIndex of items) {
    const [, accepted] = cancelRulesOf(update, itemIndex).steps;
    changeItem(update, itemIndex, { state: 'pendingCancellation', subStatus: accepted.title });
    raiseCancellationCharges(update, itemIndex, cancellation.id);
  }
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', items.length === 1 ? items[0] : undefined);
  scheduleCancelStep(update, assessed, items, 2);
}

/** The supplier refuses, or the work has passed the point of no return while the request was being assessed. */
function findRefusal(update: OrderUpdate, itemIndex: number): OrderError | undefined {
  const { referenceData, items, transaction } = update;
  const item = itemOf(update, itemIndex);
  const { until } = cancelRulesOf(update, itemIndex);
  const journey = referenceData.journeys.byName(item.journey);
  const setback = journey.setbacks.find(({ id, refusesCancel }) => refusesCancel && item.pendingSetbacks?.includes(id));
  if (setback?.refusesCancel) return setback.refusesCancel;
  if (item.due === undefined || item.due > transaction.now) return undefined;
  const hasPassed = projectDates(referenceData, items, itemIndex, { withSetbacks: true }).some(
    ({ step, dueAt: when }) => toList(until).includes(step.id) && when <= transaction.now,
  );
  if (!hasPassed) return undefined;
  return { code: 'TOO_LATE', reason: 'Too late', message: `Item ${item.id} passed the point of no return meanwhile.` };
}

/** The items resume from their earlier state; a step that fell due meanwhile is due now, and the promise may move. */
function restoreItems(update: OrderUpdate, items: readonly number[], why: string): void {
  const { transaction } = update;
  for (const itemIndex of items) {
    const { paused, due, openAction } = itemOf(update, itemIndex);
    if (paused) changeItem(update, itemIndex, { state: paused.state, subStatus: paused.subStatus, paused: undefined });
    if (!openAction && due !== undefined) changeItem(update, itemIndex, { due: Math.max(due, transaction.now) });
  }
  for (const itemIndex of items) renewPromise(update, itemIndex, why);
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', items.length === 1 ? items[0] : undefined);
  for (const itemIndex of items) {
    const { openAction, due, state } = itemOf(update, itemIndex);
    if (openAction) restoreOpenActionTimers(update, itemIndex);
    else if (due !== undefined) {
      const agendaKey = transaction.schedule(due, 'order-step', { orderId: update.orderId, item: itemIndex });
      changeItem(update, itemIndex, { agendaKey });
    } else if (state !== 'pending') scheduleNext(update, itemIndex);
  }
  releaseWaitingItems(update);
}

/** Held, an item is promised anew when somebody has acted. */
function renewPromise(update: OrderUpdate, itemIndex: number, why: string): void {
  const { referenceData, items, transaction } = update;
  const { cpd, openAction } = itemOf(update, itemIndex);
  if (cpd === undefined || openAction) return;
  const reason = `Cancellation refused: ${why}`;
  items[itemIndex] = withPromiseDate(referenceData, items, itemIndex, transaction.now, reason);
  updateDependentPromises(update, itemIndex, reason);
}

function raiseCancellationCharges(update: OrderUpdate, itemIndex: number, cancellationId: string): void {
  const item = itemOf(update, itemIndex);
  const chargeItems = cancelRulesOf(update, itemIndex)
    .charges.filter(({ from }) => isPastStep(item, from))
    .map(({ category, description, amount }) => ({ category, description, pence: amount * 100, blocking: false }));
  if (chargeItems.length > 0)
    storeCharge(update, itemIndex, 'completed', 'acceptedByBuyer', chargeItems, { cancellationId });
}

function completeCancellation(update: OrderUpdate, cancellation: CancellationDocument, items: readonly number[]): void {
  changeCancellationState(update, cancellation, 'done', { effectiveAt: update.transaction.now });
  // What relies on others is cancelled first, so that no item waits for one that has ended.
  const order = [...items].sort((a, b) => Number(isNotFlow(update, a)) - Number(isNotFlow(update, b)) || a - b);
  for (const itemIndex of order) {
    const [, , cancelled] = cancelRulesOf(update, itemIndex).steps;
    endItem(update, itemIndex, 'cancelled', cancelled.title);
  }
}

const isNotFlow = (update: OrderUpdate, itemIndex: number): boolean => itemOf(update, itemIndex).role !== 'flow';

function changeCancellationState(
  update: OrderUpdate,
  cancellation: CancellationDocument,
  state: CancellationState,
  details: Partial<Pick<CancellationDocument, 'effectiveAt' | 'error'>> = {},
): CancellationDocument {
  const changed: CancellationDocument = {
    ...cancellation,
    ...details,
    state,
    stateHistory: [...cancellation.stateHistory, [state, update.transaction.now]],
  };
  update.transaction.put(cancellations, cancellation.id, changed);
  return changed;
}

export const retrieveCancelProductOrder: Operation<OrderReferenceData> = (transaction, call) => {
  const id = call.params.id ?? '';
  const cancellation = transaction.get(cancellations, id);
  if (!cancellation) return refuse('tmf', 'notFound', `No cancellation is known under ${id}`);
  const body = pickFields(renderCancellation(cancellation, `${call.baseUrl}${call.path}`), parseFields(call.query));
  return { status: 200, body, orderId: cancellation.orderId };
};

export const listCancelProductOrder: Operation<OrderReferenceData> = (transaction, call: OperationCall) =>
  answerList(call.query, tmfListRules(call), {
    documents: [...transaction.list(cancellations)].map(([, one]) => one),
    render: (one) => renderCancellation(one, `${call.baseUrl}${call.path.replace(/\/$/, '')}/${one.id}`),
  });

function renderCancellation(cancellation: CancellationDocument, href: string): JsonObject {
  const { submitted, effectiveAt, error, stateHistory } = cancellation;
  return {
    ...submitted,
    id: cancellation.id,
    href,
    state: cancellation.state,
    creationDate: new Date(cancellation.requestedAt).toISOString(),
    ...(effectiveAt === undefined ? {} : { effectiveCancellationDate: new Date(effectiveAt).toISOString() }),
    ...(error === undefined ? {} : { errorMessage: [{ ...error }] }),
    stateChange: stateHistory.map(([state, changedAt]) => ({ state, changeDate: new Date(changedAt).toISOString() })),
    '@type': submitted['@type'] ?? 'CancelProductOrder',
  };
}
