/// <reference lib="esnext.disposable" preserve="true" />
import type { components } from '#generated/openapi/sandbox';
import type { ControlClient } from '#http/control/control-client';

type SandboxApiSchemas = components['schemas'];
export type SandboxEvent = SandboxApiSchemas['Event'];

/** Which requests of the journal; everything that is said must fit. */
export interface RequestQuery {
  /** `404`, `4xx`, or `refused`. */
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

/** Which event is waited for; everything that is said must fit. */
export interface EventQuery {
  readonly orderId?: string;
  readonly externalId?: string;
  readonly eventType?: 'ProductOrderCreateEvent' | 'ProductOrderStateChangeEvent' | (string & {});
  /** State of the order in the event: `completed`, `held`, … */
  readonly state?: string;
  /** Milestone that the event tells of: `KCI1`, … */
  readonly milestone?: string;
}

export interface WaitOptions {
  /** Wall milliseconds; default 5,000. */
  readonly timeoutMs?: number;
}

/** How far the clock goes: one of `by`, `to` and `until`. */
export interface AdvanceRequest extends Omit<SandboxApiSchemas['AdvanceRequest'], 'until'> {
  readonly until?:
    | 'next-milestone'
    | 'next-event'
    | 'completion'
    | { readonly orderId: string; readonly milestone?: string; readonly state?: string };
}

/** One sandbox in this process. Everything that is not here is in the control API: `box.control`. */
export interface Sandbox {
  readonly id: string;
  /** Where BT's paths are: give it to your client. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string; readonly duns: string };
  /** The control API, for what has no helper. */
  readonly control: ControlClient;
  /** A fresh access token. */
  token(): Promise<string>;
  /** Headers of a call: bearer token, tracking header, JSON. */
  headers(): Promise<{ readonly [name: string]: string }>;
  advance(request: AdvanceRequest): Promise<SandboxApiSchemas['Advance']>;
  readonly clock: {
    read(): Promise<SandboxApiSchemas['Clock']>;
    set(update: SandboxApiSchemas['ClockUpdate']): Promise<SandboxApiSchemas['Clock']>;
  };
  readonly events: {
    list(query?: { readonly orderId?: string; readonly state?: string }): Promise<readonly SandboxEvent[]>;
    /** Resolves with the first event that fits and has reached the customer (or the inbox, when no callback is set). */
    waitFor(query: EventQuery, options?: WaitOptions): Promise<SandboxEvent>;
    resend(eventId: string, url?: string): Promise<SandboxEvent>;
    retryNow(): Promise<unknown>;
  };
  readonly requests: {
    list(query?: RequestQuery): Promise<readonly SandboxApiSchemas['Request'][]>;
    /** Resolves once so many requests that fit were made; rejects when the time is over or the journal lost some. */
    waitFor(
      query: RequestQuery,
      options?: WaitOptions & { readonly count?: number },
    ): Promise<readonly SandboxApiSchemas['Request'][]>;
  };
  readonly orders: {
    list(): Promise<readonly unknown[]>;
    timeline(orderId: string): Promise<SandboxApiSchemas['Timeline']>;
  };
  readonly openActions: {
    list(query?: {
      readonly orderId?: string;
      readonly state?: string;
    }): Promise<readonly SandboxApiSchemas['OpenAction'][]>;
    answer(
      id: string,
      answer: string,
      more?: { readonly [member: string]: unknown },
    ): Promise<SandboxApiSchemas['OpenAction']>;
  };
  readonly faultInjections: {
    add(faultInjection: SandboxApiSchemas['FaultInjectionAdd']): Promise<{ readonly id: string }>;
    list(): Promise<readonly unknown[]>;
    remove(id: string): Promise<void>;
  };
  readonly setbacks: {
    add(setback: SandboxApiSchemas['SetbackAdd']): Promise<{ readonly id: string }>;
    list(): Promise<readonly unknown[]>;
    remove(id: string): Promise<void>;
  };
  scenario(scenario: string | object): Promise<unknown>;
  readonly state: { save(): Promise<unknown>; load(state: unknown): Promise<void> };
  /** Empty again, with the same credentials. */
  reset(): Promise<void>;
  /** Every token is expired at once. */
  expireTokens(): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
