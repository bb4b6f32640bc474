import { uuid } from '../ids.ts';
import { bornDelivery } from '../order-notification/delivery.ts';
import { copyToHubs } from '../order-notification/hub.ts';
import type { World } from '../sandbox.ts';
import type { OrderState } from './journey.ts';
import type {
  EventDocument,
  EventFacts,
  EventType,
  ItemFacts,
  ItemProgress,
  OrderGround,
  ProgressDocument,
} from './order-documents.ts';
import { events, progress } from './order-documents.ts';
import { isEnded, statesTowards } from './order-state.ts';

/**
 * One order while something happens to it: the working copy of its progress. Everything that moves an order opens a
 * turn, changes items, tells events, and closes it; the progress is stored once.
 */
export interface Turn {
  readonly world: World;
  readonly ground: OrderGround;
  readonly orderId: string;
  progress: ProgressDocument;
  readonly items: ItemProgress[];
}

export function openTurn(world: World, ground: OrderGround, orderId: string): Turn {
  const found = world.get(progress, orderId);
  if (!found) throw new Error(`order ${orderId} is not in the order book (seed ${world.profile.seed})`);
  return { world, ground, orderId, progress: found, items: [...found.items] };
}

export function beginTurn(world: World, ground: OrderGround, begun: ProgressDocument): Turn {
  return { world, ground, orderId: begun.orderId, progress: begun, items: [...begun.items] };
}

export function itemOf(turn: Turn, at: number): ItemProgress {
  const item = turn.items[at];
  if (!item) throw new Error(`order ${turn.orderId} has no item ${at} (seed ${turn.world.profile.seed})`);
  return item;
}

/** Members set to undefined are taken away. */
export type ItemChange = { readonly [member in keyof ItemProgress]?: ItemProgress[member] | undefined };

export function changeItem(turn: Turn, at: number, change: ItemChange): ItemProgress {
  const before = itemOf(turn, at) as unknown as { readonly [member: string]: unknown };
  const next: Record<string, unknown> = {};
  // Built anew, never deleted from: an object that lost a member is slow for the rest of its life.
  for (const member in before) if (!(member in change)) next[member] = before[member];
  for (const member in change) {
    const value = change[member as keyof ItemProgress];
    if (value !== undefined) next[member] = value;
  }
  const changed = next as unknown as ItemProgress;
  turn.items[at] = changed;
  return changed;
}

/** The order's state follows its items. */
function settleState(turn: Turn): OrderState {
  const { progress: before, world } = turn;
  const passed = statesTowards(
    before.state,
    turn.items.map(({ state }) => state),
  );
  const state = passed.at(-1);
  if (state === undefined) return before.state;
  turn.progress = {
    ...before,
    state,
    states: [...before.states, ...passed.map((one) => [one, world.now] as const)],
    ...(isEnded(state) && state !== 'cancelled' && state !== 'rejected' ? { completionDate: world.now } : {}),
    ...(state === 'cancelled' ? { cancellationDate: world.now } : {}),
  };
  return state;
}

/**
 * Tells the customer that item `about` (or the whole order) moved; the facts are those of this instant. `reached`: the
 * milestone that it came to by that; an item that is amended or cancelled stands where it stood.
 */
export function tell(turn: Turn, type: EventType, about?: number, reached?: string): void {
  const { world, orderId } = turn;
  const state = settleState(turn);
  const ordinal = turn.progress.told + 1;
  turn.progress = { ...turn.progress, told: ordinal };
  const facts: EventFacts = {
    state,
    items: turn.items.map(factsOf),
    ...(about === undefined ? {} : { about }),
    ...(turn.progress.completionDate === undefined ? {} : { completionDate: turn.progress.completionDate }),
  };
  const eventId = uuid(world.profile.seed, 'event', orderId, ordinal);
  const event: EventDocument = {
    eventId,
    eventType: type,
    orderId,
    ordinal,
    seq: world.ordinal('event'),
    at: world.now,
    facts,
    ...bornDelivery(world.profile),
  };
  world.put(events, eventId, event);
  copyToHubs(world, event, { ...turn.progress, items: turn.items });
  const item = about === undefined ? undefined : turn.items[about];
  world.report({
    kind: type,
    orderId,
    ...(item ? { itemId: item.id } : {}),
    ...(reached === undefined ? {} : { milestone: reached }),
    eventId,
    text: `order ${orderId} is ${state}${item ? `; item ${item.id}: ${item.subStatus}` : ''}`,
  });
}

type Writable<T> = { -readonly [member in keyof T]: T[member] };

function factsOf(item: ItemProgress): ItemFacts {
  const facts: Writable<ItemFacts> = { state: item.state, subStatus: item.subStatus };
  if (item.milestone !== undefined) facts.milestone = item.milestone;
  const service = item.serviceId ?? item.target;
  if (service !== undefined) facts.serviceId = service;
  if (item.pairId !== undefined) facts.pairId = item.pairId;
  if (item.assetId !== undefined) facts.assetId = item.assetId;
  if (item.crd !== undefined) facts.crd = item.crd;
  if (item.cdd !== undefined) facts.cdd = item.cdd;
  if (item.cpd !== undefined) facts.cpd = item.cpd;
  if (item.appointmentId !== undefined) facts.appointmentId = item.appointmentId;
  if (item.appointmentAt !== undefined) facts.appointmentAt = item.appointmentAt;
  if (item.errors !== undefined) facts.errors = item.errors;
  return facts;
}

export function closeTurn(turn: Turn): ProgressDocument {
  settleState(turn);
  const closed = { ...turn.progress, items: turn.items };
  turn.world.put(progress, turn.orderId, closed);
  return closed;
}
