/**
 * One attempt after the other per event and receiver, so that a receiver never sees two at once, and a number for each
 * that no other attempt of that event has, whoever asked for it and wherever it goes.
 */
export class AttemptMutex {
  readonly #queues = new Map<string, Promise<void>>();
  readonly #numbers = new Map<string, { highest: number; open: number }>();

  /** `turn` begins when every earlier one of the event at that receiver has ended. */
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

  /** The next number of an event whose attempts on record go up to `recorded`. Give it back with {@link releaseNumber}. */
  reserveNumber(event: string, recorded: number): number {
    const numbers = this.#numbers.get(event) ?? { highest: 0, open: 0 };
    numbers.highest = Math.max(numbers.highest, recorded) + 1;
    numbers.open += 1;
    this.#numbers.set(event, numbers);
    return numbers.highest;
  }

  /** The attempt is on record. One that never gets there keeps its number taken. */
  releaseNumber(event: string): void {
    const numbers = this.#numbers.get(event);
    if (!numbers) return;
    numbers.open -= 1;
    if (numbers.open === 0) this.#numbers.delete(event);
  }
}
