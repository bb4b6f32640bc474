import type { Instant, Profile } from '#domain/core/sandbox-state';
import type { SavedState } from '#engine/state/sandbox-lifecycle';

/**
 * What was done to a sandbox beside its client and changed the world that the client meets: with the journal it tells how
 * the world came about. Kept in memory, like the journal, and as long. Time is told by the journal's entries and by `at`.
 */
export type Intervention =
  | { readonly kind: 'answer'; readonly openActionId: string; readonly answer: object }
  | { readonly kind: 'setback'; readonly setback: object }
  | { readonly kind: 'setbackRemoved'; readonly setbackId: string }
  | { readonly kind: 'settings'; readonly profile: Profile['mode']; readonly settings: Profile['settings'] }
  /** Requests of the journal that a scenario made, not the client: from the first number to the last. */
  | { readonly kind: 'prepared'; readonly scenario: string; readonly first: number; readonly last: number }
  /** Another world in the place of this one. */
  | { readonly kind: 'load'; readonly state: SavedState };

/** When something was done. */
export interface InterventionMoment {
  /** Virtual. */
  readonly at: Instant;
  /** Number of the newest journal entry that was there, or under way; 0 when there was none. */
  readonly after: number;
  /** Of the world: what was done at once is noted in the order it was done, whichever was kept first. */
  readonly version: number;
}

export type JournalIntervention = Intervention & InterventionMoment;

/** The sandbox when its world was still empty. */
export type SandboxBeginning = Pick<Profile, 'seed' | 'duns' | 'portalLoginId' | 'mode' | 'settings'> & {
  readonly at: Instant;
};

/** Worlds of more documents, and more interventions, are not kept. */
export const interventionLimits = { maxEntries: 5000, maxDocuments: 20_000 };

export class Interventions {
  #recorded: JournalIntervention[] = [];
  #beginning: SandboxBeginning | undefined;
  #incompleteReason: string | undefined;
  #forgottenUpTo = 0;

  get beginning(): SandboxBeginning | undefined {
    return this.#beginning;
  }

  /** Why the world cannot be told from its beginning; undefined when it can. */
  get incompleteReason(): string | undefined {
    return this.#incompleteReason;
  }

  /** Number of the journal entry up to which requests met a world that is not told any more; 0 when all is told. */
  get forgottenUpTo(): number {
    return this.#forgottenUpTo;
  }

  /** Oldest first. */
  list(): readonly JournalIntervention[] {
    return this.#recorded;
  }

  /** Once, before anything is in the world. */
  recordBeginning({ seed, duns, portalLoginId, mode, settings }: Profile, at: Instant): void {
    this.#beginning ??= { seed, duns, portalLoginId, mode, settings, at };
  }

  markIncomplete(reason: string): void {
    this.#incompleteReason ??= reason;
  }

  record(intervention: JournalIntervention): void {
    if (intervention.kind === 'load') this.#startOver(intervention);
    const { maxEntries, maxDocuments } = interventionLimits;
    if (this.#recorded.length >= maxEntries)
      this.markIncomplete(`more than ${maxEntries} things were done to it beside its client`);
    else if (intervention.kind === 'load' && documentCount(intervention.state) > maxDocuments)
      this.markIncomplete(`a world of more than ${maxDocuments} documents was loaded`);
    else {
      const position = this.#recorded.findLastIndex(({ version }) => version <= intervention.version) + 1;
      this.#recorded.splice(position, 0, intervention);
    }
  }

  /** Another world begins: what led to the one before it would only be held on to. Whose calls they were stays of use. */
  #startOver({ after, version }: InterventionMoment): void {
    const remaining = this.#recorded.filter((recorded) => recorded.kind === 'prepared' || recorded.version > version);
    if (remaining.length < this.#recorded.length || this.#incompleteReason !== undefined) this.#forgottenUpTo = after;
    this.#recorded = remaining;
    this.#incompleteReason = undefined;
  }
}

const documentCount = ({ documents }: SavedState): number =>
  Object.values(documents).reduce((sum, entries) => sum + entries.length, 0);
