import { takeAppointment } from '../appointment/visit.ts';
import { nearestOrLonger } from '../nearest.ts';
import type { AgendaEntry, World } from '../sandbox.ts';
import { addWorkingDays } from '../working-time.ts';
import { settleCharge } from './charge-raise.ts';
import type { AnswerRules, OpenActionRules } from './journey.ts';
import { closeOpenAction, type OpenActionDocument, openActions } from './open-action.ts';
import { calendarOf, movedText, promised } from './order-dates.ts';
import type { OrderGround } from './order-documents.ts';
import { changeItem, closeTurn, itemOf, openTurn, type Turn, tell } from './order-turn.ts';
import { endItem, goOn, redateDependents } from './order-walk.ts';

/** Answering an open action, and what happens when nobody does. */

export type AnswerRefusal = {
  readonly refused: 'unknown' | 'closed' | 'not an answer' | 'cancelling' | 'appointment';
  readonly message: string;
  /** What would have been right, where there is a list of it. */
  readonly expected?: string;
};

export interface AnswerMore {
  /** A new booking, where the answer rebooks a visit. */
  readonly appointmentId?: string;
}

/** The action as it is afterwards, or why the answer was not taken. */
export function answerOpenAction(
  world: World,
  ground: OrderGround,
  id: string,
  answer: string,
  more: AnswerMore = {},
): OpenActionDocument | AnswerRefusal {
  const action = world.get(openActions, id);
  if (!action) return { refused: 'unknown', message: `No open action is known under ${id}` };
  if (action.state !== 'open') return { refused: 'closed', message: `Open action ${id} is ${action.state} already` };
  const rules = ground.journeys.openAction(action.kind);
  const chosen = rules.answers.find((one) => one.answer.toLowerCase() === answer.toLowerCase());
  if (!chosen) {
    const possible = rules.answers.map((one) => one.answer);
    const meant = nearestOrLonger(answer, possible);
    const message = `"${answer}" is no answer to ${action.kind}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
    return { refused: 'not an answer', message, expected: `one of ${possible.join(', ')}` };
  }
  const turn = openTurn(world, ground, action.orderId);
  if (itemOf(turn, action.item).paused) {
    return { refused: 'cancelling', message: `A cancellation of item ${action.itemId} is being assessed` };
  }
  if (more.appointmentId !== undefined && !rebook(turn, action.item, more.appointmentId)) {
    return { refused: 'appointment', message: `Appointment ${more.appointmentId} is not known or not free` };
  }
  settle(turn, action, rules, { ...chosen, state: 'answered' });
  closeTurn(turn);
  return world.get(openActions, id) as OpenActionDocument;
}

function rebook(turn: Turn, at: number, appointmentId: string): boolean {
  const start = takeAppointment(turn.world, appointmentId, turn.orderId);
  if (start === undefined) return false;
  changeItem(turn, at, { appointmentId, appointmentAt: start });
  return true;
}

/** Agenda entry `open-action-due`: nobody acted. While a cancellation is being assessed nothing happens. */
export function openActionDue(world: World, entry: AgendaEntry, ground: OrderGround): void {
  const action = world.get(openActions, entry.id as string);
  if (action?.state !== 'open') return;
  const turn = openTurn(world, ground, action.orderId);
  if (itemOf(turn, action.item).paused) return;
  const rules = ground.journeys.openAction(action.kind);
  settle(turn, action, rules, { ...rules.silence, state: 'expired' });
  closeTurn(turn);
}

/** Agenda entry `suspension-limit`: the item has stood still for longer than the supplier allows. */
export function suspensionLimitReached(world: World, entry: AgendaEntry, ground: OrderGround): void {
  const action = world.get(openActions, entry.id as string);
  if (action?.state !== 'open') return;
  const turn = openTurn(world, ground, action.orderId);
  const { paused, journey } = itemOf(turn, action.item);
  if (paused) return;
  const days = ground.journeys.byName(journey).suspensionLimit?.days ?? 0;
  settle(turn, action, ground.journeys.openAction(action.kind), {
    outcome: 'cancel',
    text: `Cancelled by BT: suspended for ${days} days`,
    state: 'expired',
  });
  closeTurn(turn);
}

type Settlement = Omit<AnswerRules, 'answer'> & { readonly answer?: string; readonly state: 'answered' | 'expired' };

function settle(turn: Turn, action: OpenActionDocument, rules: OpenActionRules, how: Settlement): void {
  const { chargeId, item: at } = action;
  const agreed = how.outcome !== 'cancel';
  closeOpenAction(turn, at, { state: how.state, ...(how.answer === undefined ? {} : { answer: how.answer }) });
  if (chargeId !== undefined) {
    const state = how.state === 'expired' ? 'timeout' : 'completed';
    settleCharge(turn, chargeId, state, agreed ? 'acceptedByBuyer' : 'declinedByBuyer');
  }
  if (agreed) goOnAfter(turn, at, rules, how);
  else {
    endItem(turn, at, 'cancelled', how.text, {
      code: rules.code,
      reason: how.text,
      message: `${rules.title}: ${how.text}.`,
    });
  }
}

/** The item goes on where it stood; what was lost moves its promised date. */
function goOnAfter(turn: Turn, at: number, rules: OpenActionRules, how: Settlement): void {
  const { ground, items, world } = turn;
  const from = addWorkingDays(world.now, how.workingDays ?? 0, calendarOf(ground));
  const before = itemOf(turn, at).cpd;
  changeItem(turn, at, { state: 'inProgress', subStatus: how.text, from });
  items[at] = promised(ground, items, at, world.now, `${rules.title}: ${how.text}`);
  const after = itemOf(turn, at).cpd;
  if (before !== undefined && after !== undefined && after !== before) {
    redateDependents(turn, at, `${how.text}, ${movedText(ground, before, after)}`);
  }
  tell(turn, 'ProductOrderStateChangeEvent', at);
  goOn(turn, at);
}
