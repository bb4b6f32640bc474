import type { DeliveryAttempt } from '#domain/callback/delivery-state';

/** A test event that was sent to an endpoint. It is kept nowhere: whoever wants to know listens. */
export interface CallbackTest {
  readonly eventId: string;
  readonly attempt: DeliveryAttempt;
}

type CallbackTestWatcher = (sandboxId: string, test: CallbackTest) => void;

export class CallbackTestFeed {
  readonly #watchers = new Set<CallbackTestWatcher>();

  /** Called for every test event once its answer is there. Returns what ends it. */
  watch(watcher: CallbackTestWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  publish(sandboxId: string, test: CallbackTest): void {
    for (const watcher of this.#watchers) watcher(sandboxId, test);
  }
}
