import type { DeliveryAttempt } from '#domain/callback/delivery-state';

/** A test event that was sent to an endpoint. It is not stored; only watchers see it. */
export interface CallbackTest {
  readonly eventId: string;
  readonly attempt: DeliveryAttempt;
}

type CallbackTestWatcher = (sandboxId: string, test: CallbackTest) => void;

/** Publishes the results of callback tests to live watchers. */
export class CallbackTestFeed {
  readonly #watchers = new Set<CallbackTestWatcher>();

  /** Calls the watcher with each test event once its answer has arrived. Returns a function that stops watching. */
  watch(watcher: CallbackTestWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  publish(sandboxId: string, test: CallbackTest): void {
    for (const watcher of this.#watchers) watcher(sandboxId, test);
  }
}
