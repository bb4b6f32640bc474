import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Put } from '../src/mock/domain/sandbox.ts';
import { Sealed } from '../src/mock/domain/sealed.ts';
import { Documents } from '../src/mock/engine/documents.ts';
import { runs } from './support/seeded.ts';

const document = fc.record({ externalId: fc.constantFrom('x', 'y', 'z'), orderId: fc.constantFrom('1', '2') });
const collections = ['orders', 'events', 'unheard-of'] as const;
const key = fc.constantFrom('a', 'b', 'c', 'd');
const put = fc.tuple(fc.constantFrom(...collections), key, fc.option(document, { nil: null }));
const step = fc.oneof(
  fc.record({ do: fc.constant('apply' as const), puts: fc.array(put, { maxLength: 3 }) }),
  fc.record({ do: fc.constant('takeBack' as const), puts: fc.array(put, { maxLength: 3 }) }),
  fc.record({ do: fc.constant('get' as const), key }),
  fc.record({ do: fc.constant('find' as const) }),
  fc.record({ do: fc.constant('openSome' as const), most: fc.nat(3) }),
);

it('documents that come sealed are like any others, whatever is asked of them first', () => {
  fc.assert(
    fc.property(fc.array(put.filter(([, , each]) => each !== null)), fc.array(step), (first, steps) => {
      const seal = ([name, at, each]: Put): Put => [name, at, new Sealed(() => JSON.stringify(each))];
      const plain = new Documents(0, first);
      const sealed = new Documents(0, first.map(seal));
      for (const each of steps) expect(done(sealed, each)).toEqual(done(plain, each));
      expect([...sealed.all()]).toEqual([...plain.all()]);
      expect(everythingFound(sealed)).toEqual(everythingFound(plain));
    }),
    runs(300, 5000),
  );
});

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function done(documents: Documents, what: Step): unknown {
  if (what.do === 'get') return collections.map((name) => documents.get({ name }, what.key));
  if (what.do === 'find') return everythingFound(documents);
  if (what.do === 'openSome') return void documents.openSome(what.most);
  const undo = documents.apply({ puts: what.puts });
  if (what.do === 'takeBack') documents.takeBack(undo);
  return [undo, documents.version, collections.map((name) => [...documents.list({ name })])];
}

function everythingFound(documents: Documents): unknown {
  return [
    ...['x', 'y', 'z'].map((value) => found(documents, 'orders', 'externalId', value)),
    ...['1', '2'].map((value) => found(documents, 'events', 'orderId', value)),
  ];
}

/** Sorted: an index made late lists by the order of the documents, one kept from the start by the order of their values. */
function found(documents: Documents, name: string, index: string, value: string): unknown {
  const keys = documents.find({ name }, index, value).map(([at]) => at);
  expect(documents.countBy({ name }, index, value)).toBe(keys.length);
  return keys.sort();
}

it('a change that is taken back leaves every list as it was, also one that removed everything and made some of it anew', () => {
  const documents = new Documents(
    0,
    [...'dbacfe'].map((at): Put => ['orders', at, { externalId: at }]),
  );
  const before = [...documents.all()];
  const removals = before.map(([name, at]): Put => [name, at, null]);
  const undo = documents.apply({ puts: [...removals, ['orders', 'c', { externalId: 'new' }], ['orders', 'z', {}]] });
  documents.takeBack(undo);
  expect([...documents.all()]).toEqual(before);
  expect(documents.version).toBe(0);
});
