import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agenda, collection, settings } from '../src/mock/domain/sandbox.ts';
import { Documents } from '../src/mock/engine/documents.ts';
import { Draft } from '../src/mock/engine/draft.ts';
import { firstChange } from '../src/mock/engine/world.ts';
import { runs } from './support/seeded.ts';

const start = Date.UTC(2026, 0, 5, 9);

function fresh(): Documents {
  const documents = new Documents();
  documents.apply(firstChange({ id: 'a', seed: 's', start, clientId: 'c', clientSecret: 'x' }));
  return documents;
}

interface Note {
  readonly text: string;
}
const notes = collection<Note>('notes');

const put = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  text: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
});

describe('a notepad over documents', () => {
  test('reads what it noted, and the change makes the documents read the same', () => {
    fc.assert(
      fc.property(fc.array(fc.array(put, { maxLength: 6 }), { maxLength: 8 }), (requests) => {
        const documents = fresh();
        const model = new Map<string, Note>();
        for (const request of requests) {
          const draft = new Draft(documents);
          for (const { key, text } of request) {
            if (text === undefined) {
              draft.remove(notes, key);
              model.delete(key);
            } else {
              draft.put(notes, key, { text });
              model.set(key, { text });
            }
            expect(draft.get(notes, key)).toEqual(model.get(key));
            expect(draft.count(notes)).toBe(model.size);
            expect(new Map(draft.list(notes))).toEqual(model);
          }
          documents.apply(draft.change());
          expect(new Map(documents.list(notes))).toEqual(model);
        }
      }),
      runs(200, 5000),
    );
  });

  test('a change that is taken back leaves everything as it was', () => {
    fc.assert(
      fc.property(fc.array(put, { maxLength: 6 }), fc.array(put, { minLength: 1, maxLength: 6 }), (before, after) => {
        const documents = fresh();
        const write = (puts: typeof before) => {
          const draft = new Draft(documents);
          for (const { key, text } of puts) {
            if (text === undefined) draft.remove(notes, key);
            else draft.put(notes, key, { text });
            draft.schedule(start + key.charCodeAt(0), 'note', {});
          }
          return documents.apply(draft.change());
        };
        write(before);
        const was = { all: new Map(documents.list(notes)), due: documents.nextDue(), version: documents.version };
        documents.takeBack(write(after));
        expect({ all: new Map(documents.list(notes)), due: documents.nextDue(), version: documents.version }).toEqual(
          was,
        );
      }),
      runs(200, 5000),
    );
  });

  test('ordinals count on across changes, and one kind does not move another', () => {
    const documents = fresh();
    const first = new Draft(documents);
    expect([first.ordinal('order'), first.ordinal('order'), first.ordinal('quote')]).toEqual([1, 2, 1]);
    documents.apply(first.change());
    expect(new Draft(documents).ordinal('order')).toBe(3);
  });
});

describe('the agenda', () => {
  test('comes in order of instant, then of sequence, whatever was removed on the way', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { maxLength: 40 }), (entries) => {
        const documents = fresh();
        const draft = new Draft(documents);
        const keys = entries.map(([due]) => draft.schedule(start + due, 'x', {}));
        documents.apply(draft.change());
        const removal = new Draft(documents);
        entries.forEach(([, removed], at) => {
          if (removed) removal.remove(agenda, keys[at] as string);
        });
        documents.apply(removal.change());
        const expected = entries
          .map(([due, removed], at) => ({ due: start + due, seq: at + 1, removed }))
          .filter(({ removed }) => !removed)
          .sort((a, b) => a.due - b.due || a.seq - b.seq)
          .map(({ due, seq }) => ({ due, seq }));
        const seen: { due: number; seq: number }[] = [];
        for (let next = documents.nextDueEntry(); next; next = documents.nextDueEntry()) {
          seen.push({ due: next.entry.due, seq: next.entry.seq });
          documents.apply({ puts: [[agenda.name, next.key, null]] });
        }
        expect(seen).toEqual(expected);
      }),
      runs(200, 5000),
    );
  });

  test('nothing is due before now, even if it was asked for', () => {
    const documents = fresh();
    const draft = new Draft(documents);
    draft.schedule(start - 1000, 'late', {});
    documents.apply(draft.change());
    expect(documents.nextDue()?.due).toBe(start);
  });
});

describe('indexes', () => {
  const byText = collection<Note>('settings');
  test('a collection without a descriptor is kept all the same', () => {
    const documents = fresh();
    documents.apply({ puts: [['unheard-of', 'k', { text: 't' }]] });
    expect(documents.get(collection<Note>('unheard-of'), 'k')).toEqual({ text: 't' });
    expect(documents.count(byText)).toBe(documents.count(settings));
  });
});
