import type { Callback, Clock, Instant, Json, Profile, Put } from '../domain/sandbox.ts';
import { settings } from '../domain/sandbox.ts';
import type { Contract } from '../engine/contract.ts';
import type { EngineLimits } from '../engine/engine-limits.ts';
import type { Ground } from '../engine/ground.ts';
import type { AnswerCheck } from '../engine/handle.ts';
import {
  firstChange,
  type NewSandbox,
  replaceChange,
  resetChange,
  type SavedState,
  saveState,
  stateDocuments,
} from '../engine/world.ts';
import { ClockDriver } from './clock-driver.ts';
import { CallbackTests } from './delivery/callback-tests.ts';
import type { Moment } from './journal/interventions.ts';
import { Journal, type JournalEntry } from './journal/journal.ts';
import { engineLimitsOf, type Limits, limitsOf } from './limits.ts';
import { type Committed, LiveSandbox } from './live-sandbox.ts';
import type { Chance, Store, WallClock } from './ports.ts';
import { RateLimiter } from './rate-limit.ts';
import { Refusal } from './refusal.ts';
import { checkState, rehearse } from './saved-state.ts';
import { Tokens } from './tokens.ts';

export interface House {
  readonly store: Store;
  readonly contract: Contract;
  readonly ground: Ground;
  readonly clock: WallClock;
  readonly chance: Chance;
  /** Default `every`. */
  readonly checkAnswers?: AnswerCheck;
  /** Where they differ from the usual ones. */
  readonly limits?: Partial<Limits>;
  /** Told of a mistake of ours that met no request: time could not pass in a sandbox. */
  readonly ownFault?: (where: string, faults: readonly unknown[]) => void;
}

/** What may be said when a sandbox is made; everything has a default. */
export interface SandboxRequest {
  readonly id?: string;
  readonly seed?: string;
  readonly now?: Instant;
  readonly duns?: string;
  readonly portalLoginId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly callback?: Callback | null;
  /** Fork this sandbox instead of starting empty. */
  readonly from?: string;
  readonly profile?: Profile['mode'];
  readonly settings?: { readonly [name: string]: Json };
  readonly clock?: Pick<Clock, 'mode' | 'rate'>;
}

/** Monday 5 January 2026, 09:00 in London: a working day everywhere in the United Kingdom. */
export const defaultStart: Instant = Date.UTC(2026, 0, 5, 9);

/** About a millisecond's worth. */
const sealedPerTurn = 50;

const idPattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/** Every sandbox of this process. Credentials choose one; nothing is shared between two but read-only fixtures. */
export class Sandboxes {
  readonly house: House;
  readonly limits: Limits;
  readonly engineLimits: EngineLimits;
  readonly tokens: Tokens;
  readonly driver: ClockDriver;
  /** By sandbox id: one client each. */
  readonly rates: RateLimiter;
  readonly callbackTests = new CallbackTests();
  readonly #live = new Map<string, LiveSandbox>();
  readonly #byClientId = new Map<string, string>();
  readonly #watchers = new Set<(news: Committed) => void>();
  readonly #journalWatchers = new Set<(id: string, entry: JournalEntry) => void>();
  readonly #goneWatchers = new Set<(id: string) => void>();
  readonly #backWatchers = new Set<(id: string) => void>();

  #closed = false;

  private constructor(house: House) {
    this.house = house;
    this.limits = limitsOf(house.limits);
    this.engineLimits = engineLimitsOf(this.limits);
    this.tokens = new Tokens(house.clock, house.chance, this.limits.tokens);
    this.driver = new ClockDriver(house.clock, (id, error) => {
      if (!house.ownFault) throw error;
      house.ownFault(`the clock of ${id}`, [String(error)]);
    });
    this.rates = new RateLimiter(house.clock);
  }

  /** Everything the store holds, in memory. */
  static async open(house: House): Promise<Sandboxes> {
    const sandboxes = new Sandboxes(house);
    for (const id of await house.store.list()) {
      const stored = await house.store.open(id);
      if (!stored) continue;
      const live = new LiveSandbox(id, sandboxes.#parts(), stored);
      sandboxes.#live.set(id, live);
      sandboxes.#byClientId.set(live.profile.clientId, id);
      sandboxes.driver.watch(live);
    }
    sandboxes.#openSealed().catch((error: unknown) => house.ownFault?.('a document of the store', [String(error)]));
    return sandboxes;
  }

  /** In quiet moments after a start: reads the large documents that the store handed over sealed. */
  async #openSealed(): Promise<void> {
    for (const live of [...this.#live.values()]) {
      while (!this.#closed && live.documents.openSome(sealedPerTurn)) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  get(id: string): LiveSandbox | undefined {
    return this.#live.get(id);
  }

  /** The sandbox, or the refusal that an unknown id and another's id get alike. */
  mustGet(id: string): LiveSandbox {
    const live = this.#live.get(id);
    if (!live) throw new Refusal(404, 'No such sandbox');
    return live;
  }

  all(): Iterable<LiveSandbox> {
    return this.#live.values();
  }

  get count(): number {
    return this.#live.size;
  }

  byClientId(clientId: string): LiveSandbox | undefined {
    const id = this.#byClientId.get(clientId);
    return id === undefined ? undefined : this.#live.get(id);
  }

  /** Called for every change that is kept, in order per sandbox. Returns what ends it. */
  watch(watcher: (news: Committed) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Called for every journal entry once it is recorded. */
  watchJournal(watcher: (id: string, entry: JournalEntry) => void): () => void {
    this.#journalWatchers.add(watcher);
    return () => this.#journalWatchers.delete(watcher);
  }

  /** Called when a sandbox is deleted or reset: what others keep about it ends. */
  watchGone(watcher: (id: string) => void): () => void {
    this.#goneWatchers.add(watcher);
    return () => this.#goneWatchers.delete(watcher);
  }

  /** Called when a world that was told to be gone is there again: the store refused what came in its place. */
  watchBack(watcher: (id: string) => void): () => void {
    this.#backWatchers.add(watcher);
    return () => this.#backWatchers.delete(watcher);
  }

  async create(request: SandboxRequest): Promise<LiveSandbox> {
    if (request.from !== undefined && request.now !== undefined) {
      const expected = 'nothing beside from: a fork goes on where its parent stands; advance it';
      throw new Refusal(422, 'A fork has no start of its own', [{ pointer: '/now', expected }]);
    }
    const made = this.#complete(request);
    const live = new LiveSandbox(made.id, this.#parts());
    const parent = request.from === undefined ? undefined : this.mustGet(request.from);
    // Taken before the store is asked, so that two requests for one id cannot both have it.
    this.#live.set(made.id, live);
    this.#byClientId.set(made.clientId, made.id);
    let forked: { readonly state: SavedState; readonly before: Moment } | undefined;
    try {
      live.commit(parent ? { puts: forkDocuments(parent, made, request) } : firstChange(made));
      // Before its client is let in.
      if (parent) forked = { state: saveState(live.documents), before: live.moment };
      await live.durable();
    } catch (error) {
      this.#drop(live.id, made.clientId);
      throw error;
    }
    if (forked) live.intervened({ kind: 'load', state: forked.state }, forked.before);
    this.driver.watch(live);
    return live;
  }

  async remove(id: string): Promise<void> {
    const live = this.mustGet(id);
    await this.house.store.remove(id);
    // Another request may have removed it, and a third have made a new one, while we waited.
    if (this.#live.get(id) !== live) return;
    this.#drop(id, live.profile.clientId);
    this.tokens.forget(id);
    this.#gone(id);
  }

  /** Empty again, with the same id, seed and credentials; tokens stay good. */
  async reset(id: string): Promise<LiveSandbox> {
    const live = this.mustGet(id);
    live.commit(resetChange(live.documents));
    await this.#replaced(live, live.forgetJournal());
    return live;
  }

  async patchProfile(id: string, patch: Partial<Profile>): Promise<LiveSandbox> {
    const live = this.mustGet(id);
    const { profile, moment } = live;
    const { callbackDisabled, ...enabled } = profile;
    const kept = 'callback' in patch ? enabled : { ...enabled, ...(callbackDisabled ? { callbackDisabled } : {}) };
    live.commit({ puts: [[settings.name, 'profile', { ...kept, ...patch }]] });
    const changed = live.profile;
    await live.durable();
    if ('mode' in patch || 'settings' in patch)
      live.intervened({ kind: 'settings', profile: changed.mode, settings: changed.settings }, moment);
    return live;
  }

  async setClock(id: string, clock: Pick<Clock, 'mode' | 'rate'>): Promise<LiveSandbox> {
    const live = this.mustGet(id);
    live.catchUp();
    live.commit({ puts: [[settings.name, 'clock', { ...live.clock, ...clock }]] });
    await live.durable();
    // Only now: one that is refused leaves the clock as it runs.
    this.driver.watch(live);
    return live;
  }

  saveState(id: string): SavedState {
    return saveState(this.mustGet(id).documents);
  }

  /** Puts a saved world in the place of this one. An unknown format is refused by name; nothing changes then. */
  async loadState(id: string, saved: unknown): Promise<LiveSandbox> {
    const live = this.mustGet(id);
    const state = checkState(saved);
    const world = stateDocuments(state, live.profile);
    rehearse(world, this.house.ground);
    const { moment } = live;
    live.commit(replaceChange(live.documents, world));
    // As it is saved: without secrets.
    const loaded = saveState(live.documents);
    await this.#replaced(live);
    live.intervened({ kind: 'load', state: loaded }, moment);
    return live;
  }

  /** Nothing happens by itself any more; the store stays open. */
  stop(): void {
    this.#closed = true;
    this.driver.close();
  }

  /** Another world stands in the place of the one before, which comes back when the store refuses. */
  async #replaced(live: LiveSandbox, back?: () => void): Promise<void> {
    this.#gone(live.id);
    this.driver.watch(live);
    try {
      await live.durable();
    } catch (error) {
      if (this.#live.get(live.id) !== live) throw error;
      back?.();
      this.#gone(live.id);
      this.driver.watch(live);
      for (const watcher of this.#backWatchers) watcher(live.id);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.stop();
    await Promise.allSettled([...this.#live.values()].map((live) => live.durable()));
    await this.house.store.close();
  }

  #complete(request: SandboxRequest): NewSandbox {
    const id = request.id ?? this.#freeId();
    if (!idPattern.test(id)) {
      throw new Refusal(422, 'The id cannot be used', [
        {
          pointer: '/id',
          got: id.slice(0, 80),
          expected: '1 to 63 letters, digits, . _ -, beginning with a letter or digit',
        },
      ]);
    }
    if (this.#live.has(id))
      throw new Refusal(409, 'A sandbox with this id exists', [
        { pointer: '/id', got: id, expected: 'an id that is not taken' },
      ]);
    if (this.#live.size > this.limits.sandboxes) {
      throw new Refusal(507, `There are ${this.limits.sandboxes} sandboxes besides the default one already`);
    }
    const clientId = request.clientId ?? this.#secret('ck-');
    if (this.#byClientId.has(clientId)) {
      throw new Refusal(409, 'The client id belongs to another sandbox', [
        { pointer: '/clientId', expected: 'a client id that is not taken' },
      ]);
    }
    return {
      id,
      seed: request.seed ?? id,
      start: request.now ?? defaultStart,
      clientId,
      clientSecret: request.clientSecret ?? this.#secret('cs-'),
      ...(request.duns === undefined ? {} : { duns: request.duns }),
      ...(request.portalLoginId === undefined ? {} : { portalLoginId: request.portalLoginId }),
      ...(request.callback === undefined ? {} : { callback: request.callback }),
      ...(request.profile === undefined ? {} : { mode: request.profile }),
      ...(request.settings === undefined ? {} : { settings: withoutNull(request.settings) }),
      ...(request.clock === undefined ? {} : { clock: request.clock }),
    };
  }

  #freeId(): string {
    for (let n = this.#live.size; ; n += 1) if (!this.#live.has(`sandbox-${n}`)) return `sandbox-${n}`;
  }

  #secret(prefix: string): string {
    return prefix + Buffer.from(this.house.chance.bytes(18)).toString('base64url');
  }

  #drop(id: string, clientId: string): void {
    const live = this.#live.get(id);
    this.#live.delete(id);
    this.#byClientId.delete(clientId);
    if (live) this.driver.forget(live);
  }

  #gone(id: string): void {
    for (const watcher of this.#goneWatchers) watcher(id);
  }

  #parts() {
    return {
      store: this.house.store,
      ground: this.house.ground,
      checkAnswers: this.house.checkAnswers ?? 'every',
      makeJournal: (id: string) =>
        new Journal(
          this.house.clock,
          { entries: this.limits.journalEntries, bytes: this.limits.journalBytes },
          (entry) => {
            for (const watcher of this.#journalWatchers) watcher(id, entry);
          },
        ),
      instantOf: (id: string, clock: Clock) => this.driver.instantOf(id, clock),
      committed: (news: Committed) => {
        for (const watcher of this.#watchers) watcher(news);
      },
    };
  }
}

/** A setting that is null is at its default. */
const withoutNull = (said: Profile['settings']): Profile['settings'] =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));

function forkDocuments(parent: LiveSandbox, made: NewSandbox, request: SandboxRequest): Put[] {
  const { id, clientId, clientSecret } = made;
  const { callback: theirs } = parent.profile;
  // Seed and start are the parent's unless said: the ids of what is to come follow from the seed.
  const forked = stateDocuments(saveState(parent.documents), { id, clientId, clientSecret, callback: theirs });
  return forked.map(([name, key, document]) => {
    if (name !== settings.name || key !== 'profile') return [name, key, document];
    const { seed, duns, portalLoginId, callback, profile: mode } = request;
    const said = Object.fromEntries(
      Object.entries({ seed, duns, portalLoginId, callback, mode }).filter(([, value]) => value !== undefined),
    );
    const profile = document as Profile;
    return [name, key, { ...profile, ...said, settings: withoutNull({ ...profile.settings, ...request.settings }) }];
  });
}
