import type { AgendaEntry } from '#domain/core/sandbox-state';

interface QueuedEntry {
  readonly key: string;
  readonly entry: AgendaEntry;
}

/**
 * The agenda by (due, seq): a binary heap with lazy removal. A removed entry stays until it reaches the top, where
 * `isCurrent` finds by identity that it is stale.
 */
export class DueQueue {
  #heap: QueuedEntry[] = [];

  add(key: string, entry: AgendaEntry): void {
    const heap = this.#heap;
    let index = heap.length;
    const added = { key, entry };
    heap.push(added);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const parentEntry = heap[parent] as QueuedEntry;
      if (!isDueBefore(entry, parentEntry.entry)) break;
      heap[index] = parentEntry;
      index = parent;
    }
    heap[index] = added;
  }

  /** The earliest entry that is still current. */
  first(isCurrent: (key: string, entry: AgendaEntry) => boolean): QueuedEntry | undefined {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (isCurrent(top.key, top.entry)) return top;
      this.#removeFirst();
    }
    return undefined;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop() as QueuedEntry;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && isDueBefore(right.entry, (heap[child] as QueuedEntry).entry)) child += 1;
      if (!isDueBefore((heap[child] as QueuedEntry).entry, last.entry)) break;
      heap[index] = heap[child] as QueuedEntry;
      index = child;
    }
    heap[index] = last;
  }
}

function isDueBefore(a: AgendaEntry, b: AgendaEntry): boolean {
  return a.due < b.due || (a.due === b.due && a.seq < b.seq);
}
