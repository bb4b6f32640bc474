import type { Put } from '../../src/mock/domain/sandbox.ts';
import { opened } from '../../src/mock/domain/sealed.ts';
import type { Store } from '../../src/mock/runtime/ports.ts';
import type { ProcessFacts } from '../../src/mock/runtime/store/data-lock.ts';
import { applyStep, documentsOf, type Kept, type Step, versionOf } from '../../src/mock/runtime/store/kept.ts';
import { type Dice, dice } from './dice.ts';

/** What a random customer does to a store, as values: the same seed always does the same. */
export function randomSteps(seed: number, count: number): Step[] {
  const chance = dice(seed);
  const model: Kept = new Map();
  return Array.from({ length: count }, (_, n) => {
    const step = randomStep(chance, model, n);
    applyStep(model, step);
    return step;
  });
}

function randomStep(chance: Dice, model: Kept, n: number): Step {
  const sandbox = chance.pick(['a', 'a', 'a', 'b', 'c']);
  const version = versionOf(model, sandbox);
  if (version > 3 && chance.chance(0.05)) return { sandbox, removed: true };
  const puts = Array.from({ length: 1 + chance.below(4) }, (): Put => {
    const key = `k${chance.below(12)}`;
    const text = 'ü€ – '.repeat(chance.chance(0.1) ? 300 : chance.below(30));
    return [chance.pick(['orders', 'progress', 'events']), key, chance.chance(0.2) ? null : { n, key, text }];
  });
  return { sandbox, version: version + 1, puts };
}

export function take(store: Store, step: Step): Promise<void> {
  if ('removed' in step) return store.remove(step.sandbox);
  return store.append(step.sandbox, step.version - 1, { puts: step.puts });
}

/** Everything a store holds, as text to compare. */
export async function allOf(store: Store): Promise<string> {
  const ids = [...(await store.list())].sort();
  const sandboxes = await Promise.all(
    ids.map(async (id) => {
      const found = await store.open(id);
      return [id, found?.version, found && [...found.documents].map(openedPut).sort(byCollection)];
    }),
  );
  return JSON.stringify(sandboxes);
}

export function allOfModel(steps: readonly Step[]): string {
  const kept: Kept = new Map();
  for (const step of steps) applyStep(kept, step);
  const ids = [...kept.keys()].sort();
  return JSON.stringify(
    ids.map((id) => {
      const sandbox = kept.get(id);
      return [id, sandbox?.version, sandbox && [...documentsOf(sandbox)].sort(byCollection)];
    }),
  );
}

function openedPut([collection, key, document]: Put): Put {
  return [collection, key, opened(document)];
}

/** Order matters within a collection only. */
function byCollection(one: Put, other: Put): number {
  return one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0;
}

/** Processes of a made-up machine: only `pid` is alive. */
export function processOnly(pid: number): ProcessFacts {
  return { pid, host: 'here', startedAs: (each) => `boot/${each}`, isAlive: (each) => each === pid };
}
