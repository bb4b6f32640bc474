type Values = (document: unknown, key: string) => readonly string[];

const none: readonly string[] = [];

/** Keys are few when there are this many times as many documents. */
const few = 4;

/**
 * One secondary index: the keys under each value. It costs memory per value, so a value with one key is that key alone, and
 * documents are not held a second time.
 */
export class ShelfIndex {
  readonly #valuesOf: Values;
  readonly #keys = new Map<string, string | Set<string>>();
  /** Values that a document moved to which was stored before: their keys may be in another order than the documents. */
  readonly #stirred = new Set<string>();

  constructor(valuesOf: Values) {
    this.#valuesOf = valuesOf;
  }

  change(key: string, old: unknown, now: unknown): void {
    const before = old === undefined ? none : this.#valuesOf(old, key);
    const after = now === undefined ? none : this.#valuesOf(now, key);
    for (const value of before) if (!after.includes(value)) this.#forget(value, key);
    for (const value of after) if (!before.includes(value)) this.#add(value, key, old !== undefined);
  }

  count(value: string): number {
    const keys = this.#keys.get(value);
    if (keys === undefined) return 0;
    return typeof keys === 'string' ? 1 : keys.size;
  }

  /**
   * In the order of the documents. A few of them that moved here are put in order once; most of them are found on the way
   * through all, as far as somebody reads on.
   */
  find(value: string, documents: ReadonlyMap<string, unknown>): Iterable<string> {
    const keys = this.#keys.get(value);
    if (keys === undefined) return none;
    if (typeof keys === 'string') return [keys];
    if (!this.#stirred.has(value) || keys.size === 1) return keys;
    if (keys.size * few > documents.size) return among(documents.keys(), keys);
    const inOrder = new Set<string>();
    for (const key of documents.keys()) {
      if (keys.has(key)) inOrder.add(key);
      if (inOrder.size === keys.size) break;
    }
    this.#keys.set(value, inOrder);
    this.#stirred.delete(value);
    return inOrder;
  }

  #add(value: string, key: string, moved: boolean): void {
    const keys = this.#keys.get(value);
    if (keys === undefined) this.#keys.set(value, key);
    else if (keys !== key) {
      if (typeof keys === 'string') this.#keys.set(value, new Set([keys, key]));
      else keys.add(key);
      if (moved) this.#stirred.add(value);
    }
  }

  #forget(value: string, key: string): void {
    const keys = this.#keys.get(value);
    if (keys instanceof Set) keys.delete(key);
    if (keys === key || (keys instanceof Set && keys.size === 0)) {
      this.#keys.delete(value);
      this.#stirred.delete(value);
    }
  }
}

function* among(all: Iterable<string>, keys: ReadonlySet<string>): Iterable<string> {
  for (const key of all) if (keys.has(key)) yield key;
}
