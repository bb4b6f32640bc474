import type { Instant, StateReader, Transaction } from '#domain/core/sandbox-state';

/** What delivery needs of whoever keeps the sandboxes. */
export interface DeliveryHost {
  sandboxIds(): Iterable<string>;
  /** Undefined when there is no such sandbox. */
  read(sandboxId: string): StateReader | undefined;
  /** Virtual now. */
  now(sandboxId: string): Instant;
  /** Resolves once the change is kept and {@link Deliverer.committed} was told of it; rejects when it was not kept. */
  transact<T>(sandboxId: string, make: (transaction: Transaction) => T): Promise<T>;
}

/** The host that a set of live sandboxes is. */
export function createDeliveryHost(sandboxes: {
  all(): Iterable<{ readonly id: string }>;
  get(id: string):
    | {
        readonly reader: StateReader;
        readonly now: Instant;
        transact<T>(make: (transaction: Transaction) => T): Promise<T>;
      }
    | undefined;
}): DeliveryHost {
  const getOrThrow = (id: string) => {
    const sandbox = sandboxes.get(id);
    if (!sandbox) throw new Error(`sandbox "${id}" is gone`);
    return sandbox;
  };
  return {
    sandboxIds: () => [...sandboxes.all()].map(({ id }) => id),
    read: (id) => sandboxes.get(id)?.reader,
    now: (id) => getOrThrow(id).now,
    transact: async (id, make) => getOrThrow(id).transact(make),
  };
}
