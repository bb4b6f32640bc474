import type { Json } from '#domain/core/json';
import type { Callback, Clock, Instant, Profile } from '#domain/core/sandbox-state';
import { clockDocument, profileDocument, singletonWrite } from '#domain/core/sandbox-state';
import type { Contract } from '#engine/contract/contract';
import type { ReferenceData } from '#engine/reference-data';
import type { EngineLimits } from '#engine/request/engine-limits';
import type { AnswerCheckMode } from '#engine/request/pipeline';
import {
  creationChangeSet,
  exportState,
  type NewSandbox,
  replacementChangeSet,
  resetChangeSet,
  type SavedState,
  savedStateWrites,
} from '#engine/state/sandbox-lifecycle';
import { ControlRequestError } from '#runtime/control-request-error';
import { CallbackTestFeed } from '#runtime/delivery/callback-test-feed';
import type { InterventionMoment } from '#runtime/journal/interventions';
import { Journal, type JournalEntry } from '#runtime/journal/journal';
import { type Limits, resolveLimits, toEngineLimits } from '#runtime/limits/limits';
import { RateLimiter } from '#runtime/limits/rate-limit';
import type { RandomSource, Store, WallClock } from '#runtime/ports';
import { AccessTokens } from './access-tokens.ts';
import { ClockDriver } from './clock-driver.ts';
import { forkWrites, withoutNullSettings } from './fork-writes.ts';
import { type CommittedChange, LiveSandbox } from './live-sandbox.ts';
import { rehearseState, validateSavedState } from './saved-state.ts';
import { checkStartInstant } from './start-instant.ts';

export interface SandboxContext {
  readonly store: Store;
  readonly contract: Contract;
  readonly referenceData: ReferenceData;
  readonly clock: WallClock;
  readonly random: RandomSource;
  /** Default: `every`. */
  readonly checkAnswers?: AnswerCheckMode;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>;
  /** Reports an internal error that no request can: virtual time could not pass in a sandbox. */
  readonly onInternalError?: (where: string, details: readonly unknown[]) => void;
}

/** The options of a new sandbox; each has a default. */
export interface CreateSandboxRequest {
  readonly id?: string;
  readonly seed?: string;
  readonly now?: Instant;
  readonly duns?: string;
  readonly portalLoginId?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly callback?: Callback | null;
  /** Forks this sandbox instead of starting empty. */
  readonly from?: string;
  readonly profile?: Profile['mode'];
  readonly settings?: { readonly [name: string]: Json };
  readonly clock?: Pick<Clock, 'mode' | 'rate'>;
}

/** Monday 5 January 2026, 09:00 in London: a working day everywhere in the United Kingdom. */
export const defaultStartInstant: Instant = Date.UTC(2026, 0, 5, 9);

/** About one millisecond of work. */
const HYDRATED_PER_YIELD = 50;

const sandboxIdPattern = /^[a-z0-9][a-z0-9._-]{0,62}$/i;

/** Every sandbox of this process. Credentials choose one; sandboxes share nothing but read-only reference data. */
export class Sandboxes {
  readonly context: SandboxContext;
  readonly limits: Limits;
  readonly engineLimits: EngineLimits;
  readonly tokens: AccessTokens;
  readonly clockDriver: ClockDriver;
  /** By sandbox id: each has one client. */
  readonly rateLimiter: RateLimiter;
  readonly callbackTests = new CallbackTestFeed();
  readonly #sandboxes = new Map<string, LiveSandbox>();
  readonly #byClientId = new Map<string, string>();
  readonly #watchers = new Set<(commit: CommittedChange) => void>();
  readonly #journalWatchers = new Set<(id: string, entry: JournalEntry) => void>();
  readonly #removedWatchers = new Set<(id: string) => void>();
  readonly #restoredWatchers = new Set<(id: string) => void>();

  #closed = false;

  private constructor(context: SandboxContext) {
    this.context = context;
    this.limits = resolveLimits(context.limits);
    this.engineLimits = toEngineLimits(this.limits);
    this.tokens = new AccessTokens(context.clock, context.random, this.limits.tokens);
    this.clockDriver = new ClockDriver(context.clock, (id, error) => {
      if (!context.onInternalError) throw error;
      context.onInternalError(`the clock of ${id}`, [String(error)]);
    });
    this.rateLimiter = new RateLimiter(context.clock);
  }

  /** Loads everything in the store into memory. */
  static async open(context: SandboxContext): Promise<Sandboxes> {
    const sandboxes = new Sandboxes(context);
    for (const id of await context.store.list()) {
      const stored = await context.store.open(id);
      if (!stored) continue;
      const sandbox = new LiveSandbox(id, sandboxes.#sandboxDependencies(), stored);
      sandboxes.#sandboxes.set(id, sandbox);
      sandboxes.#byClientId.set(sandbox.profile.clientId, id);
      sandboxes.clockDriver.watch(sandbox);
    }
    sandboxes
      .#hydrateInBackground()
      .catch((error: unknown) => context.onInternalError?.('a document of the store', [String(error)]));
    return sandboxes;
  }

  /** Parses the large documents that the store handed over as text, in idle moments after startup. */
  async #hydrateInBackground(): Promise<void> {
    for (const sandbox of [...this.#sandboxes.values()]) {
      while (!this.#closed && sandbox.sandboxState.hydrateSome(HYDRATED_PER_YIELD)) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  get(id: string): LiveSandbox | undefined {
    return this.#sandboxes.get(id);
  }

  /** The sandbox. Throws the same 404 for an unknown id and for another client's id. */
  getOrThrow(id: string): LiveSandbox {
    const sandbox = this.#sandboxes.get(id);
    if (!sandbox) throw new ControlRequestError(404, 'Sandbox not found', [], { code: 'ETHERBOX_UNKNOWN_SANDBOX' });
    return sandbox;
  }

  all(): Iterable<LiveSandbox> {
    return this.#sandboxes.values();
  }

  get count(): number {
    return this.#sandboxes.size;
  }

  byClientId(clientId: string): LiveSandbox | undefined {
    const id = this.#byClientId.get(clientId);
    return id === undefined ? undefined : this.#sandboxes.get(id);
  }

  /**
   * Calls the watcher for every durable change, in version order per sandbox. Returns a function that stops watching.
   */
  watchCommits(watcher: (commit: CommittedChange) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Calls the watcher for every recorded journal entry. Returns a function that stops watching. */
  watchJournal(watcher: (id: string, entry: JournalEntry) => void): () => void {
    this.#journalWatchers.add(watcher);
    return () => this.#journalWatchers.delete(watcher);
  }

  /** Calls the watcher when a sandbox is deleted or reset, so that state about it can be dropped. */
  watchRemoved(watcher: (id: string) => void): () => void {
    this.#removedWatchers.add(watcher);
    return () => this.#removedWatchers.delete(watcher);
  }

  /** Calls the watcher when a removed state is restored, because the store refused its replacement. */
  watchRestored(watcher: (id: string) => void): () => void {
    this.#restoredWatchers.add(watcher);
    return () => this.#restoredWatchers.delete(watcher);
  }

  async create(request: CreateSandboxRequest): Promise<LiveSandbox> {
    if (request.from !== undefined && request.now !== undefined) {
      const expected = 'no member now: a fork starts at the time of its parent; advance it afterwards';
      throw new ControlRequestError(422, 'A fork cannot set its own start', [{ pointer: '/now', expected }]);
    }
    const newSandbox = this.#resolveRequest(request);
    const sandbox = new LiveSandbox(newSandbox.id, this.#sandboxDependencies());
    const parent = request.from === undefined ? undefined : this.getOrThrow(request.from);
    // Reserved before the store is called, so that two requests for one id cannot both succeed.
    this.#sandboxes.set(newSandbox.id, sandbox);
    this.#byClientId.set(newSandbox.clientId, newSandbox.id);
    let forked: { readonly state: SavedState; readonly before: InterventionMoment } | undefined;
    try {
      sandbox.commit(parent ? { writes: forkWrites(parent, newSandbox, request) } : creationChangeSet(newSandbox));
      // Before its client can send requests.
      if (parent) forked = { state: exportState(sandbox.sandboxState), before: sandbox.moment };
      await sandbox.whenDurable();
    } catch (error) {
      this.#unregister(sandbox.id, newSandbox.clientId);
      throw error;
    }
    if (forked) sandbox.recordIntervention({ kind: 'load', state: forked.state }, forked.before);
    this.clockDriver.watch(sandbox);
    return sandbox;
  }

  async remove(id: string): Promise<void> {
    const sandbox = this.getOrThrow(id);
    await this.context.store.remove(id);
    // Another request may have removed the sandbox, and a third may have created a new one, in the meantime.
    if (this.#sandboxes.get(id) !== sandbox) return;
    this.#unregister(id, sandbox.profile.clientId);
    this.tokens.forgetSandbox(id);
    this.#notifyRemoved(id);
  }

  /** Empties a sandbox. Id, seed and credentials stay; tokens stay valid. */
  async reset(id: string): Promise<LiveSandbox> {
    const sandbox = this.getOrThrow(id);
    sandbox.commit(resetChangeSet(sandbox.sandboxState));
    await this.#finishReplacement(sandbox, sandbox.replaceJournal());
    return sandbox;
  }

  async patchProfile(id: string, patch: Partial<Profile>): Promise<LiveSandbox> {
    const sandbox = this.getOrThrow(id);
    const { profile, moment } = sandbox;
    const { callbackDisabled, ...enabled } = profile;
    const updatedProfile =
      'callback' in patch ? enabled : { ...enabled, ...(callbackDisabled ? { callbackDisabled } : {}) };
    sandbox.commit({ writes: [singletonWrite(profileDocument, { ...updatedProfile, ...patch })] });
    const changed = sandbox.profile;
    await sandbox.whenDurable();
    if ('mode' in patch || 'settings' in patch)
      sandbox.recordIntervention({ kind: 'settings', profile: changed.mode, settings: changed.settings }, moment);
    return sandbox;
  }

  async setClock(id: string, clock: Pick<Clock, 'mode' | 'rate'>): Promise<LiveSandbox> {
    const sandbox = this.getOrThrow(id);
    sandbox.catchUp();
    sandbox.commit({ writes: [singletonWrite(clockDocument, { ...sandbox.clock, ...clock })] });
    await sandbox.whenDurable();
    // Only now, so that a refused reset leaves the clock running.
    this.clockDriver.watch(sandbox);
    return sandbox;
  }

  saveState(id: string): SavedState {
    return exportState(this.getOrThrow(id).sandboxState);
  }

  /** Replaces the state with a saved one. An unknown format is refused by name, and nothing changes. */
  async loadState(id: string, saved: unknown): Promise<LiveSandbox> {
    const sandbox = this.getOrThrow(id);
    const state = validateSavedState(saved);
    const writes = savedStateWrites(state, sandbox.profile);
    rehearseState(writes, this.context.referenceData);
    const { moment } = sandbox;
    sandbox.commit(replacementChangeSet(sandbox.sandboxState, writes));
    // In the saved form: without secrets.
    const loaded = exportState(sandbox.sandboxState);
    await this.#finishReplacement(sandbox);
    sandbox.recordIntervention({ kind: 'load', state: loaded }, moment);
    return sandbox;
  }

  /** Stops the clocks and deliveries; the store stays open. */
  stop(): void {
    this.#closed = true;
    this.clockDriver.close();
  }

  /** Waits until the replaced state is durable; restores the old one when the store refuses. */
  async #finishReplacement(sandbox: LiveSandbox, restoreJournal?: () => void): Promise<void> {
    this.#notifyRemoved(sandbox.id);
    this.clockDriver.watch(sandbox);
    try {
      await sandbox.whenDurable();
    } catch (error) {
      if (this.#sandboxes.get(sandbox.id) !== sandbox) throw error;
      restoreJournal?.();
      this.#notifyRemoved(sandbox.id);
      this.clockDriver.watch(sandbox);
      for (const watcher of this.#restoredWatchers) watcher(sandbox.id);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.stop();
    await Promise.allSettled([...this.#sandboxes.values()].map((sandbox) => sandbox.whenDurable()));
    await this.context.store.close();
  }

  #resolveRequest(request: CreateSandboxRequest): NewSandbox {
    const id = request.id ?? this.#freeId();
    if (!sandboxIdPattern.test(id)) {
      throw new ControlRequestError(422, 'Invalid sandbox id', [
        {
          pointer: '/id',
          got: id.slice(0, 80),
          expected: '1 to 63 characters: letters, digits, . _ -; the first a letter or digit',
        },
      ]);
    }
    checkStartInstant(request.now);
    if (this.#sandboxes.has(id))
      throw new ControlRequestError(
        409,
        'The sandbox id is in use',
        [{ pointer: '/id', got: id, expected: 'an id that is not in use' }],
        { code: 'ETHERBOX_SANDBOX_EXISTS' },
      );
    if (this.#sandboxes.size > this.limits.sandboxes) {
      throw new ControlRequestError(507, `Limit reached: ${this.limits.sandboxes} sandboxes besides the default one`);
    }
    const clientId = request.clientId ?? this.#generateSecret('ck-');
    if (this.#byClientId.has(clientId)) {
      throw new ControlRequestError(409, 'The client id is in use', [
        { pointer: '/clientId', expected: 'a client id that is not in use' },
      ]);
    }
    return {
      id,
      seed: request.seed ?? id,
      start: request.now ?? defaultStartInstant,
      clientId,
      clientSecret: request.clientSecret ?? this.#generateSecret('cs-'),
      ...(request.duns === undefined ? {} : { duns: request.duns }),
      ...(request.portalLoginId === undefined ? {} : { portalLoginId: request.portalLoginId }),
      ...(request.callback === undefined ? {} : { callback: request.callback }),
      ...(request.profile === undefined ? {} : { mode: request.profile }),
      ...(request.settings === undefined ? {} : { settings: withoutNullSettings(request.settings) }),
      ...(request.clock === undefined ? {} : { clock: request.clock }),
    };
  }

  #freeId(): string {
    for (let n = this.#sandboxes.size; ; n += 1) if (!this.#sandboxes.has(`sandbox-${n}`)) return `sandbox-${n}`;
  }

  #generateSecret(prefix: string): string {
    return prefix + Buffer.from(this.context.random.bytes(18)).toString('base64url');
  }

  #unregister(id: string, clientId: string): void {
    const sandbox = this.#sandboxes.get(id);
    this.#sandboxes.delete(id);
    this.#byClientId.delete(clientId);
    if (sandbox) this.clockDriver.forget(sandbox);
  }

  #notifyRemoved(id: string): void {
    for (const watcher of this.#removedWatchers) watcher(id);
  }

  #sandboxDependencies() {
    return {
      store: this.context.store,
      referenceData: this.context.referenceData,
      checkAnswers: this.context.checkAnswers ?? 'every',
      makeJournal: (id: string) =>
        new Journal(
          this.context.clock,
          { maxEntries: this.limits.journalEntries, maxBytes: this.limits.journalBytes },
          (entry) => {
            for (const watcher of this.#journalWatchers) watcher(id, entry);
          },
        ),
      currentInstant: (id: string, clock: Clock) => this.clockDriver.instantOf(id, clock),
      onCommitted: (commit: CommittedChange) => {
        for (const watcher of this.#watchers) watcher(commit);
      },
    };
  }
}
