import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchAddresses } from '#domain/address/address-search';
import { normalizeName, similarity, toComparisonForm } from '#domain/address/similarity';
import { canonicalizePostcode } from '#domain/place/postcode';
import { type AddressSchemas, answerOf, type NonEmpty, read, refusalOf } from '../../support/documents.ts';
import { createManualSandbox, referenceData } from '../../support/manual-sandbox.ts';
import { runOptions } from '../../support/run-options.ts';
import { documents } from '../../support/spec-documents.ts';

const path = '/common/geographicAddressManagement/v1/geographicAddress';
const book = referenceData.addressBook;
const everyone = book.blocks.flatMap((block) => block.premises);

const query = (members: { [name: string]: string }) => new URLSearchParams(members).toString();
type Address = AddressSchemas['GeographicAddress'];
type Technology = Address['siteReference']['listOfTechnology']['technology'][number];

const look = (members: { [name: string]: string }, box = createManualSandbox(), at = path) =>
  answerOf<NonEmpty<Address>>(box.call('GET', at, { query: query(members) }).answer);
const make = (body: object, box = createManualSandbox(), headers = {}) =>
  answerOf<AddressSchemas['CreatedAddress']>(box.call('POST', path, { body, headers }).answer);

describe('every input that BT publishes for its sandbox is answered 200', () => {
  const both = ['true', 'false'];
  const inputs: { [name: string]: string }[] = [
    ...['AB15 7XY', 'LS11 8LQ', 'AB15 7YZ', 'CM1 2EE'].map((postcode) => ({ postcode, addressSource: 'ROBT' })),
    ...both.flatMap((isSpatialRefBng) => [
      { postcode: 'AB15 7XY', isSpatialRefBng },
      { postcode: 'AB15 7XY', buildingName: 'Riverside Tower', isSpatialRefBng },
      { postcode: 'AB15 7XY', streetNr: '10', isSpatialRefBng },
      { city: 'London', streetName: 'Riverside Tower', streetNr: '10', isSpatialRefBng },
      { city: 'London', streetName: 'Riverside Tower', buildingName: 'Riverside Tower', isSpatialRefBng },
      { streetNr: '10', streetName: 'Wellbrae Terrace', city: 'Aberdeen', isSpatialRefBng },
      { buildingName: 'Wellbrae Terrace', streetName: 'Wellbrae Terrace', city: 'Aberdeen', isSpatialRefBng },
      { uprn: '990000377850', isSpatialRefBng },
      { uprn: 'Z00000005015', isSpatialRefBng },
      { addressSource: 'ROBT', id: 'X05000253608', isSpatialRefBng },
      {
        postcode: 'AB10 1AU',
        isSiteClassificationRequired: 'true',
        isTechonologyMarkersRequired: 'true',
        isSpatialRefBng,
      },
      { postcode: 'AB10 1AU', isFuzzyMatch: 'true', isSpatialRefBng },
    ]),
  ];
  test.each(inputs.map((one) => [JSON.stringify(one), one] as const))('%s', (_name, one) => {
    const { status, body, headers } = look(one);
    expect(status).toBe(200);
    expect(body.length).toBeGreaterThan(0);
    expect(headers).toEqual({ 'X-Total-Count': String(body.length), 'X-Result-Count': String(body.length) });
  });

  test.each([
    [{ postcode: 'AB15 7XY', streetNr: '23', country: 'uk', city: 'London' }],
    [{ postcode: 'AB10 1AU', buildingName: 'Odeon', country: 'united kingdom', city: 'Bristol' }],
    [
      {
        postcode: 'AB10 1AU',
        geographicSubAddress: [{ buildingName: 'Odeon' }],
        country: 'united kingdom',
        city: 'Bristol',
      },
    ],
    [{ postcode: 'NW11 1AG', postalOrganisation: 'PNC', country: 'united kingdom', city: 'Hatfield' }],
  ])('POST %j is 201', (body) => {
    expect(make(body)).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^X\d{11}$/) } });
  });
});

describe('which parameters go together', () => {
  test.each([
    [{}, 400, '27', /^Missing query-string parameter: postcode, uprn, or city/],
    [{ city: 'London' }, 400, '27', /streetName, streetNr or buildingName/],
    [{ city: 'London', streetName: 'Riverside Tower' }, 400, '27', /streetNr or buildingName/],
    [{ streetName: 'Riverside Tower', streetNr: '10' }, 400, '27', /: city$/],
    [{ isFuzzyMatch: 'true' }, 400, '27', /postcode/],
    [{ postcode: '' }, 400, '2[78]', /postcode/],
    [{ id: 'X05000253608' }, 400, '27', /addressSource/],
    [{ addressSource: 'ROBT' }, 400, '28', /^Address key not supplied$/],
    [{ addressSource: 'ROBT', id: '' }, 400, '28', /^Address key not supplied$/],
    [{ postcode: 'nonsense' }, 400, '28', /postcode/],
    [{ postcode: 'AB15 7XY', addressSource: 'Elsewhere' }, 400, '28', /addressSource/],
    [{ postcode: 'AB15 7XY', isFuzzyMatch: 'perhaps' }, 400, '28', /isFuzzyMatch/],
    [{ postcode: 'AB15 7XY', buildingName: 'x'.repeat(51) }, 400, '28', /buildingName/],
    [{ uprn: '1234567890123' }, 400, '28', /uprn/],
    [{ postcode: 'ZE9 9ZZ' }, 404, '60', /^No matching address found$/],
    [{ postcode: 'ZE9 9ZZ', isFuzzyMatch: 'true' }, 404, '60', /^No matching address found$/],
    [{ postcode: 'AB15 7XY', streetNr: '999', isFuzzyMatch: 'true' }, 404, '60', /^No matching address found$/],
    [{ uprn: '1', isFuzzyMatch: 'true' }, 404, '60', /^No matching address found$/],
    [{ uprn: '1' }, 404, '60', /^No matching address found$/],
    [{ addressSource: 'ROBT', id: 'R00000000000' }, 404, '60', /^No matching address found$/],
    [{ postcode: 'AB15 7XY', streetNr: '999' }, 404, '60', /^No matching address found$/],
    [{ city: 'Leeds', streetName: 'Wellbrae Terrace', streetNr: '10' }, 404, '60', /^No matching address found$/],
  ] as const)('%j is %i-%s', (members, status, code, message) => {
    const answer = look(members as { [name: string]: string });
    expect(answer.status).toBe(status);
    expect(refusalOf(answer).code).toMatch(new RegExp(`^${code}$`));
    expect(refusalOf(answer).message).toMatch(message);
    if (status === 400) expect(answer.violations.length).toBeGreaterThan(0);
  });
});

describe('the same premises by any of its names', () => {
  const [premises] = book.blockByPostcode.get('AB15 7XY')?.premises ?? [];
  const { openreachKey: id, robtKey, postcode } = premises as NonNullable<typeof premises>;
  test.each([
    [{ postcode: 'ab157xy', streetNr: '10' }],
    [{ postcode: 'AB15 7xy', buildingName: 'riverside TOWER' }],
    [{ uprn: '990000377850' }],
    [{ uprn: '990000377850', postcode: 'AB157XY' }],
    [{ addressSource: 'Openreach', id }],
    [{ city: 'aberdeen', streetName: 'WELLBRAE TERRACE', streetNr: '10' }],
    [{ city: 'Aberdeen', streetName: 'Wellbrae Terr', buildingName: 'Riverside Tower' }],
    [{ city: 'Aberdeen', streetName: 'Welbrae Terace', streetNr: '10', isFuzzyMatch: 'true' }],
    [{ postcode, buildingName: 'Rivrside Towr', isFuzzyMatch: 'true' }],
    [{ postcode: 'AB15 7XZ', streetName: 'Wellbrae Terrace', streetNr: '10', isFuzzyMatch: 'true' }],
    [{ postcode: 'AB15 7XZ', isFuzzyMatch: 'true' }],
  ])('%j', (members) => {
    const { status, body } = look(members as { [name: string]: string });
    expect(status).toBe(200);
    expect(body.map((one) => one.id)).toContain(id);
  });

  test('each database shows its own key, and by default Openreach comes first', () => {
    const ids = (addressSource?: string) =>
      look({ postcode, ...(addressSource ? { addressSource } : {}) }).body.map((one) => one.id[0]);
    expect(new Set(ids('Openreach'))).toEqual(new Set(['A']));
    expect(new Set(ids('ROBT'))).toEqual(new Set(['R']));
    expect(new Set(ids())).toEqual(new Set(['A']));
    const [openreach] = look({ uprn: '990000377850' }).body;
    const [robt] = look({ uprn: '990000377850', addressSource: 'ROBT' }).body;
    expect([openreach.id, robt.id]).toEqual([id, robtKey]);
    expect(openreach).not.toHaveProperty('bestAddressLine1');
    expect(robt).toMatchObject({
      bestAddressLine1: 'Riverside Tower',
      bestAddressLine2: '10 Wellbrae Terrace',
      bestAddressLine3: 'Hazlehead',
      bestAddressLine4: 'Aberdeen',
      poBox: '',
    });
  });

  test('a premises that only RoBT knows is shown without a source in the query', () => {
    const only = everyone.find((one) => one.openreachKey === '' && one.uprn !== '');
    const { body } = look({ uprn: only?.uprn ?? '' });
    expect(body).toMatchObject([{ id: only?.robtKey, addressSource: 'ROBT', qualifier: 'Non-Gold' }]);
  });

  test('a fuzzy match pairs both databases, exact or not', () => {
    const exact = look({ uprn: '990000377850', isFuzzyMatch: 'true' }).body;
    expect(exact).toMatchObject([
      { id, matchedId: robtKey, addressMatch: true, addressVerificationNeeded: false },
      { id: robtKey, matchedId: id, addressMatch: true, addressVerificationNeeded: false },
    ]);
    const near = look({ postcode, buildingName: 'Rivrside Towr', isFuzzyMatch: 'true' }).body;
    expect(near[0].addressVerificationNeeded).toBe(true);
    expect(look({ uprn: '990000377850' }).body[0]).not.toHaveProperty('addressMatch');
  });
});

describe('what a record shows', () => {
  test('degrees alone, or with metres on the grid beside them', () => {
    const { body } = look({ uprn: '990000377850' });
    expect(body[0].geographicLocationRefOrValue).toEqual({ geometry: [{ x: '57.1447950', y: '-2.1480650' }] });
    const both = look({ uprn: '990000377850', isSpatialRefBng: 'true' }).body[0];
    expect(both.geographicLocationRefOrValue).toEqual([
      { geometry: [{ x: '57.1447950', y: '-2.1480650' }], spatialRef: 'WGS84' },
      { geometry: [{ x: '391139', y: '805999' }], spatialRef: 'BNG' },
    ]);
  });

  test('Northern Ireland is on the Irish Grid', () => {
    const [one] = look({ postcode: 'BT1 9NR', isSpatialRefBng: 'true' }).body;
    expect(read(one.geographicLocationRefOrValue, '/1/spatialRef')).toBe('IrishGrid');
    expect(Number(read(one.geographicLocationRefOrValue, '/0/geometry/0/x'))).toBeCloseTo(54.59, 1);
  });

  test.each([
    [{}, []],
    [{ isSiteClassificationRequired: 'true' }, ['siteClassificationCode', 'siteClassification']],
    [{ isTechonologyMarkersRequired: 'true' }, ['listOfTechnology', 'listOfTechnologyRestriction']],
    [
      { isSiteClassificationRequired: 'true', isTechonologyMarkersRequired: 'true' },
      ['siteClassificationCode', 'siteClassification', 'listOfTechnology', 'listOfTechnologyRestriction'],
    ],
  ])('%j shows %j', (flags, members) => {
    const [one] = look({ uprn: '990000377850', ...(flags as object) }).body;
    expect(Object.keys(one.siteReference ?? {})).toEqual(members);
  });

  test('technology markers are Y and N, restrictions R and U, in the words of the fixture', () => {
    const [one] = look({ uprn: '990000377850', isTechonologyMarkersRequired: 'true' }).body;
    const value = ({ technologyName, technologyValue }: Technology) => `${technologyName} ${technologyValue}`;
    expect(one.siteReference.listOfTechnology.technology.map(value)).toEqual([
      'Copper Y',
      'PointToPointFibre Y',
      'FTTPBrownfield Y',
      'FTTPGreenfield N',
    ]);
    const restricted = everyone.find((premises) => premises.restricted.length > 0 && premises.openreachKey !== '');
    const [other] = look({
      addressSource: 'Openreach',
      id: restricted?.openreachKey ?? '',
      isTechonologyMarkersRequired: 'true',
    }).body;
    const restrictions = other.siteReference.listOfTechnologyRestriction.technologyRestriction;
    expect(restrictions.map((entry) => entry.technologyRestrictionValue).sort()).toEqual(['R', 'U', 'U', 'U']);
  });

  test('a district code is shown for Gold and for nothing else', () => {
    const seen = new Map<string, Set<boolean>>();
    for (const postcode of ['CF10 9GS', 'LL13 9SN', 'AB15 7XY', 'AB15 7YZ']) {
      for (const one of look({ postcode }).body) {
        seen.set(one.qualifier, (seen.get(one.qualifier) ?? new Set()).add('districtCode' in one));
      }
    }
    expect([...seen].sort()).toEqual([
      ['Gold', new Set([true])],
      ['Non-Gold', new Set([false])],
      ['Silver', new Set([false])],
    ]);
  });
});

describe('temporary addresses', () => {
  const good = { streetNr: '23', streetName: 'Hoop Lane', city: 'London', country: 'UK', postcode: 'nw117ng' };

  test.each([
    [{ ...good, streetNr: undefined }, '23', /Missing streetNr, postalOrganisation or/],
    [{ ...good, geographicSubAddress: [{ subBuilding: 'Flat 1' }], streetNr: undefined }, '23', /Missing streetNr/],
    [{ ...good, postcode: undefined }, '23', /Missing postcode in body/],
    [{ ...good, city: undefined }, '23', /Missing city in body/],
    [{ ...good, country: undefined }, '23', /Missing country in body/],
    [{ ...good, country: 'France' }, '24', /Invalid country in body/],
    [{ ...good, postcode: 'nonsense' }, '24', /Invalid postcode in body/],
    [{ ...good, poBox: '1234567' }, '24', /Invalid poBox in body/],
    [{ ...good, streetName: 'x'.repeat(101) }, '24', /Invalid streetName in body/],
    [{ ...good, locality: 'x'.repeat(51) }, '24', /Invalid locality in body/],
    [{ ...good, geographicSubAddress: [{ subBuilding: 'x'.repeat(201) }] }, '24', /subBuilding in body/],
  ])('%j is 400-%s', (body, code, message) => {
    const answer = make(body);
    expect(answer).toMatchObject({ status: 400, body: { code, message: expect.stringMatching(message) } });
  });

  test('every fault of a body is found at once', () => {
    const { violations } = make({ postcode: 'AB15 7XY', city: 'London', country: 'France' });
    expect(violations.map((violation) => violation.pointer)).toEqual(['/streetNr', '/country']);
  });

  test.each([
    ['Openreach', /^S\d{11}$/],
    ['ROBT', /^X\d{11}$/],
    ['Enterprise-ROBT', /^X\d{11}$/],
  ])('made in %s its key is %s', (target, key) => {
    expect(make(good, createManualSandbox(), { target }).body.id).toMatch(key);
  });

  test('it is found again by key, by postcode and by street, in its own sandbox only', () => {
    const box = createManualSandbox();
    const { id } = make(good, box).body;
    for (const members of [
      { addressSource: 'ROBT', id },
      { postcode: 'NW11 7NG' },
      { city: 'LONDON', streetName: 'hoop lane', streetNr: '23' },
    ]) {
      expect(look(members, box).body).toMatchObject([
        { id, qualifier: 'Non-Gold', postcode: 'NW11 7NG', streetNr: '23', streetName: 'Hoop Lane' },
      ]);
      expect(look(members).status).toBe(404);
    }
    expect(look({ postcode: 'NW11 7NG', streetNr: '24' }, box).status).toBe(404);
  });

  test('keys do not repeat, and the same seed gives the same ones', () => {
    const keys = () => {
      const box = createManualSandbox({ seed: 'keys' });
      return Array.from({ length: 50 }, () => make(good, box).body.id);
    };
    expect(new Set(keys()).size).toBe(50);
    expect(keys()).toEqual(keys());
  });
});

test('the path without /common answers just the same', () => {
  const alias = path.slice('/common'.length);
  expect(look({ postcode: 'AB15 7XY' }, createManualSandbox(), alias)).toEqual(look({ postcode: 'AB15 7XY' }));
});

describe('likeness', () => {
  test.each([
    ['Wellbrae Terrace', 'wellbrae  terrace.', 1, 1],
    ['Station Rd', 'Station Road', 1, 1],
    ['St Mary Street', 'St Mary St', 1, 1],
    ['Wellbrae Terrace', 'Welbrae Terace', 0.6, 0.99],
    ['Station Road', 'Oak Avenue', 0, 0.3],
  ])('%s and %s', (a, b, minScore, maxScore) => {
    const score = similarity(toComparisonForm(a), toComparisonForm(b));
    expect(score).toBeGreaterThanOrEqual(minScore);
    expect(score).toBeLessThanOrEqual(maxScore);
  });

  test('it is symmetric, 1 with itself and never outside 0 to 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [x, y] = [toComparisonForm(a), toComparisonForm(b)];
        expect(similarity(x, y)).toBe(similarity(y, x));
        expect(similarity(x, x)).toBe(1);
        expect(similarity(x, y)).toBeGreaterThanOrEqual(0);
        expect(similarity(x, y)).toBeLessThanOrEqual(1);
        expect(normalizeName(normalizeName(a))).toBe(normalizeName(a));
      }),
      runOptions(200, 5000),
    );
  });
});

describe('whatever premises of the fixtures', () => {
  const anyPremises = fc.nat({ max: everyone.length - 1 }).map((at) => everyone[at] as (typeof everyone)[number]);
  const spoilt = (text: string, at: number) =>
    text.length < 6 ? text : text.slice(0, 1 + (at % (text.length - 2))) + text.slice(2 + (at % (text.length - 2)));

  test('it is found by each of its names, in any spelling of its postcode', () => {
    fc.assert(
      fc.property(anyPremises, fc.boolean(), (premises, lower) => {
        const text = { ...(premises.streetNr ? { streetNr: premises.streetNr } : {}) };
        const postcode = lower ? premises.postcode.toLowerCase().replace(' ', '') : premises.postcode;
        expect(canonicalizePostcode(postcode)).toBe(premises.postcode);
        const by = (more: object) => searchAddresses(book, { text: {}, fuzzy: false, ...more }).premises;
        expect(by({ postcode, text })).toContain(premises);
        for (const key of [premises.openreachKey, premises.robtKey].filter(Boolean)) {
          expect(by({ key })).toEqual([premises]);
        }
        if (premises.uprn) expect(by({ uprn: premises.uprn })).toEqual([premises]);
      }),
      runOptions(300, 5000),
    );
  });

  test('a letter missing from its street is forgiven', () => {
    fc.assert(
      fc.property(anyPremises, fc.nat(), (premises, at) => {
        const own = premises.streetNr ? { streetNr: premises.streetNr } : { buildingName: premises.buildingName };
        const text = { city: premises.city, streetName: spoilt(premises.streetName, at), ...own };
        const found = searchAddresses(book, { text, fuzzy: true }).premises;
        expect(found.map((one) => one.postcode)).toContain(premises.postcode);
        expect(found.length).toBeLessThanOrEqual(20);
      }),
      runOptions(200, 3000),
    );
  });
});

describe('a typed client is not surprised by forms that BT prints', () => {
  const rows = (addressSource: string) =>
    ['AB15 7XY', 'SW12 8NX', 'SW11 3RT', 'N3 2YJ', 'CM1 2EE', 'LL13 9SN'].flatMap(
      (postcode): Address[] => look({ postcode, addressSource }).body,
    );
  const degreesOf = (source: string) =>
    rows(source).flatMap((row): string[] =>
      (read(row, '/geographicLocationRefOrValue/geometry') as { x: string; y: string }[]).flatMap(({ x, y }) => [x, y]),
    );

  test('Openreach: seven decimals, no zero before the point', () => {
    for (const text of degreesOf('Openreach')) expect(text).toMatch(/^-?([1-9]\d*)?\.\d{7}$/);
    expect(degreesOf('Openreach').filter((text) => /^-?\./.test(text))).not.toEqual([]);
  });

  test('RoBT: up to five decimals, no zero at the end', () => {
    for (const text of degreesOf('ROBT')) expect(text).toMatch(/^-?\d+(\.\d{0,4}[1-9])?$/);
    expect(new Set(degreesOf('ROBT').map((text) => text.split('.')[1]?.length ?? 0)).size).toBeGreaterThan(1);
  });

  test('RoBT: the last line of a postal address is the town, without the postcode', () => {
    for (const row of rows('ROBT')) {
      const lines = [1, 2, 3, 4]
        .map((n) => row[`bestAddressLine${n}` as `bestAddressLine${1 | 2 | 3 | 4}`])
        .filter(Boolean);
      expect(lines.at(-1)).toBe(row.city);
    }
  });

  test('a flat that is not Gold has no key, UPRN, qualifier, exchange or number in Openreach, and all in RoBT', () => {
    const names = ['id', 'uprn', 'qualifier', 'exchangeGroupCode', 'streetNr', 'districtCode'];
    const bare = rows('Openreach').filter(({ id }) => id === undefined);
    expect(bare.length).toBeGreaterThan(0);
    for (const row of bare) {
      for (const name of names) expect(row).not.toHaveProperty(name);
      expect(row.geographicSubAddress[0].subBuilding).toBeTruthy();
    }
    for (const row of rows('ROBT')) expect(row.id).toMatch(/^[RX]\d{11}$/);
    for (const row of look({ postcode: 'N3 2YJ', isFuzzyMatch: 'true' }).body)
      if (row.addressMatch) expect(row.matchedId).toMatch(/^[AR]\d{11}$/);
    expect(rows('Openreach').filter(({ qualifier }) => qualifier === 'Gold')).not.toEqual([]);
  });
});

test('no member of an address is required that BT does not require', () => {
  const { schemas = {} } = documents.find(({ api }) => api === 'address')?.document.components ?? {};
  const answered = ['GeographicAddress', 'GeographicLocation', 'GeographicSubAddress', 'SiteReference'];
  for (const name of answered) expect(JSON.stringify(schemas[name])).not.toContain('"required"');
});
