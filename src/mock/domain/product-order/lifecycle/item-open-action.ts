import { addDays, addWorkingDays } from '#domain/calendar/working-time';
import { digitId } from '#domain/core/ids';
import { agenda, type Instant } from '#domain/core/sandbox-state';
import type { OpenActionRules } from '#domain/journey/journey';
import { openActions } from '#domain/open-action/open-action';
import { orderCalendar } from '#domain/product-order/order-dates';
import { changeItem, itemOf, type OrderUpdate } from '#domain/product-order/order-update';
import { raiseCharge, settleCharge } from './item-charge.ts';

const dayMs = 86_400_000;

export function raiseOpenAction(update: OrderUpdate, itemIndex: number, kind: string): void {
  const { transaction, referenceData, orderId } = update;
  const rules = referenceData.journeys.openActionRules(kind);
  const item = itemOf(update, itemIndex);
  const id = `OA${digitId(8, transaction.profile.seed, 'openAction', transaction.ordinal('openAction'))}`;
  const due = responseDueDate(update, rules);
  const chargeId = rules.charge ? raiseCharge(update, itemIndex, rules.charge, due, id) : undefined;
  const agendaKeys = [transaction.schedule(due, 'open-action-due', { id })];
  const limit = suspensionLimitAt(update, itemIndex);
  if (limit !== undefined) agendaKeys.push(transaction.schedule(limit, 'suspension-limit', { id }));
  transaction.put(openActions, id, {
    id,
    orderId,
    itemIndex: itemIndex,
    itemId: item.id,
    kind,
    title: rules.title,
    who: rules.who,
    raisedAt: transaction.now,
    due,
    state: 'open',
    ...(chargeId === undefined ? {} : { chargeId }),
    agendaKeys,
  });
  changeItem(update, itemIndex, { openAction: { id, kind, due }, heldSince: transaction.now });
}

function responseDueDate({ transaction, referenceData }: OrderUpdate, { due }: OpenActionRules): Instant {
  return 'days' in due
    ? addDays(transaction.now, due.days)
    : addWorkingDays(transaction.now, due.workingDays, orderCalendar(referenceData));
}

/** When the days of suspension, counted over the whole order item, reach what the supplier allows. */
function suspensionLimitAt(update: OrderUpdate, itemIndex: number): Instant | undefined {
  const item = itemOf(update, itemIndex);
  const limit = update.referenceData.journeys.byName(item.journey).suspensionLimit;
  return limit ? update.transaction.now + Math.max(0, limit.days * dayMs - (item.suspendedMs ?? 0)) : undefined;
}

/** Closes the item's open action, removes its dates from the agenda, and adds the time on hold to the item's total. */
export function closeOpenAction(
  update: OrderUpdate,
  itemIndex: number,
  closed: { readonly state: 'answered' | 'expired' | 'withdrawn'; readonly answer?: string },
): void {
  const { transaction } = update;
  const item = itemOf(update, itemIndex);
  const document = item.openAction && transaction.get(openActions, item.openAction.id);
  if (!document) return;
  for (const key of document.agendaKeys) transaction.remove(agenda, key);
  transaction.put(openActions, document.id, { ...document, ...closed, answeredAt: transaction.now, agendaKeys: [] });
  changeItem(update, itemIndex, {
    openAction: undefined,
    heldSince: undefined,
    suspendedMs: (item.suspendedMs ?? 0) + transaction.now - (item.heldSince ?? transaction.now),
  });
}

/** The item ends for another reason, so that no one needs to act any more. */
export function withdrawOpenAction(update: OrderUpdate, itemIndex: number): void {
  const { openAction } = itemOf(update, itemIndex);
  if (!openAction) return;
  const chargeId = update.transaction.get(openActions, openAction.id)?.chargeId;
  if (chargeId !== undefined) settleCharge(update, chargeId, 'withdrawnBySeller', 'withdrawnBySeller');
  closeOpenAction(update, itemIndex, { state: 'withdrawn' });
}

/** Puts the dates on the agenda again after a cancellation was refused; some may have passed meanwhile. */
export function restoreOpenActionTimers(update: OrderUpdate, itemIndex: number): void {
  const { transaction } = update;
  const { openAction, heldSince = transaction.now } = itemOf(update, itemIndex);
  const document = openAction && transaction.get(openActions, openAction.id);
  if (!document) return;
  for (const key of document.agendaKeys) transaction.remove(agenda, key);
  const agendaKeys = [transaction.schedule(document.due, 'open-action-due', { id: document.id })];
  const limit = suspensionLimitAt(update, itemIndex);
  if (limit !== undefined) {
    agendaKeys.push(
      transaction.schedule(limit - (transaction.now - heldSince), 'suspension-limit', { id: document.id }),
    );
  }
  transaction.put(openActions, document.id, { ...document, agendaKeys });
}
