import type { Instant, Profile } from '../../domain/sandbox.ts';
import type { SavedState } from '../../engine/world.ts';

/**
 * What was done to a sandbox beside its client and changed the world that the client meets: with the journal it tells how
 * the world came about. Kept in memory, like the journal, and as long. Time is told by the journal's entries and by `at`.
 */
export type Intervention =
  | { readonly kind: 'answer'; readonly openActionId: string; readonly answer: object }
  | { readonly kind: 'trouble'; readonly trouble: object }
  | { readonly kind: 'troubleRemoved'; readonly troubleId: string }
  | { readonly kind: 'settings'; readonly profile: Profile['mode']; readonly settings: Profile['settings'] }
  /** Requests of the journal that a scenario made, not the client: from the first number to the last. */
  | { readonly kind: 'prepared'; readonly scenario: string; readonly first: number; readonly last: number }
  /** Another world in the place of this one. */
  | { readonly kind: 'load'; readonly state: SavedState };

/** When something was done. */
export interface Moment {
  /** Virtual. */
  readonly at: Instant;
  /** Number of the newest journal entry that was there, or under way; 0 when there was none. */
  readonly after: number;
  /** Of the world: what was done at once is noted in the order it was done, whichever was kept first. */
  readonly version: number;
}

export type NotedIntervention = Intervention & Moment;

/** The sandbox when its world was still empty. */
export type Beginning = Pick<Profile, 'seed' | 'duns' | 'portalLoginId' | 'mode' | 'settings'> & {
  readonly at: Instant;
};

/** Worlds of more documents, and more interventions, are not kept. */
export const interventionLimits = { entries: 5000, documents: 20_000 };

export class Interventions {
  #noted: NotedIntervention[] = [];
  #beginning: Beginning | undefined;
  #missing: string | undefined;
  #forgotten = 0;

  get beginning(): Beginning | undefined {
    return this.#beginning;
  }

  /** Why the world cannot be told from its beginning; undefined when it can. */
  get missing(): string | undefined {
    return this.#missing;
  }

  /** Number of the journal entry up to which requests met a world that is not told any more; 0 when all is told. */
  get forgotten(): number {
    return this.#forgotten;
  }

  /** Oldest first. */
  list(): readonly NotedIntervention[] {
    return this.#noted;
  }

  /** Once, before anything is in the world. */
  begin({ seed, duns, portalLoginId, mode, settings }: Profile, at: Instant): void {
    this.#beginning ??= { seed, duns, portalLoginId, mode, settings, at };
  }

  lose(reason: string): void {
    this.#missing ??= reason;
  }

  note(noted: NotedIntervention): void {
    if (noted.kind === 'load') this.#forget(noted);
    const { entries, documents } = interventionLimits;
    if (this.#noted.length >= entries) this.lose(`more than ${entries} things were done to it beside its client`);
    else if (noted.kind === 'load' && sizeOf(noted.state) > documents)
      this.lose(`a world of more than ${documents} documents was loaded`);
    else {
      const place = this.#noted.findLastIndex(({ version }) => version <= noted.version) + 1;
      this.#noted.splice(place, 0, noted);
    }
  }

  /** Another world begins: what led to the one before it would only be held on to. Whose calls they were stays of use. */
  #forget({ after, version }: Moment): void {
    const kept = this.#noted.filter((one) => one.kind === 'prepared' || one.version > version);
    if (kept.length < this.#noted.length || this.#missing !== undefined) this.#forgotten = after;
    this.#noted = kept;
    this.#missing = undefined;
  }
}

const sizeOf = ({ documents }: SavedState): number =>
  Object.values(documents).reduce((sum, entries) => sum + entries.length, 0);
