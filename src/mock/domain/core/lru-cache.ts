/**
 * A least-recently-used cache in two generations; it never holds more than twice `maxEntries`. For values that depend
 * on their key alone: dropping one costs time and changes nothing. A weak map would hold a value for as long as its key
 * exists, and the garbage collector would scan all of them, however old.
 */
export class LruCache<K, V> {
  readonly #maxEntries: number;
  #newGeneration = new Map<K, V>();
  #oldGeneration = new Map<K, V>();

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  get(key: K): V | undefined {
    const newValue = this.#newGeneration.get(key);
    if (newValue !== undefined) return newValue;
    const oldValue = this.#oldGeneration.get(key);
    if (oldValue !== undefined) this.set(key, oldValue);
    return oldValue;
  }

  set(key: K, value: V): void {
    if (this.#newGeneration.size >= this.#maxEntries) {
      this.#oldGeneration = this.#newGeneration;
      this.#newGeneration = new Map();
    }
    this.#newGeneration.set(key, value);
  }
}
