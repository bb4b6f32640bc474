import {
  type AgendaEntry,
  agenda,
  type Change,
  type Collection,
  type Named,
  type Put,
  type Reader,
} from '../domain/sandbox.ts';
import { collections } from './collections.ts';
import { DueQueue } from './due-queue.ts';

type Index = Map<string, Map<string, unknown>>;

interface Shelf {
  readonly documents: Map<string, unknown>;
  readonly by: Collection<unknown>['by'];
  readonly indexes: Map<string, Index>;
}

/**
 * A sandbox's documents in memory, with the indexes that are derived from them. `apply` costs what changed, not what
 * exists, and returns what takes the change back.
 */
export class Documents implements Reader {
  #version: number;
  #shelves = new Map<string, Shelf>();
  #due = new DueQueue();

  constructor(version = 0, documents: Iterable<Put> = []) {
    this.#version = version;
    for (const { name, by } of collections) this.#shelves.set(name, makeShelf(by));
    for (const [name, key, document] of documents) this.#store(name, key, document);
  }

  get version(): number {
    return this.#version;
  }

  get<T>(from: Collection<T>, key: string): T | undefined {
    return this.#shelves.get(from.name)?.documents.get(key) as T | undefined;
  }

  list<T>(from: Collection<T>): Iterable<readonly [string, T]> {
    return (this.#shelves.get(from.name)?.documents ?? []) as Iterable<readonly [string, T]>;
  }

  count(from: Named): number {
    return this.#shelves.get(from.name)?.documents.size ?? 0;
  }

  find<T>(from: Collection<T>, index: string, value: string): readonly (readonly [string, T])[] {
    const found = this.#shelves.get(from.name)?.indexes.get(index)?.get(value);
    return found ? ([...found] as (readonly [string, T])[]) : [];
  }

  /** How many documents an index holds under a value, without listing them. */
  countBy(from: Named, index: string, value: string): number {
    return this.#shelves.get(from.name)?.indexes.get(index)?.get(value)?.size ?? 0;
  }

  nextDue(): AgendaEntry | undefined {
    return this.nextDueEntry()?.entry;
  }

  nextDueEntry(): { readonly key: string; readonly entry: AgendaEntry } | undefined {
    const entries = this.#shelves.get(agenda.name)?.documents;
    return this.#due.first((key, entry) => entries?.get(key) === entry);
  }

  /** Every document, in the order first stored: what a store or an export keeps. */
  *all(): Iterable<Put> {
    for (const [name, shelf] of this.#shelves)
      for (const [key, document] of shelf.documents) yield [name, key, document];
  }

  /** Applies the change and returns the change that undoes it. */
  apply(change: Change): Change {
    const undo: Put[] = [];
    for (const [name, key, document] of change.puts) {
      undo.push([name, key, this.#shelves.get(name)?.documents.get(key) ?? null]);
      if (document === null) this.#remove(name, key);
      else this.#store(name, key, document);
    }
    this.#version += 1;
    return { puts: undo.reverse() };
  }

  /** Takes back the newest change. */
  takeBack(undo: Change): void {
    this.apply(undo);
    this.#version -= 2;
  }

  #store(name: string, key: string, document: unknown): void {
    let shelf = this.#shelves.get(name);
    if (!shelf) {
      shelf = makeShelf(undefined);
      this.#shelves.set(name, shelf);
    }
    if (shelf.by) reindex(shelf, key, shelf.documents.get(key), document);
    shelf.documents.set(key, document);
    if (name === agenda.name) this.#due.add(key, document as AgendaEntry);
  }

  #remove(name: string, key: string): void {
    const shelf = this.#shelves.get(name);
    if (!shelf) return;
    if (shelf.by) reindex(shelf, key, shelf.documents.get(key), undefined);
    shelf.documents.delete(key);
  }
}

function makeShelf(by: Shelf['by']): Shelf {
  return { documents: new Map(), by, indexes: new Map(Object.keys(by ?? {}).map((index) => [index, new Map()])) };
}

function reindex(shelf: Shelf, key: string, old: unknown, now: unknown): void {
  for (const [name, values] of Object.entries(shelf.by ?? {})) {
    const index = shelf.indexes.get(name) as Index;
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
