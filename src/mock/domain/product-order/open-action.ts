import { digitId } from '../ids.ts';
import { agenda, collection, type Instant } from '../sandbox.ts';
import { addDays, addWorkingDays } from '../working-time.ts';
import { raiseCharge, settleCharge } from './charge-raise.ts';
import type { OpenActionRules } from './journey.ts';
import { calendarOf } from './order-dates.ts';
import { changeItem, itemOf, type Turn } from './order-turn.ts';

/**
 * Something that a person must do before an item can go on. While it is open the item is held and its clock stands still.
 * The kinds, who must act, the answers and what silence means are data: specs/journeys/open-actions.yaml.
 */
export interface OpenActionDocument {
  readonly id: string;
  readonly orderId: string;
  /** Index of the item in the order, and the customer's own id of it. */
  readonly item: number;
  readonly itemId: string;
  readonly kind: string;
  readonly title: string;
  readonly who: string;
  readonly raisedAt: Instant;
  readonly due: Instant;
  /** `withdrawn`: the item ended for another reason. */
  readonly state: 'open' | 'answered' | 'expired' | 'withdrawn';
  readonly answer?: string;
  readonly answeredAt?: Instant;
  readonly chargeId?: string;
  /** Entries on the agenda: the due date, and the limit of suspension. */
  readonly agendaKeys: readonly string[];
}

export const openActions = collection<OpenActionDocument>('openActions', {
  orderId: ({ orderId }) => [orderId],
  state: ({ state }) => (state === 'open' ? ['open'] : []),
});

const day = 86_400_000;

export function raiseOpenAction(turn: Turn, at: number, kind: string): void {
  const { world, ground, orderId } = turn;
  const rules = ground.journeys.openAction(kind);
  const item = itemOf(turn, at);
  const id = `OA${digitId(8, world.profile.seed, 'openAction', world.ordinal('openAction'))}`;
  const due = dueDate(turn, rules);
  const chargeId = rules.charge ? raiseCharge(turn, at, rules.charge, due, id) : undefined;
  const agendaKeys = [world.schedule(due, 'open-action-due', { id })];
  const limit = suspensionEnds(turn, at);
  if (limit !== undefined) agendaKeys.push(world.schedule(limit, 'suspension-limit', { id }));
  world.put(openActions, id, {
    id,
    orderId,
    item: at,
    itemId: item.id,
    kind,
    title: rules.title,
    who: rules.who,
    raisedAt: world.now,
    due,
    state: 'open',
    ...(chargeId === undefined ? {} : { chargeId }),
    agendaKeys,
  });
  changeItem(turn, at, { openAction: { id, kind, due }, heldSince: world.now });
}

function dueDate({ world, ground }: Turn, { due }: OpenActionRules): Instant {
  return 'days' in due ? addDays(world.now, due.days) : addWorkingDays(world.now, due.workingDays, calendarOf(ground));
}

/** When the days of suspension, counted over the whole order item, reach what the supplier allows. */
function suspensionEnds(turn: Turn, at: number): Instant | undefined {
  const item = itemOf(turn, at);
  const limit = turn.ground.journeys.byName(item.journey).suspensionLimit;
  return limit ? turn.world.now + Math.max(0, limit.days * day - (item.suspendedMs ?? 0)) : undefined;
}

/** Closes the item's open action, takes its dates off the agenda, and adds up the time the item stood still. */
export function closeOpenAction(
  turn: Turn,
  at: number,
  closed: { readonly state: 'answered' | 'expired' | 'withdrawn'; readonly answer?: string },
): void {
  const { world } = turn;
  const item = itemOf(turn, at);
  const document = item.openAction && world.get(openActions, item.openAction.id);
  if (!document) return;
  for (const key of document.agendaKeys) world.remove(agenda, key);
  world.put(openActions, document.id, { ...document, ...closed, answeredAt: world.now, agendaKeys: [] });
  changeItem(turn, at, {
    openAction: undefined,
    heldSince: undefined,
    suspendedMs: (item.suspendedMs ?? 0) + world.now - (item.heldSince ?? world.now),
  });
}

/** The item ends for another reason: nobody need act any more. */
export function withdrawOpenAction(turn: Turn, at: number): void {
  const { openAction } = itemOf(turn, at);
  if (!openAction) return;
  const chargeId = turn.world.get(openActions, openAction.id)?.chargeId;
  if (chargeId !== undefined) settleCharge(turn, chargeId, 'withdrawnBySeller', 'withdrawnBySeller');
  closeOpenAction(turn, at, { state: 'withdrawn' });
}

/** Its dates went by, or did not, while a cancellation was assessed and refused: they are put on the agenda again. */
export function rescheduleOpenAction(turn: Turn, at: number): void {
  const { world } = turn;
  const { openAction, heldSince = world.now } = itemOf(turn, at);
  const document = openAction && world.get(openActions, openAction.id);
  if (!document) return;
  for (const key of document.agendaKeys) world.remove(agenda, key);
  const agendaKeys = [world.schedule(document.due, 'open-action-due', { id: document.id })];
  const limit = suspensionEnds(turn, at);
  if (limit !== undefined) {
    agendaKeys.push(world.schedule(limit - (world.now - heldSince), 'suspension-limit', { id: document.id }));
  }
  world.put(openActions, document.id, { ...document, agendaKeys });
}
