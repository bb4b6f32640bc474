import type { Instant, Profile } from '#domain/core/sandbox-state';
import type { SavedState } from '#engine/state/sandbox-lifecycle';

/**
 * Changes of a sandbox's state that its client did not make. Together with the journal they explain how the state came
 * about. In memory only, and for as long as the journal. `after` and `at` place each one among the journal's entries.
 */
export type Intervention =
  | { readonly kind: 'answer'; readonly openActionId: string; readonly answer: object }
  | { readonly kind: 'setback'; readonly setback: object }
  | { readonly kind: 'setbackRemoved'; readonly setbackId: string }
  | { readonly kind: 'settings'; readonly profile: Profile['mode']; readonly settings: Profile['settings'] }
  /** Journal entries that a scenario made, not the client: from the first number to the last. */
  | { readonly kind: 'prepared'; readonly scenario: string; readonly first: number; readonly last: number }
  /** The state was replaced by a saved one. */
  | { readonly kind: 'load'; readonly state: SavedState };

/** The moment of an intervention. */
export interface InterventionMoment {
  /** Virtual time. */
  readonly at: Instant;
  /** Number of the latest journal entry that was recorded or in progress; 0 when there was none. */
  readonly after: number;
  /**
   * Version of the sandbox. It orders interventions of the same instant as they were applied, whichever was stored
   * first.
   */
  readonly version: number;
}

export type TimedIntervention = Intervention & InterventionMoment;

/** The sandbox while it was still empty. */
export type SandboxBeginning = Pick<Profile, 'seed' | 'duns' | 'portalLoginId' | 'mode' | 'settings'> & {
  readonly at: Instant;
};

/** Larger states, and more interventions, are not recorded. */
export const interventionLimits = { maxEntries: 5000, maxDocuments: 20_000 };

/** Records the interventions of one sandbox. */
export class Interventions {
  #recorded: TimedIntervention[] = [];
  #beginning: SandboxBeginning | undefined;
  #incompleteReason: string | undefined;
  #forgottenUpTo = 0;

  get beginning(): SandboxBeginning | undefined {
    return this.#beginning;
  }

  /** Why the history from the empty sandbox is incomplete; undefined when it is complete. */
  get incompleteReason(): string | undefined {
    return this.#incompleteReason;
  }

  /** Number of the journal entry up to which the history was dropped; 0 when all of it is available. */
  get forgottenUpTo(): number {
    return this.#forgottenUpTo;
  }

  /** Oldest first. */
  list(): readonly TimedIntervention[] {
    return this.#recorded;
  }

  /** Records the settings of the empty sandbox; only the first call counts. */
  recordBeginning({ seed, duns, portalLoginId, mode, settings }: Profile, at: Instant): void {
    this.#beginning ??= { seed, duns, portalLoginId, mode, settings, at };
  }

  markIncomplete(reason: string): void {
    this.#incompleteReason ??= reason;
  }

  record(intervention: TimedIntervention): void {
    if (intervention.kind === 'load') this.#startOver(intervention);
    const { maxEntries, maxDocuments } = interventionLimits;
    if (this.#recorded.length >= maxEntries)
      this.markIncomplete(`more than ${maxEntries} changes were made through the control API`);
    else if (intervention.kind === 'load' && documentCount(intervention.state) > maxDocuments)
      this.markIncomplete(`a saved state of more than ${maxDocuments} documents was loaded`);
    else {
      const position = this.#recorded.findLastIndex(({ version }) => version <= intervention.version) + 1;
      this.#recorded.splice(position, 0, intervention);
    }
  }

  /**
   * A loaded state replaces the history before it. Marks of scenario requests remain, because they still show whose
   * requests those were.
   */
  #startOver({ after, version }: InterventionMoment): void {
    const remaining = this.#recorded.filter((recorded) => recorded.kind === 'prepared' || recorded.version > version);
    if (remaining.length < this.#recorded.length || this.#incompleteReason !== undefined) this.#forgottenUpTo = after;
    this.#recorded = remaining;
    this.#incompleteReason = undefined;
  }
}

const documentCount = ({ documents }: SavedState): number =>
  Object.values(documents).reduce((sum, entries) => sum + entries.length, 0);
