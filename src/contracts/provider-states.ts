import type { JsonMap, PactFile, ProviderState } from './pact-file.ts';
import type { Provider, World, WorldRequest } from './provider.ts';
import { valuesOf } from './world-values.ts';

/** Values that `fromProviderState` expressions may name. */
export interface Prepared {
  readonly world: World;
  readonly values: JsonMap;
}

export interface StateTrouble {
  readonly state: string;
  /** `unknown`: no scenario has this name; `failed`: it has, but it did not come about. */
  readonly kind: 'unknown' | 'failed';
  readonly text: string;
  /** What to paste to make it known. */
  readonly skeleton?: string;
}

/** Somebody who knows some provider states. */
export interface StateSource {
  /** Undefined: not mine. Throws when the state did not come about. */
  prepare(state: ProviderState, world: World, pact: PactFile): Promise<JsonMap | undefined>;
  /** Seed and start of the world, where the state needs its own. */
  world?(state: ProviderState, pact: PactFile): WorldRequest | undefined;
}

/** A fresh sandbox in which every state of the interaction has come about, one after the other. */
export async function prepareWorld(
  provider: Provider,
  sources: readonly StateSource[],
  states: readonly ProviderState[],
  pact: PactFile,
): Promise<Prepared | StateTrouble> {
  const wanted = states.flatMap((state) => sources.map((source) => source.world?.(state, pact))).find(Boolean);
  const world = await provider.open(wanted);
  let values: JsonMap = {};
  for (const state of states) {
    const made = await prepareState(sources, state, world, pact);
    if ('kind' in made) {
      await world.close();
      return made;
    }
    values = { ...values, ...made.values };
  }
  return { world, values: { ...valuesOf(world), ...values } };
}

async function prepareState(
  sources: readonly StateSource[],
  state: ProviderState,
  world: World,
  pact: PactFile,
): Promise<{ readonly values: JsonMap } | StateTrouble> {
  try {
    for (const source of sources) {
      const values = await source.prepare(state, world, pact);
      if (values !== undefined) return { values };
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { state: state.name, kind: 'failed', text: `The state "${state.name}" did not come about: ${text}` };
  }
  return {
    state: state.name,
    kind: 'unknown',
    text: `No scenario is named "${state.name}"`,
    skeleton: skeletonOf(state),
  };
}

/** A scenario file to begin with, named as it is looked up. */
export function skeletonOf({ name, params }: ProviderState): string {
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
