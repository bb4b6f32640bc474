import { mbitOf } from '../bandwidth.ts';
import { digitId } from '../ids.ts';
import {
  billingAccountOf,
  characteristicsOf,
  childrenOf,
  member,
  productNames,
  submittedItem,
  text,
} from '../product-order/order-body.ts';
import { type JsonObject, type OrderDocument, orders } from '../product-order/order-documents.ts';
import { isEnded } from '../product-order/order-state.ts';
import { changeItem, itemOf, type Turn } from '../product-order/order-turn.ts';
import type { World } from '../sandbox.ts';
import { type AssetDocument, assets } from './asset-documents.ts';
import { activeAsset, characteristicOf } from './installed.ts';
import { ipBlock } from './ip-block.ts';

const blockSize = 'IPAddressBlock';

/** A completed item leaves an installed service, changes one, or ends one with everything that hangs on it. */
export function leaveAsset(turn: Turn, at: number): void {
  const { action } = itemOf(turn, at);
  const order = turn.world.get(orders, turn.orderId);
  if (!order) throw new Error(`order ${turn.orderId} was not kept (seed ${turn.world.profile.seed})`);
  if (action === 'provide') install(turn, at, order);
  else if (action === 'modify') modify(turn, at, submittedItem(order, at));
  else cease(turn, at);
}

/** A new service has its id from when the order is taken on: the first event in flight carries it. Source: BT's siblings. */
export function nameService(turn: Turn, at: number): void {
  const { action, journey, serviceId } = itemOf(turn, at);
  if (action !== 'provide' || serviceId !== undefined) return;
  changeItem(turn, at, { serviceId: newId(turn.world, turn.ground.journeys.byName(journey).serviceId) });
}

function newId(world: World, { prefix, digits }: { readonly prefix: string; readonly digits: number }): string {
  return `${prefix}${digitId(digits, world.profile.seed, prefix, world.ordinal(prefix))}`;
}

function install(turn: Turn, at: number, order: OrderDocument): void {
  const { world, ground, orderId } = turn;
  const item = itemOf(turn, at);
  const submitted = submittedItem(order, at);
  const journey = ground.journeys.byName(item.journey);
  const { seed } = world.profile;
  const serviceId = item.serviceId ?? newId(world, journey.serviceId);
  const id = digitId(10, seed, 'asset', world.ordinal('asset'));
  // A half whose other half has ended undelivered is tied to nothing.
  const other = item.pair === undefined ? undefined : itemOf(turn, item.pair);
  const partner = other && isEnded(other.state) && other.state !== 'completed' ? undefined : other;
  const pairId = partner && journey.pairId ? (partner.pairId ?? newId(world, journey.pairId)) : undefined;
  changeItem(turn, at, { serviceId, assetId: id, ...(pairId === undefined ? {} : { pairId }) });
  const characteristics = characteristicsOf(submitted);
  const size = characteristics.find(({ name }) => name.toLowerCase() === blockSize.toLowerCase())?.value;
  const place = submitted.place ?? member(submitted, 'product', 'place');
  const billingAccount = billingAccountOf(order.submitted, submitted)?.value;
  const { ipBlocks } = journey;
  world.put(assets, id, {
    id,
    serviceId,
    journey: item.journey,
    role: item.role,
    product: item.product,
    status: 'active',
    characteristics,
    children: addedChildren(submitted, item.childIds),
    reliesOn: reliedServices(turn, at),
    ...(pairId === undefined ? {} : { pairId }),
    ...(ipBlocks ? { ipBlock: allocate(turn, ipBlocks, String(size ?? ipBlocks.default)) } : {}),
    ...(place === undefined ? {} : { place }),
    ...(billingAccount === undefined ? {} : { billingAccount }),
    startDate: world.now,
    orderId,
    lastOrderId: orderId,
  });
}

function allocate({ world }: Turn, range: { readonly from: string; readonly prefix: number }, size: string): string {
  return ipBlock(range, size, world.ordinal(`ipBlock${size}`));
}

/** By now every item that this one relies on has its service id. */
function reliedServices(turn: Turn, at: number): AssetDocument['reliesOn'] {
  return itemOf(turn, at).reliesOn.flatMap(({ item, serviceId, btType }) => {
    const named = serviceId ?? (item === undefined ? undefined : itemOf(turn, item).serviceId);
    return named === undefined ? [] : [{ serviceId: named, ...(btType === undefined ? {} : { btType }) }];
  });
}

function addedChildren(submitted: JsonObject, ids: readonly string[] = []): AssetDocument['children'] {
  return childrenOf(submitted).flatMap((child, n) =>
    text(child, 'action') === 'delete' ? [] : [{ id: ids[n] ?? String(n), product: productNames(child)[0] ?? '' }],
  );
}

/** What was named is replaced, the rest stays; another size of block is another block (modelled); nested items are added, or taken away where they say `delete`. */
function modify(turn: Turn, at: number, submitted: JsonObject): void {
  const { world } = turn;
  const { target = '', childIds } = itemOf(turn, at);
  const asset = activeAsset(world, target);
  if (!asset) return;
  const { ipBlocks } = turn.ground.journeys.byName(asset.journey);
  const sameName = (a: { readonly name: string }, b: { readonly name: string }) =>
    a.name.toLowerCase() === b.name.toLowerCase();
  const changes = characteristicsOf(submitted);
  const kept = asset.characteristics.filter((one) => !changes.some((change) => sameName(change, one)));
  const size = changes.find(({ name }) => sameName({ name }, { name: blockSize }))?.value;
  const resized = ipBlocks && size !== undefined && !asset.ipBlock?.endsWith(String(size)) ? String(size) : undefined;
  const removed = childrenOf(submitted)
    .filter((child) => text(child, 'action') === 'delete')
    .map((child) => productNames(child)[0]);
  const changed: AssetDocument = {
    ...asset,
    characteristics: [...kept, ...changes],
    children: [
      ...asset.children.filter(({ product }) => !removed.includes(product)),
      ...addedChildren(submitted, childIds),
    ],
    ...(ipBlocks && resized !== undefined ? { ipBlock: allocate(turn, ipBlocks, resized) } : {}),
    lastOrderId: turn.orderId,
  };
  const faster =
    (mbitOf(characteristicOf(changed, 'Bandwidth') ?? '') ?? 0) >
    (mbitOf(characteristicOf(asset, 'Bandwidth') ?? '') ?? 0);
  world.put(assets, asset.id, faster ? { ...changed, lastUpgrade: world.now } : changed);
  changeItem(turn, at, { serviceId: asset.serviceId, assetId: asset.id });
}

/** The children go with their parent. */
function cease(turn: Turn, at: number): void {
  const { world } = turn;
  const asset = activeAsset(world, itemOf(turn, at).target ?? '');
  if (!asset) return;
  world.put(assets, asset.id, {
    ...asset,
    status: 'terminated',
    terminationDate: world.now,
    lastOrderId: turn.orderId,
  });
  changeItem(turn, at, { serviceId: asset.serviceId, assetId: asset.id });
}
