import { parseInstant } from '#domain/calendar/working-time';
import { InternalError } from '#domain/core/etherbox-error';
import { type Json, type JsonObject, objectsIn, textOf } from '#domain/core/json';
import { LruCache } from '#domain/core/lru-cache';
import type { Instant } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import type { Action, ActionRules, Journey, Role } from '#domain/journey/journey';
import type { PlaceIdentifiers } from '#domain/place/place';
import type {
  ItemRelation,
  OrderDocument,
  OrderReferenceData,
  OrderShape,
} from '#domain/product-order/order-documents';
import {
  itemsOf,
  type LocatedValue,
  type OrderTerms,
  orderShapeOf,
  type RequestedCharacteristic,
  readProduct,
  readProductName,
  readRelations,
  readSite,
  readTerms,
  readText,
} from './order-shape.ts';

export type { LocatedValue, RequestedCharacteristic };

/**
 * The body of a new order or of an amend, each member read once. Pointers are JSON pointers (RFC 6901) into the body as
 * sent. Texts are trimmed, and a blank one counts as absent. Both published shapes parse to the same members.
 */
export interface OrderRequest {
  /** As sent. */
  readonly body: JsonObject;
  readonly shape: OrderShape;
  /** One violation where the body has the item lists of both shapes. */
  readonly shapeViolations: readonly Violation[];
  readonly externalId: string | undefined;
  /** Why an amend is sent; empty where it does not say. */
  readonly amendmentReason: string;
  /** Quotes that the order as a whole cites. */
  readonly quoteIds: readonly string[];
  readonly relatedParties: readonly JsonObject[];
  readonly items: readonly OrderItemRequest[];
}

export interface OrderItemRequest {
  readonly itemIndex: number;
  /** Such as `/productOrderItem/0`. */
  readonly pointer: string;
  /** As sent. */
  readonly body: JsonObject;
  /** The customer's own; empty where there is none. */
  readonly id: string;
  /** undefined: absent, or a word that names no action. */
  readonly action: Action | undefined;
  /** Every name of the product, best first. */
  readonly productNames: readonly LocatedValue[];
  /** Services, or items of this order, as the item references them. */
  readonly reliesOn: readonly (ItemRelation & { readonly reference: string })[];
  /** Of the list of relations; of the one usual in this shape where none was sent. */
  readonly relationsPointer: string;
  /** The service or asset that a modify or cease names; undefined for a provide. */
  readonly target: string | undefined;
  readonly targetPointer: string;
  /** The item's own required date. */
  readonly ownRequiredBy: LocatedValue | undefined;
  /** The item's own required date, else the order's. */
  readonly requiredByText: LocatedValue | undefined;
  /** undefined: no date was sent, or the text is no date. */
  readonly requiredBy: Instant | undefined;
  /** The item's own account, else the order's. */
  readonly billingAccount: LocatedValue | undefined;
  readonly characteristics: readonly RequestedCharacteristic[];
  /** Of the list of characteristics; of the one usual in this shape where none was sent. */
  readonly characteristicsPointer: string;
  readonly site: PlaceIdentifiers | undefined;
  /** Of the item, else of its product; as sent. */
  readonly place: Json | undefined;
  readonly siteConstraints: readonly Json[];
  readonly appointmentId: string | undefined;
  readonly quoteId: string | undefined;
  /** The member `product`, as sent, where it is an object. */
  readonly productBody: JsonObject | undefined;
  readonly children: readonly ChildRequest[];
}

/** A nested item: a care level or another add-on. */
export interface ChildRequest {
  /** As sent. */
  readonly body: JsonObject;
  readonly id: string | undefined;
  readonly action: string | undefined;
  readonly productName: string | undefined;
}

/**
 * Reads an order body. It never throws and checks nothing but the shape: what the rules need to refuse is kept, with its
 * pointer. The OpenAPI document has been applied to the body before.
 */
export function parseOrder(body: JsonObject): OrderRequest {
  const shape = orderShapeOf(body);
  const bodies = itemsOf(body);
  const ids = bodies.map(({ id }) => textOf(id) ?? '');
  const order: OrderContext = {
    shape,
    // Where two items have one id, which the rules refuse, a reference means the last.
    indexById: new Map(ids.map((id, itemIndex) => [id, itemIndex])),
    terms: readTerms(body, ''),
  };
  return {
    body,
    shape,
    shapeViolations: body.productOrderItem === undefined || body.orderItem === undefined ? [] : [twoShapes],
    externalId: textOf(body.externalId),
    amendmentReason: body.amendmentReason === undefined ? '' : (textOf(body.amendmentReason) ?? ''),
    quoteIds: body.quote === undefined ? [] : objectsIn(body.quote).flatMap(({ id }) => textOf(id) ?? []),
    relatedParties: objectsIn(body.relatedParty),
    items: bodies.map((item, itemIndex) => parseItem(order, item, ids[itemIndex] ?? '', itemIndex)),
  };
}

const twoShapes: Violation = {
  pointer: '/orderItem',
  expected: 'productOrderItem or orderItem, not both',
  rule: 'bt §8.6',
};

/** What an item takes from its order. */
interface OrderContext {
  readonly shape: OrderShape;
  readonly indexById: ReadonlyMap<string, number>;
  readonly terms: OrderTerms;
}

const actionByWord: { readonly [word: string]: Action } = {
  add: 'provide',
  provide: 'provide',
  modify: 'modify',
  delete: 'cease',
  cease: 'cease',
};

function parseItem(order: OrderContext, body: JsonObject, id: string, itemIndex: number): OrderItemRequest {
  const pointer = `/${order.shape}/${itemIndex}`;
  const product = readProduct(body, order.shape);
  const { relations, pointer: relationsPointer } = readRelations(body, order.shape);
  const action = actionByWord[textOf(body.action)?.toLowerCase() ?? ''];
  const place = body.place ?? product.body?.place;
  const own = readTerms(body, pointer);
  const requiredByText = own.requiredBy ?? order.terms.requiredBy;
  return {
    itemIndex,
    pointer,
    body,
    id,
    action,
    productNames: product.names,
    reliesOn: relations.map(({ id, btType }) => {
      const other = order.indexById.get(id);
      return {
        reference: id,
        ...(other === undefined ? { serviceId: id } : { itemIndex: other }),
        ...(btType === undefined ? {} : { btType }),
      };
    }),
    relationsPointer: pointer + relationsPointer,
    target: action === 'provide' ? undefined : product.target,
    targetPointer: pointer + product.targetPointer,
    ownRequiredBy: own.requiredBy,
    requiredByText,
    requiredBy: requiredByText === undefined ? undefined : parseRequiredDate(requiredByText.value),
    billingAccount: own.billingAccount ?? order.terms.billingAccount,
    characteristics: product.characteristics,
    characteristicsPointer: pointer + product.characteristicsPointer,
    site: place === undefined ? undefined : readSite(body.place, product.body?.place),
    place,
    siteConstraints: product.siteConstraints,
    appointmentId: body.appointment === undefined ? undefined : readText(body.appointment, 'id'),
    quoteId: body.quoteItem === undefined ? undefined : readText(body.quoteItem, 'quoteId'),
    productBody: product.body,
    children: itemsOf(body).map(parseChild),
  };
}

function parseChild(body: JsonObject): ChildRequest {
  return { body, id: textOf(body.id), action: textOf(body.action), productName: readProductName(body) };
}

/** An item of a new order whose product has been looked up in the journeys. */
export interface RequestedItem {
  readonly item: OrderItemRequest;
  /** The first name that is a product's, else the first name; empty where there is none. */
  readonly product: string;
  /** undefined: no name is a product's. */
  readonly journey: Journey | undefined;
  /** undefined: the product cannot be ordered with the action. */
  readonly rules: ActionRules | undefined;
}

export function resolveProducts({ items }: OrderRequest, { journeys }: OrderReferenceData): readonly RequestedItem[] {
  return items.map((item) => {
    for (const { value: product } of item.productNames) {
      const journey = journeys.byProduct(product);
      if (journey) return { item, product, journey, rules: item.action && journey.actions[item.action] };
    }
    return { item, product: item.productNames[0]?.value ?? '', journey: undefined, rules: undefined };
  });
}

/**
 * The orders parsed last, by what was submitted; an amend stores another object. Few: to parse again takes 2 µs, and
 * what outlives a request costs the garbage collector more than that.
 */
const parsedOrders = new LruCache<JsonObject, OrderRequest>(50);

/** A stored order, parsed once for the steps and views that follow each other. */
export function parseStoredOrder({ submitted }: OrderDocument): OrderRequest {
  const parsed = parsedOrders.get(submitted);
  if (parsed !== undefined) return parsed;
  const request = parseOrder(submitted);
  rememberParsedOrder(request);
  return request;
}

/** Only for an order that is stored: a body that is refused is not to be kept alive. */
export function rememberParsedOrder(request: OrderRequest): void {
  parsedOrders.set(request.body, request);
}

/** An item of a stored order as it was requested. */
export function itemRequestOf(order: OrderDocument, itemIndex: number): OrderItemRequest {
  const item = parseStoredOrder(order).items[itemIndex];
  if (!item) throw new InternalError(`order ${order.orderId} has no item ${itemIndex} in what was submitted`);
  return item;
}

export function findCharacteristic(item: OrderItemRequest, name: string): RequestedCharacteristic | undefined {
  const wanted = name.toLowerCase();
  return item.characteristics.find(({ key }) => key === wanted);
}

/** Its value as text; undefined where it is absent or null. */
export function characteristicText(item: OrderItemRequest, name: string): string | undefined {
  const value = findCharacteristic(item, name)?.value ?? undefined;
  return value === undefined ? undefined : String(value);
}

/** A date-time with a zone, or a date alone, which means 09:00 UTC of that day. */
export function parseRequiredDate(written: string): Instant | undefined {
  return parseInstant(/^\d{4}-\d\d-\d\d$/.test(written) ? `${written}T09:00:00Z` : written);
}

/** Nodes are accesses, or the network a flow joins; nothing runs over a flow. Source: BT's `btType`; the rule is modelled. */
export function canBeReliedOn(role: Role, btType: string | undefined): boolean {
  if (role === 'flow') return false;
  return btType === 'Network' ? role === 'network' : btType !== 'FromNode' || role === 'access';
}

/** The diverse Etherways of an order belong together two by two, in the order they are listed. */
export function findPairPartner(requested: RequestedItem, all: readonly RequestedItem[]): number | undefined {
  const diverse = all.filter(isDiverseProvide).map(({ item }) => item.itemIndex);
  const position = diverse.indexOf(requested.item.itemIndex);
  return position < 0 ? undefined : diverse[position % 2 === 0 ? position + 1 : position - 1];
}

export function isDiverseProvide({ item, journey }: RequestedItem): boolean {
  return (
    journey?.pairId !== undefined &&
    item.action === 'provide' &&
    (characteristicText(item, 'ResilienceOption')?.toUpperCase().startsWith('RAO2') ?? false)
  );
}
