import type { CalendarDivision, WorkingCalendar } from '#domain/calendar/working-calendar';
import type { JsonObject } from '#domain/core/json';
import { defineCollection, type Instant, type Transaction } from '#domain/core/sandbox-state';
import type { ItemState, OrderState } from '#domain/journey/item-state';
import type { Action, Condition, JourneyBook, OrderError, Role } from '#domain/journey/journey';
import type { PlaceReferenceData } from '#domain/place/place';
import type { ProductCatalogue } from '#domain/product-catalogue/product-catalogue';
import type { EventDocument } from '#domain/timeline/event';

export type CancellationState = 'acknowledged' | 'inProgress' | 'done' | 'terminatedWithError';

/** A request to stop an order, or some of its items, while it is assessed and carried out. */
export interface CancellationDocument {
  readonly id: string;
  readonly orderId: string;
  /** Indexes of the items. */
  readonly itemIndexes: readonly number[];
  readonly state: CancellationState;
  readonly stateHistory: readonly (readonly [state: CancellationState, at: Instant])[];
  /** Of the next stage, on the agenda. */
  readonly dueKey?: string;
  readonly requestedAt: Instant;
  readonly effectiveAt?: Instant;
  readonly error?: OrderError;
  readonly submitted: JsonObject;
}

export const cancellations = defineCollection<CancellationDocument>('cancellations', {
  orderId: ({ orderId }) => [orderId],
});

/**
 * What the order book keeps. An order is two documents: what was submitted (large, changed by an amend only) and how far
 * it is (small, changed by every step).
 */

/** What the order book needs of the fixtures and journeys. */
export interface OrderReferenceData extends PlaceReferenceData {
  readonly journeys: JourneyBook;
  readonly catalogue: ProductCatalogue;
  readonly calendar: WorkingCalendar;
  /** Whose working days lead times are counted in. */
  readonly division: CalendarDivision;
  /** Copies an order's new event to whoever subscribed; handed in, since subscriptions are read by a later folder. */
  readonly onOrderEvent: (transaction: Transaction, event: EventDocument, orderProgress: OrderProgress) => void;
}

/** The two published forms of the body: TMF622 v4, and the older one seen in a real Ethernet order. */
export type OrderShape = 'productOrderItem' | 'orderItem';

export interface OrderDocument {
  readonly orderId: string;
  readonly shape: OrderShape;
  readonly externalId?: string;
  /** As sent, with amends applied. */
  readonly submitted: JsonObject;
  readonly notes?: readonly JsonObject[];
}

export const orders = defineCollection<OrderDocument>('orders', {
  externalId: ({ externalId }) => (externalId === undefined ? [] : [externalId]),
});

/** Why a reference cannot become an order's, where a setting lets each be given once. */
export function findDuplicateExternalId(transaction: Transaction, externalId: string | undefined): string | undefined {
  if (externalId === undefined || transaction.profile.settings.duplicateExternalId !== 'reject') return undefined;
  const [other] = transaction.find(orders, 'externalId', externalId);
  return other && `externalId ${externalId} is order ${other[0]} already`;
}

export interface DateChange {
  readonly changedAt: Instant;
  readonly date: 'CRD' | 'CDD' | 'CPD';
  readonly from?: Instant;
  readonly to: Instant;
  readonly reason: string;
}

/** What an item waits for: another item of the order, or a service that is installed. */
export interface ItemRelation {
  readonly itemIndex?: number;
  readonly serviceId?: string;
  readonly btType?: string;
}

export interface ItemProgress {
  /** The customer's own. */
  readonly id: string;
  readonly internalId: string;
  /** Of nested items, in the order sent. */
  readonly childIds?: readonly string[];
  readonly action: Action;
  readonly journey: string;
  readonly role: Role;
  readonly product: string;
  readonly state: ItemState;
  readonly subStatus: string;
  readonly conditions: readonly Condition[];
  readonly reliesOn: readonly ItemRelation[];
  /** Index of the other item of a diverse pair. */
  readonly pair?: number;
  /** Steps behind, with when they were taken. */
  readonly completedSteps: readonly (readonly [step: string, at: Instant])[];
  /** The newest milestone, by name. */
  readonly milestone?: string;
  /** References of the steps to come. */
  readonly remainingSteps: readonly string[];
  /** When the next step is due, and its key on the agenda. */
  readonly due?: Instant;
  readonly agendaKey?: string;
  /** From when the next step counts, where that is not the step before. */
  readonly countsFrom?: Instant;
  /** Of the site, where it is known. */
  readonly postcode?: string;
  readonly appointmentId?: string;
  readonly appointmentAt?: Instant;
  /** Cited by the order and not free. */
  readonly unavailableAppointment?: string;
  /** Customer required, contractual delivery, customer promised date. */
  readonly crd?: Instant;
  readonly cdd?: Instant;
  readonly cpd?: Instant;
  readonly dateChanges: readonly DateChange[];
  /** Reasons for delay, newest last. */
  readonly jeopardies: readonly { readonly occurredAt: Instant; readonly setback: string; readonly because: string }[];
  readonly openAction?: { readonly id: string; readonly kind: string; readonly due: Instant };
  readonly heldSince?: Instant;
  readonly suspendedMs?: number;
  /** Where the item stood when a cancellation was asked for. */
  readonly paused?: { readonly state: ItemState; readonly subStatus: string; readonly cancellationId: string };
  /** Of the excess construction charge, where the site decides it. */
  readonly eccPence?: number;
  /** Troubles that have no steps: they are met when checked or cancelled. */
  readonly pendingSetbacks?: readonly string[];
  readonly serviceId?: string;
  readonly pairId?: string;
  readonly assetId?: string;
  /** The installed service that a modify or cease is about. */
  readonly target?: string;
  readonly errors?: readonly OrderError[];
}

export interface OrderProgress {
  readonly orderId: string;
  readonly externalId?: string;
  readonly orderDate: Instant;
  readonly state: OrderState;
  readonly stateHistory: readonly (readonly [state: OrderState, at: Instant])[];
  readonly items: readonly ItemProgress[];
  /** Second-tier checks are done. */
  readonly acceptanceChecked: boolean;
  /** Events told so far. */
  readonly eventCount: number;
  readonly completionDate?: Instant;
  readonly cancellationDate?: Instant;
}

/** What every item of an order is known and found by. */
export const itemIndexAttributes = {
  milestone: ({ milestone }) => milestone,
  openAction: ({ openAction }) => openAction?.kind,
  product: ({ product }) => product,
  serviceId: ({ serviceId, target }) => serviceId ?? target,
  itemId: ({ id }) => id,
  itemState: ({ state }) => state,
  internalId: ({ internalId }) => internalId,
} as const satisfies { readonly [index: string]: (item: ItemProgress) => string | undefined };

/** An index costs nothing until somebody asks for it. */
const itemIndexes = Object.fromEntries(
  Object.entries(itemIndexAttributes).map(([index, attribute]) => [
    index,
    ({ items }: OrderProgress) => items.map(attribute).filter((one) => one !== undefined),
  ]),
);

export const progress = defineCollection<OrderProgress>('progress', {
  ...itemIndexes,
  state: ({ state }) => [state],
  /** Services that an order in flight relies on or changes. */
  service: ({ items }) => items.flatMap((item) => servicesInUse(item, items)),
  /** Orders that have not ended: what "until completion" waits for. */
  open: ({ state }) => (endedOrderStates.has(state) ? noIndexValues : openIndexValues),
});

const openIndexValues = ['open'];
const endedOrderStates: ReadonlySet<OrderState> = new Set<OrderState>([
  'completed',
  'failed',
  'partial',
  'cancelled',
  'rejected',
]);

const endedItemStates: ReadonlySet<ItemState> = new Set<ItemState>(['completed', 'failed', 'cancelled', 'rejected']);
const noIndexValues: readonly string[] = [];

function servicesInUse(item: ItemProgress, items: readonly ItemProgress[]): readonly string[] {
  const { state, reliesOn, target } = item;
  if ((reliesOn.length === 0 && target === undefined) || endedItemStates.has(state)) return noIndexValues;
  return [...servicesReliedOn(item, items), target].filter((one) => one !== undefined);
}

/** Service ids of what an item relies on, as far as they exist: an access of the same order has one once it is taken on. */
export function servicesReliedOn({ reliesOn }: ItemProgress, items: readonly ItemProgress[]): readonly string[] {
  return reliesOn
    .map(({ serviceId, itemIndex }) => serviceId ?? (itemIndex === undefined ? undefined : items[itemIndex]?.serviceId))
    .filter((one) => one !== undefined);
}
