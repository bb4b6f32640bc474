import { keyedNumber } from '../domain/ids.ts';
import {
  type Callback,
  type Change,
  type Clock,
  type Instant,
  type Json,
  type Profile,
  type Put,
  settings,
} from '../domain/sandbox.ts';
import type { Documents } from './documents.ts';

/** Making, emptying and carrying whole worlds, as changes. */

export interface NewSandbox {
  readonly id: string;
  readonly seed: string;
  readonly start: Instant;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly duns?: string;
  readonly portalLoginId?: string;
  readonly callback?: Callback | null;
  readonly mode?: Profile['mode'];
  readonly settings?: { readonly [name: string]: Json };
  readonly clock?: Pick<Clock, 'mode' | 'rate'>;
}

/** The first change of a sandbox. DUNS and portal login follow from the id, so that two sandboxes differ. */
export function firstChange(made: NewSandbox): Change {
  const profile: Profile = {
    id: made.id,
    seed: made.seed,
    start: made.start,
    duns: made.duns ?? dunsOf(made.id),
    portalLoginId: made.portalLoginId ?? `${made.id}@example.invalid`,
    clientId: made.clientId,
    clientSecret: made.clientSecret,
    callback: made.callback ?? null,
    mode: made.mode ?? 'default',
    settings: made.settings ?? {},
  };
  const clock: Clock = { now: made.start, mode: made.clock?.mode ?? 'frozen', rate: made.clock?.rate ?? 1 };
  return {
    puts: [
      [settings.name, 'profile', profile],
      [settings.name, 'clock', clock],
    ],
  };
}

function dunsOf(id: string): string {
  return id === 'default' ? '210000001' : String(210_000_002 + keyedNumber(89_000_000, 'duns', id));
}

/** Everything gone but who the customer is: the clock stands at the virtual start again. */
export function resetChange(documents: Documents): Change {
  const profile = documents.get(settings, 'profile') as Profile;
  const clock = documents.get(settings, 'clock') as Clock;
  const { callbackDisabled: _, ...kept } = profile;
  return replaceChange(documents, [
    [settings.name, 'profile', kept],
    [settings.name, 'clock', { ...clock, now: profile.start }],
  ]);
}

/** The change that puts another world in the place of what is there. */
export function replaceChange(documents: Documents, world: Iterable<Put>): Change {
  const removals: Put[] = [];
  for (const [name, key] of documents.all()) removals.push([name, key, null]);
  return { puts: [...removals, ...world] };
}

/**
 * A whole sandbox as one document that a person can read. Each collection is a list of [key, document] in the order first
 * stored: members named by numbers would be put in the order of the numbers. Credentials, the sandbox's own and those for
 * the customer's listener, are left out.
 */
export interface SavedState {
  readonly format: 'etherbox-state';
  readonly formatVersion: 1;
  readonly documents: { readonly [collection: string]: readonly (readonly [key: string, document: unknown])[] };
}

export function saveState(documents: Documents): SavedState {
  const saved: Record<string, [string, unknown][]> = {};
  for (const [name, key, document] of documents.all()) {
    const own = name === settings.name && key === 'profile';
    saved[name] ??= [];
    saved[name].push([key, own ? withoutSecrets(document as Profile) : document]);
  }
  return { format: 'etherbox-state', formatVersion: 1, documents: saved };
}

function withoutSecrets({ clientId: _, clientSecret: __, callback, ...shown }: Profile): object {
  if (!callback) return { ...shown, callback };
  const { url, timeoutMs } = callback;
  return { ...shown, callback: { url, ...(timeoutMs === undefined ? {} : { timeoutMs }) } };
}

/**
 * The documents of a saved world, under the identity of the sandbox it is loaded into. How the listener is signed in to is
 * kept where it is the same listener.
 */
export function stateDocuments(
  saved: SavedState,
  into: Pick<Profile, 'id' | 'clientId' | 'clientSecret' | 'callback'>,
): Put[] {
  const puts: Put[] = [];
  for (const [name, documents] of Object.entries(saved.documents)) {
    for (const [key, document] of documents) {
      const own = name === settings.name && key === 'profile';
      puts.push([name, key, own ? underIdentity(document as Profile, into) : document]);
    }
  }
  return puts;
}

function underIdentity(
  saved: Profile,
  { id, clientId, clientSecret, callback }: Parameters<typeof stateDocuments>[1],
): Profile {
  const same = callback !== null && saved.callback?.url === callback.url;
  return { ...saved, id, clientId, clientSecret, callback: same ? callback : saved.callback };
}
