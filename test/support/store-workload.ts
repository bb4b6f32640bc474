import { hydrateDocument } from '#domain/core/lazy-document';
import type { Write } from '#domain/core/sandbox-state';
import type { Store } from '#runtime/ports';
import type { ProcessFacts } from '#runtime/store/data-lock';
import { applyLogStep, type LogStep, type StoredState, storedVersionOf, writesOf } from '#runtime/store/stored-state';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** What a random customer does to a store, as values: the same seed always does the same. */
export function randomSteps(seed: number, count: number): LogStep[] {
  const random = seededRandom(seed);
  const model: StoredState = new Map();
  return Array.from({ length: count }, (_, n) => {
    const step = randomStep(random, model, n);
    applyLogStep(model, step);
    return step;
  });
}

function randomStep(random: SeededRandom, model: StoredState, n: number): LogStep {
  const sandbox = random.pick(['a', 'a', 'a', 'b', 'c']);
  const version = storedVersionOf(model, sandbox);
  if (version > 3 && random.boolean(0.05)) return { sandbox, removed: true };
  const writes = Array.from({ length: 1 + random.integerBelow(4) }, (): Write => {
    const key = `k${random.integerBelow(12)}`;
    const text = 'ü€ – '.repeat(random.boolean(0.1) ? 300 : random.integerBelow(30));
    return [random.pick(['orders', 'progress', 'events']), key, random.boolean(0.2) ? null : { n, key, text }];
  });
  return { sandbox, version: version + 1, writes };
}

export function applyToStore(store: Store, step: LogStep): Promise<void> {
  if ('removed' in step) return store.remove(step.sandbox);
  return store.append(step.sandbox, step.version - 1, { writes: step.writes });
}

/** Everything a store holds, as text to compare. */
export async function storeContents(store: Store): Promise<string> {
  const ids = [...(await store.list())].sort();
  const sandboxes = await Promise.all(
    ids.map(async (id) => {
      const found = await store.open(id);
      return [id, found?.version, found && [...found.sandboxState].map(hydratedWrite).sort(byCollection)];
    }),
  );
  return JSON.stringify(sandboxes);
}

export function modelContents(steps: readonly LogStep[]): string {
  const storedState: StoredState = new Map();
  for (const step of steps) applyLogStep(storedState, step);
  const ids = [...storedState.keys()].sort();
  return JSON.stringify(
    ids.map((id) => {
      const sandbox = storedState.get(id);
      return [id, sandbox?.version, sandbox && [...writesOf(sandbox)].sort(byCollection)];
    }),
  );
}

function hydratedWrite([collection, key, document]: Write): Write {
  return [collection, key, hydrateDocument(document)];
}

/** Order matters within a collection only. */
function byCollection(one: Write, other: Write): number {
  return one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : 0;
}

/** Processes of a made-up machine: only `pid` is alive. */
export function singleProcess(pid: number): ProcessFacts {
  return { pid, host: 'here', startedAs: (each) => `boot/${each}`, isAlive: (each) => each === pid };
}
