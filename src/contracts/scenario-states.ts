import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../mock/domain/working-time.ts';
import { findScenario } from '../scenarios/find-scenarios.ts';
import { inLibrary, slug } from '../scenarios/library.ts';
import { startListener } from '../scenarios/listener.ts';
import type { Play } from '../scenarios/play.ts';
import { beginningOf, prepareWorld } from '../scenarios/prepare.ts';
import { defaultStart, makePlay, run } from '../scenarios/run-scenario.ts';
import type { LoadedScenario } from '../scenarios/scenario.ts';
import type { JsonMap, ProviderState } from './pact-file.ts';
import type { World } from './provider.ts';
import type { StateSource } from './provider-states.ts';

/**
 * Provider states that are scenarios: of the library, or of folders of one's own, by file name or by what they are called.
 * Parameters of the contract are known to the scenario as `$name`; two are ours: `steps` (a number) plays only the first
 * steps, and `advance` (a duration, or anything that `etherbox advance --until` takes) lets time pass afterwards.
 */
export function scenarioStates(folders: readonly string[] = []): StateSource {
  return {
    world(state) {
      const loaded = load(state.name, folders);
      if (!loaded) return undefined;
      const { scenario, name } = loaded;
      const now = parseInstant(beginningOf(scenario, scenario.start ?? defaultStart));
      const { duns, portalLoginId, profile, settings } = scenario.customer ?? {};
      return {
        seed: String(scenario.seed ?? name),
        ...(now === undefined ? {} : { now }),
        customer: { duns, portalLoginId, profile, settings },
      };
    },
    async prepare(state, world) {
      const loaded = load(state.name, folders);
      return loaded && play(loaded, state, world);
    },
  };
}

/** A scenario of one's own goes before one of the library. */
function load(name: string, folders: readonly string[]): LoadedScenario | undefined {
  for (const folder of folders) {
    const file = ['.yaml', '.yml'].map((ending) => join(folder, slug(name) + ending)).find((path) => existsSync(path));
    if (file !== undefined) return findScenario(file);
  }
  return inLibrary(name);
}

async function play(loaded: LoadedScenario, { params }: ProviderState, world: World): Promise<JsonMap> {
  const { scenario } = loaded;
  const listener = scenario.listener === undefined ? undefined : await startListener(scenario.listener);
  const steps = typeof params.steps === 'number' ? scenario.steps.slice(0, params.steps) : scenario.steps;
  try {
    const made = await makePlay(
      { ...loaded, scenario: { ...scenario, steps } },
      { baseUrl: world.baseUrl, sandbox: world.id, mode: 'played', listener },
    );
    for (const [name, value] of Object.entries(params)) made.saved.set(name, value);
    const result = await run(made, async () => {
      await prepareWorld(made, scenario.start ?? defaultStart);
      if (listener) await made.stage.setCallback(listener.callback);
    });
    if (result.outcome !== 'passed') throw new Error(result.message ?? 'the scenario failed');
    if (typeof params.advance === 'string') await letPass(made, params.advance);
    return Object.fromEntries(made.saved);
  } finally {
    // What the interaction causes is nobody's to hear.
    await world.control.call('PATCH', '~', { callback: null });
    await listener?.close();
  }
}

const goals = ['next-milestone', 'next-event', 'completion'];

const letPass = ({ stage }: Play, advance: string): Promise<void> =>
  stage.advance(goals.includes(advance) ? { until: advance } : { by: advance });
