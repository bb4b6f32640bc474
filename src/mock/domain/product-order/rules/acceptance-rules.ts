import { addDays } from '#domain/calendar/working-time';
import type { Instant } from '#domain/core/sandbox-state';
import { isEnded } from '#domain/journey/item-state';
import type { OrderError } from '#domain/journey/journey';
import { parseBandwidthMbit } from '#domain/product-catalogue/bandwidth';
import { assetCharacteristic, assets, findActiveAsset } from '#domain/product-inventory/asset';
import { orders, progress, servicesReliedOn } from '#domain/product-order/order-documents';
import { itemOf, type OrderUpdate } from '#domain/product-order/order-update';
import {
  canBeReliedOn,
  characteristicText,
  itemRequestOf,
  parseStoredOrder,
} from '#domain/product-order/request/parse-order';
import { findQuote } from '#domain/quote/quote';
import { explainUnavailability } from './item-conditions.ts';
import { checkPlaceReferences } from './place-references.ts';

/**
 * Second tier: what is wrong with the order, found when the supplier checks it. Any error rejects the whole order, which
 * an event says; the customer places a new order. Source of the causes: BT's siblings and resellers; of the codes: a
 * gateway operator.
 */
type AcceptanceRule = (update: OrderUpdate, itemIndex: number) => OrderError | undefined;

export function checkAcceptance(update: OrderUpdate, itemIndex: number): readonly OrderError[] {
  return Object.values(acceptanceRules).flatMap((check) => check(update, itemIndex) ?? []);
}

const invalidRequestError = (reason: string, message: string): OrderError => ({
  code: 'INVALID_REQUEST',
  reason,
  message,
});
const linkedOrderError = (reason: string, message: string): OrderError => ({
  code: 'LINKED_ORDER_ISSUE',
  reason,
  message,
});

export const acceptanceRules = {
  setbackRejects: (update, itemIndex) => {
    const item = itemOf(update, itemIndex);
    const journey = update.referenceData.journeys.byName(item.journey);
    const setback = journey.setbacks.find(({ id, rejects }) => rejects && item.pendingSetbacks?.includes(id));
    const order = update.transaction.get(orders, update.orderId);
    if (setback?.id !== 'not-available' || !setback.rejects || !order) return setback?.rejects;
    const why = explainUnavailability(
      update.transaction,
      itemRequestOf(order, itemIndex),
      item.conditions,
      update.referenceData,
    );
    const { message } = setback.rejects;
    return why === undefined
      ? setback.rejects
      : { ...setback.rejects, message: `${message.replace(/\.$/, '')}: ${why}.` };
  },

  /** Unless the supplier does not know the place at all, or cannot serve it: that is said instead. */
  placeIsNamedAsAccepted: (update, itemIndex) => {
    const { action, journey, conditions, pendingSetbacks = [] } = itemOf(update, itemIndex);
    const order = update.transaction.get(orders, update.orderId);
    if (action !== 'provide' || !order || pendingSetbacks.some((id) => placeSetbacks.includes(id))) return undefined;
    return checkPlaceReferences(
      update.transaction,
      itemRequestOf(order, itemIndex).site,
      update.referenceData.journeys.byName(journey),
      conditions,
      update.referenceData,
    );
  },

  appointmentIsHeld: (update, itemIndex) => {
    const { unavailableAppointment: id } = itemOf(update, itemIndex);
    return id === undefined
      ? undefined
      : {
          code: 'UNABLE_TO_ATTEND',
          reason: 'Appointment not held',
          message: `Appointment ${id} is not known or not free.`,
        };
  },

  quoteIsValid: (update, itemIndex) => {
    const order = update.transaction.get(orders, update.orderId);
    if (!order) return undefined;
    const quoteIds = [itemRequestOf(order, itemIndex).quoteId, ...parseStoredOrder(order).quoteIds];
    const invalidQuote = quoteIds.find((id) => id !== undefined && !findQuote(update.transaction, id));
    return invalidQuote === undefined
      ? undefined
      : invalidRequestError('Quote not valid', `Quote ${invalidQuote} is not known or has expired.`);
  },

  /** What the item relies on is installed, and no order is ceasing it. */
  reliedServicesAreInstalled: (update, itemIndex) => {
    const { action, reliesOn } = itemOf(update, itemIndex);
    if (action !== 'provide') return undefined;
    for (const { serviceId, btType } of reliesOn) {
      if (serviceId === undefined) continue;
      const asset = findActiveAsset(update.transaction, serviceId);
      if (!asset) {
        return linkedOrderError(
          'Service not found',
          `${serviceId} is not an installed service, nor an item of this order.`,
        );
      }
      if (!canBeReliedOn(asset.role, btType))
        return invalidRequestError(
          'Wrong product',
          `${serviceId} is ${asset.product}, which cannot be ${btType ?? 'relied on'}.`,
        );
      if (findConflictingOrder(update, serviceId, 'cease'))
        return linkedOrderError('Service being ceased', `${serviceId} is being ceased.`);
    }
    return undefined;
  },

  targetIsInstalled: (update, itemIndex) => {
    const { target, journey, action } = itemOf(update, itemIndex);
    if (target === undefined) return undefined;
    const asset = findActiveAsset(update.transaction, target);
    if (!asset) return linkedOrderError('Service not found', `${target} is not an installed service.`);
    if (asset.journey !== journey)
      return invalidRequestError('Wrong product', `${target} is ${asset.product}, not the product ordered.`);
    const conflictingOrder = findConflictingOrder(update, target);
    return conflictingOrder
      ? linkedOrderError(
          'Order in flight',
          `Order ${conflictingOrder} is changing ${target}; a ${action} must wait for it.`,
        )
      : undefined;
  },

  /** A service is changed once per order: of two changes neither would take precedence. */
  targetIsNamedOnce: (update, itemIndex) => {
    const { target } = itemOf(update, itemIndex);
    const duplicate =
      target === undefined ? undefined : update.items.find((one, n) => n !== itemIndex && one.target === target);
    return (
      duplicate &&
      linkedOrderError('Service named twice', `${target} is changed by item ${duplicate.id} of the same order.`)
    );
  },

  noFlowLosesItsAccess: (update, itemIndex) => {
    const { action, target } = itemOf(update, itemIndex);
    if (action !== 'cease' || target === undefined) return undefined;
    const ceasedToo = new Set(update.items.filter((one) => one.action === 'cease').map((one) => one.target));
    const dependentAsset = update.transaction
      .find(assets, 'reliesOn', target)
      .find(([, { serviceId }]) => !ceasedToo.has(serviceId));
    if (dependentAsset)
      return linkedOrderError(
        'Flow still relies on it',
        `${dependentAsset[1].serviceId} still relies on ${target}: cease it first.`,
      );
    const dependentOrder = update.transaction
      .find(progress, 'service', target)
      .find(
        ([orderId, { items, acceptanceChecked }]) =>
          (acceptanceChecked || orderId === update.orderId) &&
          items.some(
            (one) => one.action === 'provide' && !isEnded(one.state) && servicesReliedOn(one, items).includes(target),
          ),
      );
    return (
      dependentOrder &&
      linkedOrderError('Flow being ordered', `Order ${dependentOrder[0]} is providing a flow that relies on ${target}.`)
    );
  },
  /** Modelled on a reseller's rule: no downgrade soon after an upgrade. */
  downgradeIsNotTooSoon: (update, itemIndex) => {
    const { target, action, journey } = itemOf(update, itemIndex);
    const asset = action === 'modify' && target !== undefined ? findActiveAsset(update.transaction, target) : undefined;
    const rule = update.referenceData.journeys.byName(journey).downgradeAfter;
    const order = update.transaction.get(orders, update.orderId);
    if (!asset || !rule || !order || asset.lastUpgrade === undefined) return undefined;
    const requestedMbit = parseBandwidthMbit(characteristicText(itemRequestOf(order, itemIndex), 'Bandwidth') ?? '');
    const now = parseBandwidthMbit(assetCharacteristic(asset, 'Bandwidth') ?? '');
    const allowedFrom = addDays(asset.lastUpgrade, rule.days);
    if (
      requestedMbit === undefined ||
      now === undefined ||
      requestedMbit >= now ||
      update.transaction.now >= allowedFrom
    )
      return undefined;
    return invalidRequestError(
      'Downgrade too soon',
      `${target} was upgraded on ${isoDay(asset.lastUpgrade)}; a downgrade is possible from ${isoDay(allowedFrom)}.`,
    );
  },
} as const satisfies { readonly [name: string]: AcceptanceRule };

const placeSetbacks = ['address-not-matched', 'not-available'];

const isoDay = (instant: Instant): string => new Date(instant).toISOString().slice(0, 10);

/** Id of another order that is changing the service. An order that has not been checked yet comes later and does not count. */
function findConflictingOrder(update: OrderUpdate, service: string, action?: 'cease'): string | undefined {
  const serviceId = findActiveAsset(update.transaction, service)?.serviceId ?? service;
  const conflicting = update.transaction
    .find(progress, 'service', serviceId)
    .find(
      ([orderId, { items, acceptanceChecked }]) =>
        acceptanceChecked &&
        orderId !== update.orderId &&
        items.some(
          (one) => one.target === serviceId && !isEnded(one.state) && (action === undefined || one.action === action),
        ),
    );
  return conflicting?.[0];
}
