import type { JsonObject } from '#domain/core/json';
import type { FaultInjectionSpec } from '#domain/fault-injection/fault-injection';
import type { SetbackRequest } from '#domain/product-order/lifecycle/setback';
import type { Timeline } from '#domain/timeline/timeline';
import type { SavedState } from '#engine/state/sandbox-lifecycle';
import type {
  AddedFaultInjection,
  AddedSetback,
  ClockSetting,
  DeliveryStateName,
  EventQuery,
  OpenAction,
  Request,
  RequestQuery,
  ResendSummary,
  SandboxClock,
  SandboxEvent,
  SandboxOrder,
  SetbackResult,
  WaitOptions,
} from './types.ts';

/** The virtual clock. It is frozen unless it is set otherwise. */
export interface ClockApi {
  /**
   * The virtual time, how the clock runs, and what is due next.
   *
   * @example
   * ```ts
   * const { now, next } = await box.clock.read();
   * console.log(now, next?.at);
   * ```
   */
  read(): Promise<SandboxClock>;
  /**
   * Freezes the clock, or lets it run.
   *
   * Parameters: `rate` is virtual milliseconds for each wall millisecond, above 0 and up to 1,000,000; with `scaled` only.
   * Errors: `ControlApiError` with `ETHERBOX_BAD_REQUEST` or `ETHERBOX_INVALID_VALUE`.
   *
   * @example
   * ```ts
   * await box.clock.set({ mode: 'scaled', rate: 3600 });
   * await box.clock.set({ mode: 'frozen' });
   * ```
   */
  set(update: ClockSetting): Promise<SandboxClock>;
}

/** The events of orders, and how the customer was notified of them. */
export interface EventsApi {
  /**
   * The first 100 events that match, in the order in which they happened.
   *
   * Parameters: `state` is that of the delivery.
   *
   * @example
   * ```ts
   * const failed = await box.events.list({ state: 'failed' });
   * console.log(failed.map(({ reason, attempts }) => [reason, attempts.length]));
   * ```
   */
  list(query?: { readonly orderId?: string; readonly state?: DeliveryStateName }): Promise<readonly SandboxEvent[]>;
  /**
   * Resolves with the first event that matches and has reached the customer (or the inbox, when no callback is set);
   * at once where there is one. It waits in wall time, and does not advance the clock.
   *
   * Parameters: `timeoutMs` is wall milliseconds, default 5,000.
   * Errors: `WaitTimeoutError` (`ETHERBOX_WAIT_TIMEOUT`) when none comes in time or the sandbox is closed; its message
   * lists what did happen. `TypeError` for an unknown member of the query.
   *
   * @example
   * ```ts
   * const event = await box.events.waitFor({ state: 'completed' }, { timeoutMs: 2000 });
   * console.log(event.payload.event.productOrder.completionDate);
   * ```
   */
  waitFor(query: EventQuery, options?: WaitOptions): Promise<SandboxEvent>;
  /**
   * Sends one event again, and resolves with it.
   *
   * Parameters: `url`: another one than the callback's, for this time.
   * Errors: `ControlApiError` with `ETHERBOX_NOT_FOUND` or `ETHERBOX_URL_NOT_ALLOWED`.
   *
   * @example
   * ```ts
   * const [event] = await box.events.list();
   * if (event) await box.events.resend(event.eventId, 'http://127.0.0.1:3000/hook');
   * ```
   */
  resend(eventId: string, url?: string): Promise<SandboxEvent>;
  /**
   * Attempts at once every callback that waits for its next attempt, whatever the virtual clock says.
   *
   * @example
   * ```ts
   * const { attempted, delivered } = await box.events.retryNow();
   * console.log(`${delivered} of ${attempted}`);
   * ```
   */
  retryNow(): Promise<ResendSummary>;
}

/** The journal: every request of BT's paths, with its answer. */
export interface RequestsApi {
  /**
   * The newest 100 requests that match.
   *
   * Errors: `ControlApiError` with `ETHERBOX_BAD_REQUEST` for a filter that cannot be read.
   *
   * @example
   * ```ts
   * const refused = await box.requests.list({ status: 'refused', operation: 'createProductOrder' });
   * for (const { why = [] } of refused) console.log(why.map(({ pointer, expected }) => `${pointer}: ${expected}`));
   * ```
   */
  list(query?: RequestQuery): Promise<readonly Request[]>;
  /**
   * Resolves once `count` requests that match were made.
   *
   * Parameters: `count`, default 1; `timeoutMs` is wall milliseconds up to 60,000, default 5,000.
   * Errors: `WaitTimeoutError` (`ETHERBOX_WAIT_TIMEOUT`) when they do not come in time, or the journal has lost some.
   *
   * @example
   * ```ts
   * const [first] = await box.requests.waitFor({ operation: 'createQuote', status: '201' }, { count: 2 });
   * console.log(first?.request?.body);
   * ```
   */
  waitFor(query: RequestQuery, options?: WaitOptions & { readonly count?: number }): Promise<readonly Request[]>;
}

/** Product orders. */
export interface OrdersApi {
  /**
   * The first 100 orders, as their BT path answers them, each with what only the sandbox knows.
   *
   * @example
   * ```ts
   * for (const { id, sandbox } of await box.orders.list()) console.log(id, sandbox.state, sandbox.next?.milestone);
   * ```
   */
  list(): Promise<readonly SandboxOrder[]>;
  /**
   * What happened to an order, and what will happen when nobody does anything. Instants are virtual.
   *
   * Errors: `ControlApiError` with `ETHERBOX_NOT_FOUND`.
   *
   * @example
   * ```ts
   * const [order] = await box.orders.list();
   * if (order) {
   *   const { past, future } = await box.orders.timeline(order.id);
   *   console.log(past.at(-1)?.text, future[0]?.because);
   * }
   * ```
   */
  timeline(orderId: string): Promise<Timeline>;
}

/** Questions that hold up an order until they are answered: excess construction charges, missed appointments, … */
export interface OpenActionsApi {
  /**
   * The open actions that match, in the order in which they were raised.
   *
   * @example
   * ```ts
   * const [action] = await box.openActions.list({ state: 'open' });
   * console.log(action?.kind, action?.answers, action?.due);
   * ```
   */
  list(query?: { readonly orderId?: string; readonly state?: OpenAction['state'] }): Promise<readonly OpenAction[]>;
  /**
   * Answers one. `more`: what the answer needs besides, such as `appointmentId` or `note`.
   *
   * Errors: `ControlApiError` with `ETHERBOX_NOT_FOUND`, `ETHERBOX_CONFLICT` (it is closed) or `ETHERBOX_INVALID_VALUE`
   * (not one of its `answers`).
   *
   * @example
   * ```ts
   * const [action] = await box.openActions.list({ state: 'open' });
   * if (action) await box.openActions.answer(action.id, 'accept', { note: 'gate code 1234' });
   * ```
   */
  answer(id: string, answer: string, more?: JsonObject): Promise<OpenAction>;
}

/** Failures of the wire: errors, delays, broken connections. They are counted, never random. Source: modelled. */
export interface FaultInjectionsApi {
  /**
   * Adds one to an operation, to `callback`, to `token` or to `callbackToken`.
   *
   * Parameters: `delayMs` is wall milliseconds up to 120,000; `lateBy` is virtual; `times`: without it, until removed.
   * Errors: `ControlApiError` with `ETHERBOX_INVALID_VALUE` for one that could never be applied.
   *
   * @example
   * ```ts
   * await box.faultInjections.add({ operation: 'createQuote', status: 503, times: 2 });
   * await box.faultInjections.add({ operation: 'callback', match: { state: 'completed' }, duplicate: true });
   * ```
   */
  add(faultInjection: FaultInjectionSpec): Promise<AddedFaultInjection>;
  /**
   * Every fault injection that was added and not removed, those that are used up too.
   *
   * @example
   * ```ts
   * const unused = (await box.faultInjections.list()).filter(({ hits }) => hits === 0);
   * ```
   */
  list(): Promise<readonly AddedFaultInjection[]>;
  /**
   * Removes one. Errors: `ControlApiError` with `ETHERBOX_NOT_FOUND`.
   *
   * @example
   * ```ts
   * const { id } = await box.faultInjections.add({ operation: 'token', delayMs: 2000 });
   * await box.faultInjections.remove(id);
   * ```
   */
  remove(id: string): Promise<void>;
}

/** What goes wrong in the business of an order: a blocked duct, no capacity, … docs/journeys lists them. */
export interface SetbacksApi {
  /**
   * Attaches a setback to an order, or to those that are ordered from now on and match.
   *
   * Parameters: exactly one member of `match`; `at` is the step after which it happens; `days` are working days.
   * Errors: `ControlApiError` with `ETHERBOX_INVALID_VALUE` where no order can have it.
   *
   * @example
   * ```ts
   * await box.setbacks.add({ match: { externalId: 'PO-1001' }, setback: 'survey-finds-blocked-duct', days: 15 });
   * ```
   */
  add(setback: SetbackRequest): Promise<SetbackResult>;
  /**
   * Every setback that was added and not removed.
   *
   * @example
   * ```ts
   * const names = (await box.setbacks.list()).map(({ setback }) => setback);
   * ```
   */
  list(): Promise<readonly AddedSetback[]>;
  /**
   * Removes one: later orders do not have it; what it has put into orders stays. Errors: `ControlApiError` with
   * `ETHERBOX_NOT_FOUND`.
   *
   * @example
   * ```ts
   * for (const { id } of await box.setbacks.list()) await box.setbacks.remove(id);
   * ```
   */
  remove(id: string): Promise<void>;
}

/** The whole sandbox as one JSON document, without credentials. */
export interface StateApi {
  /**
   * Saves orders, events, clock, settings and everything else. The journal is not part of it.
   *
   * @example
   * ```ts
   * import { writeFileSync } from 'node:fs';
   *
   * writeFileSync('state.json', JSON.stringify(await box.state.save()));
   * ```
   */
  save(): Promise<SavedState>;
  /**
   * Replaces everything in the sandbox; its id and credentials stay.
   *
   * Errors: `ControlApiError` with `ETHERBOX_INVALID_STATE` or `ETHERBOX_STATE_FORMAT`; then nothing was changed.
   *
   * @example
   * ```ts
   * const before = await box.state.save();
   * await box.advance({ until: 'completion' });
   * await box.state.load(before);
   * ```
   */
  load(state: SavedState): Promise<void>;
}
