import { ControlApiError, ControlClient } from '#http/control/control-client';
import { createHttpDriver } from '#scenarios/drivers/http-driver';
import type { ScenarioOrProblems } from '#scenarios/language/find-scenarios';
import { describeStep, type LoadedScenario, type ScenarioStep, stepKindOf } from '#scenarios/language/scenario';
import { formatProblem } from '#scenarios/language/scenario-problem';
import type { CaseResult, RunResult, StepResult } from '#scenarios/report/run-result';
import { type RunningListener, startListener } from './callback-listener.ts';
import { collectReport } from './collect-report.ts';
import { performStep } from './perform-step.ts';
import { prepareSandbox, SetupError, sandboxStart } from './prepare-sandbox.ts';
import { restoreValues } from './restore-values.ts';
import type { RunMode, ScenarioRun, StepOutcome } from './scenario-run.ts';

/** How many scenarios run at once. More gain little, because they share one process. */
const maxConcurrent = 8;

export interface RunAllOptions extends RunOptions {
  /** Called as each scenario ends. */
  readonly progress?: (done: number, all: number, result: CaseResult) => void;
}

/** Runs every scenario in its own sandbox, several at once. Results have the given order. */
export async function runAllScenarios(
  scenarios: readonly ScenarioOrProblems[],
  options: RunAllOptions,
): Promise<RunResult> {
  const cases: CaseResult[] = [];
  const queue = [...scenarios.entries()];
  let done = 0;
  const runNext = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, one] = next;
      const result = 'loaded' in one ? await runScenario(one.loaded, options) : invalidScenarioResult(one);
      cases[index] = result;
      done += 1;
      options.progress?.(done, scenarios.length, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxConcurrent, scenarios.length) }, runNext));
  return { title: 'scenarios', cases };
}

function invalidScenarioResult({
  file,
  problems,
}: Exclude<ScenarioOrProblems, { readonly loaded: unknown }>): CaseResult {
  const line = problems[0]?.line;
  return {
    name: file,
    title: file,
    group: 'unusable',
    outcome: 'failed',
    message: problems.map(formatProblem).join('\n'),
    file,
    ...(line === undefined ? {} : { line }),
    steps: problems.map((problem) => ({
      kind: 'read',
      text: formatProblem(problem),
      outcome: 'failed' as const,
      ...(problem.line === undefined ? {} : { line: problem.line }),
      differences: [],
    })),
  };
}

export const defaultScenarioStart = '2026-01-05T09:00:00Z';

export interface RunOptions {
  /** Base URL of the server to run against. */
  readonly baseUrl: string;
  readonly controlToken?: string | undefined;
  /** Replaces the scenario's own seed. */
  readonly seed?: string | undefined;
  /** Wall milliseconds that a client may take for one call in `assist` mode. */
  readonly clientTimeoutMs?: number;
  /** Keeps the sandbox afterwards. */
  readonly keepSandbox?: boolean;
}

/** Runs a scenario in its own sandbox, which is deleted afterwards. Rejects only when the server cannot be reached. */
export async function runScenario(loaded: LoadedScenario, options: RunOptions): Promise<CaseResult> {
  const { scenario } = loaded;
  const control = new ControlClient(options);
  const listener = scenario.listener === undefined ? undefined : await startListener(scenario.listener);
  const start = scenario.start ?? defaultScenarioStart;
  let sandbox: CreatedSandbox | undefined;
  try {
    sandbox = await createScenarioSandbox(control, loaded, sandboxStart(scenario, start), options.seed);
    const scenarioRun = await createScenarioRun(loaded, { ...options, sandbox: sandbox.id, mode: 'run', listener });
    return await runSteps(scenarioRun, async () => {
      await prepareSandbox(scenarioRun, start);
      if (listener) await scenarioRun.driver.setCallback(listener.callback);
    });
  } catch (error) {
    if (!(error instanceof ControlApiError)) throw error;
    return setupFailure(loaded, formatRefusal(error));
  } finally {
    await listener?.close();
    if (sandbox && !options.keepSandbox)
      await control.call('DELETE', `/sandboxes/${sandbox.id}`).catch(() => undefined);
  }
}

export interface FollowOptions extends RunOptions {
  readonly sandbox: string;
  /** `assist`: prepares the sandbox, and waits at each call for the client. `verify`: the client has finished. */
  readonly mode: 'assist' | 'verify';
  /** Called when the sandbox is prepared and the client may begin. */
  readonly onPrepared?: () => void;
}

/** Checks a scenario against what a client does in its sandbox. */
export async function followClient(loaded: LoadedScenario, options: FollowOptions): Promise<CaseResult> {
  const scenarioRun = await createScenarioRun(loaded, options);
  return runSteps(scenarioRun, async () => {
    await (options.mode === 'assist' ? prepareSandbox(scenarioRun, undefined) : restoreValues(scenarioRun));
    options.onPrepared?.();
  });
}

interface CreatedSandbox {
  readonly id: string;
}

async function createScenarioSandbox(
  control: ControlClient,
  { name, scenario }: LoadedScenario,
  now: string,
  seed: string | undefined,
): Promise<CreatedSandbox> {
  const { duns, portalLoginId, profile, settings } = scenario.customer ?? {};
  const customerSettings = { duns, portalLoginId, profile, settings };
  const wantedId = makeSandboxName(name);
  for (let n = 1; ; n += 1) {
    // The id determines the DUNS and the portal login, so the same one is used unless it is taken.
    const id = n === 1 ? wantedId : `${wantedId.slice(0, 56)}-${n}`;
    try {
      return await control.post<CreatedSandbox>('/sandboxes', {
        id,
        seed: String(seed ?? scenario.seed ?? name),
        now,
        ...Object.fromEntries(Object.entries(customerSettings).filter(([, value]) => value !== undefined)),
      });
    } catch (error) {
      if (!(error instanceof ControlApiError) || error.code !== 'ETHERBOX_SANDBOX_EXISTS' || n >= 100) throw error;
    }
  }
}

const makeSandboxName = (name: string): string =>
  `scenario-${name.toLowerCase().replace(/[^a-z0-9._-]+/g, '-')}`.slice(0, 60);

export interface ScenarioRunOptions extends RunOptions {
  readonly sandbox: string;
  readonly mode: RunMode;
  readonly listener?: RunningListener | undefined;
}

/** Starts a scenario on an existing sandbox. */
export async function createScenarioRun(loaded: LoadedScenario, options: ScenarioRunOptions): Promise<ScenarioRun> {
  const { mode, listener, clientTimeoutMs = 600_000 } = options;
  const control = new ControlClient(options);
  const credentials = await control.get<ScenarioRun['credentials'] & { duns: string; portalLoginId: string }>(
    '~/credentials',
  );
  const { duns, portalLoginId } = credentials;
  return {
    driver: createHttpDriver(options),
    loaded,
    mode,
    credentials,
    saved: new Map(Object.entries({ duns, portalLoginId })),
    clientTimeoutMs,
    callCount: 0,
    matchedCalls: new Map(),
    ...(listener ? { listener } : {}),
  };
}

/** Performs the steps in order; after the first failure the rest are skipped. */
export async function runSteps(scenarioRun: ScenarioRun, prepare: () => Promise<void>): Promise<CaseResult> {
  const { loaded } = scenarioRun;
  const setupProblem = await trySetup(prepare);
  if (setupProblem !== undefined)
    return setupFailure(loaded, `The starting state could not be created: ${setupProblem}`);
  const steps: StepResult[] = [];
  for (const [n, step] of loaded.scenario.steps.entries()) {
    const hasFailed = steps.some(({ outcome }) => outcome === 'failed');
    const stepOutcome = hasFailed ? { skipped: 'not reached' } : await tryStep(scenarioRun, step);
    steps.push(toStepResult(loaded, step, n, stepOutcome));
  }
  const failure = steps.find(({ outcome }) => outcome === 'failed');
  return {
    ...caseHeader(loaded),
    outcome: failure ? 'failed' : 'passed',
    ...(failure ? { message: formatFailure(failure) } : {}),
    ...(failure?.line === undefined ? {} : { line: failure.line }),
    steps,
    ...(await collectReport(scenarioRun)),
  };
}

async function trySetup(prepare: () => Promise<void>): Promise<string | undefined> {
  try {
    await prepare();
    return undefined;
  } catch (error) {
    if (error instanceof ControlApiError) return formatRefusal(error);
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

async function tryStep(scenarioRun: ScenarioRun, step: ScenarioStep): Promise<StepOutcome> {
  try {
    return await performStep(scenarioRun, step);
  } catch (error) {
    if (error instanceof ControlApiError) return { message: formatRefusal(error) };
    throw error;
  }
}

function formatRefusal({ message, violations }: ControlApiError): string {
  const details = violations.map(
    ({ pointer, expected }) => `${pointer || '/'}: expected ${expected ?? 'another value'}`,
  );
  return [message, ...details].join('; ');
}

function toStepResult({ lines }: LoadedScenario, step: ScenarioStep, n: number, stepOutcome: StepOutcome): StepResult {
  const { differences = [], message, skipped } = stepOutcome;
  const isFailed = differences.length > 0 || (message !== undefined && skipped === undefined);
  const line = lines?.[n];
  return {
    kind: stepKindOf(step),
    text: describeStep(step),
    outcome: isFailed ? 'failed' : skipped === undefined ? 'passed' : 'skipped',
    ...(line === undefined ? {} : { line }),
    ...(step.note === undefined ? {} : { note: step.note }),
    ...((message ?? skipped) === undefined ? {} : { message: message ?? (skipped as string) }),
    differences,
  };
}

function formatFailure({ text, message, differences: [first, ...more] }: StepResult): string {
  if (!first) return `${text}: ${message}`;
  const got = 'got' in first ? shortValueText(first.got) : 'nothing';
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return `${text}: ${first.pointer} expected ${shortValueText(first.expected)}, got ${got}${rest}`;
}

const shortValueText = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
};

function caseHeader({ name, scenario, file }: LoadedScenario) {
  const { name: title, family, story, teaches } = scenario;
  return {
    name,
    title,
    ...(family === undefined ? {} : { group: family }),
    ...(file === undefined ? {} : { file }),
    ...(story === undefined ? {} : { story }),
    ...(teaches === undefined ? {} : { teaches }),
    rerunCommand: `etherbox run ${file ?? name}`,
  };
}

function setupFailure(loaded: LoadedScenario, message: string): CaseResult {
  return { ...caseHeader(loaded), outcome: 'failed', message, line: 1, steps: [] };
}
