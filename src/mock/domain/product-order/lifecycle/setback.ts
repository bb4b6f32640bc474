import { closestOrContaining } from '#domain/core/closest-match';
import { digitId } from '#domain/core/ids';
import { defineCollection, type Instant, type Transaction } from '#domain/core/sandbox-state';
import { isEnded } from '#domain/journey/item-state';
import type { Setback } from '#domain/journey/journey';
import { insertSetbackSteps } from '#domain/journey/plan';
import { setbackIdOf } from '#domain/product-order/order-dates';
import { type ItemProgress, type OrderReferenceData, orders, progress } from '#domain/product-order/order-documents';
import { changeItem, itemOf, loadUpdate, saveUpdate } from '#domain/product-order/order-update';
import type { OrderItemRequest, RequestedItem } from '#domain/product-order/request/parse-order';
import { scheduleNext, unscheduleStep } from './item-lifecycle.ts';

/**
 * The ways in which an order goes wrong. A journey says what a setback does. This file decides which items it applies to:
 * those it was attached to, those whose site or values trigger it, and those that are ordered later and match.
 */

/** Which items a setback is attached to: by exactly one of these members. */
export interface SetbackTarget {
  readonly orderId?: string;
  readonly externalId?: string;
  readonly product?: string;
  readonly postcode?: string;
}

export interface SetbackDocument {
  readonly id: string;
  readonly match: SetbackTarget;
  readonly setback: string;
  /** The step after which it happens, instead of the place that the journey gives. */
  readonly at?: string;
  /** Working days of its last step that takes any, instead of the journey's. */
  readonly days?: number;
  readonly attachedAt: Instant;
}

export const setbacks = defineCollection<SetbackDocument>('setbacks');

export interface SetbackRequest {
  readonly match: SetbackTarget;
  readonly setback: string;
  readonly at?: string;
  readonly days?: number;
}

export interface AttachedSetback {
  readonly setback: SetbackDocument;
  /** The items in flight that it was inserted into. */
  readonly applied: readonly { readonly orderId: string; readonly itemId: string }[];
  /** The items in flight that match but are past it, and why. */
  readonly notApplicable: readonly { readonly orderId: string; readonly itemId: string; readonly why: string }[];
}

export type SetbackRefusal = {
  readonly refused:
    | 'unknown order'
    | 'unknown setback'
    | 'unknown product'
    | 'no such setback there'
    | 'too late'
    | 'match';
  readonly message: string;
  /** The accepted values, where there is a list. */
  readonly expected?: string;
};

/** Attaches a setback to every order that matches: those in flight, and later ones. */
export function attachSetback(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  request: SetbackRequest,
): AttachedSetback | SetbackRefusal {
  const { match, setback, at, days } = request;
  if (Object.values(match).filter((one) => one !== undefined).length !== 1) {
    return { refused: 'match', message: 'match takes exactly one of orderId, externalId, product, postcode' };
  }
  const neverApplicable = explainNeverApplicable(referenceData, setback, match.product);
  if (neverApplicable) return neverApplicable;
  if (match.orderId !== undefined && !transaction.get(progress, match.orderId)) {
    return { refused: 'unknown order', message: `No product order is known under ${match.orderId}` };
  }
  const id = digitId(8, transaction.profile.seed, 'setback', transaction.ordinal('setback'));
  const document: SetbackDocument = {
    id,
    match,
    setback,
    attachedAt: transaction.now,
    ...(at === undefined ? {} : { at }),
    ...(days === undefined ? {} : { days }),
  };
  const outcomes = findItemsInFlight(transaction, referenceData, match).map((one) => ({
    ...one,
    why: applySetback(transaction, referenceData, one.orderId, one.itemIndex, document),
  }));
  const applied = outcomes.filter(({ why }) => why === undefined).map(({ orderId, itemId }) => ({ orderId, itemId }));
  const notApplicable = outcomes.flatMap(({ orderId, itemId, why }) =>
    why === undefined ? [] : [{ orderId, itemId, why }],
  );
  if (match.orderId !== undefined && applied.length === 0) {
    return { refused: 'too late', message: notApplicable[0]?.why ?? `Order ${match.orderId} has ended` };
  }
  transaction.put(setbacks, id, document);
  return { setback: document, applied, notApplicable };
}

/** Why no order could ever have it: no such setback, no such product, or the product has no such setback. */
function explainNeverApplicable(
  { journeys }: OrderReferenceData,
  setback: string,
  product: string | undefined,
): SetbackRefusal | undefined {
  const known = [...new Set(journeys.journeys.flatMap((journey) => journey.setbacks.map(({ id }) => id)))].sort();
  if (!known.includes(setback)) {
    const message = `No setback is called "${setback}"${didYouMean(setback, known)}`;
    return { refused: 'unknown setback', message, expected: `one of ${known.join(', ')}` };
  }
  if (product === undefined) return undefined;
  const journey = journeys.byProduct(product);
  if (!journey) {
    const products = journeys.journeys.flatMap((one) => one.products);
    const message = `No product is called "${product}"${didYouMean(product, products)}`;
    return { refused: 'unknown product', message, expected: `one of ${products.join(', ')}` };
  }
  if (journey.setbacks.some(({ id }) => id === setback)) return undefined;
  const available = journey.setbacks.map(({ id }) => id).sort();
  const message = `${journey.title} knows no setback "${setback}"`;
  return { refused: 'no such setback there', message, expected: `one of ${available.join(', ')}` };
}

function didYouMean(given: string, known: readonly string[]): string {
  const meant = closestOrContaining(given, known);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

interface MatchedItem {
  readonly orderId: string;
  readonly itemIndex: number;
  readonly itemId: string;
}

function findItemsInFlight(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  match: SetbackTarget,
): readonly MatchedItem[] {
  const candidates =
    match.orderId !== undefined
      ? [match.orderId]
      : match.externalId !== undefined
        ? transaction.find(orders, 'externalId', match.externalId).map(([key]) => key)
        : [...transaction.list(progress)].filter(([, { state }]) => !isEnded(state)).map(([key]) => key);
  return candidates.flatMap((orderId) =>
    (transaction.get(progress, orderId)?.items ?? []).flatMap((item, itemIndex) =>
      isEnded(item.state) || !matchesItem(referenceData, match, item) ? [] : [{ orderId, itemIndex, itemId: item.id }],
    ),
  );
}

function matchesItem(
  referenceData: OrderReferenceData,
  { product, postcode }: SetbackTarget,
  item: ItemProgress,
): boolean {
  if (product !== undefined) return referenceData.journeys.byProduct(product)?.journey === item.journey;
  return (
    postcode === undefined ||
    (item.postcode !== undefined && normalizePostcode(item.postcode) === normalizePostcode(postcode))
  );
}

const normalizePostcode = (postcode: string): string => postcode.replace(/\s+/g, '').toUpperCase();

/** Inserts the setback into an item in flight; returns the reason where that is impossible. */
function applySetback(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  orderId: string,
  itemIndex: number,
  document: SetbackDocument,
): string | undefined {
  const update = loadUpdate(transaction, referenceData, orderId);
  const item = itemOf(update, itemIndex);
  const setback = referenceData.journeys.byName(item.journey).setbacks.find(({ id }) => id === document.setback);
  if (!setback) return `${item.product} knows no setback "${document.setback}"`;
  if (setback.rejects && update.progress.acceptanceChecked)
    return `order ${orderId} has been taken on; it cannot be rejected any more`;
  const changed = withSetback(item, setback, document);
  if (typeof changed === 'string') return changed;
  update.items[itemIndex] = changed;
  if (changed.remainingSteps[0] !== item.remainingSteps[0] && item.due !== undefined && !item.paused) {
    unscheduleStep(update, itemIndex);
    changeItem(update, itemIndex, { due: undefined });
    scheduleNext(update, itemIndex);
  }
  saveUpdate(update);
  return undefined;
}

/** The item with the setback's steps inserted, or the reason why it can no longer happen. */
export function withSetback(
  item: ItemProgress,
  setback: Setback,
  { at, days }: { readonly at?: string; readonly days?: number } = {},
): ItemProgress | string {
  if (!setback.actions.includes(item.action)) return `"${setback.id}" does not happen to a ${item.action}`;
  if (setback.onlyWhen?.some((one) => !item.conditions.includes(one))) {
    return `"${setback.id}" happens only to an order that is ${setback.onlyWhen.join(' and ')}`;
  }
  const all = [...item.completedSteps.map(([step]) => step), ...item.remainingSteps];
  if (item.pendingSetbacks?.includes(setback.id) || all.some((one) => setbackIdOf(one) === setback.id)) {
    return `"${setback.id}" already applies to item ${item.id}`;
  }
  if (setback.rejects || setback.refusesCancel)
    return { ...item, pendingSetbacks: [...(item.pendingSetbacks ?? []), setback.id] };
  if (at !== undefined && (!all.includes(at) || at === all[0]))
    return `item ${item.id} takes no step "${at}" after which it could happen`;
  const { before: _, ...unanchored } = setback;
  const remainingSteps = insertSetbackSteps(
    at === undefined ? setback : { ...unanchored, after: at },
    item.completedSteps.map(([step]) => step),
    item.remainingSteps,
    days,
  );
  return remainingSteps === undefined
    ? `item ${item.id} is past the place of "${setback.id}": ${item.subStatus}`
    : { ...item, remainingSteps };
}

/** A new item with every setback that its site, its values or an attached setback triggers. */
export function matchSetbacks(
  transaction: Transaction,
  referenceData: OrderReferenceData,
  requested: RequestedItem,
  item: ItemProgress,
  order: { readonly externalId?: string; readonly site: readonly string[] },
): ItemProgress {
  const { journey } = requested;
  if (!journey) return item;
  const pending = [...transaction.list(setbacks)]
    .map(([, one]) => one)
    .filter((one) => isPendingFor(referenceData, one, item, order.externalId));
  let withSetbacks = item;
  for (const setback of journey.setbacks) {
    const attached = pending.find((one) => one.setback === setback.id);
    const isTriggered =
      attached !== undefined ||
      order.site.includes(setback.id) ||
      triggeredByValue(setback, requested.item) ||
      (transaction.profile.mode !== 'strict' && externalIdNamesSetback(order.externalId, setback.id));
    if (!isTriggered) continue;
    const changed = withSetback(withSetbacks, setback, attached);
    if (typeof changed !== 'string') withSetbacks = changed;
  }
  return withSetbacks;
}

function isPendingFor(
  referenceData: OrderReferenceData,
  { match }: SetbackDocument,
  item: ItemProgress,
  externalId: string | undefined,
): boolean {
  if (match.orderId !== undefined) return false;
  if (match.externalId !== undefined) return match.externalId === externalId;
  return matchesItem(referenceData, match, item);
}

/** Sandbox extra: an external id that names a setback triggers it, such as `PO-7 ecc-raised`. */
function externalIdNamesSetback(externalId: string | undefined, setback: string): boolean {
  const words = externalId?.toLowerCase().split(/[^a-z0-9-]+/);
  return words?.includes(setback) ?? false;
}

function triggeredByValue({ triggeredBy }: Setback, { billingAccount, siteConstraints }: OrderItemRequest): boolean {
  if (!triggeredBy) return false;
  if (billingAccount !== undefined && triggeredBy.billingAccount?.includes(billingAccount.value)) return true;
  return siteConstraints.some((value) => (triggeredBy.siteConstraint ?? []).includes(String(value)));
}
