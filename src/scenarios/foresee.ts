import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstant } from '../mock/domain/working-time.ts';
import { dataFolder } from '../mock/runtime/data-folder.ts';
import type { House } from '../mock/runtime/sandboxes.ts';
import { library } from './library.ts';
import { perform } from './perform.ts';
import type { Play } from './play.ts';
import { beginningOf, prepareWorld } from './prepare.ts';
import type { LoadedScenario, Step } from './scenario.ts';
import type { TimelineEntry } from './stage.ts';
import { quietStage } from './stage-quiet.ts';

/** One thing that a scenario brings about: a milestone or another turn of an order, and the callback that tells of it. */
export interface Foreseen {
  readonly at: string;
  readonly kind: 'milestone' | 'event' | 'open-action' | 'cancellation' | 'date-change' | 'planned';
  readonly orderId: string;
  readonly milestone?: string;
  readonly text: string;
  /** The type of the callback, where there is one. */
  readonly callback?: string;
}

/** By the scenario's name. */
export type ForeseenLibrary = { readonly [name: string]: readonly Foreseen[] };

let kept: ForeseenLibrary | undefined;

/**
 * What the scenarios of the library bring about, as `npm run generate` has looked ahead: living through all of them takes
 * seconds, in which a server has better things to do.
 */
export function foreseenLibrary(): ForeseenLibrary {
  kept ??= JSON.parse(readFileSync(join(dataFolder('generated'), 'foreseen.json'), 'utf8')) as ForeseenLibrary;
  return kept;
}

export async function foreseeLibrary(house: House): Promise<ForeseenLibrary> {
  const all: [string, readonly Foreseen[]][] = [];
  for (const loaded of library().values()) {
    all.push([loaded.name, await foresee(loaded, house)]);
    // Whoever else lives in this process is heard in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Object.fromEntries(all);
}

const start = '2026-01-05T09:00:00Z';

/**
 * The milestones and callbacks of a scenario before it is applied: its steps are taken on a sandbox that nobody sees, by
 * the journeys themselves; what is then still to come is as the timelines plan it.
 */
export async function foresee(loaded: LoadedScenario, house: House): Promise<readonly Foreseen[]> {
  const { scenario, name } = loaded;
  const first = scenario.start ?? start;
  const now = parseInstant(beginningOf(scenario, first));
  const { duns, portalLoginId } = scenario.customer ?? {};
  const stage = await quietStage(house, {
    id: 'foreseen',
    seed: String(scenario.seed ?? name),
    ...(now === undefined ? {} : { now }),
    ...(duns === undefined ? {} : { duns }),
    ...(portalLoginId === undefined ? {} : { portalLoginId }),
  });
  const play: Play = {
    stage,
    loaded,
    mode: 'played',
    credentials: stage.live.profile,
    saved: new Map(Object.entries({ duns: stage.live.profile.duns, portalLoginId: stage.live.profile.portalLoginId })),
    patienceMs: 0,
    calls: 0,
    looked: new Map(),
  };
  await takeSteps(play, first);
  const sequence: Foreseen[] = [];
  for (const { id } of await stage.orders()) {
    const { past, future } = await stage.timeline(id);
    sequence.push(...past.filter(({ at }) => at >= first.slice(0, 19)).map((entry) => passed(id, entry)));
    sequence.push(...future.map((entry) => ({ ...passed(id, entry), kind: 'planned' as const })));
  }
  return sequence.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** A step that cannot be taken here ends the look ahead; what was seen until then is shown. */
async function takeSteps(play: Play, first: string): Promise<void> {
  try {
    await prepareWorld(play, first);
    for (const step of play.loaded.scenario.steps) {
      if (judges(step)) continue;
      await perform(play, foreseeable(step));
    }
  } catch {
    // The journal of a played run says why.
  }
}

const judges = (step: Step): boolean => 'expect' in step || 'wait for the client' in step || 'fail' in step;

/** The wire does nothing here, so no answer is judged. */
function foreseeable(step: Step): Step {
  if (!('call' in step)) return step;
  const { answer: _, repeat: __, timeoutMs: ___, ...rest } = step;
  return { ...rest, status: { present: true } };
}

function passed(orderId: string, entry: TimelineEntry & { readonly eventType?: string }): Foreseen {
  const { at, kind, milestone, text, eventType } = entry;
  const said = text.replace(/^\w+: /, '');
  return {
    at,
    kind: milestone === undefined ? (kind as Foreseen['kind']) : 'milestone',
    orderId,
    ...(milestone === undefined ? {} : { milestone }),
    text: milestone === undefined ? said : `${milestone}: ${said}`,
    ...(eventType === undefined ? {} : { callback: eventType }),
  };
}
