import type { ChangeSet } from '#domain/core/sandbox-state';
import { type Store, StoreRefusedError } from '#runtime/ports';
import { applyLogStep, type StoredState, storedVersionOf, toStoredSandbox } from './stored-state.ts';

/**
 * Stores sandboxes in this process. `state` outlives the store: a second store with the same state opens what the first
 * one stored.
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

/** The reason of a refused change that does not follow the stored version. */
export function staleVersionReason(id: string, expected: number, found: number): string {
  return `sandbox "${id}" is at version ${found}, the change was made for version ${expected}`;
}
