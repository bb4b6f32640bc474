import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import type { Answer } from '#domain/core/call';
import {
  type ChangeSet,
  type Clock,
  clockDocument,
  type DomainEvent,
  type Instant,
  type Profile,
  profileDocument,
  readSingleton,
  type StateReader,
  settings,
  type Transaction,
} from '#domain/core/sandbox-state';
import { type ErrorFamily, refuse } from '#domain/errors/error-catalogue';
import type { RouteMatch } from '#engine/contract/contract';
import { type ReferenceData, referenceDataForDivision } from '#engine/reference-data';
import { type AnswerCheckMode, type HandledRequest, handleRequest } from '#engine/request/pipeline';
import type { RawRequest } from '#engine/request/request-checks';
import { SandboxState } from '#engine/state/sandbox-state';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { clockChangeSet, tick } from '#engine/time/tick';
import { type Intervention, type InterventionMoment, Interventions } from '#runtime/journal/interventions';
import type { Journal } from '#runtime/journal/journal';
import type { Store, StoredSandbox } from '#runtime/ports';
import { StoreRefusedError } from '#runtime/ports';
import { answerFromDocument } from '#runtime/spec/spec-answers';

/** A durable change and its domain events; deliveries and live streams follow these. */
export interface CommittedChange {
  readonly sandboxId: string;
  readonly version: number;
  readonly changeSet: ChangeSet;
  readonly emitted: readonly DomainEvent[];
}

export interface LiveSandboxDependencies {
  readonly store: Store;
  readonly referenceData: ReferenceData;
  readonly checkAnswers?: AnswerCheckMode;
  /** The virtual instant of a running clock now; the stored instant of a frozen one. */
  readonly currentInstant: (id: string, clock: Clock) => Instant;
  readonly makeJournal: (sandboxId: string) => Journal;
  /** Called once a change is durable, in version order. */
  readonly onCommitted: (commit: CommittedChange) => void;
}

/** A change that is applied in memory and not yet durable. */
interface PendingChange {
  readonly undo: ChangeSet;
  readonly persisted: Promise<void>;
}

/**
 * One sandbox in memory. Requests and due instants are applied one after another in a single thread, each as a whole:
 * the pure engine returns the change, which is applied, appended to the store, and answered once it is durable. When
 * the store refuses a change, it and all later ones are rolled back.
 */
export class LiveSandbox {
  readonly id: string;
  readonly #sandboxState: SandboxState;
  readonly #dependencies: LiveSandboxDependencies;
  #journal: Journal;
  #interventions = new Interventions();
  #isEmpty: boolean;
  #pending: PendingChange[] = [];
  #isAdvancing = false;

  constructor(
    id: string,
    dependencies: LiveSandboxDependencies,
    stored: StoredSandbox = { version: 0, sandboxState: [] },
  ) {
    this.id = id;
    this.#dependencies = dependencies;
    this.#sandboxState = new SandboxState(stored.version, stored.sandboxState);
    this.#journal = dependencies.makeJournal(id);
    this.#isEmpty = this.isEmpty();
    if (!this.#isEmpty) this.#interventions.markIncomplete('it was kept from an earlier run of the server');
  }

  get reader(): StateReader {
    return this.#sandboxState;
  }

  get sandboxState(): SandboxState {
    return this.#sandboxState;
  }

  get journal(): Journal {
    return this.#journal;
  }

  /**
   * Starts a new journal because the state was replaced. Returns a function that restores the old one, should the store
   * refuse.
   */
  replaceJournal(): () => void {
    const [journal, interventions, empty] = [this.#journal, this.#interventions, this.#isEmpty];
    this.#journal = this.#dependencies.makeJournal(this.id);
    this.#interventions = new Interventions();
    this.#isEmpty = this.isEmpty();
    return () => {
      this.#journal = journal;
      this.#interventions = interventions;
      this.#isEmpty = empty;
    };
  }

  get interventions(): Interventions {
    return this.#interventions;
  }

  /**
   * The current moment, for {@link recordIntervention}. Read it before the change: requests arrive while a change is
   * being stored.
   */
  get moment(): InterventionMoment {
    return { at: this.virtualNow, after: this.#journal.lastReservedNumber, version: this.#sandboxState.version };
  }

  /** Records a change that the client did not make. `before` is the moment before it. */
  recordIntervention(intervention: Intervention, before: InterventionMoment): void {
    // Settings of an empty sandbox are its beginning, unless a state was loaded before.
    if (intervention.kind === 'settings' && this.#isEmpty && this.#interventions.list().length === 0) return;
    this.#interventions.record({ ...intervention, ...before });
  }

  /** Whether the sandbox has nothing but its settings. */
  isEmpty(): boolean {
    for (const [name] of this.#sandboxState.all()) if (name !== settings.name) return false;
    return true;
  }

  get referenceData(): ReferenceData {
    return referenceDataForDivision(this.#dependencies.referenceData, this.profile.settings.calendar);
  }

  /** The calendar of the division that the sandbox's setting names. */
  get calendar(): DivisionCalendar {
    return this.referenceData.calendar.divisions[this.referenceData.division];
  }

  get profile(): Profile {
    return readSingleton(this.#sandboxState, profileDocument);
  }

  get clock(): Clock {
    return readSingleton(this.#sandboxState, clockDocument);
  }

  /** Virtual time. */
  get virtualNow(): Instant {
    return this.#dependencies.currentInstant(this.id, this.clock);
  }

  /** One request to a BT path with a good token. Resolves when the answer may be sent. */
  async serveRequest(request: RawRequest, match: RouteMatch): Promise<HandledRequest> {
    this.catchUp();
    const handled = this.#handleRequest(request, match);
    if (handled.documentCall) return { ...handled, answer: await answerFromDocument(handled.documentCall) };
    this.commit(handled.changeSet, handled.emitted);
    this.applyDueNow();
    if (this.#pending.length === 0) return handled;
    try {
      await this.whenDurable();
      return handled;
    } catch (error) {
      // This request changed nothing itself: the store refused another one's change, and the read is repeated without
      // it.
      if (handled.changeSet.writes.length === 0) return this.#rerunRead(request, match);
      return {
        ...handled,
        answer: notStoredAnswer(handled.operation?.family ?? 'tmf', error),
        changeSet: { writes: [] },
        emitted: [],
      };
    }
  }

  #rerunRead(request: RawRequest, match: RouteMatch): HandledRequest {
    return { ...this.#handleRequest(request, match), changeSet: { writes: [] }, emitted: [] };
  }

  #handleRequest(request: RawRequest, match: RouteMatch): HandledRequest {
    return handleRequest(request, match, {
      token: 'good',
      reader: this.#sandboxState,
      referenceData: this.referenceData,
      virtualNow: this.virtualNow,
      checkMode: this.#dependencies.checkAnswers,
    });
  }

  /**
   * Applies a change that does not come from a BT path. When `shouldCommit` returns false, the staged writes are
   * discarded. Rejects with {@link StoreRefusedError}.
   */
  async transact<T>(
    run: (transaction: Transaction, referenceData: ReferenceData) => T,
    shouldCommit: (result: T) => boolean = () => true,
  ): Promise<T> {
    this.catchUp();
    const transaction = new StagedTransaction(this.#sandboxState, this.virtualNow);
    const result = run(transaction, this.referenceData);
    if (!shouldCommit(result)) return result;
    this.commit(transaction.changeSet(), transaction.emitted);
    this.applyDueNow();
    await this.whenDurable();
    return result;
  }

  /**
   * Resolves when everything applied so far is durable. Earlier refusals do not matter: their changes are rolled back.
   */
  whenDurable(): Promise<void> {
    return this.#pending.at(-1)?.persisted ?? Promise.resolve();
  }

  commit(transact: ChangeSet, emitted: readonly DomainEvent[] = []): void {
    if (transact.writes.length === 0) return;
    const expected = this.#sandboxState.version;
    if (this.#isEmpty && expected > 0) this.#recordBeginning(transact);
    const undo = this.#sandboxState.apply(transact);
    // A fork has documents from its first change on.
    if (expected === 0) this.#isEmpty = this.isEmpty();
    const persisted = this.#dependencies.store.append(this.id, expected, transact).then(
      () => {
        this.#pending.shift();
        this.#dependencies.onCommitted({ sandboxId: this.id, version: expected + 1, changeSet: transact, emitted });
      },
      (error: unknown) => {
        this.#rollBack(pending);
        throw error;
      },
    );
    const pending: PendingChange = { undo, persisted };
    this.#pending.push(pending);
    // Callers that wait see the failure; a change that nobody waits for must not end the process.
    persisted.catch(() => undefined);
  }

  /** Records the beginning before the first change that is more than settings. */
  #recordBeginning({ writes }: ChangeSet): void {
    if (writes.every(([name]) => name === settings.name)) return;
    this.#isEmpty = false;
    this.#interventions.recordBeginning(this.profile, this.clock.now);
  }

  /** Applies what is due at the current instant: steps without delay happen at once, also on a frozen clock. */
  applyDueNow(): readonly DomainEvent[] {
    const emitted: DomainEvent[] = [];
    for (let applied = this.applyNextDue(this.clock.now); applied; applied = this.applyNextDue(this.clock.now))
      emitted.push(...applied);
    return emitted;
  }

  /** Applies the earliest agenda entry due by `until` and returns its domain events; undefined when there is none. */
  applyNextDue(until: Instant): readonly DomainEvent[] | undefined {
    const applied = tick(this.#sandboxState, this.referenceData, until);
    if (!applied) return undefined;
    this.commit(applied.changeSet, applied.emitted);
    return applied.emitted;
  }

  advanceClockTo(to: Instant): void {
    this.commit(clockChangeSet(this.#sandboxState, to));
  }

  /**
   * Reserves the clock for one advance; false while another one runs. Two at once could not report their own results.
   */
  tryBeginAdvance(): boolean {
    if (this.#isAdvancing) return false;
    this.#isAdvancing = true;
    return true;
  }

  endAdvance(): void {
    this.#isAdvancing = false;
  }

  /** Applies what has become due on a running clock. Does nothing on a frozen one. */
  catchUp(): void {
    const { mode } = this.clock;
    if (mode === 'frozen') return;
    const virtualNow = this.virtualNow;
    while (this.applyNextDue(virtualNow));
    this.advanceClockTo(virtualNow);
  }

  #rollBack(from: PendingChange): void {
    const index = this.#pending.indexOf(from);
    if (index < 0) return;
    for (const { undo } of this.#pending.splice(index).reverse()) this.#sandboxState.rollBack(undo);
  }
}

function notStoredAnswer(family: ErrorFamily, error: unknown): Answer {
  const reason = error instanceof StoreRefusedError ? error.reason : 'the store failed';
  return refuse(family, 'sandboxFull', `Nothing was changed: ${reason}`, [
    { pointer: '', got: reason, expected: 'room to keep the change', rule: 'durability' },
  ]);
}
