import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agenda,
  clockDocument,
  counterDocument,
  defineCollection,
  profileDocument,
  putSingleton,
  readSingleton,
  settings,
  writtenSingleton,
} from '#domain/core/sandbox-state';
import { creationChangeSet } from '#engine/state/sandbox-lifecycle';
import { SandboxState } from '#engine/state/sandbox-state';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { runOptions } from '../../support/run-options.ts';

const start = Date.UTC(2026, 0, 5, 9);

function fresh(): SandboxState {
  const documents = new SandboxState();
  documents.apply(creationChangeSet({ id: 'a', seed: 's', start, clientId: 'c', clientSecret: 'x' }));
  return documents;
}

interface Note {
  readonly text: string;
}
const notes = defineCollection<Note>('notes');

const put = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  text: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
});

describe('a transaction over documents', () => {
  test('reads what it noted, and the change makes the documents read the same', () => {
    fc.assert(
      fc.property(fc.array(fc.array(put, { maxLength: 6 }), { maxLength: 8 }), (requests) => {
        const documents = fresh();
        const model = new Map<string, Note>();
        for (const request of requests) {
          const transaction = new StagedTransaction(documents);
          for (const { key, text } of request) {
            if (text === undefined) {
              transaction.remove(notes, key);
              model.delete(key);
            } else {
              transaction.put(notes, key, { text });
              model.set(key, { text });
            }
            expect(transaction.get(notes, key)).toEqual(model.get(key));
            expect(transaction.count(notes)).toBe(model.size);
            expect(new Map(transaction.list(notes))).toEqual(model);
          }
          documents.apply(transaction.changeSet());
          expect(new Map(documents.list(notes))).toEqual(model);
        }
      }),
      runOptions(200, 5000),
    );
  });

  test('a change that is taken back leaves everything as it was', () => {
    fc.assert(
      fc.property(fc.array(put, { maxLength: 6 }), fc.array(put, { minLength: 1, maxLength: 6 }), (before, after) => {
        const documents = fresh();
        const write = (writes: typeof before) => {
          const transaction = new StagedTransaction(documents);
          for (const { key, text } of writes) {
            if (text === undefined) transaction.remove(notes, key);
            else transaction.put(notes, key, { text });
            transaction.schedule(start + key.charCodeAt(0), 'note', {});
          }
          return documents.apply(transaction.changeSet());
        };
        write(before);
        const was = { all: new Map(documents.list(notes)), due: documents.nextDue(), version: documents.version };
        documents.rollBack(write(after));
        expect({ all: new Map(documents.list(notes)), due: documents.nextDue(), version: documents.version }).toEqual(
          was,
        );
      }),
      runOptions(200, 5000),
    );
  });

  test('a singleton is read as it was written, and says which is missing', () => {
    expect(() => new StagedTransaction(new SandboxState())).toThrow('a sandbox without its profile cannot be read');
    const documents = fresh();
    expect(readSingleton(documents, counterDocument)).toEqual({});
    const transaction = new StagedTransaction(documents);
    transaction.ordinal('order');
    putSingleton(transaction, clockDocument, { now: 1, mode: 'frozen', rate: 1 });
    const { writes } = transaction.changeSet();
    expect(writes.flatMap((write) => writtenSingleton(clockDocument, write) ?? [])).toEqual([
      { now: 1, mode: 'frozen', rate: 1 },
    ]);
    documents.apply({ writes });
    expect(readSingleton(documents, clockDocument).now).toBe(1);
    expect(readSingleton(documents, counterDocument)).toEqual({ order: 1 });
    expect(writtenSingleton(profileDocument, ['settings', 'profile', null])).toBeUndefined();
  });

  test('ordinals count on across changes, and one kind does not move another', () => {
    const documents = fresh();
    const first = new StagedTransaction(documents);
    expect([first.ordinal('order'), first.ordinal('order'), first.ordinal('quote')]).toEqual([1, 2, 1]);
    documents.apply(first.changeSet());
    expect(new StagedTransaction(documents).ordinal('order')).toBe(3);
  });
});

describe('the agenda', () => {
  test('comes in order of instant, then of sequence, whatever was removed on the way', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { maxLength: 40 }), (entries) => {
        const documents = fresh();
        const transaction = new StagedTransaction(documents);
        const keys = entries.map(([due]) => transaction.schedule(start + due, 'x', {}));
        documents.apply(transaction.changeSet());
        const removal = new StagedTransaction(documents);
        entries.forEach(([, removed], at) => {
          if (removed) removal.remove(agenda, keys[at] as string);
        });
        documents.apply(removal.changeSet());
        const expected = entries
          .map(([due, removed], at) => ({ due: start + due, seq: at + 1, removed }))
          .filter(({ removed }) => !removed)
          .sort((a, b) => a.due - b.due || a.seq - b.seq)
          .map(({ due, seq }) => ({ due, seq }));
        const seen: { due: number; seq: number }[] = [];
        for (let next = documents.nextDueEntry(); next; next = documents.nextDueEntry()) {
          seen.push({ due: next.entry.due, seq: next.entry.seq });
          documents.apply({ writes: [[agenda.name, next.key, null]] });
        }
        expect(seen).toEqual(expected);
      }),
      runOptions(200, 5000),
    );
  });

  test('nothing is due before now, even if it was scheduled so', () => {
    const documents = fresh();
    const transaction = new StagedTransaction(documents);
    transaction.schedule(start - 1000, 'late', {});
    documents.apply(transaction.changeSet());
    expect(documents.nextDue()?.due).toBe(start);
  });
});

describe('indexes', () => {
  const byText = defineCollection<Note>('settings');
  test('a collection without a descriptor is kept all the same', () => {
    const documents = fresh();
    documents.apply({ writes: [['unheard-of', 'k', { text: 't' }]] });
    expect(documents.get(defineCollection<Note>('unheard-of'), 'k')).toEqual({ text: 't' });
    expect(documents.count(byText)).toBe(documents.count(settings));
  });
});
