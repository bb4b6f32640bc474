import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import type { Answer } from '#domain/core/call';
import {
  type ChangeSet,
  type Clock,
  type DomainEvent,
  type Instant,
  type Profile,
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

/** A change that was kept and what happened in it: deliveries and live streams follow these. */
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
  /** Where a running clock stands now; the stored instant for a frozen one. */
  readonly instantOf: (id: string, clock: Clock) => Instant;
  readonly makeJournal: (sandboxId: string) => Journal;
  /** Called once a change is durable, in version order. */
  readonly onCommitted: (commit: CommittedChange) => void;
}

/** A change that is applied and not yet kept. */
interface PendingChange {
  readonly undo: ChangeSet;
  readonly persisted: Promise<void>;
}

/**
 * One sandbox in memory. Requests and instants are applied one after the other in a single thread, each as a whole: the
 * pure engine says what changes, the change is applied, appended to the store, and answered once it would survive.
 * When the store refuses it, it and everything after it is taken back.
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

  /** The journal of a world that is no more. Returns what brings it back, should the world come back. */
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

  /** For intervened(): read it before anything is done, since requests come in while a change is being kept. */
  get moment(): InterventionMoment {
    return { at: this.now, after: this.#journal.lastReservedNumber, version: this.#sandboxState.version };
  }

  /** Something was done to the world beside the client. `before`: the moment before it was done. */
  recordIntervention(intervention: Intervention, before: InterventionMoment): void {
    // Settings of an empty world are what it begins with, unless it begins with another world.
    if (intervention.kind === 'settings' && this.#isEmpty && this.#interventions.list().length === 0) return;
    this.#interventions.record({ ...intervention, ...before });
  }

  /** Nothing but its settings: as it was made. */
  isEmpty(): boolean {
    for (const [name] of this.#sandboxState.all()) if (name !== settings.name) return false;
    return true;
  }

  get referenceData(): ReferenceData {
    return referenceDataForDivision(this.#dependencies.referenceData, this.profile.settings.calendar);
  }

  /** The working days of its own setting. */
  get calendar(): DivisionCalendar {
    return this.referenceData.calendar.divisions[this.referenceData.division];
  }

  get profile(): Profile {
    return this.#sandboxState.get(settings, 'profile') as Profile;
  }

  get clock(): Clock {
    return this.#sandboxState.get(settings, 'clock') as Clock;
  }

  /** Virtual now. */
  get now(): Instant {
    return this.#dependencies.instantOf(this.id, this.clock);
  }

  /** One request to a BT path. Resolves when the answer may be sent. */
  async serveRequest(request: RawRequest, match: RouteMatch): Promise<HandledRequest> {
    this.catchUp();
    const { checkAnswers } = this.#dependencies;
    const handled = handleRequest(this.#sandboxState, request, match, this.referenceData, this.now, checkAnswers);
    this.commit(handled.changeSet, handled.emitted);
    this.applyDueNow();
    if (this.#pending.length === 0) return handled;
    try {
      await this.whenDurable();
      return handled;
    } catch (error) {
      // It changed nothing itself: what was refused was somebody else's, and reading goes on without it.
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
    const { checkAnswers } = this.#dependencies;
    const handled = handleRequest(this.#sandboxState, request, match, this.referenceData, this.now, checkAnswers);
    return { ...handled, changeSet: { writes: [] }, emitted: [] };
  }

  /** A change that does not come from a BT path. `keep` false throws the notes away. Rejects with StoreRefused. */
  async transact<T>(
    run: (transaction: Transaction, referenceData: ReferenceData) => T,
    shouldCommit: (result: T) => boolean = () => true,
  ): Promise<T> {
    this.catchUp();
    const transaction = new StagedTransaction(this.#sandboxState, this.now);
    const result = run(transaction, this.referenceData);
    if (!shouldCommit(result)) return result;
    this.commit(transaction.changeSet(), transaction.emitted);
    this.applyDueNow();
    await this.whenDurable();
    return result;
  }

  /** Resolves when everything applied so far would survive. An earlier refusal is not news: what was refused is gone. */
  whenDurable(): Promise<void> {
    return this.#pending.at(-1)?.persisted ?? Promise.resolve();
  }

  commit(transact: ChangeSet, emitted: readonly DomainEvent[] = []): void {
    if (transact.writes.length === 0) return;
    const expected = this.#sandboxState.version;
    if (this.#isEmpty && expected > 0) this.#recordBeginning(transact);
    const undo = this.#sandboxState.apply(transact);
    // A fork is not empty from its first change on.
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
    // Whoever waits sees the failure; a change that nobody waits for must not end the process.
    persisted.catch(() => undefined);
  }

  /** The first change of the world itself: what it grows from is noted before. */
  #recordBeginning({ writes }: ChangeSet): void {
    if (writes.every(([name]) => name === settings.name)) return;
    this.#isEmpty = false;
    this.#interventions.recordBeginning(this.profile, this.clock.now);
  }

  /** Applies what is due at this very instant: steps without delay happen at once, also on a frozen clock. */
  applyDueNow(): readonly DomainEvent[] {
    const emitted: DomainEvent[] = [];
    for (let applied = this.applyNextDue(this.clock.now); applied; applied = this.applyNextDue(this.clock.now))
      emitted.push(...applied);
    return emitted;
  }

  /** Applies the earliest agenda entry due by `until`; undefined when there is none. */
  applyNextDue(until: Instant): readonly DomainEvent[] | undefined {
    const applied = tick(this.#sandboxState, this.referenceData, until);
    if (!applied) return undefined;
    this.commit(applied.changeSet, applied.emitted);
    return applied.emitted;
  }

  advanceClockTo(to: Instant): void {
    this.commit(clockChangeSet(this.#sandboxState, to));
  }

  /** One walk of the clock at a time: a second one could neither say what it did nor end before the first. */
  tryBeginAdvance(): boolean {
    if (this.#isAdvancing) return false;
    this.#isAdvancing = true;
    return true;
  }

  endAdvance(): void {
    this.#isAdvancing = false;
  }

  /** A running clock: apply what fell due since it was last looked at. Nothing to do on a frozen one. */
  catchUp(): void {
    const { mode } = this.clock;
    if (mode === 'frozen') return;
    const now = this.now;
    while (this.applyNextDue(now));
    this.advanceClockTo(now);
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
