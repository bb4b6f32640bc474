import type { Json, JsonObject } from '#domain/core/json';
import { isJsonObject, memberAt, objectsIn, textAt } from '#domain/core/json';
import type { Violation } from '#domain/core/violation';
import type { PlaceIdentifiers } from '#domain/place/place';
import type { OrderDocument, OrderShape } from '#domain/product-order/order-documents';

/**
 * The site of an item: the places of the item or of its product, of which several may name the same site by different
 * keys. A key, a UPRN, a site code or a postcode will do.
 */
export function readSiteName(item: JsonObject): PlaceIdentifiers | undefined {
  const places = [...placeObjectsIn(item.place), ...placeObjectsIn(memberAt(item, 'product', 'place'))];
  const keys: Record<string, string> = {};
  for (const place of places) for (const [name, value] of Object.entries(placeKeysIn(place))) keys[name] ??= value;
  return Object.keys(keys).some((name) => name !== 'districtCode') ? keys : undefined;
}

function placeObjectsIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonObject(value) ? [value] : objectsIn(value);
}

function placeKeysIn(place: JsonObject): { readonly [name: string]: string } {
  const id = textAt(place, 'id');
  const [key = '', district] = (id ?? '').split('/');
  const isKey = /^[ARXSZ]\d{11}$/i.test(key);
  const pairs: [string, string | undefined][] = [
    ['addressKey', isKey ? key : id === undefined || isDataCentre(place) ? undefined : key],
    ['dataCentreCode', textAt(place, 'dataCentreCode') ?? (id !== undefined && isDataCentre(place) ? id : undefined)],
    ['exchangeConnectCode', textAt(place, 'exchangeConnectCode')],
    ['districtCode', textAt(place, 'districtCode') ?? district],
    ['uprn', textAt(place, 'uprn')],
    ['postcode', textAt(place, 'postcode') ?? textAt(place, 'postCode')],
  ];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const isDataCentre = (place: JsonObject): boolean =>
  /DataCentre/i.test(textAt(place, '@referredType') ?? textAt(place, '@type') ?? '');

/**
 * Reading what was submitted. The two published shapes differ in the names of members only: `productOrderItem` and
 * `orderItem`, `productCharacteristic` and `characteristic`; older bodies write `baseType` without the at-sign.
 */
export function orderShapeOf(body: JsonObject): OrderShape {
  return Array.isArray(body.orderItem) ? 'orderItem' : 'productOrderItem';
}

export function checkSingleShape(body: JsonObject): readonly Violation[] {
  if (body.productOrderItem === undefined || body.orderItem === undefined) return [];
  return [{ pointer: '/orderItem', expected: 'productOrderItem or orderItem, not both', rule: 'bt §8.6' }];
}

export function itemsOf(body: JsonObject): readonly JsonObject[] {
  return objectsIn(body.productOrderItem ?? body.orderItem);
}

/** A submitted item by its place in the order. */
export function submittedItem(order: OrderDocument, itemIndex: number): JsonObject {
  return itemsOf(order.submitted)[itemIndex] ?? {};
}

export function childrenOf(item: JsonObject): readonly JsonObject[] {
  return itemsOf(item);
}

/** Where a product's name may stand: its specification or offering; `product.id` too carries it in a real order. */
const productNamePaths = [
  'product/productSpecification/id',
  'product/productSpecification/name',
  'productOffering/id',
  'productOffering/name',
  'product/productOffering/id',
  'product/id',
  'product/name',
];

/** What was written, and where: a pointer. */
export interface LocatedValue {
  readonly value: string;
  readonly pointer: string;
}

/** Places count from the item. */
export function locateProductNames(item: JsonObject): readonly LocatedValue[] {
  return productNamePaths.flatMap((path) => {
    const value = textAt(item, ...path.split('/'));
    return value === undefined ? [] : [{ value, pointer: `/${path}` }];
  });
}

export function productNamesOf(item: JsonObject): readonly string[] {
  return locateProductNames(item).map(({ value }) => value);
}

export function characteristicsOf(item: JsonObject): readonly { readonly name: string; readonly value: Json }[] {
  return readCharacteristics(rawCharacteristics(item) as Json);
}

export function readCharacteristics(
  listed: Json | undefined,
): readonly { readonly name: string; readonly value: Json }[] {
  return objectsIn(listed).map((one) => ({ name: textAt(one, 'name') ?? '', value: one.value ?? null }));
}

export function characteristicValue(item: JsonObject, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const one of rawCharacteristics(item)) {
    if (!isJsonObject(one) || (textAt(one, 'name') ?? '').toLowerCase() !== wanted) continue;
    const { value } = one;
    return value === undefined || value === null ? undefined : String(value);
  }
  return undefined;
}

/** The name of each characteristic, with the place of its entry, from the item. */
export function locateCharacteristicNames(item: JsonObject, shape: OrderShape): readonly LocatedValue[] {
  const listPointer = characteristicListPointer(item, shape);
  return rawCharacteristics(item).flatMap((one, index) => {
    const value = textAt(one, 'name');
    return value === undefined ? [] : [{ value, pointer: `${listPointer}/${index}` }];
  });
}

/** Where the characteristics stand, or would in an order of this shape. */
export function characteristicListPointer(item: JsonObject, shape: OrderShape): string {
  const usual = shape === 'orderItem' ? 'characteristic' : 'productCharacteristic';
  const sent = characteristicMembers.find((name) => memberAt(item, 'product', name) !== undefined);
  return `/product/${sent ?? usual}`;
}

const characteristicMembers = ['productCharacteristic', 'characteristic'] as const;

function rawCharacteristics(item: JsonObject): readonly Json[] {
  const product = memberAt(item, 'product');
  const listed = characteristicMembers.map((name) => memberAt(product, name)).find((one) => one != null);
  return Array.isArray(listed) ? listed : [];
}

export interface RequestedRelation {
  readonly id: string;
  readonly btType?: string;
}

export function relationsOf(item: JsonObject): readonly RequestedRelation[] {
  const listed = objectsIn(item.productOrderItemRelationship ?? item.orderItemRelationship);
  return listed.flatMap((one) => {
    const id = textAt(one, 'id');
    const btType = textAt(one, 'btType');
    const type = textAt(one, 'relationshipType') ?? 'reliesOn';
    return id === undefined || type !== 'reliesOn' ? [] : [{ id, ...(btType === undefined ? {} : { btType }) }];
  });
}

/** Where the relations of an item stand, or would in an order of this shape. */
export function relationListPointer(item: JsonObject, shape: OrderShape): string {
  const other = shape === 'orderItem' ? 'productOrderItem' : 'orderItem';
  return `/${item[`${other}Relationship`] === undefined ? shape : other}Relationship`;
}

/** The service or asset that a modify or cease names. */
export function targetServiceOf(item: JsonObject): string | undefined {
  return textAt(item, ...targetServicePointer(item).slice(1).split('/'));
}

export function targetServicePointer(item: JsonObject): string {
  const hasServiceId = textAt(item, 'product', 'customerFacingServiceId', 'value') !== undefined;
  return hasServiceId ? '/product/customerFacingServiceId/value' : '/product/id';
}

/** The account of the item, else of the whole order. `pointer`: the item's. */
export function billingAccountOf(body: JsonObject, item: JsonObject, pointer = ''): LocatedValue | undefined {
  for (const [source, basePointer] of [
    [item, pointer],
    [body, ''],
  ] as const) {
    const listed = Array.isArray(source.billingAccount);
    const value = textAt(listed ? (source.billingAccount as Json[])[0] : source.billingAccount, 'id');
    if (value !== undefined) return { value, pointer: `${basePointer}/billingAccount${listed ? '/0' : ''}/id` };
  }
  return undefined;
}
