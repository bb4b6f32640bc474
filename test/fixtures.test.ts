import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { AddressFixture, Premises } from '../src/mock/domain/address/address-book.ts';
import { resolvePlace } from '../src/mock/domain/address/premises.ts';
import {
  type AvailabilityFixture,
  distanceMetres,
  type PlaceOutcome,
} from '../src/mock/domain/product-qualification/availability.ts';
import { divisionOfPostcode } from '../src/mock/domain/working-calendar.ts';
import { createManualSandbox, referenceData } from './support/hand-sandbox.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** As `npm run generate` left it; generated.test.ts sees to it that it is the YAML's. */
const fixture = (name: string) => JSON.parse(read(`src/generated/fixtures/${name}.json`));
const network = fixture('availability') as AvailabilityFixture;
const raw = fixture('addresses') as AddressFixture;
const { addressBook, availability } = referenceData;
const everyone = addressBook.blocks.flatMap((block) => block.premises);

const repeated = (values: readonly string[]) =>
  values.filter((value, at) => value !== '' && values.indexOf(value) !== at);

describe('the fixture files fit their schema', () => {
  const check = new Ajv2020({ strict: true, allErrors: true, strictTypes: false, strictTuples: false }).compile(
    JSON.parse(read('specs/schemas/fixtures.schema.json')),
  );
  const files = ['availability', 'addresses', 'product-catalogue'];
  test.each(files)('%s.yaml', (name) => {
    check(fixture(name));
    expect(check.errors ?? []).toEqual([]);
  });

  test.each<[string, (file: any) => void]>([
    ['an outcome that does not exist', (file) => file.places[0].outcomes.push('banana')],
    ['a postcode without its space', (file) => Object.assign(file.places[0], { postcode: 'AB157XY' })],
    ['a place that shows nothing', (file) => delete file.places[0].shows],
    ['a member that nobody reads', (file) => Object.assign(file.exchanges[0], { colour: 'red' })],
    ['pounds instead of pence', (file) => Object.assign(file.ecc, { exemptPence: 2800.5 })],
  ])('%s is found', (_what, spoil) => {
    const file = fixture('availability');
    spoil(file);
    expect(check(file)).toBe(false);
  });
});

describe('premises', () => {
  test('are a few thousand, in a file that is quick to read', () => {
    expect(everyone.length).toBeGreaterThan(3_000);
    expect(everyone.length).toBeLessThan(10_000);
    expect(read('fixtures/addresses.yaml').length).toBeLessThan(1_500_000);
  });

  test('no key, UPRN or postcode names two of them', () => {
    expect(repeated(everyone.map((one) => one.openreachKey))).toEqual([]);
    expect(repeated(everyone.map((one) => one.robtKey))).toEqual([]);
    expect(repeated(everyone.map((one) => one.uprn))).toEqual([]);
    expect(repeated(addressBook.blocks.map((block) => block.postcode))).toEqual([]);
  });

  test.each<[string, (one: Premises) => boolean]>([
    ['has a key', (one) => one.openreachKey !== '' || one.robtKey !== ''],
    [
      'is known to Openreach unless it is Non-Gold',
      (one) => (one.openreachKey === '') === (one.qualifier === 'Non-Gold'),
    ],
    [
      'can be told from its neighbours',
      (one) => one.streetNr !== '' || one.buildingName !== '' || one.organisation !== '',
    ],
    ['has a classification with words', (one) => one.classification in addressBook.classifications],
    ['is served by an exchange of the network', (one) => availability.exchangeByCode.has(one.exchange)],
    [
      'has a parent that exists, or none',
      (one) => one.parentUprn === '' || addressBook.findByUprn(one.parentUprn) !== undefined,
    ],
    ['is on the grid of its exchange', (one) => one.grid === availability.exchangeByCode.get(one.exchange)?.grid],
    [
      'is in the British Isles',
      (one) => one.latitude > 49.8 && one.latitude < 61 && one.longitude > -8.3 && one.longitude < 1.9,
    ],
    [
      'has no FTTP of Openreach in KCOM land',
      (one) =>
        availability.exchangeByCode.get(one.exchange)?.provider !== 'KCOM' ||
        !one.technologies.some((t) => t.startsWith('FTTP')),
    ],
  ])('each %s', (_rule, holds) => {
    expect(everyone.filter((one) => !holds(one))).toEqual([]);
  });

  test('two premises of a postcode never read the same', () => {
    for (const { postcode, premises } of addressBook.blocks) {
      const lines = premises.map((one) =>
        [one.streetNr, one.buildingName, one.subBuilding, one.organisation].join('|'),
      );
      expect([postcode, repeated(lines)]).toEqual([postcode, []]);
    }
  });

  test('degrees and metres mean the same spot', () => {
    for (const { postcode, at } of raw.postcodes) {
      const exchange = availability.exchangeByCode.get(addressBook.blockByPostcode.get(postcode)?.exchange ?? '');
      const nameAndNumber = exchange && raw.postcodes.find((block) => block.postcode === exchange.postcode);
      if (!exchange || !nameAndNumber) throw new Error(`${postcode} has no exchange building`);
      const metres = distanceMetres(exchange, { grid: exchange.grid, easting: at[0], northing: at[1] }) as number;
      // Great-circle distance on a sphere is good to half a per cent.
      const [lat1, lon1, lat2, lon2] = [nameAndNumber.at[2], nameAndNumber.at[3], at[2], at[3]].map(
        (degrees) => (degrees * Math.PI) / 180,
      ) as [number, number, number, number];
      const half =
        Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((lon2 - lon1) / 2) ** 2;
      const onSphere = 2 * 6_371_000 * Math.asin(Math.sqrt(half));
      expect(Math.abs(onSphere - metres)).toBeLessThan(10 + metres * 0.006);
    }
  });

  test('they are spread over the whole country, and of every kind', () => {
    const regions = new Set(
      addressBook.blocks.map((block) => divisionOfPostcode(block.postcode, referenceData.calendar)),
    );
    expect(regions).toEqual(new Set(['england-and-wales', 'scotland', 'northern-ireland']));
    const share = (has: (one: Premises) => boolean) => everyone.filter(has).length / everyone.length;
    expect(share((one) => one.qualifier === 'Gold')).toBeGreaterThan(0.7);
    expect(share((one) => one.qualifier === 'Silver')).toBeGreaterThan(0.05);
    expect(share((one) => one.qualifier === 'Non-Gold')).toBeGreaterThan(0.05);
    for (const code of Object.keys(addressBook.classifications)) {
      expect([code, share((one) => one.classification === code) > 0]).toEqual([code, true]);
    }
  });
});

describe('the network', () => {
  test('no code or name stands for two things', () => {
    expect(repeated(network.exchanges.map(({ code }) => code))).toEqual([]);
    expect(repeated(network.exchanges.flatMap(({ areas }) => areas))).toEqual([]);
    expect(repeated(network.sites.map(({ code }) => code))).toEqual([]);
    expect(repeated(network.places.map(({ name }) => name))).toEqual([]);
    expect(repeated(network.places.map(({ postcode }) => postcode))).toEqual([]);
  });

  test('every reference leads somewhere', () => {
    for (const exchange of network.exchanges) {
      expect(exchange.switchesAt.filter((code) => !availability.exchangeByCode.has(code))).toEqual([]);
      expect([exchange.code, addressBook.blockByPostcode.get(exchange.postcode)?.exchange]).toEqual([
        exchange.code,
        exchange.code,
      ]);
      expect([exchange.code, divisionOfPostcode(exchange.postcode, referenceData.calendar)]).toEqual([
        exchange.code,
        exchange.region,
      ]);
    }
    for (const site of network.sites) {
      expect([site.code, addressBook.blockByPostcode.get(site.postcode)?.exchange]).toEqual([site.code, site.exchange]);
    }
    for (const [name, { access = {}, eccCategory = '1' }] of Object.entries(network.outcomes)) {
      expect([name, Object.hasOwn(network.ecc.categories, eccCategory)]).toEqual([name, true]);
      expect(Object.values(access).filter(({ reason }) => !Object.hasOwn(network.reasons, reason))).toEqual([]);
    }
    for (const category of Object.keys(network.ecc.categories))
      expect(network.leadTimes.fibre[category]).toBeGreaterThan(0);
  });
});

describe('each named place shows its outcome', () => {
  const reader = createManualSandbox().documents;
  const whole = (postcode: string) =>
    resolvePlace(reader, { postcode }, referenceData) as NonNullable<ReturnType<typeof resolvePlace>>;
  const premisesOf = (postcode: string) => addressBook.blockByPostcode.get(postcode)?.premises ?? [];
  const qualifiers = (postcode: string) => new Set(premisesOf(postcode).map(({ qualifier }) => qualifier));

  const shows: { readonly [name in PlaceOutcome]: (postcode: string) => boolean } = {
    everything: (postcode) => {
      const { access, ecc } = whole(postcode);
      const can = [access.fibre, access.sogea, access.fttp].every(({ flag }) => flag === 'Y');
      const fast = access.sogea.maxDown === 80 && access.fttp.maxUp === 1_100 && access.fibre.maxDown === 10_000;
      return can && fast && ecc.extraPence === 0 && !ecc.survey && qualifiers(postcode).has('Gold');
    },
    noCapacity: (postcode) => whole(postcode).access.fibre.reason?.code === 'noCapacity',
    surveyNeeded: (postcode) => whole(postcode).ecc.survey && whole(postcode).ecc.extraPence === 0,
    excessCharges: (postcode) => whole(postcode).ecc.extraPence > 0,
    kcom: (postcode) => whole(postcode).provider === 'KCOM' && whole(postcode).access.fibre.flag === 'Y',
    waiter: (postcode) => whole(postcode).access.fttp.flag === 'W',
    fttpOnly: (postcode) => whole(postcode).access.fttp.flag === 'Y' && whole(postcode).access.sogea.flag === 'N',
    sogeaOnly: (postcode) => whole(postcode).access.sogea.flag === 'Y' && whole(postcode).access.fttp.flag === 'N',
    newBuild: (postcode) =>
      whole(postcode).access.fttp.flag === 'P' &&
      premisesOf(postcode).every((one) => one.technologies.includes('FTTPGreenfield')),
    mixedQualifiers: (postcode) => qualifiers(postcode).size === 3,
    nonGoldOnly: (postcode) => !qualifiers(postcode).has('Gold'),
    tooFar: (postcode) => whole(postcode).exchangeDistance > network.reach.fibreExtended,
    irishGrid: (postcode) => whole(postcode).grid === 'IrishGrid' && whole(postcode).region === 'northern-ireland',
  };

  test.each(network.places.map((place) => [place.name, place] as const))('%s', (_name, { postcode, outcomes }) => {
    expect(premisesOf(postcode).length).toBeGreaterThan(0);
    expect(whole(postcode).known).toBe(true);
    for (const outcome of outcomes) expect([outcome, shows[outcome](postcode)]).toEqual([outcome, true]);
  });

  test('at AB15 7XY every Gold address can have everything', () => {
    for (const { openreachKey } of premisesOf('AB15 7XY')) {
      const place = resolvePlace(reader, { addressKey: openreachKey }, referenceData);
      expect(place).toMatchObject({ qualifier: 'Gold', districtCode: 'SN' });
      for (const name of ['fibre', 'sogea', 'fttp'] as const) expect(place?.access[name].flag).toBe('Y');
    }
  });
});

test('docs/magic-places.md says what the fixtures say', () => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/magic-places.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});
