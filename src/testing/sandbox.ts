/// <reference lib="esnext.disposable" preserve="true" />
import type { ControlClient } from '#http/control/control-client';
import type { Scenario } from '#scenarios/language/scenario';
import type {
  ClockApi,
  EventsApi,
  FaultInjectionsApi,
  OpenActionsApi,
  OrdersApi,
  RequestsApi,
  SetbacksApi,
  StateApi,
} from './sandbox-members.ts';
import type { Advance, AdvanceRequest, PreparedScenario } from './types.ts';

/**
 * One sandbox in this process: BT's APIs on a port of its own, with its own clock and data. Every member that calls the
 * control API rejects with `ControlApiError` when that refuses the call, and with `ServerUnreachableError`
 * (`ETHERBOX_SERVER_UNREACHABLE`) once the sandbox is closed.
 *
 * @example
 * ```ts
 * import { startSandbox } from 'etherbox';
 *
 * await using box = await startSandbox({ seed: 'checkout-test' });
 * const answer = await fetch(`${box.baseUrl}/v1/productOrderingManagement/productOrder`, { headers: await box.headers() });
 * console.log(answer.status);
 * ```
 */
export interface Sandbox {
  /**
   * Id of the sandbox, in paths of the control API.
   *
   * @example
   * ```ts
   * console.log(`/_sandbox/v1/sandboxes/${box.id}`);
   * ```
   */
  readonly id: string;
  /**
   * Where BT's paths are, without a slash at the end: give it to your client.
   *
   * @example
   * ```ts
   * const quotes = new URL('/tmf-api/quoteManagement/v4/quote', box.baseUrl);
   * ```
   */
  readonly baseUrl: string;
  /**
   * The token endpoint, OAuth 2 client credentials. Source: BT.
   *
   * @example
   * ```ts
   * const answer = await fetch(`${box.tokenUrl}?grant_type=client_credentials`, {
   *   headers: { authorization: `Basic ${btoa(`${box.credentials.clientId}:${box.credentials.clientSecret}`)}` },
   * });
   * ```
   */
  readonly tokenUrl: string;
  /**
   * What your client signs in with, and the DUNS number of its company (nine digits).
   *
   * @example
   * ```ts
   * const { clientId, clientSecret, duns } = box.credentials;
   * ```
   */
  readonly credentials: { readonly clientId: string; readonly clientSecret: string; readonly duns: string };
  /**
   * A client of the control API, for what has no member here. A path is one below `/_sandbox/v1`; `~` stands for this
   * sandbox.
   *
   * Errors: `ControlApiError`, with the code of the problem.
   *
   * @example
   * ```ts
   * await box.control.call('PATCH', '~', { settings: { calendar: 'scotland' } });
   * const { items } = await box.control.get<{ items: { name: string }[] }>('/scenarios');
   * ```
   */
  readonly control: ControlClient;
  /**
   * A new access token. It ends after the setting `tokenLifetimeSeconds` of wall time (3,600 seconds).
   *
   * @example
   * ```ts
   * const authorization = `Bearer ${await box.token()}`;
   * ```
   */
  token(): Promise<string>;
  /**
   * The headers of a call of BT's paths: a new bearer token, the tracking header, the product family, and JSON.
   *
   * @example
   * ```ts
   * await fetch(`${box.baseUrl}/tmf-api/quoteManagement/v4/quote`, { headers: await box.headers() });
   * ```
   */
  headers(): Promise<{ readonly [name: string]: string }>;
  /**
   * Advances the virtual clock: applies everything that is due on the way, in order, and attempts every callback that is
   * due. Resolves when all of that is done.
   *
   * Parameters: exactly one of `by` (a duration), `to` (an instant) and `until` (a goal).
   * Errors: `ControlApiError` with `ETHERBOX_INVALID_VALUE` (a duration or an instant that cannot be read or lies too far
   * ahead), `ETHERBOX_BAD_REQUEST` (not exactly one goal) or `ETHERBOX_ADVANCE_IN_PROGRESS`.
   *
   * @example
   * ```ts
   * const { happened, counts } = await box.advance({ by: '10 working days' });
   * await box.advance({ until: { orderId: '1', milestone: 'KCI2' } });
   * for (const { at, milestone, text } of happened) console.log(at, milestone ?? '', text);
   * console.log(counts);
   * ```
   */
  advance(request: AdvanceRequest): Promise<Advance>;
  /** The virtual clock. It is frozen unless it is set otherwise. */
  readonly clock: ClockApi;
  /** The events of orders, and how the customer was notified of them. */
  readonly events: EventsApi;
  /** The journal: every request of BT's paths, with its answer. */
  readonly requests: RequestsApi;
  /** Product orders. */
  readonly orders: OrdersApi;
  /** Questions that hold up an order until they are answered: excess construction charges, missed appointments, … */
  readonly openActions: OpenActionsApi;
  /** Failures of the wire: errors, delays, broken connections. They are counted, never random. Source: modelled. */
  readonly faultInjections: FaultInjectionsApi;
  /** What goes wrong in the business of an order: a blocked duct, no capacity, … docs/journeys lists them. */
  readonly setbacks: SetbacksApi;
  /**
   * Prepares a scenario in this sandbox: a name of the library, or a scenario of your own. A sandbox in use keeps its
   * orders, seed and clock.
   *
   * Errors: `ControlApiError` with `ETHERBOX_UNKNOWN_SCENARIO`, `ETHERBOX_INVALID_SCENARIO` or `ETHERBOX_SETUP_FAILED`.
   *
   * @example
   * ```ts
   * const { saved } = await box.scenario('survey-finds-blocked-duct');
   * await box.scenario({ name: 'busy', steps: [{ inject: { operation: 'createQuote', status: 503, times: 1 } }] });
   * ```
   */
  scenario(scenario: string | Scenario): Promise<PreparedScenario>;
  /** The whole sandbox as one JSON document, without credentials. */
  readonly state: StateApi;
  /**
   * Empties the sandbox: orders, events, journal, fault injections and setbacks. Credentials, seed and callback stay.
   *
   * @example
   * ```ts
   * await box.reset();
   * ```
   */
  reset(): Promise<void>;
  /**
   * Expires every access token at once: the next call with one is answered 401.
   *
   * @example
   * ```ts
   * await box.expireTokens();
   * ```
   */
  expireTokens(): Promise<void>;
  /**
   * Closes the sandbox and its port. Waits that are under way reject. Calling it again does nothing.
   *
   * @example
   * ```ts
   * await box.close();
   * ```
   */
  close(): Promise<void>;
  /**
   * `await using` closes the sandbox at the end of its block. It needs Node 24 or a compiler.
   *
   * @example
   * ```ts
   * import { startSandbox } from 'etherbox';
   *
   * await using short = await startSandbox();
   * ```
   */
  [Symbol.asyncDispose](): Promise<void>;
}
