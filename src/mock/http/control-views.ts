import { agenda, type Profile, settings } from '../domain/sandbox.ts';
import { collections } from '../engine/collections.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { instantText, londonText } from './control-call.ts';

/** Shapes that several parts of the control API show: a sandbox and its clock. */

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
    start: instantText(start),
    now: instantText(live.now),
    clock: clockView(live),
    callback: callbackView(live.profile),
    settings: switches,
    version: live.reader.version,
    counts: countsOf(live),
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
      ? { disabled: { reason: callbackDisabled.reason, since: instantText(callbackDisabled.since) } }
      : {}),
  };
}

function countsOf({ reader }: LiveSandbox): { readonly [collection: string]: number } {
  return Object.fromEntries(
    collections.filter(({ name }) => name !== settings.name).map((each) => [each.name, reader.count(each)]),
  );
}

export function clockView(live: LiveSandbox) {
  const { mode, rate } = live.clock;
  const next = live.reader.nextDue();
  const { now } = live;
  return {
    now: instantText(now),
    mode,
    rate: mode === 'scaled' ? rate : 1,
    local: londonText(now),
    waiting: live.reader.count(agenda),
    ...(next
      ? { next: { at: instantText(next.due), kind: next.kind, ...textMembers(next, ['orderId', 'milestone']) } }
      : {}),
  };
}

function textMembers(
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
