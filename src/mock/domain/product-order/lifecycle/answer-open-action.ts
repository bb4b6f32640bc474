import { addWorkingDays } from '#domain/calendar/working-time';
import { closestOrContaining } from '#domain/core/closest-match';
import type { AgendaEntry, Transaction } from '#domain/core/sandbox-state';
import type { AnswerRules, OpenActionRules } from '#domain/journey/journey';
import type { OpenActionDocument } from '#domain/open-action/open-action';
import { openActions } from '#domain/open-action/open-action';
import { describeShift, orderCalendar, withPromiseDate } from '#domain/product-order/order-dates';
import type { OrderReferenceData } from '#domain/product-order/order-documents';
import {
  changeItem,
  emitOrderEvent,
  itemOf,
  loadUpdate,
  type OrderUpdate,
  saveUpdate,
} from '#domain/product-order/order-update';
import { confirmForOrder } from './item-appointment.ts';
import { settleCharge } from './item-charge.ts';
import { endItem, scheduleNext, updateDependentPromises } from './item-lifecycle.ts';
import { closeOpenAction } from './item-open-action.ts';

/** Answers an open action, and applies what the journey says for no answer. */

export type AnswerRefusal = {
  readonly refused: 'unknown' | 'closed' | 'not an answer' | 'cancelling' | 'appointment';
  readonly message: string;
  /** The accepted values, where there is a list. */
  readonly expected?: string;
};

export interface AnswerOptions {
  /** A new booking, where the answer rebooks a visit. */
  readonly appointmentId?: string;
}

/** Answers an open action. Returns it as stored afterwards, or why the answer was refused. */
export function answerOpenAction(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  id: string,
  answer: string,
  options: AnswerOptions = {},
): OpenActionDocument | AnswerRefusal {
  const action = transaction.get(openActions, id);
  if (!action) return { refused: 'unknown', message: `No open action is known under ${id}` };
  if (action.state !== 'open') return { refused: 'closed', message: `Open action ${id} is ${action.state} already` };
  const rules = referenceData.journeys.openActionRules(action.kind);
  const chosen = rules.answers.find((one) => one.answer.toLowerCase() === answer.toLowerCase());
  if (!chosen) {
    const possible = rules.answers.map((one) => one.answer);
    const closest = closestOrContaining(answer, possible);
    const message = `"${answer}" is no answer to ${action.kind}${closest === undefined ? '' : `; did you mean ${closest}?`}`;
    return { refused: 'not an answer', message, expected: `one of ${possible.join(', ')}` };
  }
  const update = loadUpdate(transaction, referenceData, action.orderId);
  if (itemOf(update, action.itemIndex).paused) {
    return { refused: 'cancelling', message: `A cancellation of item ${action.itemId} is being assessed` };
  }
  if (options.appointmentId !== undefined && !rebookAppointment(update, action.itemIndex, options.appointmentId)) {
    return { refused: 'appointment', message: `Appointment ${options.appointmentId} is not known or not free` };
  }
  applyAnswer(update, action, rules, { ...chosen, state: 'answered' });
  saveUpdate(update);
  return transaction.get(openActions, id) as OpenActionDocument;
}

function rebookAppointment(update: OrderUpdate, itemIndex: number, appointmentId: string): boolean {
  const start = confirmForOrder(update.transaction, appointmentId, update.orderId);
  if (start === undefined) return false;
  changeItem(update, itemIndex, { appointmentId, appointmentAt: start });
  return true;
}

/** Agenda entry `open-action-due`: there was no answer. While a cancellation is being assessed nothing happens. */
export function expireOpenAction(
  transaction: Transaction,
  entry: AgendaEntry,
  referenceData: OrderReferenceData,
): void {
  const action = transaction.get(openActions, entry.id as string);
  if (action?.state !== 'open') return;
  const update = loadUpdate(transaction, referenceData, action.orderId);
  if (itemOf(update, action.itemIndex).paused) return;
  const rules = referenceData.journeys.openActionRules(action.kind);
  applyAnswer(update, action, rules, { ...rules.silence, state: 'expired' });
  saveUpdate(update);
}

/** Agenda entry `suspension-limit`: the item has been held for longer than the supplier allows. */
export function applySuspensionLimit(
  transaction: Transaction,
  entry: AgendaEntry,
  referenceData: OrderReferenceData,
): void {
  const action = transaction.get(openActions, entry.id as string);
  if (action?.state !== 'open') return;
  const update = loadUpdate(transaction, referenceData, action.orderId);
  const { paused, journey } = itemOf(update, action.itemIndex);
  if (paused) return;
  const days = referenceData.journeys.byName(journey).suspensionLimit?.days ?? 0;
  applyAnswer(update, action, referenceData.journeys.openActionRules(action.kind), {
    outcome: 'cancel',
    text: `Cancelled by BT: suspended for ${days} days`,
    state: 'expired',
  });
  saveUpdate(update);
}

type AnswerEffect = Omit<AnswerRules, 'answer'> & { readonly answer?: string; readonly state: 'answered' | 'expired' };

function applyAnswer(
  update: OrderUpdate,
  action: OpenActionDocument,
  rules: OpenActionRules,
  effect: AnswerEffect,
): void {
  const { chargeId, itemIndex } = action;
  const continues = effect.outcome !== 'cancel';
  closeOpenAction(update, itemIndex, {
    state: effect.state,
    ...(effect.answer === undefined ? {} : { answer: effect.answer }),
  });
  if (chargeId !== undefined) {
    const state = effect.state === 'expired' ? 'timeout' : 'completed';
    settleCharge(update, chargeId, state, continues ? 'acceptedByBuyer' : 'declinedByBuyer');
  }
  if (continues) resumeAfterAnswer(update, itemIndex, rules, effect);
  else {
    endItem(update, itemIndex, 'cancelled', effect.text, {
      code: rules.code,
      reason: effect.text,
      message: `${rules.title}: ${effect.text}.`,
    });
  }
}

/** The item resumes; the time on hold moves its promised date. */
function resumeAfterAnswer(update: OrderUpdate, itemIndex: number, rules: OpenActionRules, effect: AnswerEffect): void {
  const { referenceData, items, transaction } = update;
  const countsFrom = addWorkingDays(transaction.now, effect.workingDays ?? 0, orderCalendar(referenceData));
  const before = itemOf(update, itemIndex).cpd;
  changeItem(update, itemIndex, { state: 'inProgress', subStatus: effect.text, countsFrom });
  items[itemIndex] = withPromiseDate(
    referenceData,
    items,
    itemIndex,
    transaction.now,
    `${rules.title}: ${effect.text}`,
  );
  const after = itemOf(update, itemIndex).cpd;
  if (before !== undefined && after !== undefined && after !== before) {
    updateDependentPromises(update, itemIndex, `${effect.text}, ${describeShift(referenceData, before, after)}`);
  }
  emitOrderEvent(update, 'ProductOrderStateChangeEvent', itemIndex);
  scheduleNext(update, itemIndex);
}
