import { formatIsoUtcShort } from '#domain/calendar/working-time';
import { agenda, type Profile, settings } from '#domain/core/sandbox-state';
import { collections } from '#engine/state/collections';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { londonTime } from './control-call.ts';

/** Everything about a sandbox but its secrets. */
export function sandboxView(live: LiveSandbox) {
  const { id, seed, clientId, duns, portalLoginId, mode, start, settings: switches } = live.profile;
  return {
    id,
    seed,
    clientId,
    duns,
    portalLoginId,
    profile: mode,
    start: formatIsoUtcShort(start),
    now: formatIsoUtcShort(live.virtualNow),
    clock: clockView(live),
    callback: callbackView(live.profile),
    settings: switches,
    version: live.reader.version,
    counts: documentCounts(live),
  };
}

function callbackView({ callback, callbackDisabled }: Profile) {
  if (!callback) return null;
  return {
    url: callback.url,
    auth: callback.auth?.type ?? 'none',
    signed: callback.signing !== undefined,
    ...(callback.timeoutMs === undefined ? {} : { timeoutMs: callback.timeoutMs }),
    ...(callbackDisabled
      ? { disabled: { reason: callbackDisabled.reason, since: formatIsoUtcShort(callbackDisabled.since) } }
      : {}),
  };
}

function documentCounts({ reader }: LiveSandbox): { readonly [collection: string]: number } {
  return Object.fromEntries(
    collections.filter(({ name }) => name !== settings.name).map((each) => [each.name, reader.count(each)]),
  );
}

/** A sandbox's clock in the shape of sandbox.yaml's Clock. */
export function clockView(live: LiveSandbox) {
  const { mode, rate } = live.clock;
  const next = live.reader.nextDue();
  const { virtualNow } = live;
  return {
    now: formatIsoUtcShort(virtualNow),
    mode,
    rate: mode === 'scaled' ? rate : 1,
    local: londonTime(virtualNow),
    waiting: live.reader.count(agenda),
    ...(next
      ? {
          next: {
            at: formatIsoUtcShort(next.due),
            kind: next.kind,
            ...pickTextMembers(next, ['orderId', 'milestone']),
          },
        }
      : {}),
  };
}

function pickTextMembers(
  from: { readonly [member: string]: unknown },
  names: readonly string[],
): { [name: string]: string } {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
