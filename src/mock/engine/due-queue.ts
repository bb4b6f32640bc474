import type { AgendaEntry } from '../domain/sandbox.ts';

interface Waiting {
  readonly key: string;
  readonly entry: AgendaEntry;
}

/**
 * The agenda by (due, seq): a binary heap that forgets lazily. Removing an entry costs nothing; it is skipped when it
 * reaches the top, which `isCurrent` decides by identity.
 */
export class DueQueue {
  #heap: Waiting[] = [];

  add(key: string, entry: AgendaEntry): void {
    const heap = this.#heap;
    let at = heap.length;
    const added = { key, entry };
    heap.push(added);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Waiting;
      if (!before(entry, above.entry)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = added;
  }

  /** The earliest entry that is still current. */
  first(isCurrent: (key: string, entry: AgendaEntry) => boolean): Waiting | undefined {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (isCurrent(top.key, top.entry)) return top;
      this.#removeTop();
    }
    return undefined;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Waiting;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && before(right.entry, (heap[child] as Waiting).entry)) child += 1;
      if (!before((heap[child] as Waiting).entry, last.entry)) break;
      heap[at] = heap[child] as Waiting;
      at = child;
    }
    heap[at] = last;
  }
}

function before(a: AgendaEntry, b: AgendaEntry): boolean {
  return a.due < b.due || (a.due === b.due && a.seq < b.seq);
}
