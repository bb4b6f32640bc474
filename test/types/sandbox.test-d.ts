import { expectTypeOf } from 'vitest';
import type {
  AddedFaultInjection,
  AddedSetback,
  Advance,
  AdvanceRequest,
  Callback,
  ClockSetting,
  ErrorCode,
  EventQuery,
  FaultInjection,
  Json,
  OpenAction,
  OrderNotification,
  PreparedScenario,
  Request,
  Sandbox,
  SandboxEvent,
  SandboxOrder,
  SavedState,
  Scenario,
  Setback,
  SetbackResult,
  StartSandboxOptions,
  startSandbox,
  Timeline,
  WaitTimeoutError,
} from '#testing/index';

/**
 * The public types, checked by `tsc --noEmit`: nothing here runs. test/types/examples.test.ts plants a wrong type and
 * sees it found.
 */
declare const box: Sandbox;

type IsUnknown<T> = unknown extends T ? true : false;

/** Where a type, its members, parameters and results are `unknown` or `any`. What is assignable to JSON has none. */
export type UnknownIn<T, Path extends string> =
  IsUnknown<T> extends true
    ? Path
    : [T] extends [Json]
      ? never
      : T extends (...given: infer Given) => infer Result
        ? UnknownIn<Given, `${Path}(…)`> | UnknownIn<Awaited<Result>, `${Path}()`>
        : T extends readonly (infer Item)[]
          ? UnknownIn<Item, `${Path}[]`>
          : T extends object
            ? { [Member in keyof T & string]-?: UnknownIn<T[Member], `${Path}.${Member}`> }[keyof T & string]
            : never;

// Nothing that startSandbox() takes or gives is unknown. A call of the control client has the type its caller names.
expectTypeOf<UnknownIn<Omit<Sandbox, 'control'>, 'box'>>().toEqualTypeOf<never>();
expectTypeOf<UnknownIn<StartSandboxOptions, 'options'>>().toEqualTypeOf<never>();
expectTypeOf<UnknownIn<Timeline | Advance | Scenario | SavedState, 'exported'>>().toEqualTypeOf<never>();
expectTypeOf(box.control.get('~/clock')).resolves.toEqualTypeOf<Json>();
// The search finds what it looks for.
expectTypeOf<UnknownIn<{ a: { b(c: { d?: unknown }): Promise<unknown[]> } }, 'x'>>().toEqualTypeOf<
  'x.a.b(…)[].d' | 'x.a.b()[]'
>();

expectTypeOf<typeof startSandbox>().parameter(0).toEqualTypeOf<StartSandboxOptions | undefined>();
expectTypeOf<typeof startSandbox>().returns.resolves.toEqualTypeOf<Sandbox>();
expectTypeOf<StartSandboxOptions['scenario']>().toEqualTypeOf<string | Scenario | undefined>();
expectTypeOf<StartSandboxOptions['callback']>().toEqualTypeOf<string | Callback | null | undefined>();

expectTypeOf(box.advance).parameter(0).toEqualTypeOf<AdvanceRequest>();
expectTypeOf(box.advance).returns.resolves.toEqualTypeOf<Advance>();
expectTypeOf<{ by: 'P1D' }>().toExtend<AdvanceRequest>();
expectTypeOf<{ until: { orderId: '1'; state: 'held' }; deliver: 'park' }>().toExtend<AdvanceRequest>();
expectTypeOf<{ by: 'P1D'; until: 'completion' }>().not.toExtend<AdvanceRequest>();
expectTypeOf<{ until: 'next-monday' }>().not.toExtend<AdvanceRequest>();
expectTypeOf<Record<never, never>>().not.toExtend<AdvanceRequest>();

expectTypeOf<{ mode: 'scaled' }>().not.toExtend<ClockSetting>();
expectTypeOf<{ mode: 'frozen'; rate: 2 }>().not.toExtend<ClockSetting>();

expectTypeOf(box.events.waitFor).returns.resolves.toEqualTypeOf<SandboxEvent>();
expectTypeOf(box.events.waitFor).parameter(0).toEqualTypeOf<EventQuery>();
expectTypeOf<{ state: 'complete' }>().not.toExtend<EventQuery>();
expectTypeOf<SandboxEvent['payload']>().toEqualTypeOf<OrderNotification>();
expectTypeOf<OrderNotification['eventType']>().toEqualTypeOf<
  'ProductOrderCreateEvent' | 'ProductOrderStateChangeEvent'
>();
expectTypeOf<OrderNotification['event']['productOrder']['errorMessage'][number]['code']>().toBeString();
expectTypeOf<SandboxEvent['reasonCode']>().toEqualTypeOf<
  'built-in-inbox' | 'endpoint-disabled' | 'hub-removed' | undefined
>();

expectTypeOf(box.requests.list).returns.resolves.toEqualTypeOf<readonly Request[]>();
expectTypeOf<NonNullable<Request['request']>['body']>().toEqualTypeOf<Json | undefined>();
expectTypeOf(box.orders.list).returns.resolves.toEqualTypeOf<readonly SandboxOrder[]>();
expectTypeOf<SandboxOrder['id']>().toBeString();
expectTypeOf(box.orders.timeline).returns.resolves.toEqualTypeOf<Timeline>();
expectTypeOf<Timeline['future'][number]['because']>().toBeString();
expectTypeOf(box.openActions.answer).returns.resolves.toEqualTypeOf<OpenAction>();

expectTypeOf(box.faultInjections.add).parameter(0).toEqualTypeOf<FaultInjection>();
expectTypeOf(box.faultInjections.list).returns.resolves.toEqualTypeOf<readonly AddedFaultInjection[]>();
expectTypeOf<{ operation: 'callback'; timestampForm: 'roman' }>().not.toExtend<FaultInjection>();
expectTypeOf(box.setbacks.add).parameter(0).toEqualTypeOf<Setback>();
expectTypeOf(box.setbacks.add).returns.resolves.toEqualTypeOf<SetbackResult>();
expectTypeOf(box.setbacks.list).returns.resolves.toEqualTypeOf<readonly AddedSetback[]>();

expectTypeOf(box.scenario).parameter(0).toEqualTypeOf<string | Scenario>();
expectTypeOf(box.scenario).returns.resolves.toEqualTypeOf<PreparedScenario>();
expectTypeOf(box.state.save).returns.resolves.toEqualTypeOf<SavedState>();
expectTypeOf(box.state.load).parameter(0).toEqualTypeOf<SavedState>();

expectTypeOf<WaitTimeoutError['code']>().toEqualTypeOf<ErrorCode>();
expectTypeOf<'ETHERBOX_WAIT_TIMEOUT'>().toExtend<ErrorCode>();
expectTypeOf<'ETHERBOX_SOMETHING_ELSE'>().not.toExtend<ErrorCode>();
