import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import type { Json } from '#domain/core/json';
import type { Callback } from '#domain/core/sandbox-state';
import type { Timeline } from '#domain/timeline/timeline';
import type { StalledDelivery } from '#runtime/delivery/stall-monitor';
import type { LimitRow } from '#runtime/limits/limits';
import type { AdvanceDelivery } from '#runtime/sandboxes/advance';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import type { BrowseKind, BrowseSource } from '#runtime/services/browse';
import type { EventInbox } from '#runtime/services/event-inbox';

/**
 * What the control API needs from the floors below, in one place. Handlers are thin over these; whoever assembles the
 * server (see bind-control.ts) binds them. Functions refuse with runtime/refusal.ts and change nothing then.
 */
export interface ControlDependencies {
  readonly sandboxes: Sandboxes;
  readonly calendar: DivisionCalendar;
  readonly deliveryService: AdvanceDelivery;
  /** Set while nothing is sent although callbacks are due. */
  idleness(sandboxId: string): StalledDelivery | undefined;
  readonly version: string;
  /** Wall milliseconds. */
  readonly startedAt: number;
  readonly egress: 'local' | 'shared';
  readonly limits: readonly LimitRow[];
  baseUrl(): string;
  /** How many live streams are open. */
  streamCount(): number;
  /** Throws a Refusal when egress would never call this address. */
  checkCallbackUrls(callback: Callback, pointer: string): void;
  resetRateLimit(sandboxId: string): void;
  readonly events: EventInbox;
  readonly faultInjections: FaultInjectionControl;
  readonly setbacks: SetbackControl;
  readonly scenarios: ScenarioControl;
  readonly journeys: () => readonly JourneyView[];
  readonly browse: { readonly [kind in BrowseKind]: BrowseSource };
  readonly openActions: OpenActionControl;
  /** Undefined: no such order. */
  timeline(live: LiveSandbox, orderId: string): Timeline | undefined;
}

export interface FaultInjectionControl {
  list(live: LiveSandbox): readonly object[];
  /** Shape as sandbox.yaml's FaultInjectionAdd. */
  add(live: LiveSandbox, faultInjection: { readonly [member: string]: Json }): Promise<object>;
  remove(live: LiveSandbox, id: string): Promise<boolean>;
}

export interface SetbackControl {
  list(live: LiveSandbox): readonly object[];
  get(live: LiveSandbox, id: string): object | undefined;
  /** Shape as sandbox.yaml's SetbackAdd. */
  add(live: LiveSandbox, setback: { readonly [member: string]: Json }): Promise<object>;
  remove(live: LiveSandbox, id: string): Promise<boolean>;
}

export interface ScenarioView {
  readonly name: string;
  readonly [member: string]: unknown;
}

/** What a desk of scenarios needs of the server that it stands in. */
export interface ScenarioHost {
  readonly sandboxes: Sandboxes;
  /** As reached from this process. */
  baseUrl(): string;
  readonly controlToken?: string | undefined;
}

export interface ScenarioControl {
  list(): Promise<readonly ScenarioView[]>;
  get(name: string): Promise<ScenarioView | undefined>;
  /** Checks that the scenario exists before anything is made; what it returns plays it. Refuses with 422 at `pointer`. */
  prepare(name: string, pointer: string): (live: LiveSandbox) => Promise<unknown>;
  apply(live: LiveSandbox, scenario: { readonly name?: string; readonly inline?: unknown }): Promise<object>;
}

export interface JourneyView {
  readonly name: string;
  readonly [member: string]: unknown;
}

export interface OpenActionControl {
  /** Shape as sandbox.yaml's OpenAction. */
  list(live: LiveSandbox, orderId: string | undefined, state: string | undefined): readonly object[];
  /** Undefined: no such open action. Refuses with 409 what is answered already, with 422 an answer that is none. */
  answer(live: LiveSandbox, id: string, answer: { readonly answer: string }): Promise<object | undefined>;
}
