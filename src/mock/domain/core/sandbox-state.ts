import type { Json } from './json.ts';

/**
 * What a sandbox is to the rules: plain JSON documents in named collections, read through a {@link StateReader}, changed
 * through a {@link Transaction} that only takes notes. Nothing here waits, draws lots or looks at a clock.
 */

/** Virtual time: milliseconds since 1970-01-01T00:00:00Z on the sandbox's own clock. Never compared with wall time. */
export type Instant = number;

/** A place for documents of one kind. Its `by` members are secondary indexes: each names the values a document is found by. */
export interface Collection<T> {
  readonly name: string;
  readonly indexes?: { readonly [index: string]: (document: T, key: string) => readonly string[] };
  /**
   * Whether an index can find a document at all, judged by its JSON as JSON.stringify writes it. For indexes that a start
   * needs and that find few: the rest need not be read for them.
   */
  readonly prefilters?: { readonly [index: string]: (json: string) => boolean };
}

/** A collection where only its name matters. */
export type NamedCollection = { readonly name: string };

export function defineCollection<T>(
  name: string,
  indexes?: Collection<T>['indexes'],
  prefilters?: Collection<T>['prefilters'],
): Collection<T> {
  return { name, ...(indexes && { indexes }), ...(prefilters && { prefilters }) };
}

/** One document to store, or (null) to remove. */
export type Write = readonly [collection: string, key: string, document: unknown];

/** What one request or one instant changes. Applying the same change to the same version always gives the same sandbox. */
export interface ChangeSet {
  readonly writes: readonly Write[];
}

/** Something that becomes due. Ordered by (due, seq); `kind` names the function that applies it. */
export interface AgendaEntry {
  readonly due: Instant;
  readonly seq: number;
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** What the customer agreed with BT at onboarding, and how this sandbox was set up. */
export interface Profile {
  readonly id: string;
  readonly seed: string;
  /** Virtual start. */
  readonly start: Instant;
  readonly duns: string;
  readonly portalLoginId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** null: the built-in inbox. */
  readonly callback: Callback | null;
  /** Set when the endpoint was disabled (410, or too many failed events): why, and since which virtual instant. */
  readonly callbackDisabled?: { readonly reason: string; readonly since: Instant };
  /** `strict` switches every sandbox extra off, as one. */
  readonly mode: 'default' | 'strict';
  /** Per-sandbox switches (rate limiting, order answer 202, …). Every one is optional and has a default where it is read. */
  readonly settings: { readonly [name: string]: Json };
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

/** The sandbox's own settings: one document each under the keys `profile`, `clock`, `ordinals`. */
export const settings = defineCollection<Profile | Clock | Ordinals>('settings');
export type Ordinals = { readonly [kind: string]: number };

export const agenda = defineCollection<AgendaEntry>('agenda');

/** Something that happened while time passed, in order; `text` is for people. */
export interface DomainEvent {
  readonly at: Instant;
  readonly kind: string;
  readonly orderId?: string;
  readonly itemId?: string;
  readonly milestone?: string;
  readonly eventId?: string;
  readonly text: string;
}

/** Reading a sandbox. Documents are shared, never copied: treat them as frozen. */
export interface StateReader {
  readonly version: number;
  get<T>(from: Collection<T>, key: string): T | undefined;
  /** In the order the documents were first stored. */
  list<T>(from: Collection<T>): Iterable<readonly [key: string, document: T]>;
  /** The documents of `list`, without their keys: the quickest way through many. */
  values<T>(from: Collection<T>): Iterable<T>;
  count(from: NamedCollection): number;
  /** Documents by a secondary index, in the order they were first stored. */
  find<T>(from: Collection<T>, index: string, value: string): readonly (readonly [key: string, document: T])[];
  /** The keys of what `find` would find, for whoever may not want them all. Nothing may be stored while they are read. */
  keys<T>(from: Collection<T>, index: string, value: string): Iterable<string>;
  /** How many documents `find` would find, without listing them. */
  countBy<T>(from: Collection<T>, index: string, value: string): number;
  /** The earliest agenda entry, or undefined when nothing will ever become due. */
  nextDue(): AgendaEntry | undefined;
}

/** A sandbox with a notepad: reads see what was noted; nothing reaches the sandbox until the runtime commits. */
export interface Transaction extends StateReader {
  readonly profile: Profile;
  /** The virtual instant at which this request or due instant is handled. */
  readonly now: Instant;
  put<T>(into: Collection<T>, key: string, document: T): void;
  remove(from: NamedCollection, key: string): void;
  /** The next ordinal (1, 2, 3 …) of a kind: ids are made from seed, kind and ordinal. */
  ordinal(kind: string): number;
  /** Put something on the agenda; returns its key, so that it can be removed. `due` earlier than now means now. */
  schedule(due: Instant, kind: string, detail: { readonly [member: string]: unknown }): string;
  /** Tell whoever advances the clock that something happened at `now`. */
  emit(event: Omit<DomainEvent, 'at'>): void;
}
