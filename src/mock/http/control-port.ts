import type { Callback, Instant, Json } from '../domain/sandbox.ts';
import type { DivisionCalendar } from '../domain/working-calendar.ts';
import type { Delivery } from '../runtime/advance.ts';
import type { LimitRow } from '../runtime/limits.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';

/**
 * What the control API needs from the floors below, in one place. Handlers are thin over these; whoever assembles the
 * server (see control-wiring.ts) binds them. Functions refuse with runtime/refusal.ts and change nothing then.
 */
export interface ControlPort {
  readonly sandboxes: Sandboxes;
  readonly calendar: DivisionCalendar;
  readonly delivery: Delivery;
  readonly version: string;
  /** Wall milliseconds. */
  readonly startedAt: number;
  readonly egress: 'local' | 'shared';
  readonly limits: readonly LimitRow[];
  baseUrl(): string;
  /** How many live streams are open. */
  streams(): number;
  /** Throws a Refusal when egress would never call this address. */
  checkCallback(callback: Callback, pointer: string): void;
  resetRateLimit(sandboxId: string): void;
  readonly events: EventsPort;
  readonly faults: FaultsPort;
  readonly troubles: TroublesPort;
  readonly scenarios: ScenariosPort;
  readonly journeys: () => readonly JourneyView[];
  readonly browse: { readonly [kind in BrowseKind]: BrowsePort };
  readonly openActions: OpenActionsPort;
  /** Undefined: no such order. */
  timeline(live: LiveSandbox, orderId: string): TimelineView | undefined;
}

export const browseKinds = ['orders', 'quotes', 'addresses', 'appointments', 'qualifications', 'assets'] as const;
export type BrowseKind = (typeof browseKinds)[number];

export interface BrowsePort {
  /** In the order first stored; `id` is what `get` takes. */
  list(live: LiveSandbox): Iterable<Viewed>;
  get(live: LiveSandbox, id: string): Viewed | undefined;
}

/** A plain JSON object with an id. */
export interface Viewed {
  readonly id: string;
  readonly [member: string]: unknown;
}

export interface EventFilter {
  readonly orderId?: string | undefined;
  readonly state?: string | undefined;
  readonly eventType?: string | undefined;
  /** Virtual. */
  readonly since?: Instant | undefined;
  readonly text?: string | undefined;
}

export interface ResendCounts {
  readonly attempted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly eventIds: readonly string[];
}

/** Shapes as sandbox.yaml's Event and Attempt, instants as text already. */
export interface EventsPort {
  list(live: LiveSandbox, filter: EventFilter): readonly object[];
  counts(live: LiveSandbox): { readonly [state: string]: number };
  get(live: LiveSandbox, eventId: string): object | undefined;
  /** Resolves with the event after the attempt. Undefined: no such event. */
  resend(live: LiveSandbox, eventId: string, url: string | undefined): Promise<object | undefined>;
  resendAll(live: LiveSandbox, state: string, since: Instant | undefined): Promise<ResendCounts>;
  retryNow(live: LiveSandbox): Promise<ResendCounts>;
  test(live: LiveSandbox, url: string | undefined, eventType: string | undefined): Promise<object>;
}

export interface FaultsPort {
  list(live: LiveSandbox): readonly object[];
  /** Shape as sandbox.yaml's FaultAdd. */
  add(live: LiveSandbox, fault: { readonly [member: string]: Json }): Promise<object>;
  remove(live: LiveSandbox, id: string): Promise<boolean>;
}

export interface TroublesPort {
  list(live: LiveSandbox): readonly object[];
  get(live: LiveSandbox, id: string): object | undefined;
  /** Shape as sandbox.yaml's TroubleAdd. */
  add(live: LiveSandbox, trouble: { readonly [member: string]: Json }): Promise<object>;
  remove(live: LiveSandbox, id: string): Promise<boolean>;
}

export interface ScenarioView {
  readonly name: string;
  readonly [member: string]: unknown;
}

export interface ScenariosPort {
  list(): readonly ScenarioView[];
  get(name: string): ScenarioView | undefined;
  /** Checks that the scenario exists before anything is made; what it returns plays it. Refuses with 422 at `pointer`. */
  prepare(name: string, pointer: string): (live: LiveSandbox) => Promise<unknown>;
  apply(live: LiveSandbox, scenario: { readonly name?: string; readonly inline?: unknown }): Promise<object>;
}

export interface JourneyView {
  readonly name: string;
  readonly [member: string]: unknown;
}

export interface OpenActionsPort {
  /** Shape as sandbox.yaml's OpenAction. */
  list(live: LiveSandbox, orderId: string | undefined, state: string | undefined): readonly object[];
  /** Undefined: no such open action. Refuses with 409 what is answered already, with 422 an answer that is none. */
  answer(live: LiveSandbox, id: string, answer: { readonly answer: string }): Promise<object | undefined>;
}

export interface TimelineView {
  readonly orderId: string;
  readonly externalId?: string;
  readonly state: string;
  readonly past: readonly object[];
  readonly future: readonly object[];
}
