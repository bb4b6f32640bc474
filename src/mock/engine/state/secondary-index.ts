type IndexValues = (document: unknown, key: string) => readonly string[];

const noKeys: readonly string[] = [];

/** A value has few keys when there are this many times as many documents. */
const sparseRatio = 4;

/**
 * One secondary index: the keys under each value. To save memory, a value with one key stores that key and no set, and no
 * document is stored a second time.
 */
export class SecondaryIndex {
  readonly #valuesOf: IndexValues;
  readonly #keys = new Map<string, string | Set<string>>();
  /** Values that a stored document changed to: their keys may be in another order than the documents. */
  readonly #unordered = new Set<string>();

  constructor(valuesOf: IndexValues) {
    this.#valuesOf = valuesOf;
  }

  update(key: string, old: unknown, updated: unknown): void {
    const valuesBefore = old === undefined ? noKeys : this.#valuesOf(old, key);
    const valuesAfter = updated === undefined ? noKeys : this.#valuesOf(updated, key);
    for (const value of valuesBefore) if (!valuesAfter.includes(value)) this.#removeKey(value, key);
    for (const value of valuesAfter) if (!valuesBefore.includes(value)) this.#addKey(value, key, old !== undefined);
  }

  count(value: string): number {
    const keys = this.#keys.get(value);
    if (keys === undefined) return 0;
    return typeof keys === 'string' ? 1 : keys.size;
  }

  /**
   * In the order of the documents. A few unordered keys are sorted once; many are found on the way through all documents, as
   * far as the caller reads.
   */
  find(value: string, documents: ReadonlyMap<string, unknown>): Iterable<string> {
    const keys = this.#keys.get(value);
    if (keys === undefined) return noKeys;
    if (typeof keys === 'string') return [keys];
    if (!this.#unordered.has(value) || keys.size === 1) return keys;
    if (keys.size * sparseRatio > documents.size) return keysIn(documents.keys(), keys);
    const inOrder = new Set<string>();
    for (const key of documents.keys()) {
      if (keys.has(key)) inOrder.add(key);
      if (inOrder.size === keys.size) break;
    }
    this.#keys.set(value, inOrder);
    this.#unordered.delete(value);
    return inOrder;
  }

  #addKey(value: string, key: string, moved: boolean): void {
    const keys = this.#keys.get(value);
    if (keys === undefined) this.#keys.set(value, key);
    else if (keys !== key) {
      if (typeof keys === 'string') this.#keys.set(value, new Set([keys, key]));
      else keys.add(key);
      if (moved) this.#unordered.add(value);
    }
  }

  #removeKey(value: string, key: string): void {
    const keys = this.#keys.get(value);
    if (keys instanceof Set) keys.delete(key);
    if (keys === key || (keys instanceof Set && keys.size === 0)) {
      this.#keys.delete(value);
      this.#unordered.delete(value);
    }
  }
}

function* keysIn(all: Iterable<string>, keys: ReadonlySet<string>): Iterable<string> {
  for (const key of all) if (keys.has(key)) yield key;
}
