import { parseInstant } from '../mock/domain/working-time.ts';
import { isMap, type PactFile, type ProviderState } from './pact-file.ts';
import type { World } from './provider.ts';
import type { StateSource } from './provider-states.ts';
import type { InterventionSeen, SandboxSeen } from './traffic.ts';

/**
 * The provider state of a recorded contract: what its client had done before, up to an instant. The contract carries the
 * history once (under `metadata.etherbox`), so that it needs no other file, and a sandbox of the same seed that lives
 * through the same calls at the same instants is the same world, id for id.
 */
export const historyState = 'the history of this contract';

export interface History {
  /** What it began as. */
  readonly sandbox: Omit<SandboxSeen, 'id' | 'now'>;
  /** What changed the world, in its order. */
  readonly steps: readonly HistoryStep[];
}

/** A call of the client, or what was done beside it. */
export type HistoryStep = RecordedCall | RecordedIntervention;

export interface RecordedCall {
  /** Virtual. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

export type RecordedIntervention = Omit<InterventionSeen, 'after'>;

export interface HistoryParams {
  /** How many of the steps came before. */
  readonly steps: number;
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
  { steps }: History,
  params: HistoryParams,
  world: World,
): Promise<object & Record<string, never>> {
  const before = steps.slice(0, params.steps);
  // What was before another world was loaded is no more.
  const from = Math.max(before.findLastIndex(isLoad), 0);
  for (const step of before.slice(from)) {
    await moveTo(step.at, world);
    if ('method' in step) await make(step, world);
    else await intervene(step as InterventionSeen, world);
  }
  await moveTo(params.at, world);
  for (const fault of params.faults ?? []) await world.control.post('~/faults', { ...fault, times: 1 });
  return {};
}

export const isLoad = (step: HistoryStep): boolean => 'kind' in step && step.kind === 'load';

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

async function intervene(done: InterventionSeen, { control, live }: World): Promise<void> {
  if (done.kind === 'answer')
    await control.post(`~/open-actions/${encodeURIComponent(done.openActionId)}/answer`, done.answer);
  else if (done.kind === 'trouble') await control.post('~/troubles', done.trouble);
  else if (done.kind === 'troubleRemoved')
    await control.call('DELETE', `~/troubles/${encodeURIComponent(done.troubleId)}`);
  else if (done.kind === 'load') await control.call('PUT', '~/state', done.state);
  else if (done.kind === 'settings') {
    const unset = Object.fromEntries(Object.keys(live.profile.settings).map((name) => [name, null]));
    await control.call('PATCH', '~', { profile: done.profile, settings: { ...unset, ...done.settings } });
  }
}
