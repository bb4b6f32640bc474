import {
  type AgendaEntry,
  agenda,
  type Change,
  type Collection,
  type Named,
  type Put,
  type Reader,
} from '../domain/sandbox.ts';
import { opened } from '../domain/sealed.ts';
import { collections } from './collections.ts';
import { DueQueue } from './due-queue.ts';
import { Shelf } from './shelf.ts';

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
    for (const { name, by, glance } of collections) this.#shelves.set(name, new Shelf(by, glance));
    for (const [name, key, document] of documents) this.#store(name, key, document);
  }

  get version(): number {
    return this.#version;
  }

  get<T>(from: Collection<T>, key: string): T | undefined {
    return this.#shelves.get(from.name)?.get(key) as T | undefined;
  }

  list<T>(from: Collection<T>): Iterable<readonly [string, T]> {
    return (this.#shelves.get(from.name)?.list() ?? []) as Iterable<readonly [string, T]>;
  }

  values<T>(from: Collection<T>): Iterable<T> {
    return (this.#shelves.get(from.name)?.values() ?? []) as Iterable<T>;
  }

  count(from: Named): number {
    return this.#shelves.get(from.name)?.size ?? 0;
  }

  find<T>(from: Collection<T>, index: string, value: string): readonly (readonly [string, T])[] {
    const found: (readonly [string, T])[] = [];
    for (const key of this.keys(from, index, value)) found.push([key, this.get(from, key) as T]);
    return found;
  }

  keys<T>(from: Collection<T>, index: string, value: string): Iterable<string> {
    return this.#shelves.get(from.name)?.keys(index, value) ?? [];
  }

  countBy<T>(from: Collection<T>, index: string, value: string): number {
    return this.#shelves.get(from.name)?.count(index, value) ?? 0;
  }

  nextDue(): AgendaEntry | undefined {
    return this.nextDueEntry()?.entry;
  }

  nextDueEntry(): { readonly key: string; readonly entry: AgendaEntry } | undefined {
    const entries = this.#shelves.get(agenda.name);
    return this.#due.first((key, entry) => entries?.get(key) === entry);
  }

  /** Every document, in the order first stored: what a store or an export keeps. */
  *all(): Iterable<Put> {
    for (const [name, shelf] of this.#shelves) for (const [key, document] of shelf.list()) yield [name, key, document];
  }

  /** Applies the change and returns the change that undoes it. */
  apply(change: Change): Change {
    const undo: Put[] = [];
    for (const [name, key, document] of change.puts) {
      undo.push([name, key, this.#shelves.get(name)?.get(key) ?? null]);
      if (document === null) this.#remove(name, key);
      else this.#store(name, key, document);
    }
    this.#version += 1;
    return { puts: undo.reverse() };
  }

  /**
   * Takes back the newest change. What it had removed goes behind what it had left, in the order it had before: a refused
   * reset leaves every list as it was.
   */
  takeBack(undo: Change): void {
    const oldest = new Map<string, Put>();
    const again: Put[] = [];
    for (const put of undo.puts) {
      const place = `${put[0]}/${put[1]}`;
      // Removed and then made anew by one change: what was made goes first, so that it does not keep the place.
      if (oldest.has(place)) again.push([put[0], put[1], null]);
      oldest.set(place, put);
    }
    const inOrder = undo.puts.toReversed().filter((put) => oldest.get(`${put[0]}/${put[1]}`) === put);
    this.apply({ puts: [...again, ...inOrder] });
    this.#version -= 2;
  }

  /** Opens documents that came sealed, up to so many; false when none is left. For quiet moments after a start. */
  openSome(most: number): boolean {
    let left = most;
    for (const shelf of this.#shelves.values()) left -= shelf.openSome(left);
    return left === 0;
  }

  #store(name: string, key: string, document: unknown): void {
    let shelf = this.#shelves.get(name);
    if (!shelf) {
      shelf = new Shelf();
      this.#shelves.set(name, shelf);
    }
    const entry = name === agenda.name ? (opened(document) as AgendaEntry) : undefined;
    shelf.put(key, entry ?? document);
    if (entry !== undefined) this.#due.add(key, entry);
  }

  #remove(name: string, key: string): void {
    this.#shelves.get(name)?.remove(key);
  }
}
