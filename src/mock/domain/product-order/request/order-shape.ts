import { isJsonObject, type Json, type JsonObject, objectsIn, textsOf } from '#domain/core/json';
import type { PlaceIdentifiers } from '#domain/place/place';
import type { OrderShape } from '#domain/product-order/order-documents';

/**
 * Reads the members of an order body, which two published shapes name differently: `productOrderItem` or `orderItem`,
 * `productCharacteristic` or `characteristic`. Only the parsers of this folder call these functions; everything else
 * reads the members of what they return.
 */

/** A text of the body, trimmed and not blank, with the JSON pointer where it stands. */
export interface LocatedValue {
  readonly value: string;
  readonly pointer: string;
}

export interface RequestedCharacteristic {
  /** Empty where the entry has no name. */
  readonly name: string;
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
  return Array.isArray(body.orderItem) ? 'orderItem' : 'productOrderItem';
}

/** The items of an order; of an item, its nested items. */
export function itemsOf(body: JsonObject): readonly JsonObject[] {
  const listed = body.productOrderItem ?? body.orderItem;
  return listed === undefined ? noObjects : objectsIn(listed);
}

const noObjects: readonly JsonObject[] = [];

export const orderTextMembers = ['externalId', 'amendmentReason', 'requiredByDate', 'requestedCompletionDate'] as const;
export const itemTextMembers = ['id', 'action', 'requiredByDate', 'requestedCompletionDate'] as const;

interface DateTexts {
  readonly requiredByDate?: string;
  readonly requestedCompletionDate?: string;
}

/** BT's member is `requiredByDate`; TMF's `requestedCompletionDate` says the same. */
export function locateRequiredDate(texts: DateTexts, pointer: string): LocatedValue | undefined {
  const { requiredByDate, requestedCompletionDate } = texts;
  if (requiredByDate !== undefined) return { value: requiredByDate, pointer: `${pointer}/requiredByDate` };
  return requestedCompletionDate === undefined
    ? undefined
    : { value: requestedCompletionDate, pointer: `${pointer}/requestedCompletionDate` };
}

/** The billing account of an order or an item; `pointer` is that of the order or item. */
export function readBillingAccount({ billingAccount }: JsonObject, pointer: string): LocatedValue | undefined {
  if (billingAccount === undefined) return undefined;
  const isList = Array.isArray(billingAccount);
  const { id } = textsOf(isList ? (billingAccount as readonly Json[])[0] : billingAccount, idOnly);
  return id === undefined ? undefined : { value: id, pointer: `${pointer}/billingAccount${isList ? '/0' : ''}/id` };
}

const idOnly = ['id'] as const;
const idAndName = ['id', 'name'] as const;

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
  const names = readProductNames(item, body);
  const service = body?.customerFacingServiceId;
  const serviceId = service === undefined ? undefined : textsOf(service, ['value']).value;
  return {
    body,
    names,
    characteristics: readCharacteristics(body?.productCharacteristic ?? body?.characteristic),
    characteristicsPointer: `/product/${characteristicListOf(body ?? {}, shape)}`,
    target: serviceId ?? (body && textsOf(body, idOnly).id),
    targetPointer: serviceId === undefined ? '/product/id' : '/product/customerFacingServiceId/value',
    siteConstraints: body?.btSiteDetails === undefined ? [] : readSiteConstraints(body.btSiteDetails),
  };
}

function characteristicListOf(product: JsonObject, shape: OrderShape): string {
  if (product.productCharacteristic !== undefined) return 'productCharacteristic';
  return product.characteristic !== undefined || shape === 'orderItem' ? 'characteristic' : 'productCharacteristic';
}

/** The name of a nested item's product. */
export function readProductName(item: JsonObject): string | undefined {
  return readProductNames(item, isJsonObject(item.product) ? item.product : undefined)[0]?.value;
}

/** Best first: specification, offering, then the product itself, whose `id` carries the name in a real order. */
function readProductNames(item: JsonObject, product: JsonObject | undefined): readonly LocatedValue[] {
  const names: LocatedValue[] = [];
  const owners = [
    ['/product/productSpecification', product?.productSpecification, idAndName],
    ['/productOffering', item.productOffering, idAndName],
    ['/product/productOffering', product?.productOffering, idOnly],
    ['/product', product, idAndName],
  ] as const;
  for (const [pointer, owner, members] of owners) {
    if (owner === undefined) continue;
    const { id, name } = textsOf<'id' | 'name'>(owner, members);
    if (id !== undefined) names.push({ value: id, pointer: `${pointer}/id` });
    if (name !== undefined) names.push({ value: name, pointer: `${pointer}/name` });
  }
  return names;
}

function readCharacteristics(listed: Json | undefined): readonly RequestedCharacteristic[] {
  const characteristics: RequestedCharacteristic[] = [];
  if (!Array.isArray(listed)) return characteristics;
  const entries: readonly Json[] = listed;
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index];
    if (!isJsonObject(entry)) continue;
    const { name = '' } = textsOf(entry, ['name']);
    characteristics.push({ name, value: entry.value ?? null, index });
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
    const { id, btType, relationshipType = 'reliesOn' } = textsOf(one, ['id', 'btType', 'relationshipType']);
    if (id !== undefined && relationshipType === 'reliesOn') relations.push({ id, btType });
  }
  return { relations, pointer };
}

/**
 * The site of an item: the places of the item and of its product, of which several may name the same site by different
 * keys; the first to give a key counts. undefined: no place, or nothing but a district code.
 */
export function readSite(item: JsonObject, product: JsonObject | undefined): PlaceIdentifiers | undefined {
  const keys: Record<string, string> = {};
  for (const places of [item.place, product?.place]) {
    if (places === undefined) continue;
    for (const place of Array.isArray(places) ? objectsIn(places) : [places]) addPlaceKeys(keys, place);
  }
  for (const name in keys) if (name !== 'districtCode') return keys;
  return undefined;
}

const placeMembers = [
  'id',
  'dataCentreCode',
  'exchangeConnectCode',
  'districtCode',
  'uprn',
  'postcode',
  'postCode',
  '@referredType',
  '@type',
] as const;

function addPlaceKeys(keys: Record<string, string>, place: Json): void {
  const texts = textsOf(place, placeMembers);
  const { id } = texts;
  const [key = '', district] = (id ?? '').split('/');
  const isDataCentre = /DataCentre/i.test(texts['@referredType'] ?? texts['@type'] ?? '');
  const isAddressKey = /^[ARXSZ]\d{11}$/i.test(key) || (id !== undefined && !isDataCentre);
  const found = {
    addressKey: isAddressKey ? key : undefined,
    dataCentreCode: texts.dataCentreCode ?? (isDataCentre ? id : undefined),
    exchangeConnectCode: texts.exchangeConnectCode,
    districtCode: texts.districtCode ?? district,
    uprn: texts.uprn,
    postcode: texts.postcode ?? texts.postCode,
  };
  for (const [name, value] of Object.entries(found)) if (value !== undefined) keys[name] ??= value;
}
