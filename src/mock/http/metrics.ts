import type { ControlPort } from './control-port.ts';

/** Figures for Prometheus. Sandboxes are counted, never named: a name may say who a customer is. */
export function* metricsText(port: ControlPort): Generator<string> {
  const { sandboxes } = port;
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
  const { refusing, memoryBytes } = sandboxes.house.store.health();
  yield figure('etherbox_sandboxes', 'gauge', 'Sandboxes', sandboxes.count);
  yield figure('etherbox_live_streams', 'gauge', 'Open live streams', port.streams());
  yield figure('etherbox_changes', 'gauge', 'Changes kept, over all sandboxes', changes);
  yield figure('etherbox_journal_entries', 'gauge', 'Entries in all journals', entries);
  yield figure('etherbox_journal_bytes', 'gauge', 'Bytes in all journals', bytes);
  yield figure('etherbox_journal_evicted', 'gauge', 'Entries that made room for newer ones', evicted);
  yield figure('etherbox_store_refusing', 'gauge', '1 while changes cannot be kept', refusing === undefined ? 0 : 1);
  const { rss, heapUsed } = process.memoryUsage();
  yield figure('process_resident_memory_bytes', 'gauge', 'Resident memory', rss);
  yield figure('nodejs_heap_size_used_bytes', 'gauge', 'Heap in use', heapUsed);
  if (memoryBytes !== undefined) {
    const help = 'Heap in use after the newest full collection';
    yield figure('etherbox_memory_kept_bytes', 'gauge', help, memoryBytes);
  }
  yield figure('process_start_time_seconds', 'gauge', 'Start, since 1970', Math.round(port.startedAt / 1000));
}

function figure(name: string, type: 'gauge' | 'counter', help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`;
}
