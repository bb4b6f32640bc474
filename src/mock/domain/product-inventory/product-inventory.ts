import type { Operation } from '../call.ts';
import { answerList, pickFields, readFields, tmfList } from '../listing.ts';
import { refuse } from '../problem.ts';
import type { JsonObject } from '../product-order/order-documents.ts';
import type { Reader } from '../sandbox.ts';
import { type AssetDocument, assets } from './asset-documents.ts';
import { assetNamed } from './installed.ts';

/** Product Inventory: the installed services, as the last completed order left them. Source: BT's siblings, TMF637. */
export const listProduct: Operation = (world, call) => {
  const collectionHref = `${call.baseUrl}${call.path.replace(/\/$/, '')}`;
  const serviceId = call.query.serviceId?.length === 1 ? call.query.serviceId[0] : undefined;
  const found =
    serviceId === undefined || /[,;"]/.test(serviceId)
      ? [...world.list(assets)]
      : world.find(assets, 'serviceId', serviceId);
  return answerList(call.query, tmfList(call), {
    documents: found.map(([, asset]) => asset),
    quick: {
      id: ({ id }) => id,
      serviceId: (asset) => asset.serviceId,
      status: ({ status }) => status,
      name: ({ product }) => product,
    },
    render: (asset) => renderProduct(world, asset, `${collectionHref}/${asset.id}`),
  });
};

/** By asset id; the service id is accepted too. */
export const retrieveProduct: Operation = (world, call) => {
  const id = call.params.id ?? '';
  const asset = assetNamed(world, id);
  if (!asset) return refuse('tmf', 'notFound', `No product is known under ${id}`);
  const href = `${call.baseUrl}${call.path.slice(0, call.path.lastIndexOf('/'))}/${asset.id}`;
  return { status: 200, body: pickFields(renderProduct(world, asset, href), readFields(call.query)) };
};

export function renderProduct(reader: Reader, asset: AssetDocument, href: string): JsonObject {
  const relations = asset.reliesOn.map(({ serviceId, btType }) => ({
    relationshipType: 'reliesOn',
    ...(btType === undefined ? {} : { btType }),
    product: { id: assetNamed(reader, serviceId)?.id ?? serviceId, serviceId },
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
