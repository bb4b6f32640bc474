import type { Json } from '#domain/core/json';
import type { Callback } from '#domain/core/sandbox-state';
import type { Timeline } from '#domain/timeline/timeline';
import type { StalledDelivery } from '#runtime/delivery/stall-monitor';
import type { LimitRow } from '#runtime/limits/limits';
import type { DeliveryWindows } from '#runtime/sandboxes/advance';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import type { BrowseKind, BrowseSource } from '#runtime/services/browse';
import type { EventInbox } from '#runtime/services/event-inbox';

/**
 * Everything that the control API needs from the layers below. Handlers are thin over these; control-app.ts binds them.
 * Functions refuse with runtime/control-request-error.ts and then change nothing.
 */
export interface ControlDependencies {
  readonly sandboxes: Sandboxes;
  readonly deliveryService: DeliveryWindows;
  /** The stall of a sandbox: callbacks are due and nothing is sent. Undefined when there is none. */
  idleness(sandboxId: string): StalledDelivery | undefined;
  readonly version: string;
  /** Wall time, milliseconds since 1970. */
  readonly startedAt: number;
  readonly egress: 'local' | 'shared';
  readonly limits: readonly LimitRow[];
  baseUrl(): string;
  /** The number of open live streams. */
  streamCount(): number;
  /** Throws a ControlRequestError when the egress policy forbids an address of the callback. */
  checkCallbackUrls(callback: Callback, pointer: string): void;
  resetRateLimit(sandboxId: string): void;
  readonly events: EventInbox;
  readonly faultInjections: FaultInjectionControl;
  readonly setbacks: SetbackControl;
  readonly scenarios: ScenarioPreparation;
  readonly journeys: () => readonly JourneyView[];
  readonly browse: { readonly [kind in BrowseKind]: BrowseSource };
  readonly openActions: OpenActionControl;
  /** Undefined when the order does not exist. */
  timeline(live: LiveSandbox, orderId: string): Timeline | undefined;
}

export interface FaultInjectionControl {
  list(live: LiveSandbox): readonly object[];
  /** Takes sandbox.yaml's FaultInjectionAdd. */
  add(live: LiveSandbox, faultInjection: { readonly [member: string]: Json }): Promise<object>;
  remove(live: LiveSandbox, id: string): Promise<boolean>;
}

export interface SetbackControl {
  list(live: LiveSandbox): readonly object[];
  get(live: LiveSandbox, id: string): object | undefined;
  /** Takes sandbox.yaml's SetbackAdd. */
  add(live: LiveSandbox, setback: { readonly [member: string]: Json }): Promise<object>;
  remove(live: LiveSandbox, id: string): Promise<boolean>;
}

export interface ScenarioView {
  readonly name: string;
  readonly [member: string]: unknown;
}

/** The parts of the server that a scenario service uses. */
export interface ScenarioHost {
  readonly sandboxes: Sandboxes;
  /** The base URL as reached from this process. */
  baseUrl(): string;
  readonly controlToken?: string | undefined;
}

/** Lists scenarios and prepares sandboxes for clients; it runs none. */
export interface ScenarioPreparation {
  list(): Promise<readonly ScenarioView[]>;
  get(name: string): Promise<ScenarioView | undefined>;
  /**
   * Checks that the scenario exists before anything is created, and returns the function that applies it. Throws a 422
   * at `pointer` otherwise.
   */
  prepare(name: string, pointer: string): (live: LiveSandbox) => Promise<unknown>;
  apply(live: LiveSandbox, scenario: { readonly name?: string; readonly inline?: unknown }): Promise<object>;
}

export interface JourneyView {
  readonly name: string;
  readonly [member: string]: unknown;
}

export interface OpenActionControl {
  /** Views in the shape of sandbox.yaml's OpenAction. */
  list(live: LiveSandbox, orderId: string | undefined, state: string | undefined): readonly object[];
  /**
   * Undefined when the open action does not exist. Throws 409 when it is closed and 422 for an answer that it does not
   * have.
   */
  answer(live: LiveSandbox, id: string, answer: { readonly answer: string }): Promise<object | undefined>;
}
