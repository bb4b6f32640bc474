import type { JsonMap, PactFile, ProviderState } from '#contracts/pact/pact-file';
import type { ContractProvider, ProviderSandbox, ProviderSandboxRequest } from './contract-provider.ts';
import { collectStateValues } from './state-values.ts';

/** Values that `fromProviderState` expressions may name. */
export interface PreparedState {
  readonly sandbox: ProviderSandbox;
  readonly values: JsonMap;
}

export interface StateError {
  readonly state: string;
  /** `unknown`: no scenario has this name; `failed`: one has, and it did not pass. */
  readonly kind: 'unknown' | 'failed';
  readonly text: string;
  /** A scenario file to start from. */
  readonly skeleton?: string;
}

/** A source of provider states. */
export interface StateProvider {
  /** Undefined: not a state of this source. Throws when the state could not be created. */
  prepare(state: ProviderState, sandbox: ProviderSandbox, pact: PactFile): Promise<JsonMap | undefined>;
  /** Seed and start of the sandbox, where the state needs its own. */
  sandboxFor?(state: ProviderState, pact: PactFile): ProviderSandboxRequest | undefined;
}

/** A new sandbox in which every state of the interaction was created, one after the other. */
export async function prepareProviderState(
  provider: ContractProvider,
  sources: readonly StateProvider[],
  states: readonly ProviderState[],
  pact: PactFile,
): Promise<PreparedState | StateError> {
  const sandboxRequest = states
    .flatMap((state) => sources.map((source) => source.sandboxFor?.(state, pact)))
    .find(Boolean);
  const sandbox = await provider.open(sandboxRequest);
  let values: JsonMap = {};
  for (const state of states) {
    const outcome = await prepareFromSources(sources, state, sandbox, pact);
    if ('kind' in outcome) {
      await sandbox.close();
      return outcome;
    }
    values = { ...values, ...outcome.values };
  }
  return { sandbox, values: { ...collectStateValues(sandbox), ...values } };
}

async function prepareFromSources(
  sources: readonly StateProvider[],
  state: ProviderState,
  sandbox: ProviderSandbox,
  pact: PactFile,
): Promise<{ readonly values: JsonMap } | StateError> {
  try {
    for (const source of sources) {
      const values = await source.prepare(state, sandbox, pact);
      if (values !== undefined) return { values };
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { state: state.name, kind: 'failed', text: `The provider state "${state.name}" failed: ${text}` };
  }
  return {
    state: state.name,
    kind: 'unknown',
    text: `No scenario has the name "${state.name}"`,
    skeleton: scenarioSkeleton(state),
  };
}

/** A scenario file to start from, named as it is looked up. */
export function scenarioSkeleton({ name, params }: ProviderState): string {
  const file = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const given = Object.keys(params);
  return [
    `${file}.yaml`,
    `  name: ${JSON.stringify(name)}`,
    '  start: 2026-01-05T09:00:00Z',
    ...(given.length === 0 ? [] : [`  # parameters of the contract: ${given.join(', ')}`]),
    '  steps:',
    '    - call: createProductOrder',
    '      body: requests/etherway-fibre-provide.json',
    '      save: { orderId: id }',
    '    - advance: 5 working days',
  ].join('\n');
}
