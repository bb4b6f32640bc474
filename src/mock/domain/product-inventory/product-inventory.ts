import type { Operation } from '#domain/core/call';
import type { JsonObject } from '#domain/core/json';
import type { StateReader } from '#domain/core/sandbox-state';
import { refuse } from '#domain/errors/error-catalogue';
import { answerList, parseFields, pickFields, tmfListRules } from '#domain/query/list';
import { type AssetDocument, assets, findAsset } from './asset.ts';

/** Product Inventory: the installed services after the last completed order. Source: BT's siblings, TMF637. */
export const listProduct: Operation = (transaction, call) => {
  const collectionHref = `${call.baseUrl}${call.path.replace(/\/$/, '')}`;
  const serviceId = call.query.serviceId?.length === 1 ? call.query.serviceId[0] : undefined;
  const entries =
    serviceId === undefined || /[,;"]/.test(serviceId)
      ? [...transaction.list(assets)]
      : transaction.find(assets, 'serviceId', serviceId);
  return answerList(call.query, tmfListRules(call), {
    documents: entries.map(([, asset]) => asset),
    quickAttributes: {
      id: ({ id }) => id,
      serviceId: (asset) => asset.serviceId,
      status: ({ status }) => status,
      name: ({ product }) => product,
    },
    render: (asset) => renderAsset(transaction, asset, `${collectionHref}/${asset.id}`),
  });
};

/** By asset id; the service id is accepted too. */
export const retrieveProduct: Operation = (transaction, call) => {
  const id = call.params.id ?? '';
  const asset = findAsset(transaction, id);
  if (!asset) return refuse('tmf', 'notFound', `No product is known under ${id}`);
  const href = `${call.baseUrl}${call.path.slice(0, call.path.lastIndexOf('/'))}/${asset.id}`;
  return { status: 200, body: pickFields(renderAsset(transaction, asset, href), parseFields(call.query)) };
};

export function renderAsset(reader: StateReader, asset: AssetDocument, href: string): JsonObject {
  const relations = asset.reliesOn.map(({ serviceId, btType }) => ({
    relationshipType: 'reliesOn',
    ...(btType === undefined ? {} : { btType }),
    product: { id: findAsset(reader, serviceId)?.id ?? serviceId, serviceId },
  }));
  return {
    id: asset.id,
    href,
    name: asset.product,
    serviceId: asset.serviceId,
    customerFacingServiceId: { value: asset.serviceId },
    status: asset.status,
    startDate: new Date(asset.startDate).toISOString(),
    ...(asset.terminationDate === undefined ? {} : { terminationDate: new Date(asset.terminationDate).toISOString() }),
    productSpecification: { id: asset.product },
    productCharacteristic: asset.characteristics.map(({ name, value }) => ({ name, value })),
    ...(asset.place === undefined ? {} : { place: asset.place }),
    ...(asset.billingAccount === undefined ? {} : { billingAccount: { id: asset.billingAccount } }),
    ...(asset.ipBlock === undefined ? {} : { ipAddressBlock: asset.ipBlock }),
    ...(asset.pairId === undefined ? {} : { diversePairId: asset.pairId }),
    ...(relations.length > 0 ? { productRelationship: relations } : {}),
    product: asset.children.map(({ id, product }) => ({ id, name: product, status: asset.status })),
    productOrderItem: [...new Set([asset.orderId, asset.lastOrderId])].map((productOrderId) => ({ productOrderId })),
    '@type': 'BTProduct',
  };
}
