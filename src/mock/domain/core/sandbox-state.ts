import { InternalError } from './etherbox-error.ts';
import type { Json } from './json.ts';

/**
 * A sandbox as the rules see it: plain JSON documents in named collections, read through a {@link StateReader} and
 * changed through a {@link Transaction} that only collects writes. Nothing here waits, uses randomness or reads a real
 * clock.
 */

/** Virtual time: milliseconds since 1970-01-01T00:00:00Z on the sandbox's own clock. Never compared with wall time. */
export type Instant = number;

/**
 * Describes the documents of one kind. Its `indexes` are secondary indexes: each returns the values under which a
 * document is found.
 */
export interface Collection<T> {
  readonly name: string;
  readonly indexes?: { readonly [index: string]: (document: T, key: string) => readonly string[] };
  /**
   * Whether an index can list a document at all, judged by its JSON as JSON.stringify writes it. For indexes that are
   * needed at startup and list few documents: the others need not be parsed for them.
   */
  readonly prefilters?: { readonly [index: string]: (json: string) => boolean };
}

/** A collection of which only the name matters. */
export type NamedCollection = { readonly name: string };

/** Describes a collection; the store creates it with its first document. */
export function defineCollection<T>(
  name: string,
  indexes?: Collection<T>['indexes'],
  prefilters?: Collection<T>['prefilters'],
): Collection<T> {
  return { name, ...(indexes && { indexes }), ...(prefilters && { prefilters }) };
}

/** One document to store, or (null) to remove. */
export type Write = readonly [collection: string, key: string, document: unknown];

/**
 * What one request or one due instant changes. Applying the same change set to the same version always gives the same
 * sandbox.
 */
export interface ChangeSet {
  readonly writes: readonly Write[];
}

/** Something that becomes due. Entries are ordered by (due, seq); `kind` names the function that applies the entry. */
export interface AgendaEntry {
  readonly due: Instant;
  readonly seq: number;
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** What the customer agreed with BT at onboarding, and the settings of this sandbox. */
export interface Profile {
  readonly id: string;
  readonly seed: string;
  /** Virtual time at which the sandbox starts. */
  readonly start: Instant;
  readonly duns: string;
  readonly portalLoginId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Null: the built-in inbox. */
  readonly callback: Callback | null;
  /** Set when the endpoint was disabled (410, or too many failed events): the reason, and the virtual instant. */
  readonly callbackDisabled?: { readonly reason: string; readonly since: Instant };
  /** `strict` switches all sandbox extras off together. */
  readonly mode: 'default' | 'strict';
  /**
   * Settings of this sandbox (rate limiting, order answer 202, …). Each is optional; its default is where it is read.
   */
  readonly settings: { readonly [name: string]: Json };
  /** What a reset returns to. Absent in a sandbox stored before it was kept: such a one returns to the defaults. */
  readonly created?: CreationSettings;
}

/** What was given when the sandbox was created and can be changed since. */
export interface CreationSettings extends Pick<Profile, 'mode' | 'settings'> {
  readonly clock: Pick<Clock, 'mode' | 'rate'>;
}

export interface Callback {
  readonly url: string;
  readonly auth?: CallbackAuth;
  readonly signing?: { readonly secret: string };
  readonly timeoutMs?: number;
}

export type CallbackAuth =
  | { readonly type: 'none' }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'header'; readonly name: string; readonly value: string }
  | {
      readonly type: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
    };

export interface Clock {
  readonly now: Instant;
  readonly mode: 'frozen' | 'real' | 'scaled';
  /** Virtual milliseconds per wall millisecond when `scaled`. */
  readonly rate: number;
}

/** The last ordinal given out, by kind. */
export type Counters = { readonly [kind: string]: number };

/** Where the singletons are stored. Read and write them through their descriptors. */
export const settings = defineCollection<unknown>('settings');

/** A document that a sandbox has exactly one of, under its own key in {@link settings}. */
export interface Singleton<T> {
  readonly key: string;
  /** What is read before it is first written. Absent: the first change of a sandbox writes it. */
  readonly initial?: T;
}

export const profileDocument: Singleton<Profile> = { key: 'profile' };
export const clockDocument: Singleton<Clock> = { key: 'clock' };
export const counterDocument: Singleton<Counters> = { key: 'counters', initial: {} };

/** Throws on a sandbox whose first change did not write it. */
export function readSingleton<T>(reader: Pick<StateReader, 'get'>, { key, initial }: Singleton<T>): T {
  const document = reader.get(settings, key) ?? initial;
  if (document === undefined) throw new InternalError(`a sandbox without its ${key} cannot be read`);
  return document as T;
}

export function putSingleton<T>(transaction: Transaction, { key }: Singleton<T>, document: T): void {
  transaction.put(settings, key, document);
}

/** The same as one write of a change set. */
export function singletonWrite<T>({ key }: Singleton<T>, document: T): Write {
  return [settings.name, key, document];
}

/** The document that a write stores, where it writes this singleton; otherwise undefined. */
export function writtenSingleton<T>({ key }: Singleton<T>, write: Write): T | undefined {
  return write[0] === settings.name && write[1] === key ? ((write[2] ?? undefined) as T | undefined) : undefined;
}

export const agenda = defineCollection<AgendaEntry>('agenda');

/** Something that happened as virtual time passed; listed in order. `text` is for people. */
export interface DomainEvent {
  readonly at: Instant;
  readonly kind: string;
  readonly orderId?: string;
  readonly itemId?: string;
  readonly milestone?: string;
  readonly eventId?: string;
  readonly text: string;
}

/** Reads a sandbox. Documents are shared, never copied: treat them as frozen. */
export interface StateReader {
  readonly version: number;
  get<T>(from: Collection<T>, key: string): T | undefined;
  /** In the order in which the documents were first stored. */
  list<T>(from: Collection<T>): Iterable<readonly [key: string, document: T]>;
  /** The documents of `list` without their keys: the fastest way through many. */
  values<T>(from: Collection<T>): Iterable<T>;
  count(from: NamedCollection): number;
  /** Documents by a secondary index, in the order in which they were first stored. */
  find<T>(from: Collection<T>, index: string, value: string): readonly (readonly [key: string, document: T])[];
  /** The keys that `find` would return, one by one. Nothing may be stored during the iteration. */
  keys<T>(from: Collection<T>, index: string, value: string): Iterable<string>;
  /** How many documents `find` would return, without listing them. */
  countBy<T>(from: Collection<T>, index: string, value: string): number;
  /** The earliest agenda entry; undefined when nothing will become due. */
  nextDue(): AgendaEntry | undefined;
}

/** A sandbox with staged writes: reads see them, and nothing reaches the sandbox until the runtime commits. */
export interface Transaction extends StateReader {
  readonly profile: Profile;
  /** The virtual instant at which this request or due instant is handled. */
  readonly now: Instant;
  put<T>(into: Collection<T>, key: string, document: T): void;
  remove(from: NamedCollection, key: string): void;
  /** The next ordinal (1, 2, 3 …) of a kind: ids derive from seed, kind and ordinal. */
  ordinal(kind: string): number;
  /** Adds an agenda entry and returns its key, which removes it. A `due` earlier than now means now. */
  schedule(due: Instant, kind: string, detail: { readonly [member: string]: unknown }): string;
  /** Reports to the caller that advances the clock that something happened at `now`. */
  emit(event: Omit<DomainEvent, 'at'>): void;
}
