import { ControlApiError } from '../mock/http/control-client.ts';
import type { RunningServer } from '../mock/http/serve.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import { ControlRequestError } from '../mock/runtime/refusal.ts';
import { describeUnknownScenario, findInLibrary } from '../scenarios/library.ts';
import { InvalidScenarioError } from '../scenarios/problem.ts';
import type { LoadedScenario } from '../scenarios/scenario.ts';
import { hostScenario } from '../scenarios/scenario-desk.ts';
import type { ScenarioLimits } from '../scenarios/scenario-limits.ts';
import { UsageError } from './exit.ts';
import { printNotice } from './print.ts';

/** `start --scenario`: the world of a scenario, prepared in the default sandbox before anybody is told that it is ready. */
export async function prepareStartScenario(
  server: RunningServer,
  live: LiveSandbox,
  scenario: LoadedScenario,
  controlToken: string | undefined,
): Promise<void> {
  if (!live.isEmpty()) {
    printNotice(
      `Scenario  ${scenario.name} was not prepared again: the sandbox holds state already (etherbox reset empties it)`,
    );
    return;
  }
  const { sandboxes, baseUrl } = server;
  try {
    await hostScenario({ sandboxes, baseUrl: () => baseUrl, controlToken }, live, scenario);
    printNotice(`Scenario  ${scenario.name} is prepared (what it is about: etherbox run --list ${scenario.name})`);
  } catch (error) {
    if (!(error instanceof ControlRequestError) && !(error instanceof ControlApiError)) throw error;
    throw new UsageError(`--scenario ${scenario.name}: ${error.message}`);
  }
}

/** By its name, or from a file; read before the server starts, so that a mistake in it is the first thing said. */
export async function findStartScenario(nameOrFile: string, limits: ScenarioLimits): Promise<LoadedScenario> {
  const fromLibrary = findInLibrary(nameOrFile);
  if (fromLibrary) return fromLibrary;
  if (!/\.ya?ml$/.test(nameOrFile)) throw new UsageError(describeUnknownScenario(nameOrFile));
  // Loaded only here: a process that has parsed YAML serves more slowly for the rest of its life.
  const { readScenarioFile } = await import('../scenarios/read-scenario.ts');
  try {
    return readScenarioFile(nameOrFile, limits);
  } catch (error) {
    throw error instanceof InvalidScenarioError ? new UsageError(error.message) : error;
  }
}
