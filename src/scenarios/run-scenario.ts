import { ControlClient, ControlRefused } from '../mock/http/control-client.ts';
import { gather } from './gather.ts';
import { type RunningListener, startListener } from './listener.ts';
import { perform } from './perform.ts';
import type { Done, Mode, Play } from './play.ts';
import { beginningOf, prepareWorld, WorldRefused } from './prepare.ts';
import { recallWorld } from './recall.ts';
import type { CaseResult, StepResult } from './result.ts';
import type { LoadedScenario, Step } from './scenario.ts';
import { httpStage } from './stage-http.ts';
import { stepKind, stepText } from './step-text.ts';

export const defaultStart = '2026-01-05T09:00:00Z';

export interface RunOptions {
  /** Of the server that it runs against. */
  readonly baseUrl: string;
  readonly controlToken?: string | undefined;
  /** Instead of the scenario's own. */
  readonly seed?: string | undefined;
  /** Wall milliseconds that a client may take for one call, where it is hosted. */
  readonly patienceMs?: number;
  /** Keep the sandbox afterwards, to look at it. */
  readonly keep?: boolean;
}

/** Plays a scenario in a sandbox of its own, which is gone afterwards. Rejects only where the server cannot be reached. */
export async function playScenario(loaded: LoadedScenario, options: RunOptions): Promise<CaseResult> {
  const { scenario } = loaded;
  const control = new ControlClient(options);
  const listener = scenario.listener === undefined ? undefined : await startListener(scenario.listener);
  const start = scenario.start ?? defaultStart;
  let sandbox: SandboxMade | undefined;
  try {
    sandbox = await makeSandbox(control, loaded, beginningOf(scenario, start), options.seed);
    const play = await makePlay(loaded, { ...options, sandbox: sandbox.id, mode: 'played', listener });
    return await run(play, async () => {
      await prepareWorld(play, start);
      if (listener) await play.stage.setCallback(listener.callback);
    });
  } catch (error) {
    if (!(error instanceof ControlRefused)) throw error;
    return unplayed(loaded, refusalText(error));
  } finally {
    await listener?.close();
    if (sandbox && !options.keep) await control.call('DELETE', `/sandboxes/${sandbox.id}`).catch(() => undefined);
  }
}

export interface FollowOptions extends RunOptions {
  readonly sandbox: string;
  /** `hosted`: prepare the world, and wait wherever the client is to call. `judged`: the client is done already. */
  readonly mode: 'hosted' | 'judged';
  /** Called when the world is prepared and the client may begin. */
  readonly prepared?: () => void;
}

/** A scenario on a sandbox that a client uses: what the client did is judged. */
export async function followClient(loaded: LoadedScenario, options: FollowOptions): Promise<CaseResult> {
  const play = await makePlay(loaded, options);
  return run(play, async () => {
    await (options.mode === 'hosted' ? prepareWorld(play, undefined) : recallWorld(play));
    options.prepared?.();
  });
}

interface SandboxMade {
  readonly id: string;
}

async function makeSandbox(
  control: ControlClient,
  { name, scenario }: LoadedScenario,
  now: string,
  seed: string | undefined,
): Promise<SandboxMade> {
  const { duns, portalLoginId, profile, settings } = scenario.customer ?? {};
  const said = { duns, portalLoginId, profile, settings };
  const wanted = sandboxName(name);
  for (let n = 1; ; n += 1) {
    // The id decides the DUNS and the portal login: the same one, unless it is taken.
    const id = n === 1 ? wanted : `${wanted.slice(0, 56)}-${n}`;
    try {
      return await control.post<SandboxMade>('/sandboxes', {
        id,
        seed: String(seed ?? scenario.seed ?? name),
        now,
        ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
      });
    } catch (error) {
      if (!(error instanceof ControlRefused) || error.status !== 409 || n >= 100) throw error;
    }
  }
}

const sandboxName = (name: string): string =>
  `scenario-${name.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')}`.slice(0, 60);

export interface PlayOptions extends RunOptions {
  readonly sandbox: string;
  readonly mode: Mode;
  readonly listener?: RunningListener | undefined;
}

/** A scenario on a sandbox that is there. */
export async function makePlay(loaded: LoadedScenario, options: PlayOptions): Promise<Play> {
  const { mode, listener, patienceMs = 600_000 } = options;
  const control = new ControlClient(options);
  const credentials = await control.get<Play['credentials'] & { duns: string; portalLoginId: string }>('~/credentials');
  const { duns, portalLoginId } = credentials;
  return {
    stage: httpStage(options),
    loaded,
    mode,
    credentials,
    saved: new Map(Object.entries({ duns, portalLoginId })),
    patienceMs,
    calls: 0,
    looked: new Map(),
    ...(listener ? { listener } : {}),
  };
}

/** Every step in turn; after the first that fails the rest is not done. */
export async function run(play: Play, prepare: () => Promise<void>): Promise<CaseResult> {
  const { loaded } = play;
  const refused = await attempt(prepare);
  if (refused !== undefined) return unplayed(loaded, `The starting world could not be made: ${refused}`);
  const steps: StepResult[] = [];
  for (const [n, step] of loaded.scenario.steps.entries()) {
    const stopped = steps.some(({ outcome }) => outcome === 'failed');
    const done = stopped ? { skipped: 'not reached' } : await tried(play, step);
    steps.push(stepResult(loaded, step, n, done));
  }
  const failure = steps.find(({ outcome }) => outcome === 'failed');
  return {
    ...caseOf(loaded),
    outcome: failure ? 'failed' : 'passed',
    ...(failure ? { message: failureText(failure) } : {}),
    ...(failure?.line === undefined ? {} : { line: failure.line }),
    steps,
    ...(await gather(play)),
  };
}

async function attempt(prepare: () => Promise<void>): Promise<string | undefined> {
  try {
    await prepare();
    return undefined;
  } catch (error) {
    if (error instanceof ControlRefused) return refusalText(error);
    if (error instanceof WorldRefused) return error.message;
    throw error;
  }
}

async function tried(play: Play, step: Step): Promise<Done> {
  try {
    return await perform(play, step);
  } catch (error) {
    if (error instanceof ControlRefused) return { message: refusalText(error) };
    throw error;
  }
}

function refusalText({ message, faults }: ControlRefused): string {
  const said = faults.map(({ pointer, expected }) => `${pointer || '/'}: expected ${expected ?? 'something else'}`);
  return [message, ...said].join('; ');
}

function stepResult({ lines }: LoadedScenario, step: Step, n: number, done: Done): StepResult {
  const { differences = [], message, skipped } = done;
  const bad = differences.length > 0 || (message !== undefined && skipped === undefined);
  const line = lines?.[n];
  return {
    kind: stepKind(step),
    text: stepText(step),
    outcome: bad ? 'failed' : skipped === undefined ? 'passed' : 'skipped',
    ...(line === undefined ? {} : { line }),
    ...(step.note === undefined ? {} : { note: step.note }),
    ...((message ?? skipped) === undefined ? {} : { message: message ?? (skipped as string) }),
    differences,
  };
}

function failureText({ text, message, differences: [first, ...more] }: StepResult): string {
  if (!first) return `${text}: ${message}`;
  const got = 'got' in first ? shown(first.got) : 'nothing';
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `${text}: ${first.pointer} expected ${shown(first.expected)}, got ${got}${rest}`;
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
};

function caseOf({ name, scenario, file }: LoadedScenario) {
  const { name: title, family, story, teaches } = scenario;
  return {
    name,
    title,
    ...(family === undefined ? {} : { group: family }),
    ...(file === undefined ? {} : { file }),
    ...(story === undefined ? {} : { story }),
    ...(teaches === undefined ? {} : { teaches }),
    again: `etherbox run ${file ?? name}`,
  };
}

function unplayed(loaded: LoadedScenario, message: string): CaseResult {
  return { ...caseOf(loaded), outcome: 'failed', message, line: 1, steps: [] };
}
