import { parseInstant } from '#domain/calendar/working-time';
import { ControlRequestError } from '#runtime/control-request-error';
import { eventDetailView, eventView } from '#runtime/services/event-inbox';
import { type ControlCall, type ControlHandlers, ok, pageView, readPageRange } from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** Handlers of the callback inbox: lists events and sends them again. */
export function eventHandlers({ sandboxes, events, idleness }: ControlDependencies): ControlHandlers {
  const sandboxOf = ({ params }: ControlCall) => sandboxes.getOrThrow(params.sandboxId as string);
  const orNotFound = <T>(found: T | undefined): T => {
    if (found === undefined) throw new ControlRequestError(404, 'Event not found');
    return found;
  };
  return {
    listEvents(call) {
      const live = sandboxOf(call);
      const { orderId, state, eventType, since, q } = call.query;
      const matching = events.list(live, {
        orderId,
        state,
        eventType,
        since: readInstant(since, 'query/since'),
        text: q,
      });
      const { items, ...page } = pageView(matching, readPageRange(call));
      const idle = idleness(live.id);
      return ok({
        items: items.map((event) => eventView(live, event)),
        ...page,
        counts: events.counts(live),
        ...(idle ? { idle } : {}),
      });
    },
    retrieveEvent(call) {
      const live = sandboxOf(call);
      return ok(eventDetailView(live, orNotFound(events.get(live, call.params.eventId as string))));
    },
    async resendEvent(call) {
      const { url } = (call.body ?? {}) as { readonly url?: string };
      const live = sandboxOf(call);
      const eventId = call.params.eventId as string;
      return ok(eventDetailView(live, orNotFound(await events.resend(live, eventId, url))));
    },
    async resendEvents(call) {
      const { state = 'failed', since } = (call.body ?? {}) as { readonly state?: string; readonly since?: string };
      return ok(await events.resendAll(sandboxOf(call), state, readInstant(since, '/since')));
    },
    retryEventsNow: async (call) => ok(await events.retryWaiting(sandboxOf(call))),
    async testCallback(call) {
      const { url, eventType } = (call.body ?? {}) as { readonly url?: string; readonly eventType?: string };
      return ok(await events.test(sandboxOf(call), url, eventType));
    },
  };
}

function readInstant(text: string | undefined, pointer: string): number | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new ControlRequestError(400, 'Invalid instant', [
    { pointer, got: text, expected: 'an instant such as 2026-01-05T09:00:00Z' },
  ]);
}
