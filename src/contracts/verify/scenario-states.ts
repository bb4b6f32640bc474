import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonMap, ProviderState } from '#contracts/pact/pact-file';
import { parseInstant } from '#domain/calendar/working-time';
import { EtherboxError } from '#domain/core/etherbox-error';
import { findScenario } from '#scenarios/language/find-scenarios';
import type { LoadedScenario } from '#scenarios/language/scenario';
import { findInLibrary, slugify } from '#scenarios/language/scenario-library';
import { startListener } from '#scenarios/runner/callback-listener';
import { prepareSandbox, sandboxStart } from '#scenarios/runner/prepare-sandbox';
import { createScenarioRun, defaultScenarioStart, runSteps } from '#scenarios/runner/run-scenario';
import type { ScenarioRun } from '#scenarios/runner/scenario-run';
import type { ProviderSandbox } from './contract-provider.ts';
import type { StateProvider } from './provider-states.ts';

/**
 * Provider states that are scenarios: of the library, or of the user's own folders, by file name or by title. The scenario
 * reads parameters of the contract as `$name`. Two have a meaning of their own: `steps` (a number) runs only the first
 * steps, and `advance` (a duration, or anything that `etherbox advance --until` takes) advances the clock afterwards.
 */
export function scenarioStates(folders: readonly string[] = []): StateProvider {
  return {
    sandboxFor(state) {
      const loaded = findStateScenario(state.name, folders);
      if (!loaded) return undefined;
      const { scenario, name } = loaded;
      const now = parseInstant(sandboxStart(scenario, scenario.start ?? defaultScenarioStart));
      const { duns, portalLoginId, profile, settings } = scenario.customer ?? {};
      return {
        seed: String(scenario.seed ?? name),
        ...(now === undefined ? {} : { now }),
        customer: { duns, portalLoginId, profile, settings },
      };
    },
    async prepare(state, sandbox) {
      const loaded = findStateScenario(state.name, folders);
      return loaded && runStateScenario(loaded, state, sandbox);
    },
  };
}

/** A scenario of the user's own is preferred to one of the library. */
function findStateScenario(name: string, folders: readonly string[]): LoadedScenario | undefined {
  for (const folder of folders) {
    const file = ['.yaml', '.yml']
      .map((ending) => join(folder, slugify(name) + ending))
      .find((path) => existsSync(path));
    if (file !== undefined) return findScenario(file);
  }
  return findInLibrary(name);
}

async function runStateScenario(
  loaded: LoadedScenario,
  { params }: ProviderState,
  sandbox: ProviderSandbox,
): Promise<JsonMap> {
  const { scenario } = loaded;
  const listener = scenario.listener === undefined ? undefined : await startListener(scenario.listener);
  const steps = typeof params.steps === 'number' ? scenario.steps.slice(0, params.steps) : scenario.steps;
  try {
    const scenarioRun = await createScenarioRun(
      { ...loaded, scenario: { ...scenario, steps } },
      { baseUrl: sandbox.baseUrl, sandbox: sandbox.id, mode: 'run', listener },
    );
    for (const [name, value] of Object.entries(params)) scenarioRun.saved.set(name, value);
    const result = await runSteps(scenarioRun, async () => {
      await prepareSandbox(scenarioRun, scenario.start ?? defaultScenarioStart);
      if (listener) await scenarioRun.driver.setCallback(listener.callback);
    });
    if (result.outcome !== 'passed')
      throw new EtherboxError('ETHERBOX_SCENARIO_FAILED', result.message ?? 'the scenario failed');
    if (typeof params.advance === 'string') await advanceStateClock(scenarioRun, params.advance);
    return Object.fromEntries(scenarioRun.saved);
  } finally {
    // The scenario's listener ends here: callbacks of the interaction go to the inbox.
    await sandbox.control.call('PATCH', '~', { callback: null });
    await listener?.close();
  }
}

const advanceGoalNames = ['next-milestone', 'next-event', 'completion'];

const advanceStateClock = ({ driver }: ScenarioRun, advance: string): Promise<void> =>
  driver.advance(advanceGoalNames.includes(advance) ? { until: advance } : { by: advance });
