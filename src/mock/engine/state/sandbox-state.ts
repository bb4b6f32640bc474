import { hydrateDocument } from '#domain/core/lazy-document';
import {
  type AgendaEntry,
  agenda,
  type ChangeSet,
  type Collection,
  type NamedCollection,
  type StateReader,
  type Write,
} from '#domain/core/sandbox-state';
import { CollectionState } from './collection-state.ts';
import { collections } from './collections.ts';
import { DueQueue } from './due-queue.ts';

/**
 * A sandbox's documents in memory, with the indexes that are derived from them. `apply` costs what changed, not what
 * exists, and returns the change that undoes it.
 */
export class SandboxState implements StateReader {
  #version: number;
  #collections = new Map<string, CollectionState>();
  #dueQueue = new DueQueue();

  constructor(version = 0, documents: Iterable<Write> = []) {
    this.#version = version;
    for (const { name, indexes, prefilters } of collections)
      this.#collections.set(name, new CollectionState(indexes, prefilters));
    for (const [name, key, document] of documents) this.#storeDocument(name, key, document);
  }

  get version(): number {
    return this.#version;
  }

  get<T>(from: Collection<T>, key: string): T | undefined {
    return this.#collections.get(from.name)?.get(key) as T | undefined;
  }

  list<T>(from: Collection<T>): Iterable<readonly [string, T]> {
    return (this.#collections.get(from.name)?.list() ?? []) as Iterable<readonly [string, T]>;
  }

  values<T>(from: Collection<T>): Iterable<T> {
    return (this.#collections.get(from.name)?.values() ?? []) as Iterable<T>;
  }

  count(from: NamedCollection): number {
    return this.#collections.get(from.name)?.size ?? 0;
  }

  find<T>(from: Collection<T>, index: string, value: string): readonly (readonly [string, T])[] {
    const found: (readonly [string, T])[] = [];
    for (const key of this.keys(from, index, value)) found.push([key, this.get(from, key) as T]);
    return found;
  }

  keys<T>(from: Collection<T>, index: string, value: string): Iterable<string> {
    return this.#collections.get(from.name)?.keys(index, value) ?? [];
  }

  countBy<T>(from: Collection<T>, index: string, value: string): number {
    return this.#collections.get(from.name)?.count(index, value) ?? 0;
  }

  nextDue(): AgendaEntry | undefined {
    return this.nextDueEntry()?.entry;
  }

  nextDueEntry(): { readonly key: string; readonly entry: AgendaEntry } | undefined {
    const entries = this.#collections.get(agenda.name);
    return this.#dueQueue.first((key, entry) => entries?.get(key) === entry);
  }

  /** Every document, in the order first stored: what a store or an export keeps. */
  *all(): Iterable<Write> {
    for (const [name, collectionState] of this.#collections)
      for (const [key, document] of collectionState.list()) yield [name, key, document];
  }

  /** Applies the change and returns the change that undoes it. */
  apply(changeSet: ChangeSet): ChangeSet {
    const undo: Write[] = [];
    for (const [name, key, document] of changeSet.writes) {
      undo.push([name, key, this.#collections.get(name)?.get(key) ?? null]);
      if (document === null) this.#removeDocument(name, key);
      else this.#storeDocument(name, key, document);
    }
    this.#version += 1;
    return { writes: undo.reverse() };
  }

  /**
   * Undoes the newest change. Documents that it had removed are stored again behind those it had left, in their former
   * order: a refused reset leaves every list as it was.
   */
  rollBack(undo: ChangeSet): void {
    const original = new Map<string, Write>();
    const removals: Write[] = [];
    for (const write of undo.writes) {
      const documentPath = `${write[0]}/${write[1]}`;
      // One change removed the document and made it anew: remove it first, so that it loses its new position.
      if (original.has(documentPath)) removals.push([write[0], write[1], null]);
      original.set(documentPath, write);
    }
    const inOrder = undo.writes.toReversed().filter((write) => original.get(`${write[0]}/${write[1]}`) === write);
    this.apply({ writes: [...removals, ...inOrder] });
    this.#version -= 2;
  }

  /** Parses up to so many lazy documents; false when none is left. For idle moments after a start. */
  hydrateSome(maxCount: number): boolean {
    let remaining = maxCount;
    for (const collectionState of this.#collections.values()) remaining -= collectionState.hydrateSome(remaining);
    return remaining === 0;
  }

  #storeDocument(name: string, key: string, document: unknown): void {
    let collectionState = this.#collections.get(name);
    if (!collectionState) {
      collectionState = new CollectionState();
      this.#collections.set(name, collectionState);
    }
    const entry = name === agenda.name ? (hydrateDocument(document) as AgendaEntry) : undefined;
    collectionState.put(key, entry ?? document);
    if (entry !== undefined) this.#dueQueue.add(key, entry);
  }

  #removeDocument(name: string, key: string): void {
    this.#collections.get(name)?.remove(key);
  }
}
