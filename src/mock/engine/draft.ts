import {
  type AgendaEntry,
  agenda,
  type Change,
  type Clock,
  type Collection,
  type Happening,
  type Instant,
  type Named,
  type Ordinals,
  type Profile,
  type Put,
  type Reader,
  settings,
  type World,
} from '../domain/sandbox.ts';

/** The notepad that domain functions write on. Reads see the notes; `change()` is what the runtime may commit. */
export class Draft implements World {
  readonly profile: Profile;
  readonly now: Instant;
  readonly happened: Happening[] = [];
  readonly #reader: Reader;
  readonly #notes = new Map<string, Map<string, unknown>>();
  #ordinals: Ordinals | undefined;

  constructor(reader: Reader, now?: Instant) {
    const profile = reader.get(settings, 'profile') as Profile | undefined;
    const clock = reader.get(settings, 'clock') as Clock | undefined;
    if (!profile || !clock) throw new Error('a sandbox without a profile or a clock cannot be read');
    this.profile = profile;
    this.now = now ?? clock.now;
    this.#reader = reader;
  }

  get version(): number {
    return this.#reader.version;
  }

  get<T>(from: Collection<T>, key: string): T | undefined {
    const noted = this.#notes.get(from.name)?.get(key);
    if (noted !== undefined) return noted === null ? undefined : (noted as T);
    return this.#reader.get(from, key);
  }

  list<T>(from: Collection<T>): Iterable<readonly [string, T]> {
    const notes = this.#notes.get(from.name);
    return notes ? this.#merged(from, notes) : this.#reader.list(from);
  }

  values<T>(from: Collection<T>): Iterable<T> {
    const notes = this.#notes.get(from.name);
    return notes ? Array.from(this.#merged(from, notes), ([, document]) => document) : this.#reader.values(from);
  }

  *#merged<T>(from: Collection<T>, notes: ReadonlyMap<string, unknown>): Iterable<readonly [string, T]> {
    const seen = new Set<string>();
    for (const [key, document] of this.#reader.list(from)) {
      const noted = notes.get(key);
      if (noted !== undefined) seen.add(key);
      if (noted !== null) yield [key, (noted ?? document) as T];
    }
    for (const [key, document] of notes) if (document !== null && !seen.has(key)) yield [key, document as T];
  }

  count(from: Named): number {
    let count = this.#reader.count(from);
    for (const [key, document] of this.#notes.get(from.name) ?? []) {
      const existed = this.#reader.get(from, key) !== undefined;
      if (document === null && existed) count -= 1;
      if (document !== null && !existed) count += 1;
    }
    return count;
  }

  find<T>(from: Collection<T>, index: string, value: string): readonly (readonly [string, T])[] {
    const found = this.#reader.find(from, index, value);
    const notes = this.#notes.get(from.name);
    if (!notes || notes.size === 0) return found;
    const values = from.by?.[index];
    const merged = new Map(found);
    let stirred = false;
    for (const [key, document] of notes) {
      if (document !== null && values?.(document as T, key).includes(value)) {
        stirred ||= !merged.has(key) && this.#reader.get(from, key) !== undefined;
        merged.set(key, document as T);
      } else merged.delete(key);
    }
    // One that moved here stands where it was first stored, not behind the others.
    return stirred && merged.size > 1 ? [...this.list(from)].filter(([key]) => merged.has(key)) : [...merged];
  }

  keys<T>(from: Collection<T>, index: string, value: string): Iterable<string> {
    const noted = this.#notes.get(from.name) !== undefined;
    return noted ? this.find(from, index, value).map(([key]) => key) : this.#reader.keys(from, index, value);
  }

  countBy<T>(from: Collection<T>, index: string, value: string): number {
    return this.#notes.get(from.name) ? this.find(from, index, value).length : this.#reader.countBy(from, index, value);
  }

  nextDue(): AgendaEntry | undefined {
    return this.#reader.nextDue();
  }

  put<T>(into: Collection<T>, key: string, document: T): void {
    this.#note(into.name, key, document);
  }

  remove(from: Named, key: string): void {
    this.#note(from.name, key, null);
  }

  ordinal(kind: string): number {
    const ordinals = this.#ordinals ?? (this.#reader.get(settings, 'ordinals') as Ordinals | undefined) ?? {};
    const next = (ordinals[kind] ?? 0) + 1;
    this.#ordinals = { ...ordinals, [kind]: next };
    return next;
  }

  schedule(due: Instant, kind: string, detail: { readonly [member: string]: unknown }): string {
    const seq = this.ordinal('agenda');
    const key = String(seq);
    this.#note(agenda.name, key, { ...detail, due: Math.max(due, this.now), seq, kind });
    return key;
  }

  report(happening: Omit<Happening, 'at'>): void {
    this.happened.push({ at: this.now, ...happening });
  }

  /** Everything noted, each document once. Empty when nothing was. */
  change(): Change {
    const puts: Put[] = [];
    for (const [name, notes] of this.#notes) for (const [key, document] of notes) puts.push([name, key, document]);
    if (this.#ordinals) puts.push([settings.name, 'ordinals', this.#ordinals]);
    return { puts };
  }

  #note(name: string, key: string, document: unknown): void {
    const notes = this.#notes.get(name);
    if (notes) notes.set(key, document);
    else this.#notes.set(name, new Map([[key, document]]));
  }
}
