import { InternalError } from '#domain/core/etherbox-error';
import { digitId } from '#domain/core/ids';
import type { Transaction } from '#domain/core/sandbox-state';
import { isEnded } from '#domain/journey/item-state';
import { parseBandwidthMbit } from '#domain/product-catalogue/bandwidth';
import { type AssetDocument, assetCharacteristic, assets, findActiveAsset } from '#domain/product-inventory/asset';
import { ipBlockAt } from '#domain/product-inventory/ip-block';
import { type OrderDocument, orders } from '#domain/product-order/order-documents';
import { changeItem, itemOf, type OrderUpdate } from '#domain/product-order/order-update';
import { findCharacteristic, itemRequestOf, type OrderItemRequest } from '#domain/product-order/request/parse-order';

const blockSizeName = 'IPAddressBlock';

/** A completed item installs a service, changes one, or terminates one. */
export function updateInventory(update: OrderUpdate, itemIndex: number): void {
  const { action } = itemOf(update, itemIndex);
  const order = update.transaction.get(orders, update.orderId);
  if (!order) throw new InternalError(`order ${update.orderId} was not kept (seed ${update.transaction.profile.seed})`);
  if (action === 'provide') installAsset(update, itemIndex, order);
  else if (action === 'modify') modifyAsset(update, itemIndex, itemRequestOf(order, itemIndex));
  else ceaseAsset(update, itemIndex);
}

/** A new service has its id once the order is accepted: the first event after that carries it. Source: BT's siblings. */
export function assignServiceId(update: OrderUpdate, itemIndex: number): void {
  const { action, journey, serviceId } = itemOf(update, itemIndex);
  if (action !== 'provide' || serviceId !== undefined) return;
  changeItem(update, itemIndex, {
    serviceId: nextServiceId(update.transaction, update.referenceData.journeys.byName(journey).serviceId),
  });
}

function nextServiceId(
  transaction: Transaction,
  { prefix, digits }: { readonly prefix: string; readonly digits: number },
): string {
  return `${prefix}${digitId(digits, transaction.profile.seed, prefix, transaction.ordinal(prefix))}`;
}

function installAsset(update: OrderUpdate, itemIndex: number, order: OrderDocument): void {
  const { transaction, referenceData, orderId } = update;
  const item = itemOf(update, itemIndex);
  const requested = itemRequestOf(order, itemIndex);
  const journey = referenceData.journeys.byName(item.journey);
  const { seed } = transaction.profile;
  const serviceId = item.serviceId ?? nextServiceId(transaction, journey.serviceId);
  const id = digitId(10, seed, 'asset', transaction.ordinal('asset'));
  // A service whose pair partner was not delivered belongs to no pair.
  const pairItem = item.pair === undefined ? undefined : itemOf(update, item.pair);
  const partner = pairItem && isEnded(pairItem.state) && pairItem.state !== 'completed' ? undefined : pairItem;
  const pairId = partner && journey.pairId ? (partner.pairId ?? nextServiceId(transaction, journey.pairId)) : undefined;
  changeItem(update, itemIndex, { serviceId, assetId: id, ...(pairId === undefined ? {} : { pairId }) });
  const size = findCharacteristic(requested, blockSizeName)?.value;
  const { place } = requested;
  const billingAccount = requested.billingAccount?.value;
  const { ipBlocks } = journey;
  transaction.put(assets, id, {
    id,
    serviceId,
    journey: item.journey,
    role: item.role,
    product: item.product,
    status: 'active',
    characteristics: namedValuesOf(requested),
    children: addedChildren(requested, item.childIds),
    reliesOn: resolveReliedServices(update, itemIndex),
    ...(pairId === undefined ? {} : { pairId }),
    ...(ipBlocks ? { ipBlock: allocateIpBlock(update, ipBlocks, String(size ?? ipBlocks.default)) } : {}),
    ...(place === undefined ? {} : { place }),
    ...(billingAccount === undefined ? {} : { billingAccount }),
    startDate: transaction.now,
    orderId,
    lastOrderId: orderId,
  });
}

function allocateIpBlock(
  { transaction }: OrderUpdate,
  range: { readonly from: string; readonly prefix: number },
  size: string,
): string {
  return ipBlockAt(range, size, transaction.ordinal(`ipBlock${size}`));
}

/** Every item that this one relies on has its service id by now. */
function resolveReliedServices(update: OrderUpdate, itemIndex: number): AssetDocument['reliesOn'] {
  return itemOf(update, itemIndex).reliesOn.flatMap(({ itemIndex, serviceId, btType }) => {
    const reliedServiceId = serviceId ?? (itemIndex === undefined ? undefined : itemOf(update, itemIndex).serviceId);
    return reliedServiceId === undefined
      ? []
      : [{ serviceId: reliedServiceId, ...(btType === undefined ? {} : { btType }) }];
  });
}

function namedValuesOf({ characteristics }: OrderItemRequest): AssetDocument['characteristics'] {
  return characteristics.map(({ name, value }) => ({ name, value }));
}

function addedChildren({ children }: OrderItemRequest, ids: readonly string[] = []): AssetDocument['children'] {
  return children.flatMap(({ action, productName }, n) =>
    action === 'delete' ? [] : [{ id: ids[n] ?? String(n), product: productName ?? '' }],
  );
}

/**
 * Characteristics that the order names are replaced. A new block size gives a new block (modelled). Nested items are added,
 * or removed where their action is `delete`.
 */
function modifyAsset(update: OrderUpdate, itemIndex: number, requested: OrderItemRequest): void {
  const { transaction } = update;
  const { target = '', childIds } = itemOf(update, itemIndex);
  const asset = findActiveAsset(transaction, target);
  if (!asset) return;
  const { ipBlocks } = update.referenceData.journeys.byName(asset.journey);
  const sameName = (a: { readonly name: string }, b: { readonly name: string }) =>
    a.name.toLowerCase() === b.name.toLowerCase();
  const changes = namedValuesOf(requested);
  const kept = asset.characteristics.filter((one) => !changes.some((change) => sameName(change, one)));
  const size = findCharacteristic(requested, blockSizeName)?.value;
  const resized = ipBlocks && size !== undefined && !asset.ipBlock?.endsWith(String(size)) ? String(size) : undefined;
  const removed = requested.children.filter(({ action }) => action === 'delete').map(({ productName }) => productName);
  const changed: AssetDocument = {
    ...asset,
    characteristics: [...kept, ...changes],
    children: [
      ...asset.children.filter(({ product }) => !removed.includes(product)),
      ...addedChildren(requested, childIds),
    ],
    ...(ipBlocks && resized !== undefined ? { ipBlock: allocateIpBlock(update, ipBlocks, resized) } : {}),
    lastOrderId: update.orderId,
  };
  const faster =
    (parseBandwidthMbit(assetCharacteristic(changed, 'Bandwidth') ?? '') ?? 0) >
    (parseBandwidthMbit(assetCharacteristic(asset, 'Bandwidth') ?? '') ?? 0);
  transaction.put(assets, asset.id, faster ? { ...changed, lastUpgrade: transaction.now } : changed);
  changeItem(update, itemIndex, { serviceId: asset.serviceId, assetId: asset.id });
}

/** Nested products end with their parent. */
function ceaseAsset(update: OrderUpdate, itemIndex: number): void {
  const { transaction } = update;
  const asset = findActiveAsset(transaction, itemOf(update, itemIndex).target ?? '');
  if (!asset) return;
  transaction.put(assets, asset.id, {
    ...asset,
    status: 'terminated',
    terminationDate: transaction.now,
    lastOrderId: update.orderId,
  });
  changeItem(update, itemIndex, { serviceId: asset.serviceId, assetId: asset.id });
}
