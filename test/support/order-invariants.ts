import { expect } from 'vitest';
import { agenda } from '#domain/core/sandbox-state';
import { openActions } from '#domain/open-action/open-action';
import { assets } from '#domain/product-inventory/asset';
import { type ItemProgress, type OrderProgress, progress } from '#domain/product-order/order-documents';
import { events } from '#domain/timeline/event';
import type { PureSandbox } from './pure-sandbox.ts';

/**
 * What must always hold of an order book, written down a second time and apart from the code: the transitions of the
 * standard's diagram with the additions that are marked modelled.
 */
const nextStates: { readonly [state: string]: string } = {
  acknowledged: 'inProgress pending rejected cancelled assessingCancellation',
  inProgress: 'pending held assessingCancellation completed failed partial',
  pending: 'inProgress assessingCancellation cancelled',
  held: 'inProgress assessingCancellation cancelled',
  assessingCancellation: 'inProgress pending held acknowledged pendingCancellation',
  pendingCancellation: 'cancelled',
  rejected: '',
  completed: '',
  failed: '',
  partial: '',
  cancelled: '',
};

const isFinal = (state: string) => nextStates[state] === '';
const isAllowedTransition = (from: string, to: string) =>
  from === to || (nextStates[from] ?? '').split(' ').includes(to);

/** Documents never change, so what was found right stays right, but for what other documents say of it. */
const verifiedOrders = new WeakSet<OrderProgress>();

/** Holds of one order at any moment. Throws with what is wrong. */
export function checkOrder(box: PureSandbox, orderId: string): void {
  const orderProgress = box.reader.get(progress, orderId) as OrderProgress;
  if (verifiedOrders.has(orderProgress)) return;
  verifiedOrders.add(orderProgress);
  checkEvents(box, orderProgress);
  for (const [n, [state]] of orderProgress.stateHistory.entries()) {
    const before = orderProgress.stateHistory[n - 1]?.[0];
    if (before !== undefined && !isAllowedTransition(before, state))
      throw new Error(`order ${orderId}: ${before} → ${state}`);
  }
  expect(orderProgress.stateHistory.at(-1)?.[0]).toBe(orderProgress.state);
  expect(orderProgress.completionDate !== undefined, `${orderProgress.state} and completionDate`).toBe(
    ['completed', 'failed', 'partial'].includes(orderProgress.state),
  );
  if (orderProgress.items.every(({ state }) => isFinal(state))) expect(isFinal(orderProgress.state)).toBe(true);
  for (const item of orderProgress.items) checkItem(box, orderProgress, item);
}

/** In order, none missing, every item's and the order's state follows from the event before. */
function checkEvents(box: PureSandbox, { orderId, eventCount, items }: OrderProgress): void {
  const found = box.reader.find(events, 'orderId', orderId).map(([, event]) => event);
  expect(found.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: eventCount }, (_, n) => n + 1));
  expect(found[0]).toMatchObject({ eventType: 'ProductOrderCreateEvent', facts: { state: 'acknowledged' } });
  for (const [n, event] of found.entries()) {
    const before = found[n - 1];
    if (!before) continue;
    if (before.occurredAt > event.occurredAt || before.seq >= event.seq)
      throw new Error(`event ${event.ordinal} of ${orderId} is out of order`);
    if (!isAllowedTransition(before.facts.state, event.facts.state)) {
      throw new Error(`order ${orderId} told ${before.facts.state} → ${event.facts.state}`);
    }
    if ((event.eventType === 'ProductOrderCreateEvent') !== (event.facts.state === 'rejected')) {
      throw new Error(`${event.eventType} told ${event.facts.state}`);
    }
    for (const [itemIndex, { state }] of event.facts.items.entries()) {
      const previousState = before.facts.items[itemIndex]?.state ?? '';
      if (!isAllowedTransition(previousState, state))
        throw new Error(`item ${items[itemIndex]?.id} of ${orderId} told ${previousState} → ${state}`);
    }
  }
  const last = found.at(-1)?.facts;
  expect(
    last?.items.map(({ state }) => state),
    `the last event of ${orderId}`,
  ).toEqual(items.map(({ state }) => state));
}

/** An item that has not ended has something that will move it, and exactly one thing. */
function checkItem(box: PureSandbox, { orderId, items }: OrderProgress, item: ItemProgress): void {
  const scheduled = item.agendaKey !== undefined;
  const label = `item ${item.id} of ${orderId}, ${item.state} "${item.subStatus}"`;
  checkDates(item, label);
  const isCancelling = item.state === 'assessingCancellation' || item.state === 'pendingCancellation';
  expect(item.paused !== undefined, `${label}: paused`).toBe(isCancelling);
  if (scheduled) expect(box.reader.get(agenda, item.agendaKey as string), `${label}: on the agenda`).toBeDefined();
  if (isFinal(item.state)) {
    expect([item.remainingSteps, scheduled, item.openAction], label).toEqual([[], false, undefined]);
    return;
  }
  if (isCancelling) {
    expect(scheduled, `${label}: stands still`).toBe(false);
    return;
  }
  if (item.openAction) {
    expect(item.state, label).toBe('held');
    const action = box.reader.get(openActions, item.openAction.id);
    expect(action?.state).toBe('open');
    for (const key of action?.agendaKeys ?? []) expect(box.reader.get(agenda, key), `${label}: due`).toBeDefined();
    expect(scheduled).toBe(false);
    return;
  }
  if (item.state === 'pending') {
    expect(scheduled, label).toBe(false);
    expect(
      items.some((other) => other !== item && !isFinal(other.state)),
      `${label}: waits for somebody`,
    ).toBe(true);
    return;
  }
  expect(scheduled, `${label}: has a next step`).toBe(true);
}

/** No date moves without an entry that says why, and what is delivered is delivered on the date that was promised last. */
function checkDates({ dateChanges, crd, cdd, cpd, state, completedSteps }: ItemProgress, label: string): void {
  const last: Record<string, number | undefined> = {};
  for (const { date, to, reason } of dateChanges) {
    expect(reason, `${label}: why the ${date} moved`).not.toBe('');
    last[date] = to;
  }
  // What the customer requested first is not a change; an item that ended otherwise is promised for no day.
  if (last.CRD !== undefined) expect(last.CRD, `${label}: CRD`).toBe(crd);
  expect(last.CDD, `${label}: CDD`).toBe(cdd);
  if (cpd !== undefined) expect(last.CPD, `${label}: CPD`).toBe(cpd);
  if (state === 'completed') expect(cpd, `${label}: promised and delivered`).toBe(completedSteps.at(-1)?.[1]);
}

/** No service without a completed item of an order; nothing relies on what is gone. */
export function checkAssets(box: PureSandbox): void {
  for (const [id, asset] of box.reader.list(assets)) {
    const item = box.reader.get(progress, asset.orderId)?.items.find(({ assetId }) => assetId === id);
    if (item?.state !== 'completed') throw new Error(`asset ${asset.serviceId} has no completed order`);
    if (asset.status !== 'active') continue;
    for (const { serviceId } of asset.reliesOn) {
      const relied = box.reader.find(assets, 'serviceId', serviceId)[0]?.[1];
      if (relied?.status !== 'active')
        throw new Error(`${asset.serviceId} relies on ${serviceId}, which is ${relied?.status ?? 'not there'}`);
    }
  }
}

/** When nothing is due any more, every order has ended and nobody has to act. */
export function checkAllEnded(box: PureSandbox): void {
  for (const [orderId, { state, items }] of box.reader.list(progress)) {
    if (!isFinal(state))
      throw new Error(
        `order ${orderId} can never end: it is ${state}, ${items.map((item) => `${item.state} "${item.subStatus}"`).join(', ')}`,
      );
  }
  expect(box.reader.find(openActions, 'state', 'open')).toEqual([]);
}
