/**
 * etherbox for test suites: `startSandbox()` gives a sandbox of the BT Wholesale Ethernet APIs in this process, on a port
 * of its own, with its own clock and data.
 */
export type { Recording } from '#contracts/record/record-pact';
export { IncompleteTrafficError } from '#contracts/record/record-pact';
export { type RecordOptions, recordContract } from '#contracts/record/write-pact';
export type { ErrorCode } from '#domain/core/error-codes';
export { EtherboxError } from '#domain/core/etherbox-error';
export type { Json, JsonObject } from '#domain/core/json';
export type { Callback, CallbackAuth } from '#domain/core/sandbox-state';
export type { FaultInjectionSpec as FaultInjection } from '#domain/fault-injection/fault-injection';
export type { SetbackRequest as Setback, SetbackTarget } from '#domain/product-order/lifecycle/setback';
export type { SpecialValue } from '#domain/special-values/special-value-index';
export type { PastEntry, Timeline, UpcomingEntry } from '#domain/timeline/timeline';
export type { SavedState } from '#engine/state/sandbox-lifecycle';
export { ControlApiError, type ControlClient, ServerUnreachableError } from '#http/control/control-client';
export type { RateLimits } from '#runtime/limits/rate-limit';
export { DataFolderError } from '#runtime/store/store-folder';
export { defineScenario, type Scenario } from '#scenarios/language/scenario';
export { PortUnavailableError } from './port-unavailable-error.ts';
export type { Sandbox } from './sandbox.ts';
export type {
  ClockApi,
  EventsApi,
  FaultInjectionsApi,
  OpenActionsApi,
  OrdersApi,
  RequestsApi,
  SetbacksApi,
  StateApi,
} from './sandbox-members.ts';
export { type StartSandboxOptions, startSandbox } from './start-sandbox.ts';
export type {
  AddedFaultInjection,
  AddedSetback,
  Advance,
  AdvanceRequest,
  ClockSetting,
  DeliveryStateName,
  EventQuery,
  OpenAction,
  OrderNotification,
  OrderStateName,
  PreparedScenario,
  Request,
  RequestQuery,
  ResendSummary,
  SandboxClock,
  SandboxEvent,
  SandboxOrder,
  SandboxSettings,
  SetbackResult,
  WaitOptions,
} from './types.ts';
export { WaitTimeoutError } from './wait-for-event.ts';
