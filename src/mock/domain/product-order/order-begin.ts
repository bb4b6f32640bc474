import { takeAppointment } from '../appointment/visit.ts';
import { digitId } from '../ids.ts';
import { assetNamed } from '../product-inventory/installed.ts';
import type { World } from '../sandbox.ts';
import { plan } from './journey.ts';
import { type AskedItem, childCount, partnerOf } from './order-asked.ts';
import { shapeOf, text } from './order-body.ts';
import { circumstancesOf } from './order-circumstances.ts';
import {
  type ItemProgress,
  type JsonObject,
  type OrderDocument,
  type OrderGround,
  orders,
  type ProgressDocument,
  type Relation,
} from './order-documents.ts';
import { beginTurn, closeTurn, type Turn, tell } from './order-turn.ts';
import { goOn } from './order-walk.ts';
import { drawTroubles } from './trouble.ts';

/** A good body becomes an order: every item is acknowledged, one event says so, and each goes as far as its first wait. */
export function beginOrder(
  world: World,
  ground: OrderGround,
  body: JsonObject,
  asked: readonly AskedItem[],
): { readonly order: OrderDocument; readonly standing: ProgressDocument } {
  const externalId = text(body, 'externalId');
  const named = externalId === undefined ? {} : { externalId };
  const orderId = digitId(8, world.profile.seed, 'productOrder', world.ordinal('productOrder'));
  const order: OrderDocument = { orderId, shape: shapeOf(body), submitted: body, ...named };
  world.put(orders, orderId, order);
  const turn = beginTurn(world, ground, {
    orderId,
    ...named,
    orderDate: world.now,
    state: 'acknowledged',
    states: [['acknowledged', world.now]],
    items: asked.map((item) => beginItem(world, ground, order, item, asked)),
    checked: false,
    told: 0,
  });
  tell(turn, 'ProductOrderCreateEvent', undefined, turn.items[0]?.milestone);
  for (const at of turn.items.keys()) startWalking(turn, at);
  return { order, standing: closeTurn(turn) };
}

/** A zero-delay journey of one item may have moved, or rejected, the others already. */
function startWalking(turn: Turn, at: number): void {
  const item = turn.items[at];
  if (item?.state === 'acknowledged' && item.due === undefined) goOn(turn, at);
}

function beginItem(
  world: World,
  ground: OrderGround,
  order: OrderDocument,
  asked: AskedItem,
  all: readonly AskedItem[],
): ItemProgress {
  const { journey, rules, action } = asked;
  if (!journey || !rules || !action) throw new Error(`item ${asked.id} passed the checks without a journey`);
  const { seed } = world.profile;
  const internalId = () => digitId(10, seed, 'productOrderItem', world.ordinal('productOrderItem'));
  const children = childCount(asked.body);
  const pair = partnerOf(asked, all);
  const { circumstances, troubles: site, eccPence, postcode } = circumstancesOf(world, asked, ground, pair);
  const [first, ...ahead] = plan(rules, circumstances);
  const acknowledged = rules.steps[0];
  const item: ItemProgress = {
    id: asked.id,
    internalId: internalId(),
    ...(children > 0 ? { childIds: Array.from({ length: children }, internalId) } : {}),
    action,
    journey: journey.journey,
    role: journey.role,
    product: asked.product,
    state: 'acknowledged',
    subStatus: acknowledged?.title ?? 'acknowledged',
    ...(acknowledged?.milestone === undefined ? {} : { milestone: acknowledged.milestone }),
    circumstances,
    reliesOn: relations(world, asked),
    ...(pair === undefined ? {} : { pair }),
    taken: first === undefined ? [] : [[first, world.now]],
    ahead,
    ...(asked.requiredBy === undefined ? {} : { crd: asked.requiredBy }),
    dateChanges: [],
    jeopardies: [],
    ...(asked.target === undefined ? {} : { target: assetNamed(world, asked.target)?.serviceId ?? asked.target }),
    ...(postcode === undefined ? {} : { postcode }),
    ...(eccPence === undefined ? {} : { eccPence }),
    ...booking(world, order.orderId, asked),
  };
  return drawTroubles(world, ground, asked, item, {
    site,
    ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
  });
}

/** What is installed relies on what it always did; what is new on what the order says. */
function relations(world: World, { action, target, reliesOn }: AskedItem): readonly Relation[] {
  if (action === 'provide') return reliesOn.map(({ named: _, ...relation }) => relation);
  return target === undefined ? [] : (assetNamed(world, target)?.reliesOn ?? []);
}

/** The visit that the item cites is confirmed at once; one that is not free is found out when the order is checked. */
function booking(world: World, orderId: string, { body }: AskedItem): Partial<ItemProgress> {
  const appointmentId = text(body, 'appointment', 'id');
  if (appointmentId === undefined) return {};
  const appointmentAt = takeAppointment(world, appointmentId, orderId);
  return appointmentAt === undefined ? { lostAppointment: appointmentId } : { appointmentId, appointmentAt };
}
