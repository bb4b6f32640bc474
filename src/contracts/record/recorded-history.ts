import { isJsonMap, type PactFile, type ProviderState } from '#contracts/pact/pact-file';
import type { ProviderSandbox } from '#contracts/verify/contract-provider';
import type { StateProvider } from '#contracts/verify/provider-states';
import { parseInstant } from '#domain/calendar/working-time';
import { EtherboxError } from '#domain/core/etherbox-error';
import type { ObservedIntervention, RecordedSandbox } from './traffic.ts';

/**
 * The provider state of a recorded contract: everything that its client had done up to an instant. The contract holds the
 * history once (under `metadata.etherbox`) and needs no other file. A sandbox of the same seed that receives the same
 * calls at the same instants has the same state, with the same ids.
 */
export const historyState = 'the history of this contract';

export interface RecordedHistory {
  /** The sandbox at its beginning. */
  readonly sandbox: Omit<RecordedSandbox, 'id' | 'now'>;
  /** What changed the state, in order. */
  readonly steps: readonly RecordedStep[];
}

/** A call of the client, or a change that was made by other means. */
export type RecordedStep = RecordedCall | RecordedIntervention;

export interface RecordedCall {
  /** Virtual. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

export type RecordedIntervention = Omit<ObservedIntervention, 'after'>;

export interface HistoryStateParams {
  /** How many of the steps come before it. */
  readonly steps: number;
  /** Virtual now. */
  readonly at: string;
  /** Fault injections that apply to the next call. */
  readonly faultInjections?: readonly { readonly operation: string; readonly status: number }[];
}

export const recordedHistoryStates: StateProvider = {
  sandboxFor(state, pact) {
    const history = findHistory(state, pact);
    if (!history) return undefined;
    const { seed, start, duns, portalLoginId, profile, settings } = history.sandbox;
    const now = parseInstant(start);
    return { seed, ...(now === undefined ? {} : { now }), customer: { duns, portalLoginId, profile, settings } };
  },
  async prepare(state, sandbox, pact) {
    const history = findHistory(state, pact);
    return history && replayHistory(history, state.params as unknown as HistoryStateParams, sandbox);
  },
};

function findHistory({ name }: ProviderState, { document }: PactFile): RecordedHistory | undefined {
  const { etherbox } = (document.metadata ?? {}) as { readonly etherbox?: unknown };
  return name === historyState && isJsonMap(etherbox) ? (etherbox as unknown as RecordedHistory) : undefined;
}

async function replayHistory(
  { steps }: RecordedHistory,
  params: HistoryStateParams,
  sandbox: ProviderSandbox,
): Promise<object & Record<string, never>> {
  const earlierSteps = steps.slice(0, params.steps);
  // A loaded state replaces everything before it.
  const from = Math.max(earlierSteps.findLastIndex(isLoadStep), 0);
  for (const step of earlierSteps.slice(from)) {
    await advanceTo(step.at, sandbox);
    if ('method' in step) await repeatCall(step, sandbox);
    else await repeatIntervention(step as ObservedIntervention, sandbox);
  }
  await advanceTo(params.at, sandbox);
  for (const faultInjection of params.faultInjections ?? [])
    await sandbox.control.post('~/fault-injections', { ...faultInjection, times: 1 });
  return {};
}

export const isLoadStep = (step: RecordedStep): boolean => 'kind' in step && step.kind === 'load';

async function advanceTo(at: string, { live, control }: ProviderSandbox): Promise<void> {
  const instant = parseInstant(at);
  if (instant !== undefined && instant > live.virtualNow) await control.post('~/clock/advance', { to: at });
}

async function repeatCall({ method, path, headers, body }: RecordedCall, sandbox: ProviderSandbox): Promise<void> {
  const answer = await fetch(sandbox.baseUrl + path, {
    method,
    headers: { ...headers, authorization: `Bearer ${sandbox.token()}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new EtherboxError(
      'ETHERBOX_REPLAY_FAILED',
      `${method} ${path} was answered ${answer.status}: ${text.slice(0, 200)}`,
    );
}

async function repeatIntervention(
  intervention: ObservedIntervention,
  { control, live }: ProviderSandbox,
): Promise<void> {
  if (intervention.kind === 'answer')
    await control.post(`~/open-actions/${encodeURIComponent(intervention.openActionId)}/answer`, intervention.answer);
  else if (intervention.kind === 'setback') await control.post('~/setbacks', intervention.setback);
  else if (intervention.kind === 'setbackRemoved')
    await control.call('DELETE', `~/setbacks/${encodeURIComponent(intervention.setbackId)}`);
  else if (intervention.kind === 'load') await control.call('PUT', '~/state', intervention.state);
  else if (intervention.kind === 'settings') {
    const unset = Object.fromEntries(Object.keys(live.profile.settings).map((name) => [name, null]));
    await control.call('PATCH', '~', {
      profile: intervention.profile,
      settings: { ...unset, ...intervention.settings },
    });
  }
}
