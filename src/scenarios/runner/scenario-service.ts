import { parseInstant } from '#domain/calendar/working-time';
import { pointerBelowDepth } from '#domain/core/json-depth';
import type { Profile } from '#domain/core/sandbox-state';
import { clockDocument, singletonWrite } from '#domain/core/sandbox-state';
import { ControlApiError } from '#http/control/control-client';
import type { ScenarioHost, ScenarioPreparation, ScenarioView } from '#http/control/control-dependencies';
import { ControlRequestError } from '#runtime/control-request-error';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { defaultStartInstant } from '#runtime/sandboxes/sandboxes';
import { loadScenarioValue } from '#scenarios/language/load-scenario';
import type { LoadedScenario, Scenario, ScenarioStep } from '#scenarios/language/scenario';
import { describeStep, stepKindOf } from '#scenarios/language/scenario';
import { describeUnknownScenario, findInLibrary, scenarioLibrary } from '#scenarios/language/scenario-library';
import { maxNesting, type ScenarioLimits } from '#scenarios/language/scenario-limits';
import { InvalidScenarioError, type ScenarioProblem } from '#scenarios/language/scenario-problem';
import { performStep } from './perform-step.ts';
import { prepareSandbox, SetupError, sandboxStart } from './prepare-sandbox.ts';
import { readLibraryPreviews } from './preview.ts';
import { createScenarioRun } from './run-scenario.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** The scenarios of a running server: lists the library and prepares sandboxes for clients. Pass it to `serve()`. */
export function scenarioService(server: ScenarioHost): ScenarioPreparation {
  let views: readonly ScenarioView[] | undefined;
  return {
    async list() {
      views ??= [...scenarioLibrary().values()].map(toScenarioView);
      return views;
    },
    async get(name) {
      const loaded = findInLibrary(name);
      return loaded && toScenarioView(loaded);
    },
    prepare(name, pointer) {
      const loaded = requireScenario(name, pointer);
      return (live) => hostScenario(server, live, loaded);
    },
    async apply(live, { name, inline }) {
      const loaded =
        name === undefined ? await loadInline(inline, server.sandboxes.limits) : requireScenario(name, '/name');
      return hostScenario(server, live, loaded);
    },
  };
}

function requireScenario(name: string, pointer: string): LoadedScenario {
  const loaded = findInLibrary(name);
  if (!loaded)
    throw new ControlRequestError(
      422,
      describeUnknownScenario(name),
      [{ pointer, got: name, expected: 'the name of a scenario' }],
      { code: 'ETHERBOX_UNKNOWN_SCENARIO' },
    );
  return loaded;
}

/** A scenario's card: its subject, the client's task and its preview. */
function toScenarioView({ name, scenario, text }: LoadedScenario): ScenarioView {
  const { name: title, family, teaches, story, steps } = scenario;
  return {
    name,
    title,
    ...(family === undefined ? {} : { family }),
    ...(teaches === undefined ? {} : { summary: teaches }),
    ...(story === undefined ? {} : { story }),
    client: describeClientCalls(steps),
    steps: steps.map((step) => ({ kind: stepKindOf(step), text: describeStep(step) })),
    ...(text === undefined ? {} : { text }),
    sequence: readLibraryPreviews()[name] ?? [],
    problems: [],
  };
}

function describeClientCalls(steps: readonly ScenarioStep[]): string {
  const calls = steps.flatMap((step) => ('call' in step ? [step.call] : 'awaitCall' in step ? [step.awaitCall] : []));
  return calls.length === 0 ? 'The client makes no call' : `The client calls ${[...new Set(calls)].join(', ')}`;
}

async function loadInline(inline: unknown, limits: ScenarioLimits): Promise<LoadedScenario> {
  try {
    if (typeof inline !== 'string') return loadScenarioValue(inline, 'inline', undefined, limits);
    return await parseInlineText(inline, limits);
  } catch (error) {
    if (error instanceof InvalidScenarioError) throw invalidScenarioRefusal(error);
    throw error;
  }
}

/**
 * JSON is cheap; the YAML parser is loaded only when YAML arrives, because a process that has parsed YAML is slower.
 */
async function parseInlineText(text: string, limits: ScenarioLimits): Promise<LoadedScenario> {
  // What is too deep goes to the reader of YAML, which says where.
  if (/^\s*\{/.test(text) && pointerBelowDepth(text, maxNesting) === undefined) {
    try {
      return loadScenarioValue(JSON.parse(text), 'inline', undefined, limits);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  const { readScenarioText } = await import('#scenarios/language/read-scenario');
  const read = readScenarioText(text, { name: 'inline', limits });
  if ('problems' in read) throw new InvalidScenarioError(read.problems);
  return read.loaded;
}

function invalidScenarioRefusal(cause: InvalidScenarioError): ControlRequestError {
  const violations = cause.problems.map((problem) => ({
    pointer: `/inline${problem.pointer}`,
    got: problem.found,
    expected: expectedText(problem),
  }));
  return new ControlRequestError(422, 'Invalid scenario', violations, { code: cause.code, cause });
}

function expectedText({ line, column, expected, suggestion }: ScenarioProblem): string {
  const where = line === undefined ? '' : ` (line ${line}, column ${column})`;
  return `${expected}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}${where}`;
}

/**
 * Prepares a sandbox for a client. A sandbox that is still new and has no settings of its own gets the scenario's seed,
 * start and customer; a sandbox in use keeps its own and gets the rest on top.
 */
export async function hostScenario(server: ScenarioHost, live: LiveSandbox, loaded: LoadedScenario): Promise<object> {
  const { scenario } = loaded;
  const isFresh = live.isEmpty();
  const start = isFresh ? await configureSandbox(server, live, scenario) : undefined;
  const scenarioRun = await createScenarioRun(loaded, { ...controlOptions(server), sandbox: live.id, mode: 'assist' });
  // Events of the preparation are not sent to the client's listener.
  const { callback } = live.profile;
  const firstRequest = live.journal.lastReservedNumber + 1;
  try {
    if (callback) await server.sandboxes.patchProfile(live.id, { callback: null });
    await prepareSandbox(scenarioRun, start);
    const lastRequest = live.journal.lastReservedNumber;
    if (lastRequest >= firstRequest)
      live.recordIntervention(
        { kind: 'prepared', scenario: loaded.name, first: firstRequest, last: lastRequest },
        live.moment,
      );
    // A reset leads to the first step, not to the time before it in which services were installed.
    const instant = start === undefined ? undefined : parseInstant(start);
    if (instant !== undefined) await server.sandboxes.patchProfile(live.id, { start: instant });
  } catch (error) {
    throw toSetupRefusal(error);
  } finally {
    if (callback) await server.sandboxes.patchProfile(live.id, { callback });
  }
  const steps = await performInitialSteps(scenarioRun);
  const summary = setupSummary(scenario, isFresh);
  return {
    name: loaded.name,
    passed: true,
    steps: [...summary, ...steps],
    saved: Object.fromEntries(scenarioRun.saved),
  };
}

/** A server that listens on all addresses is reached on loopback. */
const controlOptions = ({ baseUrl, controlToken }: ScenarioHost) => ({
  baseUrl: baseUrl().replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:'),
  ...(controlToken === undefined ? {} : { controlToken }),
});

/** Sets the instant of the first step when the scenario determines it. */
async function configureSandbox(
  { sandboxes }: ScenarioHost,
  live: LiveSandbox,
  scenario: Scenario,
): Promise<string | undefined> {
  const { profile } = live;
  const { duns, portalLoginId, profile: mode, settings: scenarioSettings } = scenario.customer ?? {};
  const hasOwnSeed = profile.seed !== profile.id && profile.seed !== 'default';
  const hasOwnStart = profile.start !== defaultStartInstant;
  const start = hasOwnStart
    ? new Date(profile.start).toISOString()
    : (scenario.start ?? new Date(profile.start).toISOString());
  const startInstant = parseInstant(sandboxStart(scenario, start)) as number;
  const patch: Partial<Profile> = {
    start: startInstant,
    ...(hasOwnSeed || scenario.seed === undefined ? {} : { seed: String(scenario.seed) }),
    ...(duns === undefined ? {} : { duns }),
    ...(portalLoginId === undefined ? {} : { portalLoginId }),
    ...(mode === undefined ? {} : { mode }),
    ...(scenarioSettings === undefined
      ? {}
      : { settings: { ...profile.settings, ...scenarioSettings } as Profile['settings'] }),
  };
  await sandboxes.patchProfile(live.id, patch);
  if (live.clock.mode === 'frozen')
    live.commit({ writes: [singletonWrite(clockDocument, { ...live.clock, now: startInstant })] });
  await live.whenDurable();
  return live.clock.mode === 'frozen' ? start : undefined;
}

function toSetupRefusal(error: unknown): unknown {
  if (error instanceof SetupError)
    return new ControlRequestError(422, `The starting state could not be created: ${error.message}`, [], {
      code: error.code,
      cause: error,
    });
  if (!(error instanceof ControlApiError)) return error;
  const { status, message, violations } = error;
  const violationMembers = violations.map(({ pointer, found, expected = '' }) => ({ pointer, got: found, expected }));
  return new ControlRequestError(
    status >= 500 ? 507 : 422,
    `The starting state could not be created: ${message}`,
    violationMembers,
    { code: 'ETHERBOX_SETUP_FAILED', cause: error },
  );
}

/** Fault injections and setbacks before the client's first step belong to the initial state. */
async function performInitialSteps(scenarioRun: ScenarioRun): Promise<readonly object[]> {
  const outcomes: object[] = [];
  for (const step of scenarioRun.loaded.scenario.steps) {
    if (!('inject' in step) && !('setback' in step)) break;
    const { message } = await performStep(scenarioRun, step);
    outcomes.push({
      kind: stepKindOf(step),
      text: describeStep(step),
      passed: message === undefined,
      ...(message ? { message } : {}),
    });
  }
  return outcomes;
}

function setupSummary(
  { addresses = [], assets = [], orders = [], faultInjections = [], setbacks = [] }: Scenario,
  isFresh: boolean,
) {
  const summarize = (count: number, what: string) =>
    count === 0 ? [] : [{ kind: 'setup', text: `${count} ${what}`, passed: true }];
  return [
    ...(isFresh
      ? []
      : [
          { kind: 'setup', text: 'the sandbox already had state and keeps its seed, clock and customer', passed: true },
        ]),
    ...summarize(addresses.length, 'temporary addresses'),
    ...summarize(assets.length, 'orders completed before the start'),
    ...summarize(orders.length, 'orders in progress'),
    ...summarize(faultInjections.length, 'fault injections'),
    ...summarize(setbacks.length, 'setbacks'),
  ];
}
