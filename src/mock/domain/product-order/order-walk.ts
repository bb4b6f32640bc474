import { visit } from '../appointment/visit.ts';
import { leaveAsset, nameService } from '../product-inventory/leave-asset.ts';
import { type AgendaEntry, agenda, type World } from '../sandbox.ts';
import { addWorkingDays, atLondonTime } from '../working-time.ts';
import type { OrderError, Step } from './journey.ts';
import { dueOf } from './journey.ts';
import { raiseOpenAction, withdrawOpenAction } from './open-action.ts';
import { checkTaken } from './order-acceptance.ts';
import { awaitedItems, calendarOf, datingOf, promised, standingSince, stepOf, troubleOf } from './order-dates.ts';
import type { ItemProgress, OrderGround } from './order-documents.ts';
import { isEnded } from './order-state.ts';
import { changeItem, closeTurn, itemOf, openTurn, type Turn, tell } from './order-turn.ts';

/** The walk of an order's items along their journeys: taking a step, looking for the next, waiting, ending. */

/** Agenda entry `order-step`: the next step of an item is due. */
export function takeDueStep(world: World, entry: AgendaEntry, ground: OrderGround): void {
  const turn = openTurn(world, ground, entry.orderId as string);
  const at = entry.item as number;
  const item = itemOf(turn, at);
  if (item.due !== entry.due || item.paused) return;
  takeStep(turn, at);
  closeTurn(turn);
}

/** Takes the item's next step now, and goes on as far as nothing has to be waited for. */
export function takeStep(turn: Turn, at: number): void {
  const item = itemOf(turn, at);
  const reference = item.ahead[0];
  if (reference === undefined) return;
  const step = stepOf(turn.ground, item, reference);
  if (step.checks && !turn.progress.checked && !passChecks(turn)) return;
  enterStep(turn, at, step, reference);
  if (step.appointment === 'failed') visit(turn, at, 'failed');
  if (step.on === 'appointment' && step.appointment !== 'failed') visit(turn, at, 'completed');
  // A visit that the customer holds is the one that is made.
  if (step.books && itemOf(turn, at).appointmentAt === undefined) {
    const day = addWorkingDays(turn.world.now, step.books.workingDays, calendarOf(turn.ground));
    changeItem(turn, at, { appointmentAt: atLondonTime(day, step.books.at) });
  }
  if (step.raises) raiseOpenAction(turn, at, step.raises);
  redate(turn, at, step, reference);
  if (step.state === 'completed') leaveAsset(turn, at);
  else if (isEnded(itemOf(turn, at).state)) redatePartner(turn, at, step.title);
  if (step.event !== 'none') {
    const type = step.event === 'create' ? 'ProductOrderCreateEvent' : 'ProductOrderStateChangeEvent';
    tell(turn, type, at, step.milestone);
  }
  if (isEnded(itemOf(turn, at).state)) afterEnd(turn);
  else goOn(turn, at);
}

function enterStep(turn: Turn, at: number, step: Step, reference: string): void {
  const { now } = turn.world;
  const item = itemOf(turn, at);
  changeItem(turn, at, {
    state: step.state ?? item.state,
    subStatus: step.title,
    ...(step.milestone === undefined ? {} : { milestone: step.milestone }),
    taken: [...item.taken, [reference, now]],
    ahead: isEnded(step.state ?? item.state) ? [] : item.ahead.slice(1),
    due: undefined,
    agendaKey: undefined,
    from: undefined,
    ...(step.because === undefined
      ? {}
      : {
          jeopardies: [
            ...item.jeopardies,
            { at: now, trouble: troubleOf(reference) ?? reference, because: step.because },
          ],
        }),
    ...(step.error === undefined ? {} : { errors: [...(item.errors ?? []), step.error] }),
  });
}

/** Promised dates are set when the order is taken on and when it is committed, and move with what delays it. */
function redate(turn: Turn, at: number, step: Step, reference: string): void {
  const { ground, items, world } = turn;
  if (!step.checks && !step.commits && step.because === undefined && troubleOf(reference) === undefined) return;
  if (itemOf(turn, at).openAction) return;
  const reason = step.because ?? step.title;
  items[at] = promised(ground, items, at, world.now, reason, step.commits);
  redateDependents(turn, at, reason);
}

/** Items that wait for this one are promised for later when it is. */
export function redateDependents(turn: Turn, at: number, reason: string): void {
  const { ground, items, world } = turn;
  for (const [other, item] of items.entries()) {
    if (other === at || isEnded(item.state) || item.cpd === undefined || item.openAction) continue;
    const waits = item.ahead.some((one) => awaitedItems(stepOf(ground, item, one), items, other).includes(at));
    if (waits)
      items[other] = promised(ground, items, other, world.now, `Waits for item ${itemOf(turn, at).id}: ${reason}`);
  }
}

/** The other of a diverse pair need not wait any more. */
function redatePartner(turn: Turn, at: number, why: string): void {
  const { ground, items, world } = turn;
  const { pair, id } = itemOf(turn, at);
  const partner = pair === undefined ? undefined : items[pair];
  if (pair === undefined || partner?.cpd === undefined || partner.openAction || isEnded(partner.state)) return;
  const reason = `Waits no more for item ${id}: ${why}`;
  items[pair] = promised(ground, items, pair, world.now, reason);
  redateDependents(turn, pair, reason);
}

/** Looks at the next step: waits for other items, takes it at once, or puts it on the agenda. */
export function goOn(turn: Turn, at: number): void {
  const { ground, world } = turn;
  const item = itemOf(turn, at);
  if (item.openAction || item.paused) return;
  const reference = item.ahead[0];
  if (reference === undefined) throw new Error(`item ${item.id} of order ${turn.orderId} has nowhere to go`);
  const gate = gateOf(turn, item);
  if (gate && !mayGo(turn, at, gate)) return;
  const step = stepOf(ground, item, reference);
  const rest = item.ahead.slice(1).map((one) => stepOf(ground, item, one));
  const due = dueOf(step, rest, Math.max(standingSince(item), item.from ?? 0), datingOf(ground, item));
  if (due <= world.now) {
    takeStep(turn, at);
    return;
  }
  const agendaKey = world.schedule(due, 'order-step', { orderId: turn.orderId, item: at });
  changeItem(turn, at, { due, agendaKey });
}

/** The step that other items must come before: the next one, or the one that troubles were put in front of. */
function gateOf(turn: Turn, item: ItemProgress): Step | undefined {
  const next = item.ahead[0];
  if (next === undefined) return undefined;
  const step = stepOf(turn.ground, item, next);
  if (step.waitsFor) return step;
  const own = item.ahead.find((one) => troubleOf(one) === undefined);
  if (own === next || own === undefined) return undefined;
  const behind = stepOf(turn.ground, item, own);
  return behind.waitsFor === 'accesses' || behind.waitsFor === 'flows' ? behind : undefined;
}

/** True when nothing has to be waited for. Otherwise the item is pending, or ends because what it needs has ended. */
function mayGo(turn: Turn, at: number, step: Step): boolean {
  const others = awaitedItems(step, turn.items, at).map((other) => ({ other, state: itemOf(turn, other) }));
  if (step.waitsFor === 'pair') {
    const partner = others[0];
    const alone = partner === undefined || isEnded(partner.state.state);
    const together = partner !== undefined && atPairStep(turn, partner.state);
    if (!alone && !together) return wait(turn, at, 'Waiting for the other of the pair');
    if (together && partner.state.state === 'pending') resume(turn, partner.other);
    return true;
  }
  const lost = others.find(({ state }) => isEnded(state.state) && state.state !== 'completed');
  if (lost) {
    giveUp(turn, at, lost.state, step.waitsFor === 'flows');
    return false;
  }
  if (others.some(({ state }) => !isEnded(state.state))) return wait(turn, at, 'Waiting for another item');
  return true;
}

/** What the item waits for has ended another way, and so does the item: by way of `pending`, as the standard has it. */
function giveUp(turn: Turn, at: number, lost: ItemProgress, isCease: boolean): void {
  if (itemOf(turn, at).state === 'inProgress') wait(turn, at, 'Waiting for another item');
  const [subStatus, message] = isCease
    ? [
        'Cancelled: a flow still relies on it',
        `The cease of item ${lost.id} is ${lost.state}, so its flow still relies on this access.`,
      ]
    : [
        'Cancelled: what it relies on will not be delivered',
        `Item ${lost.id}, which this item relies on, is ${lost.state}.`,
      ];
  endItem(turn, at, 'cancelled', subStatus, { code: 'LINKED_ORDER_ISSUE', reason: 'Linked order item ended', message });
}

function atPairStep(turn: Turn, item: ItemProgress): boolean {
  const next = item.ahead[0];
  if (next === undefined || item.paused || item.openAction) return false;
  return stepOf(turn.ground, item, next).waitsFor === 'pair';
}

function wait(turn: Turn, at: number, why: string): false {
  const item = itemOf(turn, at);
  if (item.state === 'pending') return false;
  changeItem(turn, at, { state: 'pending', subStatus: why });
  tell(turn, 'ProductOrderStateChangeEvent', at);
  return false;
}

/** The item was waiting for another, and need not any more. */
function resume(turn: Turn, at: number): void {
  changeItem(turn, at, { state: 'inProgress', subStatus: 'In progress', from: turn.world.now });
  tell(turn, 'ProductOrderStateChangeEvent', at);
  goOn(turn, at);
}

/** After an item ended, others may go on, or have to end too. */
export function afterEnd(turn: Turn): void {
  for (const [at, item] of turn.items.entries()) {
    if (item.state !== 'pending' || item.paused) continue;
    const gate = gateOf(turn, item);
    if (gate && mayGo(turn, at, gate) && itemOf(turn, at).state === 'pending') resume(turn, at);
  }
}

/** Ends an item for a reason outside its own steps. */
export function endItem(
  turn: Turn,
  at: number,
  state: 'cancelled' | 'failed',
  subStatus: string,
  error?: OrderError,
): void {
  const item = itemOf(turn, at);
  leaveAgenda(turn, at);
  withdrawOpenAction(turn, at);
  changeItem(turn, at, {
    state,
    subStatus,
    ahead: [],
    paused: undefined,
    cpd: undefined,
    ...(error === undefined ? {} : { errors: [...(item.errors ?? []), error] }),
  });
  visit(turn, at, 'cancelled');
  redatePartner(turn, at, subStatus);
  tell(turn, 'ProductOrderStateChangeEvent', at);
  afterEnd(turn);
}

export function leaveAgenda(turn: Turn, at: number): void {
  const { agendaKey } = itemOf(turn, at);
  if (agendaKey === undefined) return;
  turn.world.remove(agenda, agendaKey);
  changeItem(turn, at, { agendaKey: undefined });
}

/** Second tier: the whole order is taken on, or rejected whole. */
function passChecks(turn: Turn): boolean {
  turn.progress = { ...turn.progress, checked: true };
  const found = turn.items.map(({ state }, at) => (isEnded(state) ? [] : checkTaken(turn, at)));
  if (found.every((errors) => errors.length === 0)) {
    for (const [at, { state }] of turn.items.entries()) if (!isEnded(state)) nameService(turn, at);
    return true;
  }
  endCancellations(turn);
  for (const [at, errors] of found.entries()) {
    if (isEnded(itemOf(turn, at).state)) continue;
    leaveAgenda(turn, at);
    changeItem(turn, at, {
      state: 'rejected',
      subStatus: errors.length > 0 ? 'Rejected' : 'Rejected with the order',
      ahead: [],
      due: undefined,
      ...(errors.length > 0 ? { errors } : {}),
    });
    visit(turn, at, 'cancelled');
  }
  tell(turn, 'ProductOrderCreateEvent');
  return false;
}

/** Items that are being cancelled when the order is rejected: what was accepted is cancelled now, the rest stands again. */
function endCancellations(turn: Turn): void {
  for (const [at, { paused, state }] of turn.items.entries()) {
    if (!paused) continue;
    if (state === 'pendingCancellation') endItem(turn, at, 'cancelled', 'Cancelled');
    else {
      changeItem(turn, at, { state: paused.state, subStatus: paused.subStatus, paused: undefined });
      tell(turn, 'ProductOrderStateChangeEvent', at);
    }
  }
}
