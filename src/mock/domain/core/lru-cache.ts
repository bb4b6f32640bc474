/**
 * What was made lately, by what it was made from; never more than twice `most`. For values that depend on their key alone:
 * forgetting one costs time and changes nothing. A weak map would keep a value for as long as its key lives, and the
 * collector would look through all of them, however old.
 */
export class LruCache<K, V> {
  readonly #most: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  constructor(maxEntries: number) {
    this.#most = maxEntries;
  }

  get(key: K): V | undefined {
    const newGeneration = this.#young.get(key);
    if (newGeneration !== undefined) return newGeneration;
    const oldGeneration = this.#old.get(key);
    if (oldGeneration !== undefined) this.set(key, oldGeneration);
    return oldGeneration;
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
