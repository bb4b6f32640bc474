import type { DeliveryRecord } from '#domain/callback/delivery-state';
import type { Json, JsonObject } from '#domain/core/json';
import type { FaultInjectionSpec } from '#domain/fault-injection/fault-injection';
import type { AttachedSetback, SetbackRequest } from '#domain/product-order/lifecycle/setback';
import type { SpecialValue } from '#domain/special-values/special-value-index';
import type { components as NotificationComponents } from '#generated/openapi/order-notification';
import type { components as OrderComponents } from '#generated/openapi/product-order';
import type { components as SandboxComponents } from '#generated/openapi/sandbox';
import type { RateLimits } from '#runtime/limits/rate-limit';

/**
 * Shapes of what `startSandbox()` gives. They are those of specs/openapi, with JSON in place of what a document leaves
 * open.
 */
type ControlSchemas = SandboxComponents['schemas'];

/** The generator writes `unknown`, or an object without members, where a document leaves a value open. */
type OpenAsJson<T> = unknown extends T
  ? Json
  : T extends Record<string, never>
    ? JsonObject
    : T extends readonly (infer Item)[]
      ? readonly OpenAsJson<Item>[]
      : T extends object
        ? { readonly [Member in keyof T]: OpenAsJson<T[Member]> }
        : T;

/** What BT posts to a callback URL. Source: specs/openapi/order-notification.yaml. */
export type OrderNotification = OpenAsJson<NotificationComponents['schemas']['OrderEvent']>;

/** State of an order: `acknowledged`, `inProgress`, `held`, `completed`, … Source: TMF622, BT. */
export type OrderStateName = OrderNotification['event']['productOrder']['state'];

/** An event of an order, and how the customer was notified of it. `at` is virtual time. */
export interface SandboxEvent
  extends OpenAsJson<Omit<ControlSchemas['Event'], 'payload' | 'eventType' | 'orderId' | 'orderState'>> {
  readonly eventType: OrderNotification['eventType'];
  readonly orderId: string;
  /** State of the order in this event; `state` is that of the delivery. */
  readonly orderState: OrderStateName;
  /** The notification as it is sent. */
  readonly payload: OrderNotification;
}

/** State of a delivery: `waiting`, `retrying`, `delivered`, `failed` or `suppressed`. */
export type DeliveryStateName = DeliveryRecord['state'];

/** A request in the journal: what was received, what was answered, and in `why` each violation with its JSON pointer. */
export type Request = OpenAsJson<ControlSchemas['Request']>;

/** A product order as its BT path answers it, and under `sandbox` what only the sandbox knows. */
export interface SandboxOrder extends OpenAsJson<OrderComponents['schemas']['ProductOrder']> {
  readonly sandbox: {
    readonly externalId?: string;
    readonly state: OrderStateName;
    readonly products: readonly string[];
    readonly actions: readonly string[];
    /** Of each item; `null` before its first. */
    readonly milestones: readonly (string | null)[];
    readonly subStatuses: readonly string[];
    /** Ids of those that are open. */
    readonly openActions: readonly string[];
    /** The next step, at a virtual instant; absent once the order has ended. */
    readonly next?: { readonly at: string; readonly milestone: string | null; readonly text: string };
    readonly lastCallback?: { readonly eventId: string; readonly state: DeliveryStateName };
  };
}

/** A question that holds up an order until it is answered, or until its deadline. Instants are virtual. */
export type OpenAction = OpenAsJson<ControlSchemas['OpenAction']>;

interface AdvanceOptions {
  /** Only say what would happen; nothing is changed or sent. */
  readonly preview?: boolean;
  /** `park` leaves every callback that is due for later. Default `now`. */
  readonly deliver?: 'now' | 'park';
}

/** How far the clock goes: exactly one of `by`, `to` and `until`. */
export type AdvanceRequest = AdvanceOptions &
  (
    | {
        /** `10 working days`, `3 days`, or ISO 8601: `P10D`, `PT4H`. */
        readonly by: string;
        readonly to?: never;
        readonly until?: never;
      }
    | {
        /** RFC 3339, not before now: `2026-02-01T09:00:00Z`. */
        readonly to: string;
        readonly by?: never;
        readonly until?: never;
      }
    | {
        /** The next milestone or event of any order, the end of all orders, or where one order is to be. */
        readonly until:
          | 'next-milestone'
          | 'next-event'
          | 'completion'
          | { readonly orderId: string; readonly milestone?: string; readonly state?: OrderStateName };
        readonly by?: never;
        readonly to?: never;
      }
  );

/** What an advance did: the first 1,000 things that happened, counts by kind, and the callbacks that were parked. */
export type Advance = OpenAsJson<ControlSchemas['Advance']>;

/** The virtual clock. `rate`: virtual milliseconds for each wall millisecond. */
export type SandboxClock = OpenAsJson<ControlSchemas['Clock']>;

/** How the clock runs: not at all, as wall time does, or `rate` times as fast (up to 1,000,000). */
export type ClockSetting =
  | { readonly mode: 'frozen' | 'real'; readonly rate?: never }
  | { readonly mode: 'scaled'; readonly rate: number };

/** A fault injection that was added. */
export interface AddedFaultInjection extends Omit<FaultInjectionSpec, 'times'> {
  readonly id: string;
  /** `null`: until it is removed. */
  readonly times: number | null;
  /** Uses left; `null`: without end. */
  readonly left: number | null;
  /** How often it was applied. */
  readonly hits: number;
}

/** A setback that was added. */
export interface AddedSetback extends SetbackRequest {
  readonly id: string;
  /** Virtual. */
  readonly attachedAt: string;
  readonly orderIds?: readonly string[];
}

/** A setback at the moment it is added: the items that it applies to, and those it comes too late for, with the reason. */
export interface SetbackResult extends AddedSetback {
  readonly applied: AttachedSetback['applied'];
  readonly notApplicable: AttachedSetback['notApplicable'];
}

/** How many events were sent again, and what came of it. */
export type ResendSummary = OpenAsJson<ControlSchemas['ResendResult']>;

/** A scenario that was prepared: the steps done so far, and the values that they saved under a name. */
export interface PreparedScenario {
  readonly name: string;
  readonly passed: boolean;
  readonly steps: readonly {
    readonly kind: string;
    readonly text: string;
    readonly passed: boolean;
    readonly message?: string;
  }[];
  readonly saved: { readonly [name: string]: Json };
}

/** Switches of a sandbox; `null` is the default. docs/configuration.md explains each. */
export interface SandboxSettings extends OpenAsJson<Omit<ControlSchemas['Settings'], 'rateLimit' | 'specialValues'>> {
  /** BT's rate limits: `true`, or counts of your own. Default: off. */
  readonly rateLimit?: boolean | Partial<RateLimits> | null;
  /** Fixed answers of your own, before every rule. */
  readonly specialValues?: readonly SpecialValue[] | null;
}

/** Which requests of the journal; all members must match. */
export interface RequestQuery {
  /** `404`, `4xx`, or `refused` (400 and above); several separated by commas. */
  readonly status?: string;
  /** operationId: `createProductOrder`, … */
  readonly operation?: string;
  readonly orderId?: string;
  readonly method?: string;
  /** Part of the path. */
  readonly path?: string;
  /** Text anywhere in the request or its answer. */
  readonly q?: string;
}

/** Which event; all members must match. */
export interface EventQuery {
  readonly orderId?: string;
  readonly externalId?: string;
  readonly eventType?: OrderNotification['eventType'];
  /** State of the order in the event: `completed`, `held`, … */
  readonly state?: OrderStateName;
  /** Milestone of an item in the event: `KCI1`, … */
  readonly milestone?: string;
}

export interface WaitOptions {
  /** Wall milliseconds. Default 5,000. */
  readonly timeoutMs?: number;
}
