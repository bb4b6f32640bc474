import { newDelivery } from '#domain/callback/delivery-state';
import { InternalError } from '#domain/core/etherbox-error';
import { derivedUuid } from '#domain/core/ids';
import type { Transaction } from '#domain/core/sandbox-state';
import { findTransitionPath, isEnded, type OrderState } from '#domain/journey/item-state';
import type { EventDocument, EventFacts, EventType, ItemFacts } from '#domain/timeline/event';
import { events } from '#domain/timeline/event';
import type { ItemProgress, OrderProgress, OrderReferenceData } from './order-documents.ts';
import { progress } from './order-documents.ts';

/**
 * A unit of work on one order: the working copy of its progress. Whatever changes an order loads or starts an update,
 * changes items, emits events and saves the update, so that the progress is stored once.
 */
export interface OrderUpdate {
  readonly transaction: Transaction;
  readonly referenceData: OrderReferenceData;
  readonly orderId: string;
  progress: OrderProgress;
  readonly items: ItemProgress[];
}

/** Throws an Error where no such order is stored, which is a bug in the caller. */
export function loadUpdate(transaction: Transaction, referenceData: OrderReferenceData, orderId: string): OrderUpdate {
  const stored = transaction.get(progress, orderId);
  if (!stored) throw new InternalError(`order ${orderId} is not in the order book (seed ${transaction.profile.seed})`);
  return { transaction, referenceData, orderId, progress: stored, items: [...stored.items] };
}

export function startUpdate(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  initial: OrderProgress,
): OrderUpdate {
  return { transaction, referenceData, orderId: initial.orderId, progress: initial, items: [...initial.items] };
}

export function itemOf(update: OrderUpdate, itemIndex: number): ItemProgress {
  const item = update.items[itemIndex];
  if (!item)
    throw new InternalError(
      `order ${update.orderId} has no item ${itemIndex} (seed ${update.transaction.profile.seed})`,
    );
  return item;
}

/** A member set to undefined is removed. */
export type ItemChange = { readonly [member in keyof ItemProgress]?: ItemProgress[member] | undefined };

export function changeItem(update: OrderUpdate, itemIndex: number, change: ItemChange): ItemProgress {
  const before = itemOf(update, itemIndex) as unknown as { readonly [member: string]: unknown };
  const next: Record<string, unknown> = {};
  // Built again instead of deleting members: V8 makes an object slow once a member was deleted.
  for (const member in before) if (!(member in change)) next[member] = before[member];
  for (const member in change) {
    const value = change[member as keyof ItemProgress];
    if (value !== undefined) next[member] = value;
  }
  const changed = next as unknown as ItemProgress;
  update.items[itemIndex] = changed;
  return changed;
}

/** Derives the order's state from the states of its items. */
function advanceOrderState(update: OrderUpdate): OrderState {
  const { progress: before, transaction } = update;
  const path = findTransitionPath(
    before.state,
    update.items.map(({ state }) => state),
  );
  const state = path.at(-1);
  if (state === undefined) return before.state;
  update.progress = {
    ...before,
    state,
    stateHistory: [...before.stateHistory, ...path.map((one) => [one, transaction.now] as const)],
    ...(isEnded(state) && state !== 'cancelled' && state !== 'rejected' ? { completionDate: transaction.now } : {}),
    ...(state === 'cancelled' ? { cancellationDate: transaction.now } : {}),
  };
  return state;
}

/**
 * Stores a notification of the item at `itemIndex`, or of the whole order, with the facts of this instant.
 * `reachedMilestone`: the milestone that the item has just reached; absent when it was amended or cancelled.
 */
export function emitOrderEvent(
  update: OrderUpdate,
  type: EventType,
  itemIndex?: number,
  reachedMilestone?: string,
): void {
  const { transaction, orderId } = update;
  const state = advanceOrderState(update);
  const ordinal = update.progress.eventCount + 1;
  update.progress = { ...update.progress, eventCount: ordinal };
  const facts: EventFacts = {
    state,
    items: update.items.map(itemFactsOf),
    ...(itemIndex === undefined ? {} : { itemIndex }),
    ...(update.progress.completionDate === undefined ? {} : { completionDate: update.progress.completionDate }),
  };
  const eventId = derivedUuid(transaction.profile.seed, 'event', orderId, ordinal);
  const event: EventDocument = {
    eventId,
    eventType: type,
    orderId,
    ordinal,
    seq: transaction.ordinal('event'),
    occurredAt: transaction.now,
    facts,
    ...newDelivery(transaction.profile),
  };
  transaction.put(events, eventId, event);
  update.referenceData.onOrderEvent(transaction, event, { ...update.progress, items: update.items });
  const item = itemIndex === undefined ? undefined : update.items[itemIndex];
  transaction.emit({
    kind: type,
    orderId,
    ...(item ? { itemId: item.id } : {}),
    ...(reachedMilestone === undefined ? {} : { milestone: reachedMilestone }),
    eventId,
    text: `order ${orderId} is ${state}${item ? `; item ${item.id}: ${item.subStatus}` : ''}`,
  });
}

type Writable<T> = { -readonly [member in keyof T]: T[member] };

function itemFactsOf(item: ItemProgress): ItemFacts {
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

/** Stores the working copy. Returns the progress as stored. */
export function saveUpdate(update: OrderUpdate): OrderProgress {
  advanceOrderState(update);
  const saved = { ...update.progress, items: update.items };
  update.transaction.put(progress, update.orderId, saved);
  return saved;
}
