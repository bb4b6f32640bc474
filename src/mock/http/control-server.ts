import type { ServerResponse } from 'node:http';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { type ControlCall, type ControlHandlers, instantText, ok } from './control-call.ts';
import type { ControlPort } from './control-port.ts';
import { metricsText } from './metrics.ts';

export interface Streams {
  open(live: LiveSandbox, lastEventId: string | undefined): (response: ServerResponse) => void;
}

/** About the process itself. */
export function serverHandlers(port: ControlPort, streams: Streams): ControlHandlers {
  const { sandboxes } = port;
  const limits = () => ({ items: port.limits, total: port.limits.length });
  const health = () => sandboxes.house.store.health();
  const warnings = () =>
    [...sandboxes.all()].flatMap(({ id }) => {
      const idle = port.idleness(id);
      return idle ? [{ kind: 'delivery-idle', sandbox: id, ...idle }] : [];
    });
  return {
    streamSandbox(call: ControlCall) {
      const live = sandboxes.mustGet(call.params.sandboxId as string);
      const last = call.headers['last-event-id'];
      return { open: streams.open(live, typeof last === 'string' ? last : undefined) };
    },
    listLimits: () => ok(limits()),
    listJourneys() {
      const items = port.journeys();
      return ok({ items, total: items.length });
    },
    retrieveStatus() {
      const { kind, persistence, damage, refusing } = health();
      return ok({
        version: port.version,
        stage: refusing === undefined ? 'ready' : 'degraded',
        startedAt: instantText(port.startedAt),
        baseUrl: port.baseUrl(),
        egress: port.egress,
        persistence: { kind, text: persistence, damage, ...(refusing === undefined ? {} : { refusing }) },
        sandboxes: sandboxes.count,
        streams: port.streams(),
        limits: limits(),
        warnings: warnings(),
      });
    },
    checkLive: () => ok({ live: true }),
    /** Degraded is ready: reads and tokens work, and the reason is said. */
    checkReady() {
      const { refusing } = health();
      return ok(
        refusing === undefined ? { ready: true, stage: 'ready' } : { ready: true, stage: 'degraded', reason: refusing },
      );
    },
    readMetrics: () => ({ status: 200, mediaType: 'text/plain; version=0.0.4', pieces: metricsText(port) }),
  };
}
