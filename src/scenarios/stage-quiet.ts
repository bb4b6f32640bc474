import { assets } from '../mock/domain/product-inventory/asset-documents.ts';
import { progress } from '../mock/domain/product-order/order-documents.ts';
import { timeline } from '../mock/domain/product-order/timeline.ts';
import { attachTrouble } from '../mock/domain/product-order/trouble.ts';
import type { AdvanceRequest as EngineAdvance } from '../mock/engine/goal.ts';
import { advance, type Delivery } from '../mock/runtime/advance.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import { openActionDesk } from '../mock/runtime/order-desk.ts';
import { type House, Sandboxes, type SandboxRequest } from '../mock/runtime/sandboxes.ts';
import { memoryStore } from '../mock/runtime/store/store-memory.ts';
import type { OpenActionSeen, Stage, TimelineSeen, WireAnswer, WireCall } from './stage.ts';

/**
 * A stage without sockets, deliveries and traces: a sandbox in memory that nobody else sees, on the same rules. To look
 * ahead what a scenario will do before it does it.
 */
export interface QuietStage extends Stage {
  readonly live: LiveSandbox;
}

const unsent: Delivery = { beginAdvance: () => ({ idle: async () => undefined, end: async () => [] }) };

export async function quietStage(house: House, request: SandboxRequest): Promise<QuietStage> {
  const sandboxes = await Sandboxes.open({ ...house, store: memoryStore() });
  const live = await sandboxes.create({ clientId: 'quiet', clientSecret: 'quiet', ...request });
  return {
    live,
    call: (call) => callQuietly(house, live, call),
    now: async () => new Date(live.now).toISOString(),
    advance: async (to) => void (await advance(live, to as EngineAdvance, unsent, live.calendar)),
    async addTrouble(trouble) {
      await live.change((world, ground) => attachTrouble(world, ground, trouble));
    },
    openActions: async () => openActionDesk.list(live, undefined, 'open') as readonly OpenActionSeen[],
    answer: async (id, answer, more) => void (await openActionDesk.answer(live, id, { answer, ...more })),
    orders: async () =>
      [...live.reader.list(progress)].map(([id, { state, externalId }]) => ({
        id,
        state,
        ...(externalId === undefined ? {} : { externalId }),
      })),
    assets: async () => [...live.reader.list(assets)].map(([, asset]) => ({ ...asset })),
    timeline: async (orderId) => timeline(live.reader, orderId, live.ground, live.now) as TimelineSeen,
    events: async () => [],
    requests: async () => ({ seen: [], evicted: 0 }),
    // The wire is not foreseen: it does not change what happens to an order.
    addFault: async () => undefined,
    clearFaults: async () => undefined,
    expireTokens: async () => undefined,
    resend: async () => undefined,
    waitForRequests: async () => undefined,
    setCallback: async () => undefined,
  };
}

async function callQuietly({ contract }: House, live: LiveSandbox, call: WireCall): Promise<WireAnswer> {
  if (call.operation.endsWith('AccessToken')) return { status: 200, headers: {}, body: { access_token: 'quiet' } };
  const [path = '', rawQuery = ''] = call.path.split('?', 2);
  const headers = Object.entries(call.headers).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  const { answer } = await live.handle(
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
