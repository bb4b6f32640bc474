import { addWorkingDays, setLondonTime } from '#domain/calendar/working-time';
import { InternalError } from '#domain/core/etherbox-error';
import { type AgendaEntry, agenda, type Transaction } from '#domain/core/sandbox-state';
import { computeDueDate } from '#domain/journey/dates';
import { isEnded } from '#domain/journey/item-state';
import type { JourneyStep, OrderError } from '#domain/journey/journey';
import {
  datingContextOf,
  findAwaitedItems,
  orderCalendar,
  resolveStep,
  setbackIdOf,
  stepBaseline,
  withPromiseDate,
} from '#domain/product-order/order-dates';
import type { ItemProgress, OrderReferenceData } from '#domain/product-order/order-documents';
import {
  changeItem,
  emitOrderEvent,
  itemOf,
  loadUpdate,
  type OrderUpdate,
  saveUpdate,
} from '#domain/product-order/order-update';
import { checkAcceptance } from '#domain/product-order/rules/acceptance-rules';
import { updateAppointment } from './item-appointment.ts';
import { raiseOpenAction, withdrawOpenAction } from './item-open-action.ts';
import { assignServiceId, updateInventory } from './update-inventory.ts';

/** The state machine of order items: applying a step, scheduling the next, waiting for other items, ending. */

/** Agenda entry `order-step`: the next step of an item is due. */
export function applyDueStep(transaction: Transaction, entry: AgendaEntry, referenceData: OrderReferenceData): void {
  const update = loadUpdate(transaction, referenceData, entry.orderId as string);
  const itemIndex = entry.item as number;
  const item = itemOf(update, itemIndex);
  if (item.due !== entry.due || item.paused) return;
  applyStep(update, itemIndex);
  saveUpdate(update);
}

/** Applies the item's next step now, and each following step that is due at once. */
export function applyStep(update: OrderUpdate, itemIndex: number): void {
  const item = itemOf(update, itemIndex);
  const reference = item.remainingSteps[0];
  if (reference === undefined) return;
  const step = resolveStep(update.referenceData, item, reference);
  if (step.checks && !update.progress.acceptanceChecked && !passAcceptance(update)) return;
  recordStep(update, itemIndex, step, reference);
  if (step.appointment === 'failed') updateAppointment(update, itemIndex, 'failed');
  if (step.on === 'appointment' && step.appointment !== 'failed') updateAppointment(update, itemIndex, 'completed');
  // The customer's own appointment, where there is one, takes precedence.
  if (step.books && itemOf(update, itemIndex).appointmentAt === undefined) {
    const day = addWorkingDays(update.transaction.now, step.books.workingDays, orderCalendar(update.referenceData));
    changeItem(update, itemIndex, { appointmentAt: setLondonTime(day, step.books.at) });
  }
  if (step.raises) raiseOpenAction(update, itemIndex, step.raises);
  updatePromiseDate(update, itemIndex, step, reference);
  if (step.state === 'completed') updateInventory(update, itemIndex);
  else if (isEnded(itemOf(update, itemIndex).state)) updatePartnerPromise(update, itemIndex, step.title);
  if (step.event !== 'none') {
    const type = step.event === 'create' ? 'ProductOrderCreateEvent' : 'ProductOrderStateChangeEvent';
    emitOrderEvent(update, type, itemIndex, step.milestone);
  }
  if (isEnded(itemOf(update, itemIndex).state)) releaseWaitingItems(update);
  else scheduleNext(update, itemIndex);
}

function recordStep(update: OrderUpdate, itemIndex: number, step: JourneyStep, reference: string): void {
  const { now } = update.transaction;
  const item = itemOf(update, itemIndex);
  changeItem(update, itemIndex, {
    state: step.state ?? item.state,
    subStatus: step.title,
    ...(step.milestone === undefined ? {} : { milestone: step.milestone }),
    completedSteps: [...item.completedSteps, [reference, now]],
    remainingSteps: isEnded(step.state ?? item.state) ? [] : item.remainingSteps.slice(1),
    due: undefined,
    agendaKey: undefined,
    countsFrom: undefined,
    ...(step.because === undefined
      ? {}
      : {
          jeopardies: [
            ...item.jeopardies,
            { occurredAt: now, setback: setbackIdOf(reference) ?? reference, because: step.because },
          ],
        }),
    ...(step.error === undefined ? {} : { errors: [...(item.errors ?? []), step.error] }),
  });
}

/** Sets promised dates when the order is accepted and when it is committed, and moves them with every delay. */
function updatePromiseDate(update: OrderUpdate, itemIndex: number, step: JourneyStep, reference: string): void {
  const { referenceData, items, transaction } = update;
  if (!step.checks && !step.commits && step.because === undefined && setbackIdOf(reference) === undefined) return;
  if (itemOf(update, itemIndex).openAction) return;
  const reason = step.because ?? step.title;
  items[itemIndex] = withPromiseDate(referenceData, items, itemIndex, transaction.now, reason, step.commits);
  updateDependentPromises(update, itemIndex, reason);
}

/** Moves the promised dates of the items that wait for this one. */
export function updateDependentPromises(update: OrderUpdate, itemIndex: number, reason: string): void {
  const { referenceData, items, transaction } = update;
  for (const [other, item] of items.entries()) {
    if (other === itemIndex || isEnded(item.state) || item.cpd === undefined || item.openAction) continue;
    const waits = item.remainingSteps.some((one) =>
      findAwaitedItems(resolveStep(referenceData, item, one), items, other).includes(itemIndex),
    );
    if (waits)
      items[other] = withPromiseDate(
        referenceData,
        items,
        other,
        transaction.now,
        `Waits for item ${itemOf(update, itemIndex).id}: ${reason}`,
      );
  }
}

/** The other item of a diverse pair waits no longer. */
function updatePartnerPromise(update: OrderUpdate, itemIndex: number, why: string): void {
  const { referenceData, items, transaction } = update;
  const { pair, id } = itemOf(update, itemIndex);
  const partner = pair === undefined ? undefined : items[pair];
  if (pair === undefined || partner?.cpd === undefined || partner.openAction || isEnded(partner.state)) return;
  const reason = `Waits no more for item ${id}: ${why}`;
  items[pair] = withPromiseDate(referenceData, items, pair, transaction.now, reason);
  updateDependentPromises(update, pair, reason);
}

/** Waits for other items, applies the next step at once, or puts it on the agenda. */
export function scheduleNext(update: OrderUpdate, itemIndex: number): void {
  const { referenceData, transaction } = update;
  const item = itemOf(update, itemIndex);
  if (item.openAction || item.paused) return;
  const reference = item.remainingSteps[0];
  if (reference === undefined) throw new InternalError(`item ${item.id} of order ${update.orderId} has nowhere to go`);
  const blockingStep = findBlockingStep(update, item);
  if (blockingStep && !canProceed(update, itemIndex, blockingStep)) return;
  const step = resolveStep(referenceData, item, reference);
  const rest = item.remainingSteps.slice(1).map((one) => resolveStep(referenceData, item, one));
  const due = computeDueDate(
    step,
    rest,
    Math.max(stepBaseline(item), item.countsFrom ?? 0),
    datingContextOf(referenceData, item),
  );
  if (due <= transaction.now) {
    applyStep(update, itemIndex);
    return;
  }
  const agendaKey = transaction.schedule(due, 'order-step', { orderId: update.orderId, item: itemIndex });
  changeItem(update, itemIndex, { due, agendaKey });
}

/** The step that waits for other items: the next one, or the one that setback steps were inserted before. */
function findBlockingStep(update: OrderUpdate, item: ItemProgress): JourneyStep | undefined {
  const next = item.remainingSteps[0];
  if (next === undefined) return undefined;
  const step = resolveStep(update.referenceData, item, next);
  if (step.waitsFor) return step;
  const ownStep = item.remainingSteps.find((one) => setbackIdOf(one) === undefined);
  if (ownStep === next || ownStep === undefined) return undefined;
  const ownStepRules = resolveStep(update.referenceData, item, ownStep);
  return ownStepRules.waitsFor === 'accesses' || ownStepRules.waitsFor === 'flows' ? ownStepRules : undefined;
}

/** True when the item waits for nothing. Otherwise it becomes pending, or ends because an item it needs has ended. */
function canProceed(update: OrderUpdate, itemIndex: number, step: JourneyStep): boolean {
  const others = findAwaitedItems(step, update.items, itemIndex).map((other) => ({
    other,
    state: itemOf(update, other),
  }));
  if (step.waitsFor === 'pair') {
    const partner = others[0];
    const hasNoPartner = partner === undefined || isEnded(partner.state.state);
    const bothReady = partner !== undefined && isAtPairStep(update, partner.state);
    if (!hasNoPartner && !bothReady) return markPending(update, itemIndex, 'Waiting for the other of the pair');
    if (bothReady && partner.state.state === 'pending') resumeItem(update, partner.other);
    return true;
  }
  const endedOther = others.find(({ state }) => isEnded(state.state) && state.state !== 'completed');
  if (endedOther) {
    cancelDependent(update, itemIndex, endedOther.state, step.waitsFor === 'flows');
    return false;
  }
  if (others.some(({ state }) => !isEnded(state.state)))
    return markPending(update, itemIndex, 'Waiting for another item');
  return true;
}

/** Cancels an item because an item that it needs was not delivered. It passes through `pending`, as TMF622 requires. */
function cancelDependent(update: OrderUpdate, itemIndex: number, endedItem: ItemProgress, isCease: boolean): void {
  if (itemOf(update, itemIndex).state === 'inProgress') markPending(update, itemIndex, 'Waiting for another item');
  const [subStatus, message] = isCease
    ? [
        'Cancelled: a flow still relies on it',
        `The cease of item ${endedItem.id} is ${endedItem.state}, so its flow still relies on this access.`,
      ]
    : [
        'Cancelled: what it relies on will not be delivered',
        `Item ${endedItem.id}, which this item relies on, is ${endedItem.state}.`,
      ];
  endItem(update, itemIndex, 'cancelled', subStatus, {
    code: 'LINKED_ORDER_ISSUE',
    reason: 'Linked order item ended',
    message,
  });
}

function isAtPairStep(update: OrderUpdate, item: ItemProgress): boolean {
  const next = item.remainingSteps[0];
  if (next === undefined || item.paused || item.openAction) return false;
  return resolveStep(update.referenceData, item, next).waitsFor === 'pair';
}

function markPending(update: OrderUpdate, itemIndex: number, why: string): false {
  const item = itemOf(update, itemIndex);
  if (item.state === 'pending') return false;
  changeItem(update, itemIndex, { state: 'pending', subStatus: why });
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', itemIndex);
  return false;
}

/** Resumes an item that waited for another. */
function resumeItem(update: OrderUpdate, itemIndex: number): void {
  changeItem(update, itemIndex, { state: 'inProgress', subStatus: 'In progress', countsFrom: update.transaction.now });
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', itemIndex);
  scheduleNext(update, itemIndex);
}

/** After an item ended: resumes or ends the items that waited for it. */
export function releaseWaitingItems(update: OrderUpdate): void {
  for (const [itemIndex, item] of update.items.entries()) {
    if (item.state !== 'pending' || item.paused) continue;
    const blockingStep = findBlockingStep(update, item);
    if (blockingStep && canProceed(update, itemIndex, blockingStep) && itemOf(update, itemIndex).state === 'pending')
      resumeItem(update, itemIndex);
  }
}

/** Ends an item for a reason outside its own steps. */
export function endItem(
  update: OrderUpdate,
  itemIndex: number,
  state: 'cancelled' | 'failed',
  subStatus: string,
  error?: OrderError,
): void {
  const item = itemOf(update, itemIndex);
  unscheduleStep(update, itemIndex);
  withdrawOpenAction(update, itemIndex);
  changeItem(update, itemIndex, {
    state,
    subStatus,
    remainingSteps: [],
    paused: undefined,
    cpd: undefined,
    ...(error === undefined ? {} : { errors: [...(item.errors ?? []), error] }),
  });
  updateAppointment(update, itemIndex, 'cancelled');
  updatePartnerPromise(update, itemIndex, subStatus);
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', itemIndex);
  releaseWaitingItems(update);
}

export function unscheduleStep(update: OrderUpdate, itemIndex: number): void {
  const { agendaKey } = itemOf(update, itemIndex);
  if (agendaKey === undefined) return;
  update.transaction.remove(agenda, agendaKey);
  changeItem(update, itemIndex, { agendaKey: undefined });
}

/** Second tier: accepts the order, or rejects all of it. True: accepted. */
function passAcceptance(update: OrderUpdate): boolean {
  update.progress = { ...update.progress, acceptanceChecked: true };
  const errorsByItem = update.items.map(({ state }, itemIndex) =>
    isEnded(state) ? [] : checkAcceptance(update, itemIndex),
  );
  if (errorsByItem.every((errors) => errors.length === 0)) {
    for (const [itemIndex, { state }] of update.items.entries())
      if (!isEnded(state)) assignServiceId(update, itemIndex);
    return true;
  }
  concludeCancellations(update);
  for (const [itemIndex, errors] of errorsByItem.entries()) {
    if (isEnded(itemOf(update, itemIndex).state)) continue;
    unscheduleStep(update, itemIndex);
    changeItem(update, itemIndex, {
      state: 'rejected',
      subStatus: errors.length > 0 ? 'Rejected' : 'Rejected with the order',
      remainingSteps: [],
      due: undefined,
      ...(errors.length > 0 ? { errors } : {}),
    });
    updateAppointment(update, itemIndex, 'cancelled');
  }
  emitOrderEvent(update, 'ProductOrderCreateEvent');
  return false;
}

/** Items under cancellation when the order is rejected: an accepted cancellation is done now, any other is dropped. */
function concludeCancellations(update: OrderUpdate): void {
  for (const [itemIndex, { paused, state }] of update.items.entries()) {
    if (!paused) continue;
    if (state === 'pendingCancellation') endItem(update, itemIndex, 'cancelled', 'Cancelled');
    else {
      changeItem(update, itemIndex, { state: paused.state, subStatus: paused.subStatus, paused: undefined });
      emitOrderEvent(update, 'ProductOrderStateChangeEvent', itemIndex);
    }
  }
}
