import { assets } from './asset-documents.ts';
import type { OrderError } from './journey.ts';
import { objects, submittedItem, text } from './order-body.ts';
import { orders, progress } from './order-documents.ts';
import { isEnded } from './order-state.ts';
import { itemOf, type Turn } from './order-turn.ts';
import { findQuote } from './quote.ts';

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
    return journey.troubles.find(({ id, rejects }) => rejects && item.awaits?.includes(id))?.rejects;
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
    for (const { serviceId } of itemOf(turn, at).reliesOn) {
      if (serviceId === undefined) continue;
      if (!activeAsset(turn, serviceId))
        return linked('Service not found', `${serviceId} is not an installed service.`);
      if (inFlight(turn, serviceId, 'cease')) return linked('Service being ceased', `${serviceId} is being ceased.`);
    }
    return undefined;
  },

  targetIsInstalled: (turn, at) => {
    const { target, journey, action } = itemOf(turn, at);
    if (target === undefined) return undefined;
    const asset = activeAsset(turn, target);
    if (!asset) return linked('Service not found', `${target} is not an installed service.`);
    if (asset.journey !== journey)
      return invalid('Wrong product', `${target} is ${asset.product}, not the product ordered.`);
    const busy = inFlight(turn, target);
    return busy
      ? linked('Order in flight', `Order ${busy} is changing ${target}; a ${action} must wait for it.`)
      : undefined;
  },

  noFlowIsLeftBehind: (turn, at) => {
    const { action, target } = itemOf(turn, at);
    if (action !== 'cease' || target === undefined) return undefined;
    const ceasedToo = new Set(turn.items.filter((one) => one.action === 'cease').map((one) => one.target));
    const left = turn.world
      .find(assets, 'reliesOn', serviceIdOf(turn, target))
      .find(([id, { serviceId }]) => !ceasedToo.has(serviceId) && !ceasedToo.has(id));
    return left && linked('Flow still relies on it', `${left[1].serviceId} still relies on ${target}: cease it first.`);
  },
} as const satisfies { readonly [name: string]: Check };

function activeAsset({ world }: Turn, named: string) {
  const asset = world.get(assets, named) ?? world.find(assets, 'serviceId', named)[0]?.[1];
  return asset?.status === 'active' ? asset : undefined;
}

function serviceIdOf(turn: Turn, named: string): string {
  return activeAsset(turn, named)?.serviceId ?? named;
}

/** Another order that is changing the service, by its id. */
function inFlight(turn: Turn, named: string, action?: 'cease'): string | undefined {
  const serviceId = serviceIdOf(turn, named);
  const found = turn.world
    .find(progress, 'service', serviceId)
    .find(
      ([orderId, { items }]) =>
        orderId !== turn.orderId &&
        items.some(
          (one) => one.target === serviceId && !isEnded(one.state) && (action === undefined || one.action === action),
        ),
    );
  return found?.[0];
}
