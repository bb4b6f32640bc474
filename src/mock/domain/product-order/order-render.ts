import { errorOf } from '../order-notification/order-notification.ts';
import type { Instant } from '../sandbox.ts';
import { childrenOf, itemsOf, member } from './order-body.ts';
import { foreseen, futureOf, stepOf } from './order-dates.ts';
import type { ItemProgress, JsonObject, OrderDocument, OrderGround, ProgressDocument } from './order-documents.ts';
import { isEnded } from './order-state.ts';

/**
 * An order as it is read: what was submitted, with what the server knows added, in the shape it came in. Milestones and
 * jeopardies have the forms of TMF622 v5; BT publishes neither.
 */

const rendered = new WeakMap<ProgressDocument, { readonly href: string; readonly body: JsonObject }>();

/** The same standing is the same object: it is made, and checked against the specification, once. */
export function renderOrder(
  order: OrderDocument,
  standing: ProgressDocument,
  ground: OrderGround,
  href: string,
): JsonObject {
  const known = rendered.get(standing);
  if (known?.href === href) return known.body;
  const body = makeOrder(order, standing, ground, href);
  rendered.set(standing, { href, body });
  return body;
}

const iso = (instant: Instant): string => new Date(instant).toISOString();

function makeOrder(order: OrderDocument, standing: ProgressDocument, ground: OrderGround, href: string): JsonObject {
  const submitted = itemsOf(order.submitted);
  const promises = standing.items.map(({ cpd }) => cpd).filter((one) => one !== undefined);
  const errors = standing.items.flatMap((item) => (item.errors ?? []).map(errorOf));
  const milestones = standing.items.flatMap((item, at) => milestonesOf(ground, standing.items, item, at));
  const jeopardies = standing.items.flatMap(jeopardiesOf);
  const ended = isEnded(standing.state);
  return {
    ...order.submitted,
    id: order.orderId,
    href,
    '@type': order.submitted['@type'] ?? 'btProductOrder',
    state: standing.state,
    orderDate: iso(standing.orderDate),
    ...(!ended && promises.length > 0 ? { expectedCompletionDate: iso(Math.max(...promises)) } : {}),
    ...(standing.completionDate === undefined ? {} : { completionDate: iso(standing.completionDate) }),
    ...(standing.cancellationDate === undefined ? {} : { cancellationDate: iso(standing.cancellationDate) }),
    [order.shape]: standing.items.map((item, at) => renderItem(item, submitted[at] ?? {}, order.shape)),
    ...(order.notes && order.notes.length > 0 ? { note: order.notes } : {}),
    ...(errors.length > 0 ? { errorMessage: errors } : {}),
    ...(milestones.length > 0 ? { productOrderMilestone: milestones } : {}),
    ...(jeopardies.length > 0 ? { productOrderJeopardyAlert: jeopardies } : {}),
    stateChange: standing.states.map(([state, at]) => ({ state, changeDate: iso(at) })),
  };
}

function renderItem(item: ItemProgress, submitted: JsonObject, shape: string): JsonObject {
  const children = childrenOf(submitted).map((child, n) => ({
    ...child,
    ...(item.childIds?.[n] === undefined ? {} : { internalId: item.childIds[n] }),
    state: item.state,
    subStatus: item.subStatus,
  }));
  const product = member(submitted, 'product');
  const service = item.serviceId ?? item.target;
  return {
    ...submitted,
    internalId: item.internalId,
    state: item.state,
    subStatus: item.subStatus,
    ...(item.milestone === undefined ? {} : { milestone: item.milestone }),
    ...(item.crd === undefined ? {} : { customerRequiredDate: iso(item.crd) }),
    ...(item.cdd === undefined ? {} : { contractualDeliveryDate: iso(item.cdd) }),
    ...(item.cpd === undefined ? {} : { customerPromisedDate: iso(item.cpd) }),
    ...(item.dateChanges.length > 0
      ? {
          dateChange: item.dateChanges.map(({ at, date, from, to, reason }) => ({
            changeDate: iso(at),
            date,
            ...(from === undefined ? {} : { from: iso(from) }),
            to: iso(to),
            reason,
          })),
        }
      : {}),
    ...(item.openAction
      ? { openAction: [{ id: item.openAction.id, kind: item.openAction.kind, dueDate: iso(item.openAction.due) }] }
      : {}),
    product: {
      ...(typeof product === 'object' && product !== null && !Array.isArray(product) ? product : {}),
      ...(service === undefined ? {} : { customerFacingServiceId: { value: service } }),
      ...(item.assetId === undefined ? {} : { assetId: item.assetId }),
      ...(item.pairId === undefined ? {} : { diversePairId: item.pairId }),
    },
    ...(item.errors ? { errorMessage: item.errors.map(errorOf) } : {}),
    ...(children.length > 0 ? { [shape]: children } : {}),
  };
}

/** What was reached, and what is to come with its planned date where one can be given. */
function milestonesOf(
  ground: OrderGround,
  items: readonly ItemProgress[],
  item: ItemProgress,
  at: number,
): JsonObject[] {
  const reached = item.taken.flatMap(([reference, when]) => {
    const { milestone, title } = stepOf(ground, item, reference);
    return milestone === undefined ? [] : [{ milestone, title, when, status: 'Completed' }];
  });
  const future = item.openAction || item.paused ? [] : futureOf(ground, items, at);
  const ahead = foreseen(item).flatMap((reference, n) => {
    const { milestone, title } = stepOf(ground, item, reference);
    return milestone === undefined
      ? []
      : [{ milestone, title, when: future[n]?.at, status: statusAhead(item, reference) }];
  });
  return [...reached, ...ahead].map(({ milestone, title, when, status }, n) => ({
    id: `${item.internalId}-${n + 1}`,
    name: milestone,
    description: title,
    ...(when === undefined ? {} : { milestoneDate: iso(when) }),
    status,
    productOrderItem: [{ productOrderItemId: item.id }],
  }));
}

/** The end of an order that is promised for later than was agreed cannot be reached in time any more. */
function statusAhead({ ahead, cdd, cpd }: ItemProgress, reference: string): 'Yet-To-Reach' | 'Violated' {
  const late = cdd !== undefined && cpd !== undefined && cpd > cdd;
  return late && reference === ahead.at(-1) ? 'Violated' : 'Yet-To-Reach';
}

function jeopardiesOf(item: ItemProgress): JsonObject[] {
  return item.jeopardies.map(({ at, trouble, because }, n) => ({
    id: `${item.internalId}-J${n + 1}`,
    name: trouble,
    alertDate: iso(at),
    jeopardyType: item.openAction ? 'Critical' : 'Normal',
    message: because,
    productOrderItem: [{ productOrderItemId: item.id }],
  }));
}
