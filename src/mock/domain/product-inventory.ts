import { assets } from './asset-documents.ts';
import { digitId } from './ids.ts';
import { characteristicsOf, childrenOf, productNames, relationsOf, submittedItem } from './order-body.ts';
import { orders } from './order-documents.ts';
import { changeItem, itemOf, type Turn } from './order-turn.ts';

/** A completed item leaves an installed service, changes one, or ends one. */
export function leaveAsset(turn: Turn, at: number): void {
  const { action } = itemOf(turn, at);
  if (action === 'provide') install(turn, at);
}

function install(turn: Turn, at: number): void {
  const { world, ground, orderId } = turn;
  const item = itemOf(turn, at);
  const order = world.get(orders, orderId);
  if (!order) throw new Error(`order ${orderId} was not kept`);
  const submitted = submittedItem(order, at);
  const { prefix, digits } = ground.journeys.byName(item.journey).serviceId;
  const { seed } = world.profile;
  const serviceId = `${prefix}${digitId(digits, seed, prefix, world.ordinal(prefix))}`;
  const id = digitId(10, seed, 'asset', world.ordinal('asset'));
  const installed = changeItem(turn, at, { serviceId, assetId: id });
  world.put(assets, id, {
    id,
    serviceId,
    journey: item.journey,
    role: item.role,
    product: item.product,
    status: 'active',
    characteristics: characteristicsOf(submitted),
    children: childrenOf(submitted).map((child, n) => ({
      id: item.childIds?.[n] ?? String(n),
      product: productNames(child)[0] ?? '',
    })),
    reliesOn: reliedServices(turn, at, relationsOf(submitted).length),
    ...(installed.pairId === undefined ? {} : { pairId: installed.pairId }),
    startDate: world.now,
    orderId,
    lastOrderId: orderId,
  });
}

/** By now every item that this one relies on has its service id. */
function reliedServices(turn: Turn, at: number, _asked: number) {
  return itemOf(turn, at).reliesOn.flatMap(({ item, serviceId, btType }) => {
    const named = serviceId ?? (item === undefined ? undefined : itemOf(turn, item).serviceId);
    return named === undefined ? [] : [{ serviceId: named, ...(btType === undefined ? {} : { btType }) }];
  });
}
