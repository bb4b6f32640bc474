import { ControlRefused } from '../mock/http/control-client.ts';
import type { Serving } from '../mock/http/serve.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import { Refusal } from '../mock/runtime/refusal.ts';
import { inLibrary, unknownScenarioText } from '../scenarios/library.ts';
import { ScenarioUnusable } from '../scenarios/problem.ts';
import type { LoadedScenario } from '../scenarios/scenario.ts';
import { hostScenario } from '../scenarios/scenario-desk.ts';
import type { ScenarioLimits } from '../scenarios/scenario-limits.ts';
import { UsageError } from './exit.ts';
import { say } from './print.ts';

/** `start --scenario`: the world of a scenario, prepared in the default sandbox before anybody is told that it is ready. */
export async function prepareScenario(
  serving: Serving,
  live: LiveSandbox,
  loaded: LoadedScenario,
  controlToken: string | undefined,
): Promise<void> {
  if (!live.isEmpty()) {
    say(`Scenario  ${loaded.name} was not prepared again: the sandbox holds state already (etherbox reset empties it)`);
    return;
  }
  const { sandboxes, baseUrl } = serving;
  try {
    await hostScenario({ sandboxes, baseUrl: () => baseUrl, controlToken }, live, loaded);
    say(`Scenario  ${loaded.name} is prepared (what it is about: etherbox run --list ${loaded.name})`);
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof ControlRefused)) throw error;
    throw new UsageError(`--scenario ${loaded.name}: ${error.message}`);
  }
}

/** By its name, or from a file; read before the server starts, so that a mistake in it is the first thing said. */
export async function readScenario(named: string, limits: ScenarioLimits): Promise<LoadedScenario> {
  const known = inLibrary(named);
  if (known) return known;
  if (!/\.ya?ml$/.test(named)) throw new UsageError(unknownScenarioText(named));
  // Loaded only here: a process that has parsed YAML serves more slowly for the rest of its life.
  const { readScenarioFile } = await import('../scenarios/read-scenario.ts');
  try {
    return readScenarioFile(named, limits);
  } catch (error) {
    throw error instanceof ScenarioUnusable ? new UsageError(error.message) : error;
  }
}
