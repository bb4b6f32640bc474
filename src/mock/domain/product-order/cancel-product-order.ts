import type { Call, Operation } from '../call.ts';
import { digitId } from '../ids.ts';
import { answerList, pickFields, readFields, tmfList } from '../listing.ts';
import { type Fault, refuse } from '../problem.ts';
import type { AgendaEntry, World } from '../sandbox.ts';
import { cancelRefusal, isPast, namedItems, rulesOf } from './cancel-checks.ts';
import { type CancellationDocument, cancellations, type TaskState } from './cancellation-documents.ts';
import { storeCharge } from './charge-raise.ts';
import { type CancelRules, dueOf, list, type OrderError } from './journey.ts';
import { rescheduleOpenAction } from './open-action.ts';
import { text } from './order-body.ts';
import { datingOf, futureOf, promised } from './order-dates.ts';
import { type JsonObject, type OrderGround, progress } from './order-documents.ts';
import { changeItem, closeTurn, itemOf, openTurn, type Turn, tell } from './order-turn.ts';
import { afterEnd, endItem, goOn, leaveAgenda, redateDependents } from './order-walk.ts';

/**
 * Cancelling an order, or items of it: a task that is assessed on the next working day and carried out on the one after.
 * Meanwhile the items stand still. Form: TMF622 and MEF; days and charges are in the journeys.
 */
export const createCancelProductOrder: Operation<OrderGround> = (world, call, ground) => {
  const body = call.body as JsonObject;
  const orderId = text(body, 'productOrder', 'id') ?? '';
  const standing = world.get(progress, orderId);
  if (!standing) return refuse('tmf', 'notFound', `No product order is known under ${orderId}`);
  if (text(body, 'cancellationReason') === undefined) {
    const pointer = '/cancellationReason';
    return refuse('tmf', 'missingInBody', 'cancellationReason is missing', [
      { pointer, expected: 'why the order is cancelled, in words', rule: 'bt-legacy §3.8: the reason is mandatory' },
    ]);
  }
  const items = namedItems(body, standing);
  if (isFaults(items)) {
    return refuse(
      'tmf',
      'invalidInBody',
      items.map(({ pointer, expected }) => `${pointer}: ${expected}`).join('; '),
      items,
    );
  }
  const refusal = cancelRefusal({ ground, standing, items });
  if (refusal !== undefined) return refuse('tmf', 'conflict', refusal);
  const cancellation = begin(world, ground, orderId, items, body);
  const href = `${call.baseUrl}${call.path.replace(/\/$/, '')}/${cancellation.id}`;
  return { status: 201, headers: { Location: href }, body: render(cancellation, href), orderId };
};

function isFaults(found: readonly number[] | readonly Fault[]): found is readonly Fault[] {
  return typeof found[0] === 'object';
}

function begin(
  world: World,
  ground: OrderGround,
  orderId: string,
  items: readonly number[],
  submitted: JsonObject,
): CancellationDocument {
  const id = digitId(8, world.profile.seed, 'cancelProductOrder', world.ordinal('cancelProductOrder'));
  const cancellation: CancellationDocument = {
    id,
    orderId,
    items,
    state: 'acknowledged',
    states: [['acknowledged', world.now]],
    requestedAt: world.now,
    submitted,
  };
  world.put(cancellations, id, cancellation);
  const turn = openTurn(world, ground, orderId);
  for (const at of items) {
    const { state, subStatus } = itemOf(turn, at);
    leaveAgenda(turn, at);
    const [assessing] = cancelRules(turn, at).steps;
    changeItem(turn, at, {
      state: 'assessingCancellation',
      subStatus: assessing.title,
      paused: { state, subStatus, cancellationId: id },
    });
  }
  tell(turn, 'ProductOrderStateChangeEvent', items.length === 1 ? items[0] : undefined);
  const scheduled = schedule(turn, cancellation, items, 1);
  closeTurn(turn);
  return scheduled;
}

function cancelRules(turn: Turn, at: number): CancelRules {
  const rules = rulesOf(turn.ground, itemOf(turn, at)).cancel;
  if (!rules) throw new Error(`item ${at} of order ${turn.orderId} has no rules for a cancellation`);
  return rules;
}

/** The slowest of the items decides when all of them are assessed, or cancelled. */
function schedule(
  turn: Turn,
  cancellation: CancellationDocument,
  items: readonly number[],
  stage: 1 | 2,
): CancellationDocument {
  const { world, ground } = turn;
  const due = Math.max(
    ...items.map((at) => dueOf(cancelRules(turn, at).steps[stage], [], world.now, datingOf(ground, itemOf(turn, at)))),
  );
  const dueKey = world.schedule(due, 'cancel-step', { cancellationId: cancellation.id, stage });
  const scheduled = { ...cancellation, dueKey };
  world.put(cancellations, cancellation.id, scheduled);
  return scheduled;
}

/** Agenda entry `cancel-step`: the cancellation has been assessed (1), or has been carried out (2). */
export function cancelStep(world: World, entry: AgendaEntry, ground: OrderGround): void {
  const cancellation = world.get(cancellations, entry.cancellationId as string);
  if (!cancellation) throw new Error(`cancellation ${String(entry.cancellationId)} was not kept`);
  const turn = openTurn(world, ground, cancellation.orderId);
  const items = cancellation.items.filter((at) => itemOf(turn, at).paused?.cancellationId === cancellation.id);
  if (entry.stage === 1) assess(turn, cancellation, items);
  else carryOut(turn, cancellation, items);
  closeTurn(turn);
}

function assess(turn: Turn, cancellation: CancellationDocument, items: readonly number[]): void {
  const error = items.map((at) => refusalOf(turn, at)).find((one) => one !== undefined);
  const assessed = move(turn, cancellation, 'inProgress');
  if (items.length === 0) {
    const gone = {
      code: 'INVALID_REQUEST',
      reason: 'Nothing to cancel',
      message: 'The order ended before it was assessed.',
    };
    move(turn, assessed, 'terminatedWithError', { error: gone });
    return;
  }
  if (error) {
    move(turn, assessed, 'terminatedWithError', { error });
    standAgain(turn, items, error.reason);
    return;
  }
  for (const at of items) {
    const [, accepted] = cancelRules(turn, at).steps;
    changeItem(turn, at, { state: 'pendingCancellation', subStatus: accepted.title });
    raiseCharges(turn, at, cancellation.id);
  }
  tell(turn, 'ProductOrderStateChangeEvent', items.length === 1 ? items[0] : undefined);
  schedule(turn, assessed, items, 2);
}

/** The supplier refuses, or the work has passed the point of no return while the request was being assessed. */
function refusalOf(turn: Turn, at: number): OrderError | undefined {
  const { ground, items, world } = turn;
  const item = itemOf(turn, at);
  const { until } = cancelRules(turn, at);
  const journey = ground.journeys.byName(item.journey);
  const trouble = journey.troubles.find(({ id, refusesCancel }) => refusesCancel && item.awaits?.includes(id));
  if (trouble?.refusesCancel) return trouble.refusesCancel;
  if (item.due === undefined || item.due > world.now) return undefined;
  const done = futureOf(ground, items, at, { all: true }).some(
    ({ step, at: when }) => list(until).includes(step.id) && when <= world.now,
  );
  if (!done) return undefined;
  return { code: 'TOO_LATE', reason: 'Too late', message: `Item ${item.id} passed the point of no return meanwhile.` };
}

/** The items go on where they stood; what fell due meanwhile happens now, and may be promised for later. */
function standAgain(turn: Turn, items: readonly number[], why: string): void {
  const { world } = turn;
  for (const at of items) {
    const { paused, due, openAction } = itemOf(turn, at);
    if (paused) changeItem(turn, at, { state: paused.state, subStatus: paused.subStatus, paused: undefined });
    if (!openAction && due !== undefined) changeItem(turn, at, { due: Math.max(due, world.now) });
  }
  for (const at of items) promiseAgain(turn, at, why);
  tell(turn, 'ProductOrderStateChangeEvent', items.length === 1 ? items[0] : undefined);
  for (const at of items) {
    const { openAction, due, state } = itemOf(turn, at);
    if (openAction) rescheduleOpenAction(turn, at);
    else if (due !== undefined) {
      const agendaKey = world.schedule(due, 'order-step', { orderId: turn.orderId, item: at });
      changeItem(turn, at, { agendaKey });
    } else if (state !== 'pending') goOn(turn, at);
  }
  afterEnd(turn);
}

/** Held, an item is promised anew when somebody has acted. */
function promiseAgain(turn: Turn, at: number, why: string): void {
  const { ground, items, world } = turn;
  const { cpd, openAction } = itemOf(turn, at);
  if (cpd === undefined || openAction) return;
  const reason = `Cancellation refused: ${why}`;
  items[at] = promised(ground, items, at, world.now, reason);
  redateDependents(turn, at, reason);
}

function raiseCharges(turn: Turn, at: number, cancellationId: string): void {
  const item = itemOf(turn, at);
  const due = cancelRules(turn, at)
    .charges.filter(({ from }) => isPast(item, from))
    .map(({ category, description, amount }) => ({ category, description, pence: amount * 100, blocking: false }));
  if (due.length > 0) storeCharge(turn, at, 'completed', 'acceptedByBuyer', due, { cancellationId });
}

function carryOut(turn: Turn, cancellation: CancellationDocument, items: readonly number[]): void {
  move(turn, cancellation, 'done', { effectiveAt: turn.world.now });
  // What relies on others goes first, so that nobody is left waiting for what is gone.
  const order = [...items].sort((a, b) => Number(isAccess(turn, a)) - Number(isAccess(turn, b)) || a - b);
  for (const at of order) {
    const [, , cancelled] = cancelRules(turn, at).steps;
    endItem(turn, at, 'cancelled', cancelled.title);
  }
}

const isAccess = (turn: Turn, at: number): boolean => itemOf(turn, at).role !== 'flow';

function move(
  turn: Turn,
  cancellation: CancellationDocument,
  state: TaskState,
  more: Partial<Pick<CancellationDocument, 'effectiveAt' | 'error'>> = {},
): CancellationDocument {
  const moved: CancellationDocument = {
    ...cancellation,
    ...more,
    state,
    states: [...cancellation.states, [state, turn.world.now]],
  };
  turn.world.put(cancellations, cancellation.id, moved);
  return moved;
}

export const retrieveCancelProductOrder: Operation<OrderGround> = (world, call) => {
  const id = call.params.id ?? '';
  const found = world.get(cancellations, id);
  if (!found) return refuse('tmf', 'notFound', `No cancellation is known under ${id}`);
  const body = pickFields(render(found, `${call.baseUrl}${call.path}`), readFields(call.query));
  return { status: 200, body, orderId: found.orderId };
};

export const listCancelProductOrder: Operation<OrderGround> = (world, call: Call) =>
  answerList(call.query, tmfList(call), {
    documents: [...world.list(cancellations)].map(([, one]) => one),
    render: (one) => render(one, `${call.baseUrl}${call.path.replace(/\/$/, '')}/${one.id}`),
  });

function render(cancellation: CancellationDocument, href: string): JsonObject {
  const { submitted, effectiveAt, error, states } = cancellation;
  return {
    ...submitted,
    id: cancellation.id,
    href,
    state: cancellation.state,
    creationDate: new Date(cancellation.requestedAt).toISOString(),
    ...(effectiveAt === undefined ? {} : { effectiveCancellationDate: new Date(effectiveAt).toISOString() }),
    ...(error === undefined ? {} : { errorMessage: [{ ...error }] }),
    stateChange: states.map(([state, at]) => ({ state, changeDate: new Date(at).toISOString() })),
    '@type': submitted['@type'] ?? 'CancelProductOrder',
  };
}
