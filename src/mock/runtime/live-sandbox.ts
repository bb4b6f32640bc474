import { type Answer, type Family, refuse } from '../domain/problem.ts';
import {
  type Change,
  type Clock,
  type Happening,
  type Instant,
  type Profile,
  type Reader,
  settings,
  type World,
} from '../domain/sandbox.ts';
import type { DivisionCalendar } from '../domain/working-calendar.ts';
import type { Routed } from '../engine/contract.ts';
import { Documents } from '../engine/documents.ts';
import { Draft } from '../engine/draft.ts';
import type { RawRequest } from '../engine/gateway.ts';
import { type Ground, groundOf } from '../engine/ground.ts';
import { type AnswerCheck, type Handled, handle } from '../engine/handle.ts';
import { moveClock, tick } from '../engine/tick.ts';
import { type Intervention, Interventions, type Moment } from './journal/interventions.ts';
import type { Journal } from './journal/journal.ts';
import type { Store, StoredSandbox } from './ports.ts';
import { StoreRefused } from './ports.ts';

/** A change that was kept and what happened in it: deliveries and live streams follow these. */
export interface Committed {
  readonly sandboxId: string;
  readonly version: number;
  readonly change: Change;
  readonly happened: readonly Happening[];
}

export interface LiveSandboxParts {
  readonly store: Store;
  readonly ground: Ground;
  readonly checkAnswers?: AnswerCheck;
  /** Where a running clock stands now; the stored instant for a frozen one. */
  readonly instantOf: (id: string, clock: Clock) => Instant;
  readonly makeJournal: (sandboxId: string) => Journal;
  /** Called once a change is durable, in version order. */
  readonly committed: (news: Committed) => void;
}

/** A change that is applied and not yet kept. */
interface Pending {
  readonly undo: Change;
  readonly kept: Promise<void>;
}

/**
 * One sandbox in memory. Requests and instants are applied one after the other in a single thread, each as a whole: the
 * pure engine says what changes, the change is applied, appended to the store, and answered once it would survive.
 * When the store refuses it, it and everything after it is taken back.
 */
export class LiveSandbox {
  readonly id: string;
  readonly #documents: Documents;
  readonly #parts: LiveSandboxParts;
  #journal: Journal;
  #interventions = new Interventions();
  #empty: boolean;
  #pending: Pending[] = [];
  #walking = false;

  constructor(id: string, parts: LiveSandboxParts, stored: StoredSandbox = { version: 0, documents: [] }) {
    this.id = id;
    this.#parts = parts;
    this.#documents = new Documents(stored.version, stored.documents);
    this.#journal = parts.makeJournal(id);
    this.#empty = this.isEmpty();
    if (!this.#empty) this.#interventions.lose('it was kept from an earlier run of the server');
  }

  get reader(): Reader {
    return this.#documents;
  }

  get documents(): Documents {
    return this.#documents;
  }

  get journal(): Journal {
    return this.#journal;
  }

  /** The journal of a world that is no more. Returns what brings it back, should the world come back. */
  forgetJournal(): () => void {
    const [journal, interventions, empty] = [this.#journal, this.#interventions, this.#empty];
    this.#journal = this.#parts.makeJournal(this.id);
    this.#interventions = new Interventions();
    this.#empty = this.isEmpty();
    return () => {
      this.#journal = journal;
      this.#interventions = interventions;
      this.#empty = empty;
    };
  }

  get interventions(): Interventions {
    return this.#interventions;
  }

  /** For intervened(): read it before anything is done, since requests come in while a change is being kept. */
  get moment(): Moment {
    return { at: this.now, after: this.#journal.taken, version: this.#documents.version };
  }

  /** Something was done to the world beside the client. `before`: the moment before it was done. */
  intervened(intervention: Intervention, before: Moment): void {
    // Settings of an empty world are what it begins with, unless it begins with another world.
    if (intervention.kind === 'settings' && this.#empty && this.#interventions.list().length === 0) return;
    this.#interventions.note({ ...intervention, ...before });
  }

  /** Nothing but its settings: as it was made. */
  isEmpty(): boolean {
    for (const [name] of this.#documents.all()) if (name !== settings.name) return false;
    return true;
  }

  get ground(): Ground {
    return groundOf(this.#parts.ground, this.profile.settings.calendar);
  }

  /** The working days of its own setting. */
  get calendar(): DivisionCalendar {
    return this.ground.calendar.divisions[this.ground.division];
  }

  get profile(): Profile {
    return this.#documents.get(settings, 'profile') as Profile;
  }

  get clock(): Clock {
    return this.#documents.get(settings, 'clock') as Clock;
  }

  /** Virtual now. */
  get now(): Instant {
    return this.#parts.instantOf(this.id, this.clock);
  }

  /** One request to a BT path. Resolves when the answer may be sent. */
  async handle(request: RawRequest, routed: Routed): Promise<Handled> {
    this.catchUp();
    const { checkAnswers } = this.#parts;
    const handled = handle(this.#documents, request, routed, this.ground, this.now, checkAnswers);
    this.commit(handled.change, handled.happened);
    this.settle();
    if (this.#pending.length === 0) return handled;
    try {
      await this.durable();
      return handled;
    } catch (error) {
      // It changed nothing itself: what was refused was somebody else's, and reading goes on without it.
      if (handled.change.puts.length === 0) return this.#readAgain(request, routed);
      return {
        ...handled,
        answer: notKept(handled.operation?.family ?? 'tmf', error),
        change: { puts: [] },
        happened: [],
      };
    }
  }

  #readAgain(request: RawRequest, routed: Routed): Handled {
    const { checkAnswers } = this.#parts;
    const handled = handle(this.#documents, request, routed, this.ground, this.now, checkAnswers);
    return { ...handled, change: { puts: [] }, happened: [] };
  }

  /** A change that does not come from a BT path. `keep` false throws the notes away. Rejects with StoreRefused. */
  async change<T>(make: (world: World, ground: Ground) => T, keep: (made: T) => boolean = () => true): Promise<T> {
    this.catchUp();
    const draft = new Draft(this.#documents, this.now);
    const made = make(draft, this.ground);
    if (!keep(made)) return made;
    this.commit(draft.change(), draft.happened);
    this.settle();
    await this.durable();
    return made;
  }

  /** Resolves when everything applied so far would survive. An earlier refusal is not news: what was refused is gone. */
  durable(): Promise<void> {
    return this.#pending.at(-1)?.kept ?? Promise.resolve();
  }

  commit(change: Change, happened: readonly Happening[] = []): void {
    if (change.puts.length === 0) return;
    const expected = this.#documents.version;
    if (this.#empty && expected > 0) this.#beginWith(change);
    const undo = this.#documents.apply(change);
    // A fork is not empty from its first change on.
    if (expected === 0) this.#empty = this.isEmpty();
    const kept = this.#parts.store.append(this.id, expected, change).then(
      () => {
        this.#pending.shift();
        this.#parts.committed({ sandboxId: this.id, version: expected + 1, change, happened });
      },
      (error: unknown) => {
        this.#takeBack(pending);
        throw error;
      },
    );
    const pending: Pending = { undo, kept };
    this.#pending.push(pending);
    // Whoever waits sees the failure; a change that nobody waits for must not end the process.
    kept.catch(() => undefined);
  }

  /** The first change of the world itself: what it grows from is noted before. */
  #beginWith({ puts }: Change): void {
    if (puts.every(([name]) => name === settings.name)) return;
    this.#empty = false;
    this.#interventions.begin(this.profile, this.clock.now);
  }

  /** Applies what is due at this very instant: steps without delay happen at once, also on a frozen clock. */
  settle(): readonly Happening[] {
    const happened: Happening[] = [];
    for (let ticked = this.tick(this.clock.now); ticked; ticked = this.tick(this.clock.now)) happened.push(...ticked);
    return happened;
  }

  /** Applies the earliest agenda entry due by `until`; undefined when there is none. */
  tick(until: Instant): readonly Happening[] | undefined {
    const ticked = tick(this.#documents, this.ground, until);
    if (!ticked) return undefined;
    this.commit(ticked.change, ticked.happened);
    return ticked.happened;
  }

  moveClock(to: Instant): void {
    this.commit(moveClock(this.#documents, to));
  }

  /** One walk of the clock at a time: a second one could neither say what it did nor end before the first. */
  beginWalk(): boolean {
    if (this.#walking) return false;
    this.#walking = true;
    return true;
  }

  endWalk(): void {
    this.#walking = false;
  }

  /** A running clock: apply what fell due since it was last looked at. Nothing to do on a frozen one. */
  catchUp(): void {
    const { mode } = this.clock;
    if (mode === 'frozen') return;
    const now = this.now;
    while (this.tick(now));
    this.moveClock(now);
  }

  #takeBack(from: Pending): void {
    const at = this.#pending.indexOf(from);
    if (at < 0) return;
    for (const { undo } of this.#pending.splice(at).reverse()) this.#documents.takeBack(undo);
  }
}

function notKept(family: Family, error: unknown): Answer {
  const reason = error instanceof StoreRefused ? error.reason : 'the store failed';
  return refuse(family, 'sandboxFull', `Nothing was changed: ${reason}`, [
    { pointer: '', got: reason, expected: 'room to keep the change', rule: 'durability' },
  ]);
}
