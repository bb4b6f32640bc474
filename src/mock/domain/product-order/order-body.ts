import type { Json } from '../sandbox.ts';
import type { JsonObject, OrderDocument, Shape } from './order-documents.ts';

/**
 * Reading what was submitted. The two published shapes differ in the names of members only: `productOrderItem` and
 * `orderItem`, `productCharacteristic` and `characteristic`; older bodies write `baseType` without the at-sign.
 */
export function shapeOf(body: JsonObject): Shape {
  return Array.isArray(body.orderItem) ? 'orderItem' : 'productOrderItem';
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

/** The product's name: its specification or offering; `product.id` too carries it in a real order. */
export function productNames(item: JsonObject): readonly string[] {
  return [
    text(item, 'product', 'productSpecification', 'id'),
    text(item, 'product', 'productSpecification', 'name'),
    text(item, 'productOffering', 'id'),
    text(item, 'productOffering', 'name'),
    text(item, 'product', 'productOffering', 'id'),
    text(item, 'product', 'id'),
    text(item, 'product', 'name'),
  ].filter((name) => name !== undefined);
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

function listedCharacteristics(item: JsonObject): readonly Json[] {
  const product = member(item, 'product');
  const listed = member(product, 'productCharacteristic') ?? member(product, 'characteristic');
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

/** The service or asset that a modify or cease names. */
export function targetOf(item: JsonObject): string | undefined {
  return text(item, 'product', 'customerFacingServiceId', 'value') ?? text(item, 'product', 'id');
}

export function billingAccountOf(body: JsonObject, item: JsonObject): string | undefined {
  const id = (from: Json | undefined) => text(Array.isArray(from) ? from[0] : from, 'id');
  return id(item.billingAccount) ?? id(body.billingAccount);
}

/** A request body as an object; the schema has seen to it that it is one. */
export function objectBody(body: unknown): JsonObject {
  return isObject(body as Json) ? (body as JsonObject) : {};
}
