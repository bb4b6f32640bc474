import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Query } from '#domain/core/call';
import { answerList, type ListSource, pickFields, tmfListRules, valuesAtPath } from '#domain/query/list';
import { runOptions } from '../../support/run-options.ts';

interface Thing {
  readonly id: string;
  readonly state: string;
  readonly orderDate: string;
  readonly size: number;
  readonly relatedParty: readonly { readonly id: string; readonly role: string }[];
}

const thing = (id: string, state: string, orderDate: string, size: number, ...parties: string[]): Thing => ({
  id,
  state,
  orderDate,
  size,
  relatedParty: parties.map((party) => ({ id: party, role: `role of ${party}` })),
});

const things = [
  thing('1', 'inProgress', '2026-01-05T09:00:00.000Z', 9, 'a', 'b'),
  thing('2', 'held', '2026-01-06T09:00:00.000Z', 10, 'b'),
  thing('3', 'completed', '2026-01-07T10:00:00.000+01:00', 100),
  thing('4', 'held', '2026-01-08T09:00:00.000Z', 2, 'c'),
];

/** A query string as the http layer decodes it: names and values apart at the first unencoded equals sign. */
function query(text: string): Query {
  const decoded: { [name: string]: string[] } = {};
  for (const pair of text.split('&').filter((part) => part !== '')) {
    const [name = '', ...rest] = pair.split('=');
    const key = decodeURIComponent(name);
    decoded[key] = [...(decoded[key] ?? []), decodeURIComponent(rest.join('='))];
  }
  return decoded;
}

const plain: ListSource<Thing> = { documents: things, render: (one) => one };
const quick: ListSource<Thing> = {
  ...plain,
  quickAttributes: { state: (one) => one.state, orderDate: (one) => one.orderDate },
};

function ids(text: string, source = plain): string {
  const { status, body } = answerList(query(text), tmfListRules({}), source);
  return status === 200 ? (body as Thing[]).map(({ id }) => id).join(' ') : String(status);
}

describe.each([
  ['rendering everything', plain],
  ['with quick attributes', quick],
])('filters, %s', (_name, source) => {
  test.each([
    ['', '1 2 3 4'],
    ['state=held', '2 4'],
    ['state="held"', '2 4'],
    ['state=held,completed', '2 3 4'],
    ['state=held&state=completed', '2 3 4'],
    ['state=held;state=completed', '2 3 4'],
    ['state=held&id=4', '4'],
    ['state=nothing', ''],
    ['unheardOf=1', ''],
    ['relatedParty.id=b', '1 2'],
    ['relatedParty.id=a,c', '1 4'],
    ['size.gt=9', '2 3'],
    ['size.gte=9', '1 2 3'],
    ['size.lt=10', '1 4'],
    ['size.lte=10&size.gt=2', '1 2'],
    ['orderDate.gte=2026-01-06', '2 3 4'],
    ['orderDate%3E%3D2026-01-07T09:00:00Z', '3 4'],
    ['orderDate%3E2026-01-07T09:00:00Z', '4'],
    ['orderDate%3E=2026-01-07T09:00:00Z', '3 4'],
    ['orderDate%3C2026-01-06T09:00:00Z', '1'],
    ['orderDate=2026-01-07T09:00:00Z', '3'],
    ['orderDate.eq=2026-01-07T10:00:00%2B01:00', '3'],
    ['orderDate.gt=2026-01-05T10:00:00 01:00&orderDate.lt=2026-01-08T09:00:00Z', '2 3'],
    ['sort=-size', '3 2 1 4'],
    ['sort=state,-id', '3 4 2 1'],
    ['sort=-orderDate', '4 3 2 1'],
    ['offset=1&limit=2', '2 3'],
    ['offset=4', ''],
    ['limit=0', ''],
    ['offset=-1', '400'],
    ['limit=ten', '400'],
    ['limit=1.5', '400'],
    ['state=', '400'],
    ['filter=$[?(@.id)]', '501'],
    ['state.regex=h.*', '501'],
  ])('%s finds %s', (text, expected) => {
    expect(ids(text, source)).toBe(expected);
  });
});

test.each(['UTC', 'America/New_York', 'Asia/Tokyo'])('a time without a zone is in UTC on a server in %s', (zone) => {
  const { TZ } = process.env;
  process.env.TZ = zone;
  try {
    expect(ids('orderDate.gte=2026-01-06T09:00:00')).toBe('2 3 4');
    expect(ids('orderDate.gte=2026-01-06 09:00:01')).toBe('3 4');
    expect(ids('orderDate.lt=2026-01-06')).toBe('1');
  } finally {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  }
});

describe('a long list', () => {
  const names = [
    'a',
    'b',
    'PO-1',
    'Z',
    '9',
    '10',
    '9a',
    '-1',
    '2026-01-05',
    '2026-01-05T01:00:00+01:00',
    'constructor',
  ];
  const item = fc.record({ kind: fc.constantFrom('x', 'y', 'z'), note: fc.option(fc.constantFrom(...names)) });
  const document = fc.record({
    name: fc.option(fc.constantFrom(...names), { nil: undefined }),
    placed: fc.nat(5).map((day) => Date.UTC(2026, 0, day + 1)),
    item: fc.array(item, { maxLength: 3 }),
  });
  type Document = typeof document extends fc.Arbitrary<infer D> ? D : never;
  const rendered = ({ placed, ...rest }: Document) => ({ ...rest, placed: new Date(placed).toISOString() });
  const paths = ['name', 'placed', 'item.kind', 'item.note', 'unheardOf', 'constructor'];
  const dates = ['2026-01-02', '2026-01-03T00:00:00Z', '2026-01-05T01:00:00+01:00'];
  const operators = ['', '.eq', '.gt', '.gte', '.lt', '.lte'];
  const filterOf = fc.oneof(
    fc.tuple(
      fc.constantFrom(...paths.filter((path) => path !== 'placed')),
      fc.constantFrom(...operators),
      fc.constantFrom(...names, 'x', 'y', 'x,z', '"x"', ' y'),
    ),
    fc.tuple(fc.constant('placed'), fc.constantFrom(...operators), fc.constantFrom(...dates)),
  );
  const queryArbitrary = fc.record({
    filters: fc.array(filterOf, { maxLength: 2 }),
    sort: fc.array(
      fc.tuple(fc.constantFrom('', '-'), fc.constantFrom(...paths.filter((path) => path !== 'item.note'))),
    ),
    offset: fc.nat(12),
    limit: fc.nat(12),
  });

  const having = (documents: readonly Document[], text: string) =>
    documents.filter((one) => one.item.some(({ kind }) => kind === text));
  const quickly = (documents: readonly Document[]): ListSource<Document, Document['item'][number]> => ({
    documents,
    indexes: {
      total: documents.length,
      count: (path, text) => (path === 'item.kind' ? having(documents, text).length : undefined),
      find: (_path, text) => having(documents, text),
    },
    quickAttributes: { name: ({ name }) => name, placed: ({ placed }) => placed },
    items: {
      of: ({ item: items }) => items,
      quickAttributes: { kind: (one) => one.kind, 'item.kind': (one) => one.kind },
    },
    render: rendered,
  });

  /** Numbers and instants, then texts, then what is missing. */
  function plainOrder(a: unknown, b: unknown): number {
    const key = (value: unknown): readonly [rank: number, key: number | string] => {
      if (value === undefined) return [2, ''];
      const size = /^-?\d+$/.test(String(value)) ? Number(value) : Date.parse(String(value));
      return /^(-?\d+|\d{4}-\d\d-\d\d.*)$/.test(String(value)) ? [0, size] : [1, String(value)];
    };
    const [[rank, x], [otherRank, y]] = [key(a), key(b)];
    return rank !== otherRank ? rank - otherRank : x < y ? -1 : x > y ? 1 : 0;
  }

  test('is what rendering, filtering and sorting everything gives, page by page', () => {
    fc.assert(
      fc.property(
        fc.array(document, { maxLength: 40 }),
        queryArbitrary,
        (documents, { filters, sort, offset, limit }) => {
          const rules = { ...tmfListRules({}), defaultLimit: 100 };
          const filtered: Query = Object.fromEntries(
            filters.map(([path, operator, text]) => [path + operator, [text]]),
          );
          const all = answerList(filtered, rules, { documents, render: rendered }).body as object[];
          const sorted = all.toSorted((a, b) => {
            for (const [sign, path] of sort) {
              const order = plainOrder(valuesAtPath(a, path)[0], valuesAtPath(b, path)[0]);
              if (order !== 0) return sign === '-' ? -order : order;
            }
            return 0;
          });
          const page = {
            sort: [sort.map(([sign, path]) => sign + path).join()],
            offset: [`${offset}`],
            limit: [`${limit}`],
          };
          const answer = answerList({ ...filtered, ...page }, rules, quickly(documents));
          expect(answer.body).toEqual(sorted.slice(offset, offset + limit));
          expect(answer.headers?.['X-Total-Count']).toBe(String(all.length));
        },
      ),
      runOptions(400, 20_000),
    );
  });
});

test('counts give the whole and the page; the page is never longer than the largest', () => {
  const many = Array.from({ length: 250 }, (_, n) => thing(String(n), 'held', '2026-01-05T09:00:00Z', n));
  const source: ListSource<Thing> = { documents: many, render: (one) => one };
  expect(answerList(query(''), tmfListRules({}), source).headers).toEqual({
    'X-Total-Count': '250',
    'X-Result-Count': '20',
  });
  expect(answerList(query('limit=1000&offset=200'), tmfListRules({}), source).headers).toEqual({
    'X-Total-Count': '250',
    'X-Result-Count': '50',
  });
  expect(answerList(query('limit=1000'), tmfListRules({}), source).headers?.['X-Result-Count']).toBe('100');
});

test('every bad parameter is named at once', () => {
  const { violations, body } = answerList(query('limit=x&offset=y'), tmfListRules({}), plain);
  expect(violations?.map(({ pointer }) => pointer)).toEqual(['query/offset', 'query/limit']);
  expect(body).toMatchObject({ code: '28', status: '400', message: expect.stringContaining('offset, limit') });
});

test.each([
  [['id'], { id: '1' }],
  [['id', 'nothing'], { id: '1' }],
  [['none'], { id: '1', href: '/1' }],
  [['relatedParty.role'], { relatedParty: [{ role: 'x' }, {}] }],
  [undefined, { id: '1', href: '/1', state: 'held', relatedParty: [{ id: 'a', role: 'x' }, { id: 'b' }] }],
])('fields %j', (fields, expected) => {
  const resource = { id: '1', href: '/1', state: 'held', relatedParty: [{ id: 'a', role: 'x' }, { id: 'b' }] };
  expect(pickFields(resource, fields)).toEqual(expected);
});
