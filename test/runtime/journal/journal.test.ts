import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entryId, Journal, type JournalEntry, type JournalFilter } from '#runtime/journal/journal';
import { manualClock } from '../../support/manual-clock.ts';
import { runOptions } from '../../support/run-options.ts';

/** An entry like a real one; `part` says what is special about it. */
function entry(journal: Journal, part: Partial<JournalEntry> = {}): JournalEntry {
  return {
    number: journal.reserveNumber(),
    at: 0,
    wallAt: 0,
    method: 'GET',
    path: '/v1/productOrderingManagement/productOrder',
    operationId: 'listProductOrder',
    status: 200,
    durationMs: 1,
    request: { headers: ['Accept', 'application/json'] },
    response: { headers: { 'content-type': 'application/json' }, body: '[]' },
    ...part,
  };
}

function filled(parts: readonly Partial<JournalEntry>[], maxEntries = 5000): Journal {
  const journal = new Journal(manualClock(), { maxEntries, maxBytes: 1_000_000 });
  for (const part of parts) journal.record(entry(journal, part));
  return journal;
}

const story: readonly Partial<JournalEntry>[] = [
  { at: 10, method: 'POST', status: 201, operationId: 'createProductOrder', orderId: 'A' },
  { at: 20, status: 404, operationId: 'retrieveProductOrder', orderId: 'B' },
  {
    at: 30,
    method: 'POST',
    status: 400,
    operationId: 'createQuote',
    path: '/tmf-api/quoteManagement/v4/quote',
    request: { headers: [], body: '{"bandwidth":"2 Gbit/s"}' },
    why: [{ pointer: '/quoteItem', expected: '100 Mbit/s', rule: 'bt' }],
  },
  { at: 40, status: 503 },
];

describe('which entries a query finds', () => {
  test.each<[JournalFilter, readonly number[]]>([
    [{}, [1, 2, 3, 4]],
    [{ status: ['404'] }, [2]],
    [{ status: ['4xx'] }, [2, 3]],
    [{ status: ['refused'] }, [2, 3, 4]],
    [{ status: ['201', '5xx'] }, [1, 4]],
    [{ operation: ['createQuote', 'createProductOrder'] }, [1, 3]],
    [{ orderId: 'A' }, [1]],
    [{ method: 'post' }, [1, 3]],
    [{ path: 'quoteManagement' }, [3]],
    [{ since: 20 }, [2, 3, 4]],
    [{ after: 3 }, [4]],
    [{ text: '2 gbit' }, [3]],
    [{ text: '/QUOTEITEM' }, [3]],
    [{ text: 'req_2' }, [2]],
    [{ status: ['refused'], method: 'POST' }, [3]],
    [{ orderId: 'nobody' }, []],
  ])('%j', (filter, numbers) => {
    expect(
      filled(story)
        .list(filter)
        .items.map(({ number }) => number),
    ).toEqual(numbers);
  });

  test('pages count everything that matches', () => {
    const page = filled(story).list({ status: ['refused'] }, 1, 1);
    expect(page).toMatchObject({ total: 3, evicted: 0, complete: true });
    expect(page.items.map(({ number }) => number)).toEqual([3]);
  });

  test('an entry is found by its id and by nothing that resembles it', () => {
    const journal = filled(story);
    expect(journal.get('req_3')?.operationId).toBe('createQuote');
    for (const id of ['req_9', 'req_03', 'req_3 ', '3', 'req_', 'constructor']) expect(journal.get(id)).toBeUndefined();
  });
});

describe('the ring', () => {
  test('holds exactly the newest entries that fit, and counts the others', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 9000 }),
        (bodies, maxEntries, maxBytes) => {
          const journal = new Journal(manualClock(), { maxEntries: maxEntries, maxBytes });
          const all = bodies.map((length) => entry(journal, { request: { headers: [], body: 'x'.repeat(length) } }));
          for (const each of all) journal.record(each);
          const listedEntries = journal.list();
          expect(listedEntries.items).toEqual(all.slice(all.length - listedEntries.total));
          expect(listedEntries.total + listedEntries.evicted).toBe(all.length);
          expect(listedEntries.total).toBeLessThanOrEqual(maxEntries);
          // The newest is always kept, however large.
          if (all.length > 0) expect(listedEntries.total).toBeGreaterThan(0);
          if (listedEntries.total > 1) expect(journal.size.bytes).toBeLessThanOrEqual(maxBytes);
        },
      ),
      runOptions(200, 5000),
    );
  });

  test('says whether an answer may lack what was evicted', () => {
    const journal = filled(story, 2);
    expect(journal.list()).toMatchObject({ total: 2, evicted: 2, complete: false });
    expect(journal.list({ since: 20 }).complete).toBe(false);
    expect(journal.list({ since: 21 }).complete).toBe(true);
    expect(journal.list({ after: 1 }).complete).toBe(false);
    expect(journal.list({ after: 2 }).complete).toBe(true);
    journal.clear();
    expect(journal.list()).toMatchObject({ total: 0, evicted: 0, complete: true });
    journal.record(entry(journal));
    expect(entryId(journal.list().items[0]?.number as number)).toBe('req_5');
  });

  test('passes each new entry to whoever listens', () => {
    const notifiedCounts: number[] = [];
    const journal = new Journal(manualClock(), { maxEntries: 2, maxBytes: 10_000 }, ({ number }) =>
      notifiedCounts.push(number),
    );
    for (const part of story) journal.record(entry(journal, part));
    expect(notifiedCounts).toEqual([1, 2, 3, 4]);
  });
});

describe('waiting', () => {
  test('ends at once when enough is there already', async () => {
    const page = await filled(story).waitForEntries({ status: ['refused'] }, 3, 1000);
    expect(page.total).toBe(3);
  });

  test('ends with the entry that makes it enough', async () => {
    const clock = manualClock();
    const journal = new Journal(clock);
    const waited = journal.waitForEntries({ status: ['201'] }, 2, 1000);
    journal.record(entry(journal, { status: 201 }));
    journal.record(entry(journal, { status: 404 }));
    expect(clock.timerCount()).toBe(1);
    journal.record(entry(journal, { status: 201 }));
    expect((await waited).items.map(({ number }) => number)).toEqual([1, 3]);
    expect(clock.timerCount()).toBe(0);
  });

  test('ends at its deadline with what there is', async () => {
    const clock = manualClock();
    const journal = new Journal(clock);
    const waited = journal.waitForEntries({ status: ['201'] }, 2, 1000);
    journal.record(entry(journal, { status: 201 }));
    clock.advanceBy(999);
    expect(clock.timerCount()).toBe(1);
    clock.advanceBy(1);
    expect((await waited).total).toBe(1);
  });
});
