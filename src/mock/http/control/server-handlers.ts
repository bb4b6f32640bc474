import type { ServerResponse } from 'node:http';
import { formatIsoUtcShort } from '#domain/calendar/working-time';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { type ControlCall, type ControlHandlers, ok } from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';

export interface StreamOpener {
  open(live: LiveSandbox, lastEventId: string | undefined): (response: ServerResponse) => void;
}

/** Handlers about the process itself. */
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
        startedAt: formatIsoUtcShort(dependencies.startedAt),
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
    /** A degraded server is ready: reads and tokens work, and the body gives the reason. */
    checkReady() {
      const { refusing } = health();
      return ok(
        refusing === undefined ? { ready: true, stage: 'ready' } : { ready: true, stage: 'degraded', reason: refusing },
      );
    },
    readMetrics: () => ({ status: 200, mediaType: 'text/plain; version=0.0.4', pieces: metricsText(dependencies) }),
  };
}

/** Metrics in Prometheus format. Sandboxes are counted, never named: a name may identify a customer. */
export function* metricsText(dependencies: ControlDependencies): Generator<string> {
  const { sandboxes } = dependencies;
  let entries = 0;
  let bytes = 0;
  let evicted = 0;
  let changes = 0;
  for (const live of sandboxes.all()) {
    entries += live.journal.size.entries;
    bytes += live.journal.size.bytes;
    evicted += live.journal.evicted;
    changes += live.reader.version;
  }
  const { refusing, memoryBytes } = sandboxes.context.store.health();
  yield metricLines('etherbox_sandboxes', 'gauge', 'Sandboxes', sandboxes.count);
  yield metricLines('etherbox_live_streams', 'gauge', 'Open live streams', dependencies.streamCount());
  yield metricLines('etherbox_changes', 'gauge', 'Changes stored in all sandboxes', changes);
  yield metricLines('etherbox_journal_entries', 'gauge', 'Entries in all journals', entries);
  yield metricLines('etherbox_journal_bytes', 'gauge', 'Bytes in all journals', bytes);
  yield metricLines('etherbox_journal_evicted', 'gauge', 'Entries evicted from all journals', evicted);
  yield metricLines(
    'etherbox_store_refusing',
    'gauge',
    '1 while changes cannot be stored',
    refusing === undefined ? 0 : 1,
  );
  const { rss, heapUsed } = process.memoryUsage();
  yield metricLines('process_resident_memory_bytes', 'gauge', 'Resident memory', rss);
  yield metricLines('nodejs_heap_size_used_bytes', 'gauge', 'Heap in use', heapUsed);
  if (memoryBytes !== undefined) {
    const help = 'Heap in use after the newest full collection';
    yield metricLines('etherbox_memory_kept_bytes', 'gauge', help, memoryBytes);
  }
  yield metricLines(
    'process_start_time_seconds',
    'gauge',
    'Start time in seconds since 1970',
    Math.round(dependencies.startedAt / 1000),
  );
}

function metricLines(name: string, type: 'gauge' | 'counter', help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`;
}
