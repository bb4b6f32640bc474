import type { Collection } from '../domain/sandbox.ts';
import { opened, Sealed } from '../domain/sealed.ts';
import { ShelfIndex } from './shelf-index.ts';

/**
 * The documents of one collection and the indexes that are derived from them. Documents that come sealed from a store are
 * opened when they are asked for. An index begins when somebody first asks for it, which opens them all (but those that a
 * glance tells apart), and is kept from then on: what nobody looks for costs nothing.
 */
export class Shelf {
  readonly #documents = new Map<string, unknown>();
  /** How many are sealed. */
  #sealed = 0;
  /** A walk through what may be sealed still. */
  #toOpen: Iterator<readonly [string, unknown]> | undefined;
  readonly #by: Collection<unknown>['by'];
  readonly #glance: Collection<unknown>['glance'];
  readonly #indexes = new Map<string, ShelfIndex>();

  constructor(by?: Collection<unknown>['by'], glance?: Collection<unknown>['glance']) {
    this.#by = by;
    this.#glance = glance;
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
    return this.#sealed === 0 ? this.#documents : this.#opening();
  }

  values(): Iterable<unknown> {
    return this.#sealed === 0 ? this.#documents.values() : valuesOf(this.#opening());
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
      if (this.#indexes.size > 0) this.#indexes.clear();
      this.#toOpen = undefined;
      this.#sealed += 1;
    } else this.#reindex(key, document);
    this.#leave(key);
    this.#documents.set(key, document);
  }

  remove(key: string): void {
    this.#reindex(key, undefined);
    this.#leave(key);
    this.#documents.delete(key);
  }

  /** Opens up to so many documents and says how many it did. */
  openSome(most: number): number {
    let opened = 0;
    // One walk through all: from the beginning, each would step over what was opened before.
    this.#toOpen ??= this.#documents.entries();
    while (this.#sealed > 0 && opened < most) {
      const next = this.#toOpen.next();
      if (next.done) break;
      const [key, document] = next.value;
      if (!(document instanceof Sealed)) continue;
      this.#open(key, document);
      opened += 1;
    }
    // A walk that stands still keeps what there was when it stopped, also what is replaced or removed later.
    if (this.#sealed === 0) this.#toOpen = undefined;
    return opened;
  }

  #open(key: string, document: Sealed): unknown {
    const read = document.open();
    this.#documents.set(key, read);
    this.#sealed -= 1;
    return read;
  }

  /** What is kept under a key now goes. */
  #leave(key: string): void {
    if (this.#sealed > 0 && this.#documents.get(key) instanceof Sealed) this.#sealed -= 1;
  }

  #index(name: string): ShelfIndex | undefined {
    const known = this.#indexes.get(name);
    const valuesOf = this.#by?.[name];
    if (known || !valuesOf) return known;
    const index = new ShelfIndex(valuesOf);
    const glance = this.#glance?.[name];
    for (const [key, document] of this.#documents) {
      if (glance && document instanceof Sealed && !glance(document.json())) continue;
      index.change(key, undefined, opened(document));
    }
    this.#indexes.set(name, index);
    return index;
  }

  #reindex(key: string, now: unknown): void {
    if (this.#indexes.size === 0) return;
    const old = this.get(key);
    for (const index of this.#indexes.values()) index.change(key, old, now);
  }
}

function* valuesOf(entries: Iterable<readonly [string, unknown]>): Iterable<unknown> {
  for (const [, value] of entries) yield value;
}
