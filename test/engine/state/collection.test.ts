import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unsettledKey } from '#domain/callback/delivery-state';
import { LazyDocument } from '#domain/core/lazy-document';
import type { Collection, StateReader, Write } from '#domain/core/sandbox-state';
import { orders } from '#domain/product-order/order-documents';
import { events } from '#domain/timeline/event';
import { CollectionState } from '#engine/state/collection-state';
import { SandboxState } from '#engine/state/sandbox-state';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { runOptions } from '../../support/run-options.ts';

const document = fc.record({
  externalId: fc.constantFrom('x', 'y', 'z', 'u', 'u', 'v', 'v', 'w', 'w'),
  orderId: fc.constantFrom('1', '2'),
  state: fc.constantFrom('waiting', 'retrying', 'delivered', 'failed', 'suppressed'),
});
const names = ['orders', 'events', 'unheard-of'] as const;
const key = fc.constantFrom(...'abcdefghijklmnop');
const name = fc.constantFrom(...names, 'orders' as const, 'orders' as const);
const put = fc.tuple(name, key, fc.option(document, { nil: null }));
/** So many that some values are rare, and found without looking at every document. */
const many = fc.array(
  put.filter(([, , each]) => each !== null),
  { maxLength: 50, size: 'max' },
);
const step = fc.oneof(
  fc.record({ do: fc.constant('apply' as const), writes: fc.array(put, { maxLength: 3 }) }),
  fc.record({ do: fc.constant('rollBack' as const), writes: fc.array(put, { maxLength: 3 }) }),
  fc.record({ do: fc.constant('get' as const), key }),
  fc.record({ do: fc.constant('find' as const) }),
  fc.record({ do: fc.constant('findUnsettled' as const) }),
  fc.record({ do: fc.constant('hydrateSome' as const), max: fc.nat(3) }),
);

it('lazily loaded documents are like any others, whatever is read first', () => {
  fc.assert(
    fc.property(many, fc.array(step, { size: 'medium' }), (first, steps) => {
      const seal = ([name, at, each]: Write): Write => [
        name,
        at,
        new LazyDocument({ text: () => JSON.stringify(each) }, 0, 1),
      ];
      const plain = new SandboxState(0, first);
      const lazyState = new SandboxState(0, first.map(seal));
      for (const each of steps) expect(done(lazyState, each)).toEqual(done(plain, each));
      expect([...lazyState.all()]).toEqual([...plain.all()]);
      expect(everythingFound(lazyState)).toEqual(everythingFound(plain));
    }),
    runOptions(80, 5000),
  );
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function done(documents: SandboxState, what: Step): unknown {
  if (what.do === 'get') return names.map((name) => documents.get({ name }, what.key));
  if (what.do === 'find') return everythingFound(documents);
  if (what.do === 'findUnsettled') return documents.find(events, unsettledKey, unsettledKey);
  if (what.do === 'hydrateSome') return void documents.hydrateSome(what.max);
  const undo = documents.apply({ writes: what.writes });
  if (what.do === 'rollBack') documents.rollBack(undo);
  return [undo, documents.version, names.map((name) => [...documents.list({ name })])];
}

function everythingFound(documents: StateReader): unknown {
  return [
    ...['x', 'y', 'z'].map((value) => found(documents, orders, 'externalId', value)),
    ...['1', '2'].map((value) => found(documents, events, 'orderId', value)),
    found(documents, events, unsettledKey, unsettledKey),
  ];
}

/** In the order of the documents, whenever the index was begun and whatever moved since. */
function found<T>(documents: StateReader, from: Collection<T>, index: string, value: string): unknown {
  const has = documents.find(from, index, value);
  expect(has).toEqual(
    [...documents.list(from)].filter(([at, each]) => from.indexes?.[index]?.(each, at).includes(value)),
  );
  expect(documents.countBy(from, index, value)).toBe(has.length);
  return has;
}

it('what a transaction finds stands in the order of the documents as well', () => {
  fc.assert(
    fc.property(many, fc.array(put), (first, noted) => {
      const documents = new SandboxState(0, [
        ['settings', 'profile', {}],
        ['settings', 'clock', { now: 0 }],
      ]);
      for (const each of first) documents.apply({ writes: [each] });
      const transaction = new StagedTransaction(documents);
      for (const [name, at, each] of noted) {
        if (each === null) transaction.remove({ name }, at);
        else transaction.put({ name }, at, each);
        everythingFound(transaction);
      }
      documents.apply(transaction.changeSet());
      everythingFound(documents);
    }),
    runOptions(150, 5000),
  );
});

it('a change that is taken back leaves every list as it was, also one that removed everything and made some of it anew', () => {
  const documents = new SandboxState(
    0,
    [...'dbacfe'].map((at): Write => ['orders', at, { externalId: at }]),
  );
  const before = [...documents.all()];
  const removals = before.map(([name, at]): Write => [name, at, null]);
  const undo = documents.apply({ writes: [...removals, ['orders', 'c', { externalId: 'new' }], ['orders', 'z', {}]] });
  documents.rollBack(undo);
  expect([...documents.all()]).toEqual(before);
  expect(documents.version).toBe(0);
});

it('a walk that has opened everything keeps nothing that goes later', async () => {
  const collection = new CollectionState();
  collection.put('sealed', new LazyDocument({ text: () => '{}' }, 0, 1));
  const large = () => ({ large: new Array(1000).fill(1) });
  const first = new WeakRef(large());
  collection.put('replaced', first.deref());
  collection.hydrateSome(10);
  // More than fits where the walk was: what is kept moves.
  for (let n = 0; n < 5000; n += 1) collection.put(`${n}`, {});
  collection.put('replaced', large());
  setFlagsFromString('--expose-gc');
  await new Promise((resolve) => setImmediate(resolve));
  runInNewContext('gc')();
  expect(first.deref()).toBeUndefined();
});
