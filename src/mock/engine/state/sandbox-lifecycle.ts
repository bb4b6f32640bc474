import { derivedNumber } from '#domain/core/ids';
import type { Json } from '#domain/core/json';
import {
  type Callback,
  type ChangeSet,
  type Clock,
  type CreationSettings,
  clockDocument,
  type Instant,
  type Profile,
  profileDocument,
  readSingleton,
  singletonWrite,
  type Write,
  writtenSingleton,
} from '#domain/core/sandbox-state';
import type { SandboxState } from './sandbox-state.ts';

/** Creating, resetting, exporting and importing a whole sandbox, as change sets. */

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
export function creationChangeSet(sandbox: NewSandbox): ChangeSet {
  const clock: Clock = { now: sandbox.start, mode: sandbox.clock?.mode ?? 'frozen', rate: sandbox.clock?.rate ?? 1 };
  const { mode = 'default', settings = {} } = sandbox;
  const profile: Profile = {
    id: sandbox.id,
    seed: sandbox.seed,
    start: sandbox.start,
    duns: sandbox.duns ?? deriveDuns(sandbox.id),
    portalLoginId: sandbox.portalLoginId ?? `${sandbox.id}@example.invalid`,
    clientId: sandbox.clientId,
    clientSecret: sandbox.clientSecret,
    callback: sandbox.callback ?? null,
    mode,
    settings,
    created: { mode, settings, clock: { mode: clock.mode, rate: clock.rate } },
  };
  return { writes: [singletonWrite(profileDocument, profile), singletonWrite(clockDocument, clock)] };
}

function deriveDuns(id: string): string {
  return id === 'default' ? '210000001' : String(210_000_002 + derivedNumber(89_000_000, 'duns', id));
}

const defaultCreation: CreationSettings = { mode: 'default', settings: {}, clock: { mode: 'frozen', rate: 1 } };

/**
 * Removes everything but the customer's profile, sets the clock to the virtual start, and returns mode, settings and the
 * pace of the clock to those given at creation. The callback is kept, and enabled again.
 */
export function resetChangeSet(sandboxState: SandboxState): ChangeSet {
  const { callbackDisabled: _, ...profile } = readSingleton(sandboxState, profileDocument);
  const { clock, mode, settings } = profile.created ?? defaultCreation;
  return replacementChangeSet(sandboxState, [
    singletonWrite(profileDocument, { ...profile, mode, settings }),
    singletonWrite(clockDocument, { ...clock, now: profile.start }),
  ]);
}

/** Replaces every document of the sandbox by the given ones. */
export function replacementChangeSet(sandboxState: SandboxState, writes: Iterable<Write>): ChangeSet {
  const removals: Write[] = [];
  for (const [name, key] of sandboxState.all()) removals.push([name, key, null]);
  return { writes: [...removals, ...writes] };
}

/**
 * A whole sandbox as one document that a person can read. Each collection is a list of [key, document] in the order first
 * stored: an object would sort members with numeric names. Credentials, the sandbox's own and those for
 * the customer's listener, are left out.
 */
export interface SavedState {
  readonly format: 'etherbox-state';
  readonly formatVersion: 2;
  readonly documents: { readonly [collection: string]: readonly (readonly [key: string, document: Json])[] };
}

export function exportState(sandboxState: SandboxState): SavedState {
  const saved: Record<string, [string, Json][]> = {};
  for (const write of sandboxState.all()) {
    const [name, key, document] = write;
    const profile = writtenSingleton(profileDocument, write);
    saved[name] ??= [];
    saved[name].push([key, (profile ? withoutSecrets(profile) : document) as Json]);
  }
  return { format: 'etherbox-state', formatVersion: 2, documents: saved };
}

/** What the sandbox was created with belongs to the sandbox, not to its state. */
function withoutSecrets({ clientId: _, clientSecret: __, created: ___, callback, ...shown }: Profile): object {
  if (!callback) return { ...shown, callback };
  const { url, timeoutMs } = callback;
  return { ...shown, callback: { url, ...(timeoutMs === undefined ? {} : { timeoutMs }) } };
}

/**
 * The documents of a saved state, with the identity of the sandbox that they are loaded into. The listener's credentials
 * are kept if the listener is the same.
 */
export function savedStateWrites(
  saved: SavedState,
  identity: Pick<Profile, 'id' | 'clientId' | 'clientSecret' | 'callback' | 'created'>,
): Write[] {
  const writes: Write[] = [];
  for (const [name, documents] of Object.entries(saved.documents)) {
    for (const [key, document] of documents) {
      const write: Write = [name, key, document];
      const profile = writtenSingleton(profileDocument, write);
      writes.push(profile ? singletonWrite(profileDocument, withIdentity(profile, identity)) : write);
    }
  }
  return writes;
}

function withIdentity(
  saved: Profile,
  { id, clientId, clientSecret, callback, created }: Parameters<typeof savedStateWrites>[1],
): Profile {
  const isSameListener = callback !== null && saved.callback?.url === callback.url;
  const own = { id, clientId, clientSecret, callback: isSameListener ? callback : saved.callback };
  return { ...saved, ...own, ...(created === undefined ? {} : { created }) };
}
