import { hydrateDocument, LazyDocument } from '#domain/core/lazy-document';
import type { Collection } from '#domain/core/sandbox-state';
import { SecondaryIndex } from './secondary-index.ts';

/**
 * The documents of one collection and the indexes that are derived from them. Lazy documents from a store are parsed when
 * they are read. An index is built on first use, which parses all documents (but those that its prefilter rules out), and
 * is maintained from then on: an index that nobody uses costs nothing.
 */
export class CollectionState {
  readonly #documents = new Map<string, unknown>();
  /** How many documents are lazy. */
  #lazyCount = 0;
  /** Where the next {@link hydrateSome} continues. */
  #hydration: Iterator<readonly [string, unknown]> | undefined;
  readonly #indexDefinitions: Collection<unknown>['indexes'];
  readonly #prefilters: Collection<unknown>['prefilters'];
  readonly #indexes = new Map<string, SecondaryIndex>();

  constructor(by?: Collection<unknown>['indexes'], prefilter?: Collection<unknown>['prefilters']) {
    this.#indexDefinitions = by;
    this.#prefilters = prefilter;
  }

  get size(): number {
    return this.#documents.size;
  }

  get(key: string): unknown {
    const document = this.#documents.get(key);
    return document instanceof LazyDocument ? this.#hydrate(key, document) : document;
  }

  /** In the order the documents were first stored. */
  list(): Iterable<readonly [string, unknown]> {
    return this.#lazyCount === 0 ? this.#documents : this.#hydratedEntries();
  }

  values(): Iterable<unknown> {
    return this.#lazyCount === 0 ? this.#documents.values() : entryValues(this.#hydratedEntries());
  }

  *#hydratedEntries(): Iterable<readonly [string, unknown]> {
    for (const [key, document] of this.#documents) yield [key, hydrateDocument(document)];
  }

  /** In the order the documents were first stored. A live iterator: store nothing while it is read. */
  keys(index: string, value: string): Iterable<string> {
    return this.#indexOf(index)?.find(value, this.#documents) ?? [];
  }

  /** How many keys there are under a value. */
  count(index: string, value: string): number {
    return this.#indexOf(index)?.count(value) ?? 0;
  }

  put(key: string, document: unknown): void {
    if (document instanceof LazyDocument) {
      if (this.#indexes.size > 0) this.#indexes.clear();
      this.#hydration = undefined;
      this.#lazyCount += 1;
    } else this.#reindex(key, document);
    this.#forgetLazy(key);
    this.#documents.set(key, document);
  }

  remove(key: string): void {
    this.#reindex(key, undefined);
    this.#forgetLazy(key);
    this.#documents.delete(key);
  }

  /** Parses up to so many lazy documents and returns how many it did. */
  hydrateSome(maxCount: number): number {
    let hydratedCount = 0;
    // One iterator for all calls: from the beginning, each would step over what was parsed before.
    this.#hydration ??= this.#documents.entries();
    while (this.#lazyCount > 0 && hydratedCount < maxCount) {
      const next = this.#hydration.next();
      if (next.done) break;
      const [key, document] = next.value;
      if (!(document instanceof LazyDocument)) continue;
      this.#hydrate(key, document);
      hydratedCount += 1;
    }
    // An unfinished iterator would keep documents alive that are replaced or removed later.
    if (this.#lazyCount === 0) this.#hydration = undefined;
    return hydratedCount;
  }

  #hydrate(key: string, document: LazyDocument): unknown {
    const hydrated = document.hydrate();
    this.#documents.set(key, hydrated);
    this.#lazyCount -= 1;
    return hydrated;
  }

  /** To be called before the document under a key is replaced or removed. */
  #forgetLazy(key: string): void {
    if (this.#lazyCount > 0 && this.#documents.get(key) instanceof LazyDocument) this.#lazyCount -= 1;
  }

  #indexOf(name: string): SecondaryIndex | undefined {
    const existing = this.#indexes.get(name);
    const valuesOf = this.#indexDefinitions?.[name];
    if (existing || !valuesOf) return existing;
    const index = new SecondaryIndex(valuesOf);
    const prefilter = this.#prefilters?.[name];
    for (const [key, document] of this.#documents) {
      if (prefilter && document instanceof LazyDocument && !prefilter(document.json())) continue;
      index.update(key, undefined, hydrateDocument(document));
    }
    this.#indexes.set(name, index);
    return index;
  }

  #reindex(key: string, updated: unknown): void {
    if (this.#indexes.size === 0) return;
    const old = this.get(key);
    for (const index of this.#indexes.values()) index.update(key, old, updated);
  }
}

function* entryValues(entries: Iterable<readonly [string, unknown]>): Iterable<unknown> {
  for (const [, value] of entries) yield value;
}
