import type { Collection } from '../domain/sandbox.ts';
import { opened, Sealed } from '../domain/sealed.ts';
import { ShelfIndex } from './shelf-index.ts';

/**
 * The documents of one collection and the indexes that are derived from them. Documents that come sealed from a store are
 * opened when they are asked for. An index begins when somebody first asks for it, which opens them all, and is kept from
 * then on: what nobody looks for costs nothing.
 */
export class Shelf {
  readonly #documents = new Map<string, unknown>();
  readonly #sealed = new Set<string>();
  readonly #by: Collection<unknown>['by'];
  readonly #indexes = new Map<string, ShelfIndex>();

  constructor(by: Collection<unknown>['by']) {
    this.#by = by;
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

  /** In the order the documents were first stored. Read as they are taken: nothing may be stored meanwhile. */
  keys(index: string, value: string): Iterable<string> {
    return this.#index(index)?.find(value, this.#documents) ?? [];
  }

  /** How many keys there are under a value. */
  count(index: string, value: string): number {
    return this.#index(index)?.count(value) ?? 0;
  }

  put(key: string, document: unknown): void {
    if (document instanceof Sealed) {
      this.#sealed.add(key);
      this.#indexes.clear();
    } else {
      this.#reindex(key, document);
      if (this.#sealed.size > 0) this.#sealed.delete(key);
    }
    this.#documents.set(key, document);
  }

  remove(key: string): void {
    this.#reindex(key, undefined);
    this.#sealed.delete(key);
    this.#documents.delete(key);
  }

  /** Opens up to so many documents and says how many it did. */
  openSome(most: number): number {
    let done = 0;
    for (const key of this.#sealed) {
      if (done === most) return done;
      this.get(key);
      done += 1;
    }
    return done;
  }

  #open(key: string, document: Sealed): unknown {
    const read = document.open();
    this.#documents.set(key, read);
    this.#sealed.delete(key);
    return read;
  }

  #index(name: string): ShelfIndex | undefined {
    const known = this.#indexes.get(name);
    const valuesOf = this.#by?.[name];
    if (known || !valuesOf) return known;
    const index = new ShelfIndex(valuesOf);
    for (const [key, document] of this.list()) index.change(key, undefined, document);
    this.#indexes.set(name, index);
    return index;
  }

  #reindex(key: string, now: unknown): void {
    if (this.#indexes.size === 0) return;
    const old = this.get(key);
    for (const index of this.#indexes.values()) index.change(key, old, now);
  }
}
