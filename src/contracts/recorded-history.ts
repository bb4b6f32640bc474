import { parseInstant } from '../mock/domain/working-time.ts';
import { isMap, type PactFile, type ProviderState } from './pact-file.ts';
import type { World } from './provider.ts';
import type { StateSource } from './provider-states.ts';
import type { SandboxSeen, TroubleSeen } from './traffic.ts';

/**
 * The provider state of a recorded contract: what its client had done before, up to an instant. The contract carries the
 * history once (under `metadata.etherbox`), so that it needs no other file, and a sandbox of the same seed that lives
 * through the same calls at the same instants is the same world, id for id.
 */
export const historyState = 'the history of this contract';

export interface History {
  readonly sandbox: Omit<SandboxSeen, 'id' | 'now'>;
  readonly calls: readonly RecordedCall[];
  readonly troubles: readonly TroubleSeen[];
}

export interface RecordedCall {
  /** Virtual. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

export interface HistoryParams {
  /** How many of the calls were made before. */
  readonly calls: number;
  /** Virtual now. */
  readonly at: string;
  /** Faults of the wire that the next call meets. */
  readonly faults?: readonly { readonly operation: string; readonly status: number }[];
}

export const recordedHistory: StateSource = {
  world(state, pact) {
    const history = historyOf(state, pact);
    if (!history) return undefined;
    const { seed, start, duns, portalLoginId, profile, settings } = history.sandbox;
    const now = parseInstant(start);
    return { seed, ...(now === undefined ? {} : { now }), customer: { duns, portalLoginId, profile, settings } };
  },
  async prepare(state, world, pact) {
    const history = historyOf(state, pact);
    return history && relive(history, state.params as unknown as HistoryParams, world);
  },
};

function historyOf({ name }: ProviderState, { document }: PactFile): History | undefined {
  const { etherbox } = (document.metadata ?? {}) as { readonly etherbox?: unknown };
  return name === historyState && isMap(etherbox) ? (etherbox as unknown as History) : undefined;
}

async function relive(
  { calls, troubles }: History,
  params: HistoryParams,
  world: World,
): Promise<object & Record<string, never>> {
  const waiting = [...troubles];
  await attach(waiting, world);
  for (const call of calls.slice(0, params.calls)) {
    await moveTo(call.at, world);
    await make(call, world);
    await attach(waiting, world);
  }
  await moveTo(params.at, world);
  for (const fault of params.faults ?? []) await world.control.post('~/faults', { ...fault, times: 1 });
  return {};
}

async function moveTo(at: string, { live, control }: World): Promise<void> {
  const instant = parseInstant(at);
  if (instant !== undefined && instant > live.now) await control.post('~/clock/advance', { to: at });
}

async function make({ method, path, headers, body }: RecordedCall, world: World): Promise<void> {
  const answer = await fetch(world.baseUrl + path, {
    method,
    headers: { ...headers, authorization: `Bearer ${world.token()}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 200)}`);
}

/** A trouble of an order can be attached once the order is there. */
async function attach(waiting: TroubleSeen[], { control }: World): Promise<void> {
  for (const one of [...waiting]) {
    const { trouble, match, at, days } = one;
    const asked = { trouble, match, ...(at === undefined ? {} : { at }), ...(days === undefined ? {} : { days }) };
    const attached = await control.post('~/troubles', asked).then(
      () => true,
      () => false,
    );
    if (attached) waiting.splice(waiting.indexOf(one), 1);
  }
}
