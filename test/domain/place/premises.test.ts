import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divisionOfPostcode } from '#domain/calendar/working-calendar';
import type { Premises } from '#domain/place/address-book';
import { type AccessType, distanceMetres, type PlaceOutcome } from '#domain/place/availability';
import type { PlaceIdentifiers, ResolvedPlace } from '#domain/place/place';
import { resolvePlace } from '#domain/place/resolve-place';
import { createManualSandbox, referenceData } from '../../support/manual-sandbox.ts';
import { runOptions } from '../../support/run-options.ts';

const { addressBook, availability } = referenceData;
const reader = createManualSandbox().documents;
const at = (name: PlaceIdentifiers): ResolvedPlace | undefined => resolvePlace(reader, name, referenceData);
const here = (name: PlaceIdentifiers): ResolvedPlace => {
  const place = at(name);
  if (!place) throw new Error(`nothing is known by ${JSON.stringify(name)}`);
  return place;
};
const everyone = addressBook.blocks.flatMap((block) => block.premises);
const anyPremises = fc.nat({ max: everyone.length - 1 }).map((n) => everyone[n] as Premises);
const accessNames = ['fibre', 'sogea', 'fttp', 'fod', 'radio', 'osa'] as const;

describe('outcomes of named places', () => {
  const flags = (postcode: string) => {
    const { access } = here({ postcode });
    return accessNames.map((name) => access[name].flag).join('');
  };
  test.each([
    // fibre sogea fttp fod radio osa
    ['everything-available', 'AB15 7XY', 'YYYNYY'],
    ['no-capacity', 'LS1 9NX', 'NNNNYN'],
    ['survey-needed', 'CM1 9SY', 'YYYNYY'],
    ['excess-charges', 'BS1 9EX', 'YYYNYY'],
    ['hull-kcom', 'HU1 9HU', 'YNNNYN'],
    ['waiter', 'NE1 9WA', 'YWWNYY'],
    ['fttp-only', 'EX1 9FP', 'YNYNYY'],
    ['sogea-only', 'NR1 9SG', 'YYNNYY'],
    ['new-build', 'MK9 9NB', 'YNPNYY'],
    ['out-of-reach', 'IV27 9TF', 'NYNYYN'],
  ])('%s, %s: %s', (_name, postcode, expected) => {
    expect(flags(postcode)).toBe(expected);
  });

  test.each([
    ['AB15 7XY', '1', 0, false, 33],
    ['CM1 9SY', '1.2', 0, true, 40],
    ['BS1 9EX', '2', 641_450, true, 45],
    ['MK9 9NB', '4', 0, true, 60],
  ])(
    '%s: ECC category %s, %i pence beyond the exemption, survey %s, %i working days',
    (postcode, category, extraPence, survey, days) => {
      const { ecc, access } = here({ postcode });
      expect(ecc).toMatchObject({ category, extraPence, survey, exemptPence: 280_000 });
      expect(access.fibre.leadTimeWorkingDays).toBe(days);
    },
  );

  test.each<[string, AccessType, string]>([
    ['LS1 9NX', 'fibre', 'noCapacity'],
    ['HU1 9HU', 'fttp', 'otherProvider'],
    ['NE1 9WA', 'fttp', 'awaitingNetwork'],
    ['EX1 9FP', 'sogea', 'copperStopSell'],
    ['NR1 9SG', 'fttp', 'noFttp'],
    ['MK9 9NB', 'fttp', 'networkPlanned'],
    ['IV27 9TF', 'fibre', 'outOfReach'],
  ])('%s, %s: %s, in words', (postcode, access, code) => {
    expect(here({ postcode }).access[access].reason).toEqual({ code, label: availability.reasons[code] });
  });

  test('Hull is KCOM and nothing else is', () => {
    expect(here({ postcode: 'HU1 9HU' }).provider).toBe('KCOM');
    expect(here({ postcode: 'HU3 2AA' }).provider).toBe('KCOM');
    expect(here({ postcode: 'YO1 2AA' }).provider).toBe('Openreach');
  });

  test('only a Gold key has FTTP', () => {
    const [gold, silver, non] = addressBook.blockByPostcode.get('CF10 9GS')?.premises ?? [];
    expect(here({ addressKey: gold?.openreachKey }).access.fttp.flag).toBe('Y');
    for (const one of [silver, non]) {
      const place = here({ addressKey: one?.openreachKey || one?.robtKey });
      expect(place.access.fttp).toMatchObject({ flag: 'N', reason: { code: 'goldKeyNeeded' } });
      expect(place.districtCode).toBeUndefined();
    }
  });
});

describe('names', () => {
  const [premises] = addressBook.blockByPostcode.get('AB15 7XY')?.premises ?? [];
  const key = premises?.openreachKey as string;
  test.each<[PlaceIdentifiers, string]>([
    [{ addressKey: key }, 'premises'],
    [{ addressKey: `${key}/SN` }, 'premises'],
    [{ addressKey: key.toLowerCase() }, 'premises'],
    [{ addressKey: premises?.robtKey }, 'premises'],
    [{ uprn: '990000377850' }, 'premises'],
    [{ postcode: 'ab157xy' }, 'postcode'],
    [{ dataCentreCode: 'YDABX/TA' }, 'site'],
    [{ exchangeConnectCode: 'ABDN/EC' }, 'site'],
    [{ opticalCoreNodeCode: 'ABDN/ON' }, 'site'],
    [{ coordinates: { easting: 391_139, northing: 805_999, type: 'BritishNationalGrid' } }, 'coordinates'],
    [{ coordinates: { easting: 333_800, northing: 374_000, type: 'IrishGrid' } }, 'coordinates'],
    [{ accessLineId: 'AL00012345' }, 'premises'],
    [{ directoryNumber: '2277264355' }, 'premises'],
    [{ postcode: 'EC1A 1BB' }, 'postcode'],
    [{ postcode: 'gir0aa' }, 'postcode'],
  ])('%j is a %s', (name, kind) => {
    expect(here(name)).toMatchObject({ kind, contradictions: [] });
  });

  test.each<[PlaceIdentifiers]>([
    [{}],
    [{ addressKey: 'A00000000000' }],
    [{ addressKey: 'A00000000000', postcode: 'AB15 7XY' }],
    [{ uprn: '1' }],
    [{ postcode: 'nonsense' }],
    [{ postcode: 'ZZ1 1ZZ' }],
    [{ dataCentreCode: 'ABDN/EC' }],
    [{ exchangeConnectCode: 'YDABX/TA' }],
    [{ opticalCoreNodeCode: 'NONE/ON' }],
    [{ directoryNumber: 'twelve' }],
    [{ coordinates: { easting: 0, northing: 0, type: 'IrishGrid' } }],
    [{ coordinates: { easting: -900_000, northing: 100, type: 'BritishNationalGrid' } }],
  ])('nothing is known by %j', (name) => {
    expect(at(name)).toBeUndefined();
  });

  test.each<[PlaceIdentifiers, RegExp]>([
    [{ addressKey: key, postcode: 'LS1 9NX' }, /^postcode LS1 9NX is not that of/],
    [{ addressKey: `${key}/LS` }, /^district code LS is not that of A\d+: SN$/],
    [{ addressKey: key, districtCode: 'LS' }, /^district code LS/],
    [{ addressKey: key, uprn: '1' }, /^UPRN 1 is not that of/],
    [{ dataCentreCode: 'YDABX/TA', postcode: 'AB15 7XY' }, /^postcode AB15 7XY is not that of/],
  ])('%j contradicts itself', (name, words) => {
    expect(here(name).contradictions).toEqual([expect.stringMatching(words)]);
  });

  test('a temporary address is its postcode, and not Gold', () => {
    const box = createManualSandbox();
    const body = { streetNr: '1', city: 'Leeds', country: 'uk', postcode: 'LS1 9NX' };
    const made = box.call('POST', '/common/geographicAddressManagement/v1/geographicAddress', { body }).answer;
    const { id } = made.body as { id: string };
    const place = resolvePlace(box.documents, { addressKey: id }, referenceData);
    expect(place).toMatchObject({ kind: 'temporary', known: true, addressKey: id, qualifier: 'Non-Gold' });
    expect(place?.access.fibre.reason?.code).toBe('noCapacity');
    expect(resolvePlace(reader, { addressKey: id }, referenceData)).toBeUndefined();
  });
});

/** What must be the same whichever name of a place was used. */
const ofThePostcode = ({
  exchange,
  exchangeDistance,
  switches,
  provider,
  onNet,
  ecc,
  region,
  outcomes,
}: ResolvedPlace) => ({
  exchange,
  exchangeDistance,
  switches,
  provider,
  onNet,
  ecc,
  region,
  outcomes,
});

describe('whatever place', () => {
  test('its postcode, keys and UPRN say the same of it', () => {
    fc.assert(
      fc.property(anyPremises, (premises) => {
        const whole = here({ postcode: premises.postcode });
        const names: PlaceIdentifiers[] = [premises.openreachKey, premises.robtKey]
          .filter(Boolean)
          .map((addressKey) => ({ addressKey, postcode: premises.postcode.replace(' ', '') }));
        if (premises.uprn) names.push({ uprn: premises.uprn });
        const said = names.map(here);
        for (const place of said) {
          expect(ofThePostcode(place)).toEqual(ofThePostcode(whole));
          expect(place).toEqual(said[0]);
          expect(place.contradictions).toEqual([]);
          expect(place.districtCode !== undefined).toBe(premises.qualifier === 'Gold');
          // Nothing can be had at an address of which the postcode as a whole says no.
          for (const name of accessNames) {
            if (name !== 'fod' && whole.access[name].flag === 'N') expect(place.access[name].flag).toBe('N');
          }
        }
      }),
      runOptions(300, 5000),
    );
  });

  const anyPostcode = fc
    .tuple(
      fc.constantFrom(...[...availability.exchangesByArea.keys()].filter((area) => area !== 'GIR')),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('AA', 'XY', 'QT', 'ZZ'),
    )
    .map(([area, district, sector, unit]) => `${area}${district} ${sector}${unit}`);

  test('any postcode of the United Kingdom is served, always alike, and makes sense', () => {
    fc.assert(
      fc.property(anyPostcode, (postcode) => {
        const place = here({ postcode });
        expect(here({ postcode: postcode.toLowerCase().replace(' ', '') })).toEqual(place);
        expect(availability.exchangeByCode.has(place.exchange.code)).toBe(true);
        expect(place.switches.length).toBeGreaterThan(0);
        for (const one of place.switches) {
          expect(one.siteDistance).toBeGreaterThanOrEqual(0);
          // As the crow flies no detour is shorter.
          expect(one.siteDistance).toBeLessThanOrEqual(one.exchangeDistance + place.exchangeDistance + 2);
        }
        expect(place.ecc.extraPence).toBe(Math.max(0, place.ecc.constructionPence - place.ecc.exemptPence));
        for (const name of accessNames) {
          const { flag, reason, leadTimeWorkingDays } = place.access[name];
          expect(flag === 'Y').toBe(reason === undefined);
          expect(leadTimeWorkingDays).toBeGreaterThan(0);
        }
        // Setbacks are at named places only.
        if (!availability.fixturePlaceByPostcode.has(postcode)) {
          expect(place.ecc).toMatchObject({ extraPence: 0, survey: false });
          expect(place.access.fibre.flag).toBe('Y');
        }
        expect(place.region).toBe(divisionOfPostcode(postcode, referenceData.calendar));
      }),
      runOptions(300, 5000),
    );
  });

  test('coordinates find the nearest exchange', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...availability.exchanges),
        fc.integer({ min: -40_000, max: 40_000 }),
        fc.integer({ min: -40_000, max: 40_000 }),
        (exchange, east, north) => {
          const spot = { grid: exchange.grid, easting: exchange.easting + east, northing: exchange.northing + north };
          const place = here({ coordinates: { ...spot, type: spot.grid } });
          const minDistance = Math.min(
            ...availability.exchanges.map((one) => distanceMetres(spot, one) ?? Number.POSITIVE_INFINITY),
          );
          expect(place.exchangeDistance).toBe(minDistance);
          expect(place.access.fibre.flag).toBe(minDistance > availability.reach.fibreExtended ? 'N' : 'Y');
          expect(place.access.fibre.maxDown).toBe(minDistance > availability.reach.fibre ? 1_000 : 10_000);
        },
      ),
      runOptions(200, 3000),
    );
  });
});

test('every outcome has a place that shows it', () => {
  const shown = new Set(availability.places.flatMap(({ outcomes }) => outcomes));
  expect([...shown].sort()).toEqual((Object.keys(availability.outcomes) as PlaceOutcome[]).sort());
});
