import { assets } from '#domain/product-inventory/asset';
import { attachSetback } from '#domain/product-order/lifecycle/setback';
import { progress } from '#domain/product-order/order-documents';
import { buildTimeline } from '#domain/product-order/view/order-timeline';
import type { AdvanceCommand } from '#engine/time/advance-goal';
import { advanceClock, type DeliveryWindows } from '#runtime/sandboxes/advance';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { type CreateSandboxRequest, type SandboxContext, Sandboxes } from '#runtime/sandboxes/sandboxes';
import { openActionService } from '#runtime/services/open-action-service';
import { createMemoryStore } from '#runtime/store/store-memory';
import type {
  DriverAnswer,
  DriverCall,
  ObservedOpenAction,
  ObservedTimeline,
  ScenarioDriver,
} from './scenario-driver.ts';

/**
 * A driver without sockets, deliveries and journal, on a private sandbox in memory with the same rules. It computes
 * previews of scenarios.
 */
export interface InProcessDriver extends ScenarioDriver {
  readonly live: LiveSandbox;
}

const noDeliveries: DeliveryWindows = { beginAdvance: () => ({ idle: async () => undefined, end: async () => [] }) };

/** Creates a sandbox in memory and its driver. */
export async function createInProcessDriver(
  context: SandboxContext,
  request: CreateSandboxRequest,
): Promise<InProcessDriver> {
  const sandboxes = await Sandboxes.open({ ...context, store: createMemoryStore() });
  const live = await sandboxes.create({ clientId: 'quiet', clientSecret: 'quiet', ...request });
  return {
    live,
    call: (call) => callInProcess(context, live, call),
    now: async () => new Date(live.virtualNow).toISOString(),
    advance: async (to) => void (await advanceClock(live, to as AdvanceCommand, noDeliveries, live.calendar)),
    async addSetback(setback) {
      await live.transact((transaction, referenceData) => attachSetback(transaction, referenceData, setback));
    },
    openActions: async () => openActionService.list(live, undefined, 'open') as readonly ObservedOpenAction[],
    answerOpenAction: async (id, answer, more) => void (await openActionService.answer(live, id, { answer, ...more })),
    orders: async () =>
      [...live.reader.list(progress)].map(([id, { state, externalId }]) => ({
        id,
        state,
        ...(externalId === undefined ? {} : { externalId }),
      })),
    assets: async () => [...live.reader.list(assets)].map(([, asset]) => ({ ...asset })),
    timeline: async (orderId) =>
      buildTimeline(live.reader, orderId, live.referenceData, live.virtualNow) as ObservedTimeline,
    events: async () => [],
    requests: async () => ({ seen: [], evicted: 0 }),
    // Wire faults are not simulated: they do not change what happens to an order.
    addFaultInjection: async () => undefined,
    clearFaultInjections: async () => undefined,
    expireTokens: async () => undefined,
    resend: async () => undefined,
    waitForRequests: async () => undefined,
    setCallback: async () => undefined,
  };
}

async function callInProcess({ contract }: SandboxContext, live: LiveSandbox, call: DriverCall): Promise<DriverAnswer> {
  if (call.operation.endsWith('AccessToken')) return { status: 200, headers: {}, body: { access_token: 'quiet' } };
  const [path = '', rawQuery = ''] = call.path.split('?', 2);
  const headers = Object.entries(call.headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const { answer } = await live.serveRequest(
    {
      method: call.method,
      path,
      rawQuery,
      headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
      baseUrl: 'http://etherbox',
      wallNow: 0,
      body: call.body === undefined ? { kind: 'none' } : { kind: 'text', text: JSON.stringify(call.body) },
    },
    contract.route(call.method, path),
  );
  return { status: answer.status, headers: {}, body: JSON.parse(JSON.stringify(answer.body ?? null)) };
}
