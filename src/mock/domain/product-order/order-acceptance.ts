import { mbitOf } from '../bandwidth.ts';
import { assets } from '../product-inventory/asset-documents.ts';
import { activeAsset, characteristicOf } from '../product-inventory/installed.ts';
import { findQuote } from '../quote/quote.ts';
import type { Instant } from '../sandbox.ts';
import { addDays } from '../working-time.ts';
import type { OrderError } from './journey.ts';
import { canBeReliedOn } from './order-asked.ts';
import { characteristic, objects, submittedItem, text } from './order-body.ts';
import { whyNotAvailable } from './order-circumstances.ts';
import { orders, progress, servicesReliedOn } from './order-documents.ts';
import { isEnded } from './order-state.ts';
import { itemOf, type Turn } from './order-turn.ts';

/**
 * Second tier: what is wrong with the order, found when it is checked. Any error rejects the whole order by an event;
 * the fix is a new order. Causes: BT's siblings and resellers; codes are a gateway operator's.
 */
type Check = (turn: Turn, at: number) => OrderError | undefined;

export function checkTaken(turn: Turn, at: number): readonly OrderError[] {
  return Object.values(secondTier).flatMap((check) => check(turn, at) ?? []);
}

const invalid = (reason: string, message: string): OrderError => ({ code: 'INVALID_REQUEST', reason, message });
const linked = (reason: string, message: string): OrderError => ({ code: 'LINKED_ORDER_ISSUE', reason, message });

export const secondTier = {
  troubleRejects: (turn, at) => {
    const item = itemOf(turn, at);
    const journey = turn.ground.journeys.byName(item.journey);
    const trouble = journey.troubles.find(({ id, rejects }) => rejects && item.awaits?.includes(id));
    const order = turn.world.get(orders, turn.orderId);
    if (trouble?.id !== 'not-available' || !trouble.rejects || !order) return trouble?.rejects;
    const why = whyNotAvailable(turn.world, submittedItem(order, at), item.circumstances, turn.ground);
    const { message } = trouble.rejects;
    return why === undefined
      ? trouble.rejects
      : { ...trouble.rejects, message: `${message.replace(/\.$/, '')}: ${why}.` };
  },

  appointmentIsHeld: (turn, at) => {
    const { lostAppointment: id } = itemOf(turn, at);
    return id === undefined
      ? undefined
      : {
          code: 'UNABLE_TO_ATTEND',
          reason: 'Appointment not held',
          message: `Appointment ${id} is not known or not free.`,
        };
  },

  quoteIsAlive: (turn, at) => {
    const order = turn.world.get(orders, turn.orderId);
    if (!order) return undefined;
    const item = submittedItem(order, at);
    const named = [text(item, 'quoteItem', 'quoteId'), ...objects(order.submitted.quote).map((one) => text(one, 'id'))];
    const gone = named.find((id) => id !== undefined && !findQuote(turn.world, id));
    return gone === undefined ? undefined : invalid('Quote not valid', `Quote ${gone} is not known or has expired.`);
  },

  /** What it relies on is installed, and nobody is taking it away. */
  reliedServicesAreThere: (turn, at) => {
    const { action, reliesOn } = itemOf(turn, at);
    if (action !== 'provide') return undefined;
    for (const { serviceId, btType } of reliesOn) {
      if (serviceId === undefined) continue;
      const asset = activeAsset(turn.world, serviceId);
      if (!asset) {
        return linked('Service not found', `${serviceId} is not an installed service, nor an item of this order.`);
      }
      if (!canBeReliedOn(asset.role, btType))
        return invalid('Wrong product', `${serviceId} is ${asset.product}, which cannot be ${btType ?? 'relied on'}.`);
      if (inFlight(turn, serviceId, 'cease')) return linked('Service being ceased', `${serviceId} is being ceased.`);
    }
    return undefined;
  },

  targetIsInstalled: (turn, at) => {
    const { target, journey, action } = itemOf(turn, at);
    if (target === undefined) return undefined;
    const asset = activeAsset(turn.world, target);
    if (!asset) return linked('Service not found', `${target} is not an installed service.`);
    if (asset.journey !== journey)
      return invalid('Wrong product', `${target} is ${asset.product}, not the product ordered.`);
    const busy = inFlight(turn, target);
    return busy
      ? linked('Order in flight', `Order ${busy} is changing ${target}; a ${action} must wait for it.`)
      : undefined;
  },

  /** A service is changed once per order: which of two changes came last would be nobody's to say. */
  targetIsNamedOnce: (turn, at) => {
    const { target } = itemOf(turn, at);
    const twin = target === undefined ? undefined : turn.items.find((one, n) => n !== at && one.target === target);
    return twin && linked('Service named twice', `${target} is changed by item ${twin.id} of the same order.`);
  },

  noFlowIsLeftBehind: (turn, at) => {
    const { action, target } = itemOf(turn, at);
    if (action !== 'cease' || target === undefined) return undefined;
    const ceasedToo = new Set(turn.items.filter((one) => one.action === 'cease').map((one) => one.target));
    const left = turn.world.find(assets, 'reliesOn', target).find(([, { serviceId }]) => !ceasedToo.has(serviceId));
    if (left)
      return linked('Flow still relies on it', `${left[1].serviceId} still relies on ${target}: cease it first.`);
    const coming = turn.world
      .find(progress, 'service', target)
      .find(
        ([orderId, { items, checked }]) =>
          (checked || orderId === turn.orderId) &&
          items.some(
            (one) => one.action === 'provide' && !isEnded(one.state) && servicesReliedOn(one, items).includes(target),
          ),
      );
    return coming && linked('Flow being ordered', `Order ${coming[0]} is providing a flow that relies on ${target}.`);
  },
  /** Modelled on a reseller's rule: no downgrade soon after an upgrade. */
  downgradeIsNotTooSoon: (turn, at) => {
    const { target, action, journey } = itemOf(turn, at);
    const asset = action === 'modify' && target !== undefined ? activeAsset(turn.world, target) : undefined;
    const rule = turn.ground.journeys.byName(journey).downgradeAfter;
    const order = turn.world.get(orders, turn.orderId);
    if (!asset || !rule || !order || asset.lastUpgrade === undefined) return undefined;
    const wanted = mbitOf(characteristic(submittedItem(order, at), 'Bandwidth') ?? '');
    const now = mbitOf(characteristicOf(asset, 'Bandwidth') ?? '');
    const free = addDays(asset.lastUpgrade, rule.days);
    if (wanted === undefined || now === undefined || wanted >= now || turn.world.now >= free) return undefined;
    return invalid(
      'Downgrade too soon',
      `${target} was upgraded on ${day(asset.lastUpgrade)}; a downgrade is possible from ${day(free)}.`,
    );
  },
} as const satisfies { readonly [name: string]: Check };

const day = (instant: Instant): string => new Date(instant).toISOString().slice(0, 10);

/** Another order that is changing the service, by its id. One that is still to be checked is behind this one: it will wait. */
function inFlight(turn: Turn, named: string, action?: 'cease'): string | undefined {
  const serviceId = activeAsset(turn.world, named)?.serviceId ?? named;
  const found = turn.world
    .find(progress, 'service', serviceId)
    .find(
      ([orderId, { items, checked }]) =>
        checked &&
        orderId !== turn.orderId &&
        items.some(
          (one) => one.target === serviceId && !isEnded(one.state) && (action === undefined || one.action === action),
        ),
    );
  return found?.[0];
}
