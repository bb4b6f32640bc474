import { takeAppointment, visit } from '../appointment/visit.ts';
import type { Operation } from '../call.ts';
import { toText } from '../canonical.ts';
import { refuse } from '../problem.ts';
import type { Json } from '../sandbox.ts';
import {
  amendFaults,
  type ItemAmend,
  lateness,
  listFaults,
  neverAmended,
  orderFaults,
  orderMembers,
  reasonFaults,
  reasonOf,
  unknownItems,
} from './amend-checks.ts';
import { rulesOf } from './cancel-checks.ts';
import { instantOf, requiredDate } from './order-asked.ts';
import { itemsOf, member, shapeOf, submittedItem, text } from './order-body.ts';
import { promised } from './order-dates.ts';
import {
  type JsonObject,
  notTheOnlyOne,
  type OrderDocument,
  type OrderGround,
  orders,
  type ProgressDocument,
  progress,
} from './order-documents.ts';
import { renderOrder } from './order-render.ts';
import { isEnded } from './order-state.ts';
import { changeItem, closeTurn, itemOf, openTurn, type Turn, tell } from './order-turn.ts';
import { goOn, leaveAgenda, redateDependents } from './order-walk.ts';

/**
 * Amending an order in flight: a merge patch with a reason. What may change, and until which step, is in the journeys;
 * items are matched by their id, and those that are not named stay as they are. Dates are set anew.
 */
export const patchProductOrder: Operation<OrderGround> = (world, call, ground) => {
  const id = call.params.id ?? '';
  const order = world.get(orders, id);
  const standing = world.get(progress, id);
  if (!order || !standing) return refuse('tmf', 'notFound', `No product order is known under ${id}`);
  if (isEnded(standing.state))
    return refuse('tmf', 'conflict', `Order ${id} cannot be amended: it is ${standing.state}`);
  const never = neverAmended(ground, standing);
  if (never !== undefined) return refuse('tmf', 'conflict', never);
  const body = call.body as JsonObject;
  const amends = itemAmends(order, standing, body);
  const faults = [
    ...reasonFaults(ground, standing, body, amends),
    ...orderFaults(order, body),
    ...amendFaults({ ground, standing, now: world.now }, amends),
    ...unknownItems(standing, body),
    ...listFaults(body),
  ];
  if (faults.length > 0) {
    return refuse(
      'tmf',
      'invalidInBody',
      faults.map(({ pointer, expected }) => `${pointer}: ${expected}`).join('; '),
      faults,
    );
  }
  const late = amends.map((amend) => lateness(ground, standing, amend)).find((one) => one !== undefined);
  if (late !== undefined) return refuse('tmf', 'conflict', late);
  const externalId = text(body, 'externalId');
  const twice = externalId === order.externalId ? undefined : notTheOnlyOne(world, externalId);
  if (twice !== undefined) return refuse('tmf', 'conflict', twice);
  const turn = openTurn(world, ground, id);
  for (const amend of amends) {
    const booked = amendItem(turn, amend, reasonOf(body));
    if (!booked) return refuse('tmf', 'unprocessable', `Appointment ${amend.appointment} is not known or not free`);
  }
  const amended = amendedOrder(order, body, amends);
  world.put(orders, id, amended);
  const { externalId: _, ...unnamed } = turn.progress;
  turn.progress = amended.externalId === undefined ? unnamed : { ...unnamed, externalId: amended.externalId };
  const closed = closeTurn(turn);
  const rendered = renderOrder(amended, closed, ground, `${call.baseUrl}${call.path}`);
  return { status: world.profile.settings.orderStatus === 202 ? 202 : 200, body: rendered, orderId: id };
};

/** Which members of an item are what kind of amendment, as the journeys name the kinds. */
const kinds: { readonly [member: string]: string } = {
  requiredByDate: 'requiredByDate',
  requestedCompletionDate: 'requiredByDate',
  appointment: 'appointment',
  relatedParty: 'siteContact',
  'product.relatedParty': 'siteContact',
  'product.btSiteDetails': 'siteDetails',
  additionalNotes: 'notes',
  note: 'notes',
};

function itemAmends(order: OrderDocument, standing: ProgressDocument, body: JsonObject): ItemAmend[] {
  return itemsOf(body).flatMap((patch, n) => {
    const at = standing.items.findIndex(({ id }) => id === text(patch, 'id'));
    if (at < 0) return [];
    const pointer = `/${shapeOf(body)}/${n}`;
    const was = submittedItem(order, at);
    const changes = [
      ...changed(patch, was, pointer, ''),
      ...changed(member(patch, 'product'), member(was, 'product'), `${pointer}/product`, 'product.'),
    ];
    const requiredBy = changes.some(({ kind }) => kind === 'requiredByDate') ? requiredDate(patch, pointer) : undefined;
    const appointment = changes.some(({ kind }) => kind === 'appointment')
      ? text(patch, 'appointment', 'id')
      : undefined;
    return [
      {
        at,
        pointer,
        changes,
        patch,
        ...(requiredBy === undefined ? {} : { requiredBy }),
        ...(appointment === undefined ? {} : { appointment }),
      },
    ];
  });
}

function changed(
  patch: Json | undefined,
  was: Json | undefined,
  pointer: string,
  prefix: string,
): ItemAmend['changes'] {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return [];
  return Object.entries(patch as JsonObject).flatMap(([name, value]) => {
    const itself = prefix === '' && (name === 'id' || name === 'product');
    if (itself || toText(value) === toText(member(was, name) ?? null)) return [];
    return [{ pointer: `${pointer}/${name}`, kind: kinds[prefix + name] ?? 'other', got: value }];
  });
}

/** False when the appointment that is asked for is not free. */
function amendItem(turn: Turn, amend: ItemAmend, reason: string): boolean {
  const { at, changes, appointment, requiredBy } = amend;
  if (changes.length === 0) return true;
  const { ground, items, world } = turn;
  if (appointment !== undefined) {
    const start = takeAppointment(world, appointment, turn.orderId);
    if (start === undefined) return false;
    if (itemOf(turn, at).appointmentId !== appointment) visit(turn, at, 'cancelled');
    changeItem(turn, at, { appointmentId: appointment, appointmentAt: start });
  }
  const crd = requiredBy === undefined ? undefined : instantOf(requiredBy.value);
  const from = itemOf(turn, at).crd;
  if (crd !== undefined && crd !== from) {
    const change = { at: world.now, date: 'CRD' as const, ...(from === undefined ? {} : { from }), to: crd, reason };
    changeItem(turn, at, { crd, dateChanges: [...itemOf(turn, at).dateChanges, change] });
  }
  const walking = itemOf(turn, at).due !== undefined;
  if (walking) {
    leaveAgenda(turn, at);
    changeItem(turn, at, { due: undefined });
  }
  const title = rulesOf(ground, itemOf(turn, at)).amend?.steps[0].title ?? 'Amended';
  changeItem(turn, at, { subStatus: title });
  if (turn.progress.checked) {
    const { cdd, openAction } = itemOf(turn, at);
    // Held, its promise stands until somebody has acted; a new date is another promise.
    if (!openAction || crd !== undefined || appointment !== undefined)
      items[at] = promised(ground, items, at, world.now, reason, cdd !== undefined);
    redateDependents(turn, at, reason);
  }
  tell(turn, 'ProductOrderStateChangeEvent', at);
  if (walking) goOn(turn, at);
  return true;
}

/** The submitted order with the patch merged in; items by id, every other array whole. */
function amendedOrder(order: OrderDocument, body: JsonObject, amends: readonly ItemAmend[]): OrderDocument {
  const members = Object.fromEntries(Object.entries(body).filter(([name]) => orderMembers.includes(name)));
  const items = itemsOf(order.submitted).map((item, at) => {
    const patch = amends.find((one) => one.at === at)?.patch;
    return patch ? (merge(item, patch) as JsonObject) : item;
  });
  const submitted = { ...(merge(order.submitted, members) as JsonObject), [order.shape]: items };
  const externalId = text(submitted, 'externalId');
  const { externalId: _, ...kept } = order;
  return { ...kept, submitted, ...(externalId === undefined ? {} : { externalId }) };
}

/** RFC 7396. */
function merge(into: Json | undefined, patch: Json): Json {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const merged: Record<string, Json> =
    typeof into === 'object' && into !== null && !Array.isArray(into) ? { ...(into as JsonObject) } : {};
  for (const [name, value] of Object.entries(patch as JsonObject)) {
    if (value === null) delete merged[name];
    else merged[name] = merge(merged[name], value);
  }
  return merged;
}
