import { assets } from '../mock/domain/product-inventory/asset-documents.ts';
import { progress } from '../mock/domain/product-order/order-documents.ts';
import { buildTimeline } from '../mock/domain/product-order/timeline.ts';
import { attachSetback } from '../mock/domain/product-order/trouble.ts';
import type { AdvanceCommand } from '../mock/engine/goal.ts';
import { type AdvanceDelivery, advanceClock } from '../mock/runtime/advance.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import { openActionService } from '../mock/runtime/order-desk.ts';
import { type CreateSandboxRequest, type SandboxContext, Sandboxes } from '../mock/runtime/sandboxes.ts';
import { createMemoryStore } from '../mock/runtime/store/store-memory.ts';
import type { DriverAnswer, DriverCall, ObservedOpenAction, ObservedTimeline, ScenarioDriver } from './stage.ts';

/**
 * A stage without sockets, deliveries and traces: a sandbox in memory that nobody else sees, on the same rules. To look
 * ahead what a scenario will do before it does it.
 */
export interface InProcessDriver extends ScenarioDriver {
  readonly live: LiveSandbox;
}

const noDeliveries: AdvanceDelivery = { beginAdvance: () => ({ idle: async () => undefined, end: async () => [] }) };

export async function createInProcessDriver(
  context: SandboxContext,
  request: CreateSandboxRequest,
): Promise<InProcessDriver> {
  const sandboxes = await Sandboxes.open({ ...context, store: createMemoryStore() });
  const live = await sandboxes.create({ clientId: 'quiet', clientSecret: 'quiet', ...request });
  return {
    live,
    call: (call) => callInProcess(context, live, call),
    now: async () => new Date(live.now).toISOString(),
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
    timeline: async (orderId) => buildTimeline(live.reader, orderId, live.referenceData, live.now) as ObservedTimeline,
    events: async () => [],
    requests: async () => ({ seen: [], evicted: 0 }),
    // The wire is not foreseen: it does not change what happens to an order.
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
