import type { ChangeSet } from '#domain/core/sandbox-state';
import { type Store, StoreRefusedError } from '#runtime/ports';
import { applyLogStep, type StoredState, storedVersionOf, toStoredSandbox } from './stored-state.ts';

/**
 * Keeps sandboxes in this process. `kept` is what outlives one store: hand the same one to a second store, and it opens
 * what the first one kept.
 */
export function createMemoryStore(state: StoredState = new Map()): Store {
  let closed = false;
  return {
    async open(id) {
      return toStoredSandbox(state.get(id));
    },
    async append(id, expectedVersion, change: ChangeSet) {
      if (closed) throw new StoreRefusedError('the store is closed');
      const version = storedVersionOf(state, id);
      if (version !== expectedVersion) throw new StoreRefusedError(staleVersionReason(id, expectedVersion, version));
      applyLogStep(state, { sandbox: id, version: version + 1, writes: change.writes });
    },
    async list() {
      return [...state.keys()];
    },
    async remove(id) {
      if (closed) throw new StoreRefusedError('the store is closed');
      state.delete(id);
    },
    async close() {
      closed = true;
    },
    health: () => ({ persistence: 'in memory – lost when this process ends', kind: 'memory', damage: [] }),
  };
}

export function staleVersionReason(id: string, expected: number, found: number): string {
  return `sandbox "${id}" is at version ${found}, the change was made for version ${expected}`;
}
