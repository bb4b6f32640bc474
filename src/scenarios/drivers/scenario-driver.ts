import type { ScenarioFaultInjection } from '#scenarios/language/scenario';

/**
 * What a scenario is played on: one sandbox, as its customer and its operator reach it. Over HTTP (stage-http.ts) it is
 * a real server, this process's own or another one.
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
  /** In the order they were placed, as BT answers them. */
  orders(): Promise<readonly ObservedOrder[]>;
  assets(): Promise<readonly ObservedAsset[]>;
  timeline(orderId: string): Promise<ObservedTimeline>;
  /** In the order they came about. */
  events(): Promise<readonly ObservedEvent[]>;
  /** What the sandbox was asked, in order, and how many entries its journal has lost. */
  requests(): Promise<{ readonly seen: readonly ObservedRequest[]; readonly evicted: number }>;
  /** Resolves when the sandbox has been asked for this so often, at the latest after that many wall milliseconds. */
  waitForRequests(operation: string, count: number, timeoutMs: number): Promise<void>;
  /** Until null again, callbacks go there. */
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
  /** `broken`: no whole answer came. */
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
  /** Wall time, ISO. */
  readonly wallAt?: string;
  readonly request?: { readonly headers: { readonly [lowerCaseName: string]: string } };
  /** What came of the copies that a fault had sent besides. */
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
