import type { FaultSpec } from './scenario.ts';

/**
 * What a scenario is played on: one sandbox, as its customer and its operator reach it. Over HTTP (stage-http.ts) it is
 * a real server, this process's own or another one.
 */
export interface Stage {
  /** One call to a BT path as the customer. */
  call(call: WireCall): Promise<WireAnswer>;
  now(): Promise<string>;
  advance(request: AdvanceRequest): Promise<void>;
  addFault(fault: FaultSpec): Promise<void>;
  clearFaults(): Promise<void>;
  expireTokens(): Promise<void>;
  addTrouble(trouble: TroubleRequest): Promise<void>;
  openActions(): Promise<readonly OpenActionSeen[]>;
  answer(id: string, answer: string, more: object): Promise<void>;
  resend(state: 'failed' | 'suppressed' | 'retrying'): Promise<void>;
  /** In the order they were placed, as BT answers them. */
  orders(): Promise<readonly OrderSeen[]>;
  assets(): Promise<readonly AssetSeen[]>;
  timeline(orderId: string): Promise<TimelineSeen>;
  /** In the order they came about. */
  events(): Promise<readonly EventSeen[]>;
  /** What the sandbox was asked, in order, and how many entries its journal has lost. */
  requests(): Promise<{ readonly seen: readonly RequestSeen[]; readonly evicted: number }>;
  /** Resolves when the sandbox has been asked for this so often, at the latest after that many wall milliseconds. */
  waitForRequests(operation: string, count: number, timeoutMs: number): Promise<void>;
  /** Until null again, callbacks go there. */
  setCallback(callback: CallbackTo | null): Promise<void>;
}

export interface WireCall {
  readonly operation: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly timeoutMs?: number;
}

export interface WireAnswer {
  /** `broken`: no whole answer came. */
  readonly status: number | 'broken';
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly body: unknown;
}

export type AdvanceRequest =
  | { readonly by: string }
  | { readonly to: string }
  | { readonly until: string | { readonly orderId: string; readonly milestone?: string; readonly state?: string } };

export interface TroubleRequest {
  readonly match: { readonly [by: string]: string };
  readonly trouble: string;
  readonly at?: string;
  readonly days?: number;
}

export interface CallbackTo {
  readonly url: string;
  readonly auth?: object;
  readonly signing?: { readonly secret: string };
}

export interface OpenActionSeen {
  readonly id: string;
  readonly orderId: string;
  readonly kind: string;
  readonly state: string;
  readonly answers?: readonly string[];
}

export interface OrderSeen {
  readonly id: string;
  readonly externalId?: string;
  readonly state?: string;
  readonly [member: string]: unknown;
}

export interface AssetSeen {
  readonly id: string;
  readonly serviceId: string;
  readonly orderId: string;
  readonly [member: string]: unknown;
}

export interface TimelineSeen {
  readonly orderId: string;
  readonly state: string;
  readonly past: readonly TimelineEntry[];
  readonly future: readonly TimelineEntry[];
}

export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly itemId?: string;
  readonly milestone?: string;
  readonly text: string;
  readonly because?: string;
}

export interface EventSeen {
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  readonly at: string;
  readonly state: string;
  readonly reason?: string;
  readonly payload: unknown;
  readonly attempts: readonly AttemptSeen[];
}

export interface AttemptSeen {
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

export interface RequestSeen {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly status: number;
  readonly why?: readonly { readonly pointer: string; readonly got?: unknown; readonly expected: string }[];
  readonly fault?: string;
  readonly request?: { readonly headers?: object; readonly body?: unknown };
  readonly response?: { readonly headers?: object; readonly body?: unknown };
}
