import { parseInstant } from '../domain/working-time.ts';
import { eventDetail, eventView } from '../runtime/delivery/event-inbox.ts';
import { Refusal } from '../runtime/refusal.ts';
import { type ControlCall, type ControlHandlers, listView, ok, pageOf } from './control-call.ts';
import type { ControlPort } from './control-port.ts';

/** The callback inbox: what the customer was told or is to be told, and telling it again. */
export function eventHandlers({ sandboxes, events, idleness }: ControlPort): ControlHandlers {
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
      const { items, ...page } = listView(found, pageOf(call));
      const idle = idleness(live.id);
      return ok({
        items: items.map((event) => eventView(live, event)),
        ...page,
        counts: events.counts(live),
        ...(idle ? { idle } : {}),
      });
    },
    retrieveEvent(call) {
      const live = find(call);
      return ok(eventDetail(live, orNone(events.get(live, call.params.eventId as string))));
    },
    async resendEvent(call) {
      const { url } = (call.body ?? {}) as { readonly url?: string };
      const live = find(call);
      const eventId = call.params.eventId as string;
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

function instantOf(text: string | undefined, pointer: string): number | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new Refusal(400, 'The instant cannot be read', [
    { pointer, got: text, expected: 'an instant such as 2026-01-05T09:00:00Z' },
  ]);
}
