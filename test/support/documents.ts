import type { Json, JsonObject } from '#domain/core/json';
import type { Violation } from '#domain/core/violation';
import type { components as AddressComponents } from '#generated/openapi/address';
import type { components as AppointmentComponents } from '#generated/openapi/appointment';
import type { components as OauthComponents } from '#generated/openapi/oauth';
import type { components as NotificationComponents } from '#generated/openapi/order-notification';
import type { components as InventoryComponents } from '#generated/openapi/product-inventory';
import type { components as OrderComponents } from '#generated/openapi/product-order';
import type { components as QualificationComponents } from '#generated/openapi/product-qualification';
import type { components as QuoteComponents } from '#generated/openapi/quote';
import type { components as SandboxComponents } from '#generated/openapi/sandbox';

/** A list of which a test reads the first entry without asking whether there is one. */
export type NonEmpty<T> = [T, ...T[]];

/**
 * A document as a test reads it: every member is there, no list is empty. Where that is not so, the test fails at the member
 * that it reads. A name that the document does not have is refused by the compiler.
 */
export type Full<T> = unknown extends T
  ? Json
  : T extends Record<string, never>
    ? JsonObject
    : T extends readonly (infer Item)[]
      ? NonEmpty<Full<Item>>
      : T extends object
        ? { -readonly [Member in keyof T]-?: Full<T[Member]> }
        : T;

/** Whatever one of several shapes has, readable without asking which of them it is. */
type Merged<Union> = {
  [Member in Union extends unknown ? keyof Union : never]: Union extends unknown
    ? Member extends keyof Union
      ? Union[Member]
      : never
    : never;
};

type OrderSchemas = OrderComponents['schemas'];
export type OrderBody = Full<OrderSchemas['ProductOrder_Create']>;
export type OrderBodyItem = Full<OrderSchemas['OrderItem_Create']>;
export type Order = Full<OrderSchemas['ProductOrder']>;
export type OrderItem = Full<OrderSchemas['OrderItem']>;
type Charge = Full<OrderSchemas['Charge']>;
export type Notification = Full<NotificationComponents['schemas']['OrderEvent']>;
export type Asset = Full<InventoryComponents['schemas']['Product']>;
export type Qualification = Full<QualificationComponents['schemas']['Qualification']>;
export type QualificationItem = Qualification['productOfferingQualificationItem'][number];
export type ControlSchemas = Full<SandboxComponents['schemas']>;
export type OauthSchemas = Full<OauthComponents['schemas']>;
export type AddressSchemas = Full<AddressComponents['schemas']>;
export type AppointmentSchemas = Full<AppointmentComponents['schemas']>;

type QuoteSchemas = QuoteComponents['schemas'];
type QuoteService =
  | QuoteSchemas['AccessOrConnectedFlow']
  | QuoteSchemas['AccessOrDynamicFlow']
  | QuoteSchemas['AccessOrInternetFlow']
  | QuoteSchemas['WholesaleOpticalService'];
type ServiceInformation =
  | QuoteSchemas['AccessInformation']
  | QuoteSchemas['GeaInformation']
  | QuoteSchemas['OpticalInformation'];
interface QuotedService extends Omit<Merged<Full<QuoteService>>, 'productInformation'> {
  productInformation: Merged<Full<ServiceInformation>>;
}
interface QuotedEnd {
  product: NonEmpty<QuotedService>;
  place: NonEmpty<Merged<Full<QuoteSchemas['EthernetPlace'] | QuoteSchemas['OpticalPlace']>>>;
}
interface QuotedProduct
  extends Omit<Merged<Full<QuoteSchemas['QuoteProduct']>>, 'product' | 'place' | 'quoteItem'>,
    QuotedEnd {
  quoteItem: NonEmpty<QuotedEnd>;
}
/** Of any product, with any services. */
export interface Quote extends Omit<Full<QuoteSchemas['PartialQuote']>, 'quoteItem'> {
  quoteItem: NonEmpty<{ product: QuotedProduct }>;
}
type QuoteRefusal = Full<QuoteSchemas['QuoteError']>;
export type NetworkResource = Full<QuoteSchemas['PartialNetworkResource']>;

export type Refusal = Full<OrderSchemas['TmfError']>;

/** Of an answer of ours, only the body is read here; that it fits its document is checked where the answer is made. */
interface Answered {
  readonly body?: unknown;
}

/** An answer, its body taken to be what its operation answers. */
export interface AnswerOf<Body> {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Body;
  readonly violations: NonEmpty<Violation>;
}
export const answerOf = <Body>(answer: Answered) => answer as AnswerOf<Body>;

/** The body, taken to be what its operation answers. */
export const bodyAs = <T>({ body }: Answered): T => body as T;

export const orderOf = (answer: Answered) => bodyAs<Order>(answer);
export const ordersOf = (answer: Answered) => bodyAs<NonEmpty<Order>>(answer);
export const chargesOf = (answer: Answered) => bodyAs<NonEmpty<Charge>>(answer);
export const assetsOf = (answer: Answered) => bodyAs<NonEmpty<Asset>>(answer);
export const cancellationOf = (answer: Answered) => bodyAs<Full<OrderSchemas['CancelProductOrder']>>(answer);
export const hubOf = (answer: Answered) => bodyAs<Full<OrderSchemas['Hub']>>(answer);
export const quoteRefusalOf = (answer: Answered) => bodyAs<QuoteRefusal>(answer);
export const problemOf = (answer: Answered) => bodyAs<ControlSchemas['Problem']>(answer);
export const refusalOf = (answer: Answered) => bodyAs<Refusal>(answer);

/** The items of an order, whichever the shape. */
export const itemsOf = <Item>(order: { readonly productOrderItem: Item; readonly orderItem: Item }): Item =>
  order.productOrderItem ?? order.orderItem;

/** The first entry; a list without any fails the test. */
export function firstOf<T>(list: readonly T[]): T {
  if (list.length === 0) throw new Error('the list is empty');
  return list[0] as T;
}

/** The last entry; a list without any fails the test. */
export function lastOf<T>(list: readonly T[]): T {
  if (list.length === 0) throw new Error('the list is empty');
  return list[list.length - 1] as T;
}

/** The first two entries; a shorter list fails the test. */
export function pairOf<T>(list: readonly T[]): [T, T] {
  if (list.length < 2) throw new Error(`the list has ${list.length} entries`);
  return list.slice(0, 2) as [T, T];
}

/** What a JSON pointer leads to, of a value whose document leaves it open. Where it leads nowhere the test fails. */
export function read(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !(name in at)) throw new Error(`nothing is at ${pointer}`);
    at = (at as { [member: string]: unknown })[name];
  }
  return at;
}

/** Sets what a JSON pointer leads to, whether or not the document allows it, and returns the body; undefined removes it. */
export function change<Body extends object>(body: Body, pointer: string, value: unknown): Body {
  const end = pointer.lastIndexOf('/');
  const parent = read(body, pointer.slice(0, end)) as { [member: string]: unknown };
  if (value === undefined) delete parent[pointer.slice(end + 1)];
  else parent[pointer.slice(end + 1)] = value;
  return body;
}
