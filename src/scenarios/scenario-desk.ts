import type { Profile } from '../mock/domain/sandbox.ts';
import { settings } from '../mock/domain/sandbox.ts';
import { parseInstant } from '../mock/domain/working-time.ts';
import { ControlRefused } from '../mock/http/control-client.ts';
import type { ScenarioServer, ScenariosPort, ScenarioView } from '../mock/http/control-port.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import { Refusal } from '../mock/runtime/refusal.ts';
import { defaultStart as defaultInstant } from '../mock/runtime/sandboxes.ts';
import { foreseenLibrary } from './foresee.ts';
import { inLibrary, library, unknownScenarioText } from './library.ts';
import { loadScenarioValue } from './load-value.ts';
import { perform } from './perform.ts';
import type { Play } from './play.ts';
import { beginningOf, prepareWorld, WorldRefused } from './prepare.ts';
import { type ScenarioProblem, ScenarioUnusable } from './problem.ts';
import { makePlay } from './run-scenario.ts';
import type { LoadedScenario, Scenario, Step } from './scenario.ts';
import type { ScenarioLimits } from './scenario-limits.ts';
import { stepKind, stepText } from './step-text.ts';

/** Scenarios as a running server knows them: it lists the library and prepares sandboxes for clients. Give it to serve(). */
export function scenarioDesk(server: ScenarioServer): ScenariosPort {
  let views: readonly ScenarioView[] | undefined;
  return {
    async list() {
      views ??= [...library().values()].map(scenarioView);
      return views;
    },
    async get(name) {
      const loaded = inLibrary(name);
      return loaded && scenarioView(loaded);
    },
    prepare(name, pointer) {
      const loaded = mustKnow(name, pointer);
      return (live) => hostScenario(server, live, loaded);
    },
    async apply(live, { name, inline }) {
      const loaded = name === undefined ? await readInline(inline, server.sandboxes.limits) : mustKnow(name, '/name');
      return hostScenario(server, live, loaded);
    },
  };
}

function mustKnow(name: string, pointer: string): LoadedScenario {
  const loaded = inLibrary(name);
  if (!loaded)
    throw new Refusal(422, unknownScenarioText(name), [{ pointer, got: name, expected: 'the name of a scenario' }]);
  return loaded;
}

/** What a card shows before it is applied: what it is about, what the client is to do, and what will happen. */
function scenarioView({ name, scenario, text }: LoadedScenario): ScenarioView {
  const { name: title, family, teaches, story, steps } = scenario;
  return {
    name,
    title,
    ...(family === undefined ? {} : { family }),
    ...(teaches === undefined ? {} : { summary: teaches }),
    ...(story === undefined ? {} : { story }),
    client: clientText(steps),
    steps: steps.map((step) => ({ kind: stepKind(step), text: stepText(step) })),
    ...(text === undefined ? {} : { text }),
    sequence: foreseenLibrary()[name] ?? [],
    problems: [],
  };
}

function clientText(steps: readonly Step[]): string {
  const calls = steps.flatMap((step) =>
    'call' in step ? [step.call] : 'wait for the client' in step ? [step['wait for the client']] : [],
  );
  return calls.length === 0 ? 'The client makes no call' : `The client calls ${[...new Set(calls)].join(', ')}`;
}

async function readInline(inline: unknown, limits: ScenarioLimits): Promise<LoadedScenario> {
  try {
    if (typeof inline !== 'string') return loadScenarioValue(inline, 'inline', undefined, limits);
    return await readText(inline, limits);
  } catch (error) {
    if (error instanceof ScenarioUnusable) throw unusable(error.problems);
    throw error;
  }
}

/** JSON costs nothing here; YAML is loaded when somebody hands it over, because a process that has parsed it is slower. */
async function readText(text: string, limits: ScenarioLimits): Promise<LoadedScenario> {
  if (/^\s*\{/.test(text)) {
    try {
      return loadScenarioValue(JSON.parse(text), 'inline', undefined, limits);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  const { readScenarioText } = await import('./read-scenario.ts');
  const read = readScenarioText(text, { name: 'inline', limits });
  if ('problems' in read) throw new ScenarioUnusable(read.problems);
  return read.loaded;
}

function unusable(problems: readonly ScenarioProblem[]): Refusal {
  const faults = problems.map((problem) => ({
    pointer: `/inline${problem.pointer}`,
    got: problem.found,
    expected: rightText(problem),
  }));
  return new Refusal(422, 'The scenario cannot be used', faults);
}

function rightText({ line, column, expected, suggestion }: ScenarioProblem): string {
  const where = line === undefined ? '' : ` (line ${line}, column ${column})`;
  return `${expected}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}${where}`;
}

/**
 * Hosted: the world is prepared and waits for the client. Seed, start and customer are taken over where the sandbox is
 * still as it was made and was made without its own; a sandbox in use keeps what it has and gets the rest on top.
 */
export async function hostScenario(server: ScenarioServer, live: LiveSandbox, loaded: LoadedScenario): Promise<object> {
  const { scenario } = loaded;
  const fresh = live.isEmpty();
  const start = fresh ? await settle(server, live, scenario) : undefined;
  const play = await makePlay(loaded, { ...reach(server), sandbox: live.id, mode: 'hosted' });
  // What came about before is not told to the client's listener.
  const { callback } = live.profile;
  const first = live.journal.taken + 1;
  try {
    if (callback) await server.sandboxes.patchProfile(live.id, { callback: null });
    await prepareWorld(play, start);
    const last = live.journal.taken;
    if (last >= first) live.intervened({ kind: 'prepared', scenario: loaded.name, first, last }, live.moment);
    // A reset leads to the start, not to the time before it in which the services were installed.
    const instant = start === undefined ? undefined : parseInstant(start);
    if (instant !== undefined) await server.sandboxes.patchProfile(live.id, { start: instant });
  } catch (error) {
    throw refused(error);
  } finally {
    if (callback) await server.sandboxes.patchProfile(live.id, { callback });
  }
  const steps = await setUp(play);
  const made = worldText(scenario, fresh);
  return { name: loaded.name, passed: true, steps: [...made, ...steps], saved: Object.fromEntries(play.saved) };
}

/** A server that listens everywhere is reached on loopback. */
const reach = ({ baseUrl, controlToken }: ScenarioServer) => ({
  baseUrl: baseUrl().replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:'),
  ...(controlToken === undefined ? {} : { controlToken }),
});

/** The instant of the first step, where the scenario decides it. */
async function settle(
  { sandboxes }: ScenarioServer,
  live: LiveSandbox,
  scenario: Scenario,
): Promise<string | undefined> {
  const { profile } = live;
  const { duns, portalLoginId, profile: mode, settings: switches } = scenario.customer ?? {};
  const ownSeed = profile.seed !== profile.id && profile.seed !== 'default';
  const ownStart = profile.start !== defaultInstant;
  const start = ownStart
    ? new Date(profile.start).toISOString()
    : (scenario.start ?? new Date(profile.start).toISOString());
  const begin = parseInstant(beginningOf(scenario, start)) as number;
  const patch: Partial<Profile> = {
    start: begin,
    ...(ownSeed || scenario.seed === undefined ? {} : { seed: String(scenario.seed) }),
    ...(duns === undefined ? {} : { duns }),
    ...(portalLoginId === undefined ? {} : { portalLoginId }),
    ...(mode === undefined ? {} : { mode }),
    ...(switches === undefined ? {} : { settings: { ...profile.settings, ...switches } as Profile['settings'] }),
  };
  await sandboxes.patchProfile(live.id, patch);
  if (live.clock.mode === 'frozen') live.commit({ puts: [[settings.name, 'clock', { ...live.clock, now: begin }]] });
  await live.durable();
  return live.clock.mode === 'frozen' ? start : undefined;
}

function refused(error: unknown): unknown {
  if (error instanceof WorldRefused) return new Refusal(422, `The starting world could not be made: ${error.message}`);
  if (!(error instanceof ControlRefused)) return error;
  const { status, message, faults } = error;
  const members = faults.map(({ pointer, found, expected = '' }) => ({ pointer, got: found, expected }));
  return new Refusal(status >= 500 ? 507 : 422, `The starting world could not be made: ${message}`, members);
}

/** Failures and troubles that come before the client's first turn belong to the world that it finds. */
async function setUp(play: Play): Promise<readonly object[]> {
  const done: object[] = [];
  for (const step of play.loaded.scenario.steps) {
    if (!('fail' in step) && !('trouble' in step)) break;
    const { message } = await perform(play, step);
    done.push({
      kind: stepKind(step),
      text: stepText(step),
      passed: message === undefined,
      ...(message ? { message } : {}),
    });
  }
  return done;
}

function worldText({ addresses = [], assets = [], orders = [], faults = [], troubles = [] }: Scenario, fresh: boolean) {
  const say = (count: number, what: string) =>
    count === 0 ? [] : [{ kind: 'world', text: `${count} ${what}`, passed: true }];
  return [
    ...(fresh
      ? []
      : [
          { kind: 'world', text: 'the sandbox was in use: it kept its seed, its clock and its customer', passed: true },
        ]),
    ...say(addresses.length, 'temporary addresses'),
    ...say(assets.length, 'orders completed before the start'),
    ...say(orders.length, 'orders under way'),
    ...say(faults.length, 'faults of the wire'),
    ...say(troubles.length, 'troubles of the business'),
  ];
}
