import type { CalendarDivision, WorkingCalendar } from '#domain/calendar/working-calendar';
import type { JsonObject } from '#domain/core/json';
import { defineCollection, type Instant, type Transaction } from '#domain/core/sandbox-state';
import type { ItemState, OrderState } from '#domain/journey/item-state';
import type { Action, Condition, JourneyBook, OrderError, Role } from '#domain/journey/journey';
import type { PlaceReferenceData } from '#domain/place/place';
import type { ProductCatalogue } from '#domain/product-catalogue/product-catalogue';
import type { EventDocument } from '#domain/timeline/event';

export type CancellationState = 'acknowledged' | 'inProgress' | 'done' | 'terminatedWithError';

/** A cancellation of an order, or of some of its items. */
export interface CancellationDocument {
  readonly id: string;
  readonly orderId: string;
  /** Indexes of the items. */
  readonly itemIndexes: readonly number[];
  readonly state: CancellationState;
  readonly stateHistory: readonly (readonly [state: CancellationState, at: Instant])[];
  /** Key of the next phase on the agenda. */
  readonly dueKey?: string;
  readonly requestedAt: Instant;
  readonly effectiveAt?: Instant;
  readonly error?: OrderError;
  readonly submitted: JsonObject;
}

export const cancellations = defineCollection<CancellationDocument>('cancellations', {
  orderId: ({ orderId }) => [orderId],
});

/*
 * An order is two documents: what was submitted (large, changed by an amend only) and its progress (small, changed by
 * every step).
 */

/** The fixtures and journeys that orders need. */
export interface OrderReferenceData extends PlaceReferenceData {
  readonly journeys: JourneyBook;
  readonly catalogue: ProductCatalogue;
  readonly calendar: WorkingCalendar;
  /** Lead times count working days of this division. */
  readonly division: CalendarDivision;
  /** Copies a new event to registered listeners. Injected, since this folder may not import order-notification. */
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

/** Why an `externalId` is refused where a setting allows each only once; undefined where it is accepted. */
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

/** What an item relies on: another item of the order (`itemIndex`), or an installed service (`serviceId`). */
export interface ItemRelation {
  readonly itemIndex?: number;
  readonly serviceId?: string;
  readonly btType?: string;
}

export interface ItemProgress {
  /** The customer's own. */
  readonly id: string;
  readonly internalId: string;
  /** Internal ids of nested items, in the order sent. */
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
  /** Completed steps, with the instants of completion. */
  readonly completedSteps: readonly (readonly [step: string, at: Instant])[];
  /** The newest milestone, by name. */
  readonly milestone?: string;
  /** References of the steps still to be done. */
  readonly remainingSteps: readonly string[];
  /** When the next step is due, and its key on the agenda. */
  readonly due?: Instant;
  readonly agendaKey?: string;
  /** Start of the next step's lead time, where that is not the end of the step before. */
  readonly countsFrom?: Instant;
  /** Of the site, where it is known. */
  readonly postcode?: string;
  readonly appointmentId?: string;
  readonly appointmentAt?: Instant;
  /** Appointment that the order names and that was not free. */
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
  /** The item's state when a cancellation was requested. */
  readonly paused?: { readonly state: ItemState; readonly subStatus: string; readonly cancellationId: string };
  /** Of the excess construction charge, where the site decides it. */
  readonly eccPence?: number;
  /** Setbacks without steps: they take effect when the order is checked or cancelled. */
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
  /** Number of events emitted so far. */
  readonly eventCount: number;
  readonly completionDate?: Instant;
  readonly cancellationDate?: Instant;
}

/** The attributes of an item that orders are indexed by. */
export const itemIndexAttributes = {
  milestone: ({ milestone }) => milestone,
  openAction: ({ openAction }) => openAction?.kind,
  product: ({ product }) => product,
  serviceId: ({ serviceId, target }) => serviceId ?? target,
  itemId: ({ id }) => id,
  itemState: ({ state }) => state,
  internalId: ({ internalId }) => internalId,
} as const satisfies { readonly [index: string]: (item: ItemProgress) => string | undefined };

/** Indexes are built lazily: an unused one costs nothing. */
const itemIndexes = Object.fromEntries(
  Object.entries(itemIndexAttributes).map(([index, attribute]) => [
    index,
    ({ items }: OrderProgress) => items.map(attribute).filter((one) => one !== undefined),
  ]),
);

export const progress = defineCollection<OrderProgress>('progress', {
  ...itemIndexes,
  state: ({ state }) => [state],
  /** Services that an order in flight relies on or changes, by service id. */
  service: ({ items }) => items.flatMap((item) => servicesInUse(item, items)),
  /** Orders that have not ended; the goal "until completion" waits for them. */
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

/** Service ids that an item relies on. An access of the same order has none until the order is accepted. */
export function servicesReliedOn({ reliesOn }: ItemProgress, items: readonly ItemProgress[]): readonly string[] {
  return reliesOn
    .map(({ serviceId, itemIndex }) => serviceId ?? (itemIndex === undefined ? undefined : items[itemIndex]?.serviceId))
    .filter((one) => one !== undefined);
}
