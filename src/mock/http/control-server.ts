import type { ServerResponse } from 'node:http';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { type ControlCall, type ControlHandlers, ok, utcInstantText } from './control-call.ts';
import type { ControlDependencies } from './control-port.ts';
import { metricsText } from './metrics.ts';

export interface StreamOpener {
  open(live: LiveSandbox, lastEventId: string | undefined): (response: ServerResponse) => void;
}

/** About the process itself. */
export function serverHandlers(dependencies: ControlDependencies, streams: StreamOpener): ControlHandlers {
  const { sandboxes } = dependencies;
  const limits = () => ({ items: dependencies.limits, total: dependencies.limits.length });
  const health = () => sandboxes.context.store.health();
  const warnings = () =>
    [...sandboxes.all()].flatMap(({ id }) => {
      const stall = dependencies.idleness(id);
      return stall ? [{ kind: 'delivery-idle', sandbox: id, ...stall }] : [];
    });
  return {
    streamSandbox(call: ControlCall) {
      const live = sandboxes.getOrThrow(call.params.sandboxId as string);
      const lastEventId = call.headers['last-event-id'];
      return { open: streams.open(live, typeof lastEventId === 'string' ? lastEventId : undefined) };
    },
    listLimits: () => ok(limits()),
    listJourneys() {
      const items = dependencies.journeys();
      return ok({ items, total: items.length });
    },
    retrieveStatus() {
      const { kind, persistence, damage, refusing } = health();
      return ok({
        version: dependencies.version,
        stage: refusing === undefined ? 'ready' : 'degraded',
        startedAt: utcInstantText(dependencies.startedAt),
        baseUrl: dependencies.baseUrl(),
        egress: dependencies.egress,
        persistence: { kind, text: persistence, damage, ...(refusing === undefined ? {} : { refusing }) },
        sandboxes: sandboxes.count,
        streams: dependencies.streamCount(),
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
    readMetrics: () => ({ status: 200, mediaType: 'text/plain; version=0.0.4', pieces: metricsText(dependencies) }),
  };
}
