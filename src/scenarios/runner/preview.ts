import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '#domain/calendar/working-time';
import { dataFolder } from '#runtime/data-folder';
import type { SandboxContext } from '#runtime/sandboxes/sandboxes';
import { createInProcessDriver } from '#scenarios/drivers/in-process-driver';
import type { ObservedTimelineEntry } from '#scenarios/drivers/scenario-driver';
import type { LoadedScenario, ScenarioStep } from '#scenarios/language/scenario';
import { scenarioLibrary } from '#scenarios/language/scenario-library';
import { performStep } from './perform-step.ts';
import { prepareSandbox, sandboxStart } from './prepare-sandbox.ts';
import type { ScenarioRun } from './scenario-run.ts';

/** One event of a scenario: a milestone or another change of an order, and its callback. */
export interface PreviewEntry {
  readonly at: string;
  readonly kind: 'milestone' | 'event' | 'open-action' | 'cancellation' | 'date-change' | 'planned';
  readonly orderId: string;
  readonly milestone?: string;
  readonly text: string;
  /** The type of the callback; absent without one. */
  readonly callback?: string;
}

/** By the scenario's name. */
export type LibraryPreviews = { readonly [name: string]: readonly PreviewEntry[] };

let cachedPreviews: LibraryPreviews | undefined;

/** The previews of the library, which `npm run generate` computes in advance: running all scenarios takes seconds. */
export function readLibraryPreviews(): LibraryPreviews {
  cachedPreviews ??= JSON.parse(
    readFileSync(join(dataFolder('generated'), 'scenario-previews.json'), 'utf8'),
  ) as LibraryPreviews;
  return cachedPreviews;
}

/** Previews every scenario of the library. */
export async function previewLibrary(context: SandboxContext): Promise<LibraryPreviews> {
  const all: [string, readonly PreviewEntry[]][] = [];
  for (const loaded of scenarioLibrary().values()) {
    all.push([loaded.name, await previewScenario(loaded, context)]);
    // Lets other work of this process run in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Object.fromEntries(all);
}

const defaultPreviewStart = '2026-01-05T09:00:00Z';

/**
 * The milestones and callbacks of a scenario before it is applied. Its steps run on a private sandbox with the real
 * journeys; what is still to come then is taken from the timelines.
 */
export async function previewScenario(
  loaded: LoadedScenario,
  context: SandboxContext,
): Promise<readonly PreviewEntry[]> {
  const { scenario, name } = loaded;
  const firstStep = scenario.start ?? defaultPreviewStart;
  const now = parseInstant(sandboxStart(scenario, firstStep));
  const { duns, portalLoginId } = scenario.customer ?? {};
  const driver = await createInProcessDriver(context, {
    id: 'foreseen',
    seed: String(scenario.seed ?? name),
    ...(now === undefined ? {} : { now }),
    ...(duns === undefined ? {} : { duns }),
    ...(portalLoginId === undefined ? {} : { portalLoginId }),
  });
  const run: ScenarioRun = {
    driver,
    loaded,
    mode: 'run',
    credentials: driver.live.profile,
    saved: new Map(
      Object.entries({ duns: driver.live.profile.duns, portalLoginId: driver.live.profile.portalLoginId }),
    ),
    clientTimeoutMs: 0,
    callCount: 0,
    matchedCalls: new Map(),
  };
  await runPreviewSteps(run, firstStep);
  const sequence: PreviewEntry[] = [];
  for (const { id } of await driver.orders()) {
    const { past, future } = await driver.timeline(id);
    sequence.push(...past.filter(({ at }) => at >= firstStep.slice(0, 19)).map((entry) => toPreviewEntry(id, entry)));
    sequence.push(...future.map((entry) => ({ ...toPreviewEntry(id, entry), kind: 'planned' as const })));
  }
  return sequence.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A step that cannot be performed here ends the preview; earlier entries are shown. */
async function runPreviewSteps(run: ScenarioRun, first: string): Promise<void> {
  try {
    await prepareSandbox(run, first);
    for (const step of run.loaded.scenario.steps) {
      if (isSkippedInPreview(step)) continue;
      await performStep(run, withoutAnswerChecks(step));
    }
  } catch {
    // The journal of a real run explains the failure.
  }
}

const isSkippedInPreview = (step: ScenarioStep): boolean => 'expect' in step || 'awaitCall' in step || 'inject' in step;

/** Wire faults have no effect in a preview, so answers are not checked. */
function withoutAnswerChecks(step: ScenarioStep): ScenarioStep {
  if (!('call' in step)) return step;
  const { answer: _, repeat: __, timeoutMs: ___, ...rest } = step;
  return { ...rest, status: { present: true } };
}

function toPreviewEntry(orderId: string, entry: ObservedTimelineEntry & { readonly eventType?: string }): PreviewEntry {
  const { at, kind, milestone, text, eventType } = entry;
  const eventText = text.replace(/^\w+: /, '');
  return {
    at,
    kind: milestone === undefined ? (kind as PreviewEntry['kind']) : 'milestone',
    orderId,
    ...(milestone === undefined ? {} : { milestone }),
    text: milestone === undefined ? eventText : `${milestone}: ${eventText}`,
    ...(eventType === undefined ? {} : { callback: eventType }),
  };
}
