import type { ScenarioFaultInjection } from '#scenarios/language/scenario';

/**
 * The access of a scenario to one sandbox, as its customer and its operator have it. Over HTTP (http-driver.ts) the
 * sandbox belongs to a real server, of this process or another one.
 */
export interface ScenarioDriver {
  /** One call to a BT path as the customer. */
  call(call: DriverCall): Promise<DriverAnswer>;
  now(): Promise<string>;
  advance(request: DriverAdvanceRequest): Promise<void>;
  addFaultInjection(faultInjection: ScenarioFaultInjection): Promise<void>;
  clearFaultInjections(): Promise<void>;
  expireTokens(): Promise<void>;
  addSetback(setback: DriverSetbackRequest): Promise<void>;
  openActions(): Promise<readonly ObservedOpenAction[]>;
  answerOpenAction(id: string, answerOpenAction: string, more: object): Promise<void>;
  resend(state: 'failed' | 'suppressed' | 'retrying'): Promise<void>;
  /** In the order in which they were placed, as BT answers them. */
  orders(): Promise<readonly ObservedOrder[]>;
  assets(): Promise<readonly ObservedAsset[]>;
  timeline(orderId: string): Promise<ObservedTimeline>;
  /** Oldest first. */
  events(): Promise<readonly ObservedEvent[]>;
  /** The requests to the sandbox, oldest first, and the number of evicted journal entries. */
  requests(): Promise<{ readonly seen: readonly ObservedRequest[]; readonly evicted: number }>;
  /** Resolves when the operation was requested this often, or after that many wall milliseconds. */
  waitForRequests(operation: string, count: number, timeoutMs: number): Promise<void>;
  /** Sends callbacks to this target until it is set to null. */
  setCallback(callback: CallbackTarget | null): Promise<void>;
}

export interface DriverCall {
  readonly operation: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

export interface DriverAnswer {
  /** `broken`: no complete answer arrived. */
  readonly status: number | 'broken';
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly body: unknown;
}

export type DriverAdvanceRequest =
  | { readonly by: string }
  | { readonly to: string }
  | { readonly until: string | { readonly orderId: string; readonly milestone?: string; readonly state?: string } };

export interface DriverSetbackRequest {
  readonly match: { readonly [by: string]: string };
  readonly setback: string;
  readonly at?: string;
  readonly days?: number;
}

export interface CallbackTarget {
  readonly url: string;
  readonly auth?: object;
  readonly signing?: { readonly secret: string };
}

export interface ObservedOpenAction {
  readonly id: string;
  readonly orderId: string;
  readonly kind: string;
  readonly state: string;
  readonly answers?: readonly string[];
}

export interface ObservedOrder {
  readonly id: string;
  readonly externalId?: string;
  readonly state?: string;
  readonly [member: string]: unknown;
}

export interface ObservedAsset {
  readonly id: string;
  readonly serviceId: string;
  readonly orderId: string;
  readonly [member: string]: unknown;
}

export interface ObservedTimeline {
  readonly orderId: string;
  readonly state: string;
  readonly past: readonly ObservedTimelineEntry[];
  readonly future: readonly ObservedTimelineEntry[];
}

export interface ObservedTimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly itemId?: string;
  readonly milestone?: string;
  readonly text: string;
  readonly because?: string;
}

export interface ObservedEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  readonly at: string;
  readonly state: string;
  readonly reason?: string;
  readonly payload: unknown;
  readonly attempts: readonly ObservedAttempt[];
}

export interface ObservedAttempt {
  readonly n: number;
  readonly at: string;
  readonly status: number | null;
  readonly error?: string;
  /** Wall time, ISO 8601. */
  readonly wallAt?: string;
  readonly request?: { readonly headers: { readonly [lowerCaseName: string]: string } };
  /** Results of the extra copies that a fault injection sent. */
  readonly copies?: readonly { readonly status?: number }[];
}

export interface ObservedRequest {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly status: number;
  readonly why?: readonly { readonly pointer: string; readonly got?: unknown; readonly expected: string }[];
  readonly faultInjection?: string;
  readonly request?: { readonly headers?: object; readonly body?: unknown };
  readonly response?: { readonly headers?: object; readonly body?: unknown };
}
