import type { Change } from '../../domain/sandbox.ts';
import { type Store, StoreRefused } from '../ports.ts';
import { applyStep, type Kept, stored, versionOf } from './kept.ts';

/**
 * Keeps sandboxes in this process. `kept` is what outlives one store: hand the same one to a second store, and it opens
 * what the first one kept.
 */
export function memoryStore(kept: Kept = new Map()): Store {
  let closed = false;
  return {
    async open(id) {
      return stored(kept.get(id));
    },
    async append(id, expectedVersion, change: Change) {
      if (closed) throw new StoreRefused('the store is closed');
      const version = versionOf(kept, id);
      if (version !== expectedVersion) throw new StoreRefused(staleReason(id, expectedVersion, version));
      applyStep(kept, { sandbox: id, version: version + 1, puts: change.puts });
    },
    async list() {
      return [...kept.keys()];
    },
    async remove(id) {
      if (closed) throw new StoreRefused('the store is closed');
      kept.delete(id);
    },
    async close() {
      closed = true;
    },
    health: () => ({ persistence: 'in memory – lost when this process ends', kind: 'memory', damage: [] }),
  };
}

export function staleReason(id: string, expected: number, found: number): string {
  return `sandbox "${id}" is at version ${found}, the change was made for version ${expected}`;
}
