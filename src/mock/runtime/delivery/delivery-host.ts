import type { Instant, Reader, World } from '../../domain/sandbox.ts';

/** What delivery needs of whoever keeps the sandboxes. */
export interface DeliveryHost {
  sandboxIds(): Iterable<string>;
  /** Undefined when there is no such sandbox. */
  read(sandboxId: string): Reader | undefined;
  /** Virtual now. */
  now(sandboxId: string): Instant;
  /** Resolves once the change is kept and {@link Deliverer.committed} was told of it; rejects when it was not kept. */
  change<T>(sandboxId: string, make: (world: World) => T): Promise<T>;
}

/** The host that a set of live sandboxes is. */
export function deliveryHost(sandboxes: {
  all(): Iterable<{ readonly id: string }>;
  get(id: string):
    | {
        readonly reader: Reader;
        readonly now: Instant;
        change<T>(make: (world: World) => T): Promise<T>;
      }
    | undefined;
}): DeliveryHost {
  const mustGet = (id: string) => {
    const live = sandboxes.get(id);
    if (!live) throw new Error(`sandbox "${id}" is gone`);
    return live;
  };
  return {
    sandboxIds: () => [...sandboxes.all()].map(({ id }) => id),
    read: (id) => sandboxes.get(id)?.reader,
    now: (id) => mustGet(id).now,
    change: async (id, make) => mustGet(id).change(make),
  };
}
