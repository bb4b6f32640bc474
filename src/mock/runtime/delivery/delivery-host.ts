import { EtherboxError } from '#domain/core/etherbox-error';
import type { Instant, StateReader, Transaction } from '#domain/core/sandbox-state';

/** The access to sandboxes that delivery needs. */
export interface DeliveryHost {
  sandboxIds(): Iterable<string>;
  /** Undefined when the sandbox does not exist. */
  read(sandboxId: string): StateReader | undefined;
  /** Virtual time. */
  now(sandboxId: string): Instant;
  /**
   * Resolves once the change is stored and {@link DeliveryService.onCommitted} has received it; rejects when it was not
   * stored.
   */
  transact<T>(sandboxId: string, make: (transaction: Transaction) => T): Promise<T>;
}

/** Adapts a set of live sandboxes to the interface that delivery needs. */
export function createDeliveryHost(sandboxes: {
  all(): Iterable<{ readonly id: string }>;
  get(id: string):
    | {
        readonly reader: StateReader;
        readonly virtualNow: Instant;
        transact<T>(make: (transaction: Transaction) => T): Promise<T>;
      }
    | undefined;
}): DeliveryHost {
  const getOrThrow = (id: string) => {
    const sandbox = sandboxes.get(id);
    if (!sandbox) throw new EtherboxError('ETHERBOX_UNKNOWN_SANDBOX', `sandbox "${id}" is gone`);
    return sandbox;
  };
  return {
    sandboxIds: () => [...sandboxes.all()].map(({ id }) => id),
    read: (id) => sandboxes.get(id)?.reader,
    now: (id) => getOrThrow(id).virtualNow,
    transact: async (id, make) => getOrThrow(id).transact(make),
  };
}
