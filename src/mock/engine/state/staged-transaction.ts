import {
  type AgendaEntry,
  agenda,
  type ChangeSet,
  type Collection,
  type Counters,
  clockDocument,
  counterDocument,
  type DomainEvent,
  type Instant,
  type NamedCollection,
  type Profile,
  profileDocument,
  readSingleton,
  type StateReader,
  singletonWrite,
  type Transaction,
  type Write,
} from '#domain/core/sandbox-state';

/** Collects the writes of domain functions. Reads see them at once; `changeSet()` is what the runtime may commit. */
export class StagedTransaction implements Transaction {
  readonly profile: Profile;
  readonly now: Instant;
  readonly emitted: DomainEvent[] = [];
  readonly #reader: StateReader;
  readonly #staged = new Map<string, Map<string, unknown>>();
  #counters: Counters | undefined;

  constructor(reader: StateReader, now?: Instant) {
    this.profile = readSingleton(reader, profileDocument);
    this.now = now ?? readSingleton(reader, clockDocument).now;
    this.#reader = reader;
  }

  get version(): number {
    return this.#reader.version;
  }

  get<T>(from: Collection<T>, key: string): T | undefined {
    const stagedDocument = this.#staged.get(from.name)?.get(key);
    if (stagedDocument !== undefined) return stagedDocument === null ? undefined : (stagedDocument as T);
    return this.#reader.get(from, key);
  }

  list<T>(from: Collection<T>): Iterable<readonly [string, T]> {
    const staged = this.#staged.get(from.name);
    return staged ? this.#merged(from, staged) : this.#reader.list(from);
  }

  values<T>(from: Collection<T>): Iterable<T> {
    const staged = this.#staged.get(from.name);
    return staged ? Array.from(this.#merged(from, staged), ([, document]) => document) : this.#reader.values(from);
  }

  *#merged<T>(from: Collection<T>, staged: ReadonlyMap<string, unknown>): Iterable<readonly [string, T]> {
    const seen = new Set<string>();
    for (const [key, document] of this.#reader.list(from)) {
      const stagedDocument = staged.get(key);
      if (stagedDocument !== undefined) seen.add(key);
      if (stagedDocument !== null) yield [key, (stagedDocument ?? document) as T];
    }
    for (const [key, document] of staged) if (document !== null && !seen.has(key)) yield [key, document as T];
  }

  count(from: NamedCollection): number {
    let count = this.#reader.count(from);
    for (const [key, document] of this.#staged.get(from.name) ?? []) {
      const existed = this.#reader.get(from, key) !== undefined;
      if (document === null && existed) count -= 1;
      if (document !== null && !existed) count += 1;
    }
    return count;
  }

  find<T>(from: Collection<T>, index: string, value: string): readonly (readonly [string, T])[] {
    const found = this.#reader.find(from, index, value);
    const staged = this.#staged.get(from.name);
    if (!staged || staged.size === 0) return found;
    const values = from.indexes?.[index];
    const merged = new Map(found);
    let unordered = false;
    for (const [key, document] of staged) {
      if (document !== null && values?.(document as T, key).includes(value)) {
        unordered ||= !merged.has(key) && this.#reader.get(from, key) !== undefined;
        merged.set(key, document as T);
      } else merged.delete(key);
    }
    // A document that newly has this value belongs where it was first stored, not behind the others.
    return unordered && merged.size > 1 ? [...this.list(from)].filter(([key]) => merged.has(key)) : [...merged];
  }

  keys<T>(from: Collection<T>, index: string, value: string): Iterable<string> {
    const stagedDocument = this.#staged.get(from.name) !== undefined;
    return stagedDocument ? this.find(from, index, value).map(([key]) => key) : this.#reader.keys(from, index, value);
  }

  countBy<T>(from: Collection<T>, index: string, value: string): number {
    return this.#staged.get(from.name)
      ? this.find(from, index, value).length
      : this.#reader.countBy(from, index, value);
  }

  nextDue(): AgendaEntry | undefined {
    return this.#reader.nextDue();
  }

  put<T>(into: Collection<T>, key: string, document: T): void {
    this.#record(into.name, key, document);
  }

  remove(from: NamedCollection, key: string): void {
    this.#record(from.name, key, null);
  }

  ordinal(kind: string): number {
    const counters = this.#counters ?? readSingleton(this.#reader, counterDocument);
    const next = (counters[kind] ?? 0) + 1;
    this.#counters = { ...counters, [kind]: next };
    return next;
  }

  schedule(due: Instant, kind: string, detail: { readonly [member: string]: unknown }): string {
    const seq = this.ordinal('agenda');
    const key = String(seq);
    this.#record(agenda.name, key, { ...detail, due: Math.max(due, this.now), seq, kind });
    return key;
  }

  emit(event: Omit<DomainEvent, 'at'>): void {
    this.emitted.push({ at: this.now, ...event });
  }

  /** The staged writes, each document once. */
  changeSet(): ChangeSet {
    const writes: Write[] = [];
    for (const [name, staged] of this.#staged) for (const [key, document] of staged) writes.push([name, key, document]);
    if (this.#counters) writes.push(singletonWrite(counterDocument, this.#counters));
    return { writes };
  }

  #record(name: string, key: string, document: unknown): void {
    const staged = this.#staged.get(name);
    if (staged) staged.set(key, document);
    else this.#staged.set(name, new Map([[key, document]]));
  }
}
