/**
 * Runs the attempts of one event at one receiver one after another, so that a receiver never sees two at once. Each
 * attempt gets a number that no other attempt of the event has, whatever its trigger and destination.
 */
export class AttemptMutex {
  readonly #queues = new Map<string, Promise<void>>();
  readonly #numbers = new Map<string, { highest: number; open: number }>();

  /** Starts `attempt` when every earlier attempt of the event at that receiver has ended, and returns its result. */
  async runExclusive<T>(event: string, receiver: string, attempt: () => Promise<T>): Promise<T> {
    const key = `${event} ${receiver}`;
    const previous = this.#queues.get(key);
    const current = previous ? previous.then(attempt) : attempt();
    const ended = current.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(key, ended);
    try {
      return await current;
    } finally {
      if (this.#queues.get(key) === ended) this.#queues.delete(key);
    }
  }

  /**
   * The next attempt number of an event of which attempts up to `recorded` are stored. Release it with {@link
   * releaseNumber}.
   */
  reserveNumber(event: string, recorded: number): number {
    const numbers = this.#numbers.get(event) ?? { highest: 0, open: 0 };
    numbers.highest = Math.max(numbers.highest, recorded) + 1;
    numbers.open += 1;
    this.#numbers.set(event, numbers);
    return numbers.highest;
  }

  /** Call when the attempt is recorded. An attempt that is never recorded keeps its number reserved. */
  releaseNumber(event: string): void {
    const numbers = this.#numbers.get(event);
    if (!numbers) return;
    numbers.open -= 1;
    if (numbers.open === 0) this.#numbers.delete(event);
  }
}
