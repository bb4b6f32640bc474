import type { Collection } from '../domain/sandbox.ts';
import { opened, Sealed } from '../domain/sealed.ts';

type Index = Map<string, Map<string, unknown>>;

/**
 * The documents of one collection and the indexes that are derived from them. Documents that come sealed from a store are
 * opened when they are asked for; indexes need them all, so they wait until somebody asks for one.
 */
export class Shelf {
  readonly #documents = new Map<string, unknown>();
  readonly #sealed = new Set<string>();
  readonly #by: Collection<unknown>['by'];
  #indexes: Map<string, Index> | undefined;

  constructor(by: Collection<unknown>['by']) {
    this.#by = by;
    this.#indexes = emptyIndexes(by);
  }

  get size(): number {
    return this.#documents.size;
  }

  get(key: string): unknown {
    const document = this.#documents.get(key);
    return document instanceof Sealed ? this.#open(key, document) : document;
  }

  /** In the order the documents were first stored. */
  list(): Iterable<readonly [string, unknown]> {
    return this.#sealed.size === 0 ? this.#documents : this.#opening();
  }

  *#opening(): Iterable<readonly [string, unknown]> {
    for (const [key, document] of this.#documents) yield [key, opened(document)];
  }

  find(index: string, value: string): ReadonlyMap<string, unknown> | undefined {
    this.#indexes ??= this.#makeIndexes();
    return this.#indexes.get(index)?.get(value);
  }

  put(key: string, document: unknown): void {
    if (document instanceof Sealed) {
      this.#sealed.add(key);
      this.#indexes = undefined;
    } else {
      if (this.#sealed.size > 0) this.#sealed.delete(key);
      this.#reindex(key, document);
    }
    this.#documents.set(key, document);
  }

  remove(key: string): void {
    this.#sealed.delete(key);
    this.#reindex(key, undefined);
    this.#documents.delete(key);
  }

  /** Opens up to so many documents and says how many it did. The last one brings the indexes with it. */
  openSome(most: number): number {
    let done = 0;
    for (const key of this.#sealed) {
      if (done === most) return done;
      this.get(key);
      done += 1;
    }
    this.#indexes ??= this.#makeIndexes();
    return done;
  }

  #open(key: string, document: Sealed): unknown {
    const read = document.open();
    this.#documents.set(key, read);
    this.#sealed.delete(key);
    return read;
  }

  #makeIndexes(): Map<string, Index> {
    const indexes = emptyIndexes(this.#by);
    for (const [key, document] of this.list()) change(indexes, this.#by, key, undefined, document);
    return indexes;
  }

  #reindex(key: string, now: unknown): void {
    if (this.#indexes !== undefined) change(this.#indexes, this.#by, key, this.#documents.get(key), now);
  }
}

function emptyIndexes(by: Collection<unknown>['by']): Map<string, Index> {
  return new Map(Object.keys(by ?? {}).map((name) => [name, new Map()]));
}

function change(
  indexes: Map<string, Index>,
  by: Collection<unknown>['by'],
  key: string,
  old: unknown,
  now: unknown,
): void {
  for (const [name, values] of Object.entries(by ?? {})) {
    const index = indexes.get(name) as Index;
    const before = old === undefined ? [] : values(old, key);
    const after = now === undefined ? [] : values(now, key);
    for (const value of before) if (!after.includes(value)) forget(index, value, key);
    for (const value of after) {
      const found = index.get(value);
      if (found) found.set(key, now);
      else index.set(value, new Map([[key, now]]));
    }
  }
}

function forget(index: Index, value: string, key: string): void {
  const found = index.get(value);
  found?.delete(key);
  if (found?.size === 0) index.delete(value);
}
