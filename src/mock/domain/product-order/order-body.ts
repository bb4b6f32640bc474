import type { Fault } from '../problem.ts';
import type { Json } from '../sandbox.ts';
import type { JsonObject, OrderDocument, Shape } from './order-documents.ts';

/**
 * Reading what was submitted. The two published shapes differ in the names of members only: `productOrderItem` and
 * `orderItem`, `productCharacteristic` and `characteristic`; older bodies write `baseType` without the at-sign.
 */
export function shapeOf(body: JsonObject): Shape {
  return Array.isArray(body.orderItem) ? 'orderItem' : 'productOrderItem';
}

export function bothShapes(body: JsonObject): readonly Fault[] {
  if (body.productOrderItem === undefined || body.orderItem === undefined) return [];
  return [{ pointer: '/orderItem', expected: 'productOrderItem or orderItem, not both', rule: 'bt §8.6' }];
}

export function itemsOf(body: JsonObject): readonly JsonObject[] {
  return objects(body.productOrderItem ?? body.orderItem);
}

/** A submitted item by its place in the order. */
export function submittedItem(order: OrderDocument, at: number): JsonObject {
  return itemsOf(order.submitted)[at] ?? {};
}

export function childrenOf(item: JsonObject): readonly JsonObject[] {
  return itemsOf(item);
}

export function objects(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function member(from: Json | undefined, ...path: readonly string[]): Json | undefined {
  let value = from;
  for (const name of path) {
    if (!isObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

export function text(from: Json | undefined, ...path: readonly string[]): string | undefined {
  const value = member(from, ...path);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** Where a product's name may stand: its specification or offering; `product.id` too carries it in a real order. */
const namePlaces = [
  'product/productSpecification/id',
  'product/productSpecification/name',
  'productOffering/id',
  'productOffering/name',
  'product/productOffering/id',
  'product/id',
  'product/name',
];

/** What was written, and where: a pointer. */
export interface Placed {
  readonly value: string;
  readonly place: string;
}

/** Places count from the item. */
export function namedProducts(item: JsonObject): readonly Placed[] {
  return namePlaces.flatMap((place) => {
    const value = text(item, ...place.split('/'));
    return value === undefined ? [] : [{ value, place: `/${place}` }];
  });
}

export function productNames(item: JsonObject): readonly string[] {
  return namedProducts(item).map(({ value }) => value);
}

export function characteristicsOf(item: JsonObject): readonly { readonly name: string; readonly value: Json }[] {
  return characteristicsIn(listedCharacteristics(item) as Json);
}

export function characteristicsIn(
  listed: Json | undefined,
): readonly { readonly name: string; readonly value: Json }[] {
  return objects(listed).map((one) => ({ name: text(one, 'name') ?? '', value: one.value ?? null }));
}

export function characteristic(item: JsonObject, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const one of listedCharacteristics(item)) {
    if (!isObject(one) || (text(one, 'name') ?? '').toLowerCase() !== wanted) continue;
    const { value } = one;
    return value === undefined || value === null ? undefined : String(value);
  }
  return undefined;
}

/** The name of each characteristic, with the place of its entry, from the item. */
export function namedCharacteristics(item: JsonObject, shape: Shape): readonly Placed[] {
  const list = characteristicList(item, shape);
  return listedCharacteristics(item).flatMap((one, at) => {
    const value = text(one, 'name');
    return value === undefined ? [] : [{ value, place: `${list}/${at}` }];
  });
}

/** Where the characteristics stand, or would in an order of this shape. */
export function characteristicList(item: JsonObject, shape: Shape): string {
  const usual = shape === 'orderItem' ? 'characteristic' : 'productCharacteristic';
  const sent = characteristicMembers.find((name) => member(item, 'product', name) !== undefined);
  return `/product/${sent ?? usual}`;
}

const characteristicMembers = ['productCharacteristic', 'characteristic'] as const;

function listedCharacteristics(item: JsonObject): readonly Json[] {
  const product = member(item, 'product');
  const listed = characteristicMembers.map((name) => member(product, name)).find((one) => one != null);
  return Array.isArray(listed) ? listed : [];
}

export interface AskedRelation {
  readonly id: string;
  readonly btType?: string;
}

export function relationsOf(item: JsonObject): readonly AskedRelation[] {
  const listed = objects(item.productOrderItemRelationship ?? item.orderItemRelationship);
  return listed.flatMap((one) => {
    const id = text(one, 'id');
    const btType = text(one, 'btType');
    const type = text(one, 'relationshipType') ?? 'reliesOn';
    return id === undefined || type !== 'reliesOn' ? [] : [{ id, ...(btType === undefined ? {} : { btType }) }];
  });
}

/** Where the relations of an item stand, or would in an order of this shape. */
export function relationList(item: JsonObject, shape: Shape): string {
  const other = shape === 'orderItem' ? 'productOrderItem' : 'orderItem';
  return `/${item[`${other}Relationship`] === undefined ? shape : other}Relationship`;
}

/** The service or asset that a modify or cease names. */
export function targetOf(item: JsonObject): string | undefined {
  return text(item, ...servicePlace(item).slice(1).split('/'));
}

export function servicePlace(item: JsonObject): string {
  const named = text(item, 'product', 'customerFacingServiceId', 'value') !== undefined;
  return named ? '/product/customerFacingServiceId/value' : '/product/id';
}

/** The account of the item, else of the whole order. `pointer`: the item's. */
export function billingAccountOf(body: JsonObject, item: JsonObject, pointer = ''): Placed | undefined {
  for (const [from, at] of [
    [item, pointer],
    [body, ''],
  ] as const) {
    const listed = Array.isArray(from.billingAccount);
    const value = text(listed ? (from.billingAccount as Json[])[0] : from.billingAccount, 'id');
    if (value !== undefined) return { value, place: `${at}/billingAccount${listed ? '/0' : ''}/id` };
  }
  return undefined;
}

/** A request body as an object; the schema has seen to it that it is one. */
export function objectBody(body: unknown): JsonObject {
  return isObject(body as Json) ? (body as JsonObject) : {};
}
