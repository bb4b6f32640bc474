import { isJsonObject, type Json, type JsonObject, objectsIn, textOf } from '#domain/core/json';
import type { PlaceIdentifiers } from '#domain/place/place';
import type { OrderShape } from '#domain/product-order/order-documents';

/**
 * Reads the members of an order body, which two published shapes name differently: `productOrderItem` or `orderItem`,
 * `productCharacteristic` or `characteristic`. Only the parsers of this folder call these functions; everything else
 * reads the members of what they return.
 */

/** A text of the body, trimmed and not blank, with the JSON pointer of its place. */
export interface LocatedValue {
  readonly value: string;
  readonly pointer: string;
}

export interface RequestedCharacteristic {
  /** Empty where the entry has no name. */
  readonly name: string;
  /** The name in lower case, under which it is found. */
  readonly key: string;
  /** null where the entry has no value. */
  readonly value: Json;
  /** Position in the list as sent; entries that are no objects count. */
  readonly index: number;
}

export interface RequestedRelation {
  /** Of another item of the order, or of an installed service. */
  readonly id: string;
  readonly btType: string | undefined;
}

export function orderShapeOf(body: JsonObject): OrderShape {
  return body.productOrderItem === undefined && Array.isArray(body.orderItem) ? 'orderItem' : 'productOrderItem';
}

/** The items of an order; of an item, its nested items. */
export function itemsOf(body: JsonObject): readonly JsonObject[] {
  const listed = body.productOrderItem ?? body.orderItem;
  return listed === undefined ? noObjects : objectsIn(listed);
}

const noObjects: readonly JsonObject[] = [];

/** What an order says for all its items, and an item for itself. `pointer` is that of the order or item. */
export interface OrderTerms {
  readonly requiredBy: LocatedValue | undefined;
  readonly billingAccount: LocatedValue | undefined;
}

/** BT's member is `requiredByDate`; TMF's `requestedCompletionDate` says the same. */
export function readTerms(from: JsonObject, pointer: string): OrderTerms {
  let requiredBy: LocatedValue | undefined;
  for (const member of requiredDateMembers) {
    const value = from[member] === undefined || requiredBy ? undefined : textOf(from[member]);
    if (value !== undefined) requiredBy = { value, pointer: `${pointer}/${member}` };
  }
  const account = from.billingAccount;
  return { requiredBy, billingAccount: account === undefined ? undefined : readBillingAccount(account, pointer) };
}

const requiredDateMembers = ['requiredByDate', 'requestedCompletionDate'];

function readBillingAccount(account: Json, pointer: string): LocatedValue | undefined {
  const isList = Array.isArray(account);
  const value = readText(isList ? (account as readonly Json[])[0] : account, 'id');
  return value === undefined ? undefined : { value, pointer: `${pointer}/billingAccount${isList ? '/0' : ''}/id` };
}

/** A text of an object that may be absent, such as the `id` of a reference. */
export function readText(from: Json | undefined, member: string): string | undefined {
  return isJsonObject(from) ? textOf(from[member]) : undefined;
}

/** What an item says of its product. Pointers are relative to the item. */
export interface ProductMembers {
  /** As sent; undefined where it is no object. */
  readonly body: JsonObject | undefined;
  readonly names: readonly LocatedValue[];
  readonly characteristics: readonly RequestedCharacteristic[];
  /** Of the list of characteristics; of the one usual in the order's shape where none was sent. */
  readonly characteristicsPointer: string;
  /** The service or asset that a modify or cease names. */
  readonly target: string | undefined;
  readonly targetPointer: string;
  /** Values of the characteristic `Site Constraint` in BT's site details. */
  readonly siteConstraints: readonly Json[];
}

export function readProduct(item: JsonObject, shape: OrderShape): ProductMembers {
  const body = isJsonObject(item.product) ? item.product : undefined;
  const service = body?.customerFacingServiceId;
  const serviceId = service === undefined ? undefined : readText(service, 'value');
  const { productCharacteristic, characteristic } = body ?? {};
  const isOlderList = productCharacteristic === undefined && (characteristic !== undefined || shape === 'orderItem');
  return {
    body,
    names: readProductNames(item, body),
    characteristics: readCharacteristics(productCharacteristic ?? characteristic),
    characteristicsPointer: isOlderList ? '/product/characteristic' : '/product/productCharacteristic',
    target: serviceId ?? (body?.id === undefined ? undefined : textOf(body.id)),
    targetPointer: serviceId === undefined ? '/product/id' : '/product/customerFacingServiceId/value',
    siteConstraints: body?.btSiteDetails === undefined ? [] : readSiteConstraints(body.btSiteDetails),
  };
}

/** The name of a nested item's product. */
export function readProductName(item: JsonObject): string | undefined {
  return readProductNames(item, isJsonObject(item.product) ? item.product : undefined)[0]?.value;
}

/** Best first: specification, offering, then the product itself, whose `id` carries the name in a real order. */
function readProductNames(item: JsonObject, product: JsonObject | undefined): readonly LocatedValue[] {
  const names: LocatedValue[] = [];
  const owners = [
    [product?.productSpecification, '/product/productSpecification', idAndName],
    [item.productOffering, '/productOffering', idAndName],
    [product?.productOffering, '/product/productOffering', idOnly],
    [product, '/product', idAndName],
  ] as const;
  for (const [owner, pointer, members] of owners) {
    if (owner === undefined || !isJsonObject(owner)) continue;
    for (const member of members) {
      const value = owner[member] === undefined ? undefined : textOf(owner[member]);
      if (value !== undefined) names.push({ value, pointer: `${pointer}/${member}` });
    }
  }
  return names;
}

const idAndName = ['id', 'name'];
const idOnly = ['id'];

function readCharacteristics(listed: Json | undefined): readonly RequestedCharacteristic[] {
  const characteristics: RequestedCharacteristic[] = [];
  if (!Array.isArray(listed)) return characteristics;
  const entries: readonly Json[] = listed;
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index];
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) continue;
    const { name: sentName, value = null } = entry as JsonObject;
    const name = textOf(sentName) ?? '';
    characteristics.push({ name, key: name.toLowerCase(), value, index });
  }
  return characteristics;
}

function readSiteConstraints(details: Json): readonly Json[] {
  return readCharacteristics(isJsonObject(details) ? details.characteristics : undefined)
    .filter(({ name }) => name === 'Site Constraint')
    .map(({ value }) => value);
}

/** What the item relies on, and the pointer of that list; of the one usual in the order's shape where none was sent. */
export function readRelations(
  item: JsonObject,
  shape: OrderShape,
): { readonly relations: readonly RequestedRelation[]; readonly pointer: string } {
  const other = shape === 'orderItem' ? 'productOrderItem' : 'orderItem';
  const pointer = `/${item[`${other}Relationship`] === undefined ? shape : other}Relationship`;
  const listed = item.productOrderItemRelationship ?? item.orderItemRelationship;
  const relations: RequestedRelation[] = [];
  for (const one of listed === undefined ? noObjects : objectsIn(listed)) {
    const id = textOf(one.id);
    const type = textOf(one.relationshipType) ?? 'reliesOn';
    if (id !== undefined && type === 'reliesOn') relations.push({ id, btType: textOf(one.btType) });
  }
  return { relations, pointer };
}

/**
 * The site of an item: the places of the item and of its product, of which several may name the same site by different
 * keys; the first to give a key counts. undefined: no place, or nothing but a district code.
 */
export function readSite(...placesOfItemAndProduct: readonly (Json | undefined)[]): PlaceIdentifiers | undefined {
  const keys: Record<string, string> = {};
  for (const places of placesOfItemAndProduct) {
    if (places === undefined) continue;
    if (isJsonObject(places)) addPlaceKeys(keys, places);
    else for (const place of objectsIn(places)) addPlaceKeys(keys, place);
  }
  for (const name in keys) if (name !== 'districtCode') return keys;
  return undefined;
}

/** The keys that a place gives under their own names. */
const placeMembers = ['dataCentreCode', 'exchangeConnectCode', 'districtCode', 'uprn', 'postcode'] as const;

/** A place's `id` is its address key, with the district behind a slash; the `id` of a data centre is its code. */
function addPlaceKeys(keys: Record<string, string>, place: JsonObject): void {
  const id = place.id === undefined ? undefined : textOf(place.id);
  const isDataCentre = /DataCentre/i.test(textOf(place['@referredType']) ?? textOf(place['@type']) ?? '');
  const [key = '', district] = id === undefined ? [] : id.split('/');
  if (id !== undefined && (!isDataCentre || /^[ARXSZ]\d{11}$/i.test(key))) {
    // A site may be named by its RoBT key and by its Openreach key, in either order: the latter is ordered by.
    if (keys.addressKey === undefined || (/^R/i.test(keys.addressKey) && /^A/i.test(key))) keys.addressKey = key;
  }
  for (const member of placeMembers) {
    const value = place[member] === undefined ? undefined : textOf(place[member]);
    if (value !== undefined) keys[member] ??= value;
  }
  if (id !== undefined && isDataCentre) keys.dataCentreCode ??= id;
  if (district !== undefined) keys.districtCode ??= district;
  const postCode = place.postCode === undefined ? undefined : textOf(place.postCode);
  if (postCode !== undefined) keys.postcode ??= postCode;
}
