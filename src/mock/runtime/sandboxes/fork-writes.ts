import {
  type Profile,
  profileDocument,
  singletonWrite,
  type Write,
  writtenSingleton,
} from '#domain/core/sandbox-state';
import { exportState, type NewSandbox, savedStateWrites } from '#engine/state/sandbox-lifecycle';
import type { LiveSandbox } from './live-sandbox.ts';

/** What the request for a fork may set anew. */
interface ForkRequest extends Partial<Pick<NewSandbox, 'seed' | 'duns' | 'portalLoginId' | 'callback' | 'settings'>> {
  readonly profile?: Profile['mode'];
}

/** A setting that is null has its default. */
export const withoutNullSettings = (profileSettings: Profile['settings']): Profile['settings'] =>
  Object.fromEntries(Object.entries(profileSettings).filter(([, value]) => value !== null));

/** The documents of a fork: its parent's, with its own identity and what its request sets. */
export function forkWrites(
  parent: Pick<LiveSandbox, 'clock' | 'profile' | 'sandboxState'>,
  newSandbox: NewSandbox,
  request: ForkRequest,
): Write[] {
  const { id, clientId, clientSecret } = newSandbox;
  const { callback: parentCallback } = parent.profile;
  // Seed and start are the parent's unless given: later ids derive from the seed.
  const forked = savedStateWrites(exportState(parent.sandboxState), {
    id,
    clientId,
    clientSecret,
    callback: parentCallback,
  });
  return forked.map((write) => {
    const profile = writtenSingleton(profileDocument, write);
    if (!profile) return write;
    const { seed, duns, portalLoginId, callback, profile: mode } = request;
    const overrides = Object.fromEntries(
      Object.entries({ seed, duns, portalLoginId, callback, mode }).filter(([, value]) => value !== undefined),
    );
    const settings = withoutNullSettings({ ...profile.settings, ...request.settings });
    const forkProfile: Profile = { ...profile, ...overrides, settings };
    const { mode: clockMode, rate } = parent.clock;
    const created = { mode: forkProfile.mode, settings, clock: { mode: clockMode, rate } };
    return singletonWrite(profileDocument, { ...forkProfile, created });
  });
}
