import type { Attempt } from '../../domain/order-notification/delivery.ts';

/** A test event that was sent to an endpoint. It is kept nowhere: whoever wants to know listens. */
export interface CallbackTest {
  readonly eventId: string;
  readonly attempt: Attempt;
}

type Watcher = (sandboxId: string, test: CallbackTest) => void;

export class CallbackTests {
  readonly #watchers = new Set<Watcher>();

  /** Called for every test event once its answer is there. Returns what ends it. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  tell(sandboxId: string, test: CallbackTest): void {
    for (const watcher of this.#watchers) watcher(sandboxId, test);
  }
}
