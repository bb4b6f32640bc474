import { errorOf } from '../order-notification/order-notification.ts';
import { Recent } from '../recent.ts';
import type { Instant } from '../sandbox.ts';
import { isoUtc } from '../working-time.ts';
import { childrenOf, itemsOf, member } from './order-body.ts';
import { foreseen, futureOf, stepOf } from './order-dates.ts';
import type {
  DateChange,
  ItemProgress,
  JsonObject,
  OrderDocument,
  OrderGround,
  ProgressDocument,
} from './order-documents.ts';
import { isEnded } from './order-state.ts';

/**
 * An order as it is read: what was submitted, with what the server knows added, in the shape it came in. Milestones and
 * jeopardies have the forms of TMF622 v5; BT publishes neither.
 */

/** The planned dates are those of the ground: its calendar may have been set otherwise since. */
interface Rendered {
  readonly ground: OrderGround;
  readonly href: string;
  readonly body: JsonObject;
}

const rendered = new Recent<ProgressDocument, Rendered>(500);

/** The same standing is the same object: it is made, and checked against the specification, once. */
export function renderOrder(
  order: OrderDocument,
  standing: ProgressDocument,
  ground: OrderGround,
  href: string,
): JsonObject {
  const known = rendered.get(standing);
  if (known?.href === href && known.ground === ground) return known.body;
  const body = makeOrder(order, standing, ground, href);
  rendered.set(standing, { ground, href, body });
  return body;
}

const written = new Recent<Instant, string>(2000);

/** The instants of a frozen clock, and the working days that are planned from there, are the same ones again and again. */
function iso(instant: Instant): string {
  const known = written.get(instant);
  if (known !== undefined) return known;
  const text = isoUtc(instant);
  written.set(instant, text);
  return text;
}

type Members = Record<string, unknown>;

/** Member by member: an order is the largest thing that is made per request, and spreading costs a copy each time. */
function makeOrder(order: OrderDocument, standing: ProgressDocument, ground: OrderGround, href: string): JsonObject {
  const { items, state } = standing;
  const submitted = itemsOf(order.submitted);
  const body: Members = { ...order.submitted };
  body.id = order.orderId;
  body.href = href;
  body['@type'] ??= 'btProductOrder';
  body.state = state;
  body.orderDate = iso(standing.orderDate);
  const promise = isEnded(state) ? undefined : latestPromise(items);
  if (promise !== undefined) body.expectedCompletionDate = iso(promise);
  if (standing.completionDate !== undefined) body.completionDate = iso(standing.completionDate);
  if (standing.cancellationDate !== undefined) body.cancellationDate = iso(standing.cancellationDate);
  body[order.shape] = items.map((item, at) => renderItem(item, submitted[at] ?? {}, order.shape));
  if (order.notes && order.notes.length > 0) body.note = order.notes;
  const errors = items.flatMap((item) => (item.errors ?? []).map(errorOf));
  if (errors.length > 0) body.errorMessage = errors;
  const milestones: Members[] = [];
  for (let at = 0; at < items.length; at += 1) addMilestones(milestones, ground, items, at);
  if (milestones.length > 0) body.productOrderMilestone = milestones;
  const jeopardies = items.flatMap(jeopardiesOf);
  if (jeopardies.length > 0) body.productOrderJeopardyAlert = jeopardies;
  body.stateChange = standing.states.map(([reached, at]) => ({ state: reached, changeDate: iso(at) }));
  return body as JsonObject;
}

function latestPromise(items: readonly ItemProgress[]): Instant | undefined {
  let latest: Instant | undefined;
  for (const { cpd } of items) if (cpd !== undefined && (latest === undefined || cpd > latest)) latest = cpd;
  return latest;
}

function renderItem(item: ItemProgress, submitted: JsonObject, shape: string): JsonObject {
  const { state, subStatus } = item;
  const body: Members = { ...submitted };
  body.internalId = item.internalId;
  body.state = state;
  body.subStatus = subStatus;
  if (item.milestone !== undefined) body.milestone = item.milestone;
  if (item.crd !== undefined) body.customerRequiredDate = iso(item.crd);
  if (item.cdd !== undefined) body.contractualDeliveryDate = iso(item.cdd);
  if (item.cpd !== undefined) body.customerPromisedDate = iso(item.cpd);
  if (item.dateChanges.length > 0) body.dateChange = item.dateChanges.map(renderDateChange);
  if (item.openAction) {
    const { id, kind, due } = item.openAction;
    body.openAction = [{ id, kind, dueDate: iso(due) }];
  }
  if (item.appointmentAt !== undefined) body.appointment = renderAppointment(item, submitted.appointment);
  body.product = renderProduct(item, member(submitted, 'product'));
  if (item.errors) body.errorMessage = item.errors.map(errorOf);
  const children = childrenOf(submitted);
  if (children.length > 0) {
    body[shape] = children.map((child, n) => {
      const internalId = item.childIds?.[n];
      return { ...child, ...(internalId === undefined ? {} : { internalId }), state, subStatus };
    });
  }
  return body as JsonObject;
}

/** The visit as it is booked now: perhaps another one than was asked for, or one that the supplier booked by itself. */
function renderAppointment({ appointmentId, appointmentAt }: ItemProgress, submitted: unknown): Members {
  const asked = typeof submitted === 'object' && submitted !== null ? submitted : { '@type': 'AppointmentRef' };
  const booked: Members = { ...asked, appointmentStart: iso(appointmentAt as Instant) };
  if (appointmentId !== undefined) booked.id = appointmentId;
  return booked;
}

function renderDateChange({ at, date, from, to, reason }: DateChange): Members {
  return { changeDate: iso(at), date, ...(from === undefined ? {} : { from: iso(from) }), to: iso(to), reason };
}

function renderProduct(item: ItemProgress, submitted: unknown): Members {
  const asked = typeof submitted === 'object' && submitted !== null && !Array.isArray(submitted);
  const product: Members = asked ? { ...submitted } : {};
  const service = item.serviceId ?? item.target;
  if (service !== undefined) product.customerFacingServiceId = { value: service };
  if (item.assetId !== undefined) product.assetId = item.assetId;
  if (item.pairId !== undefined) product.diversePairId = item.pairId;
  return product;
}

/** What was reached, and what is to come with its planned date where one can be given. */
function addMilestones(to: Members[], ground: OrderGround, items: readonly ItemProgress[], at: number): void {
  const item = items[at] as ItemProgress;
  const productOrderItem = [{ productOrderItemId: item.id }];
  let n = 0;
  const add = (reference: string, when: Instant | undefined, status: string): void => {
    const { milestone, title } = stepOf(ground, item, reference);
    if (milestone === undefined) return;
    n += 1;
    const one: Members = { id: `${item.internalId}-${n}`, name: milestone, description: title };
    if (when !== undefined) one.milestoneDate = iso(when);
    one.status = status;
    one.productOrderItem = productOrderItem;
    to.push(one);
  };
  for (const [reference, when] of item.taken) add(reference, when, 'Completed');
  const future = item.openAction || item.paused ? [] : futureOf(ground, items, at);
  for (const [ahead, reference] of foreseen(item).entries()) {
    add(reference, future[ahead]?.at, statusAhead(item, reference));
  }
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
    jeopardyType: item.openAction && n === item.jeopardies.length - 1 ? 'Critical' : 'Normal',
    message: because,
    productOrderItem: [{ productOrderItemId: item.id }],
  }));
}
