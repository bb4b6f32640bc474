import { toText } from '../domain/canonical.ts';
import { parseInstant } from '../domain/working-time.ts';
import { curlCommand, fetchCommand } from '../runtime/journal-export.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { Refusal } from '../runtime/refusal.ts';
import { type ControlCall, type ControlHandlers, listView, ok, pageOf } from './control-call.ts';
import type { ControlPort } from './control-port.ts';

/** The callback inbox: what the customer was told or is to be told, and telling it again. */
export function eventHandlers({ sandboxes, events }: ControlPort): ControlHandlers {
  const find = ({ params }: ControlCall) => sandboxes.mustGet(params.sandboxId as string);
  const orNone = <T>(found: T | undefined): T => {
    if (found === undefined) throw new Refusal(404, 'No such event');
    return found;
  };
  return {
    listEvents(call) {
      const live = find(call);
      const { orderId, state, eventType, since, q } = call.query;
      const found = events.list(live, { orderId, state, eventType, since: instantOf(since, 'query/since'), text: q });
      return ok({ ...listView(found, pageOf(call)), counts: events.counts(live) });
    },
    retrieveEvent(call) {
      const live = find(call);
      return ok(eventDetail(live, orNone(events.get(live, call.params.eventId as string))));
    },
    async resendEvent(call) {
      const { url } = (call.body ?? {}) as { readonly url?: string };
      const live = find(call);
      const eventId = call.params.eventId as string;
      orNone(events.get(live, eventId));
      return ok(eventDetail(live, orNone(await events.resend(live, eventId, url))));
    },
    async resendEvents(call) {
      const { state = 'failed', since } = (call.body ?? {}) as { readonly state?: string; readonly since?: string };
      return ok(await events.resendAll(find(call), state, instantOf(since, '/since')));
    },
    retryEventsNow: async (call) => ok(await events.retryNow(find(call))),
    async testCallback(call) {
      const { url, eventType } = (call.body ?? {}) as { readonly url?: string; readonly eventType?: string };
      return ok(await events.test(find(call), url, eventType));
    },
  };
}

interface Shown {
  readonly payload?: unknown;
  readonly attempts?: readonly {
    readonly url: string;
    readonly request?: { readonly headers?: { readonly [name: string]: string } };
  }[];
}

/** The event with commands that send it again from a shell or a browser; credentials are masked as in its attempts. */
function eventDetail(live: LiveSandbox, event: object): object {
  const { payload, attempts = [] } = event as Shown;
  const last = attempts.at(-1);
  const url = last?.url ?? live.profile.callback?.url;
  if (url === undefined) return event;
  const headers = last?.request?.headers ?? { 'content-type': 'application/json' };
  const message = { headers, body: toText(payload) };
  return { ...event, copy: { curl: curlCommand('POST', url, message), fetch: fetchCommand('POST', url, message) } };
}

function instantOf(text: string | undefined, pointer: string): number | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new Refusal(400, 'The instant cannot be read', [
    { pointer, got: text, expected: 'an instant such as 2026-01-05T09:00:00Z' },
  ]);
}
