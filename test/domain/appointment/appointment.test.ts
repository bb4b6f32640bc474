import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeAppointment,
  confirmAppointment,
  failAppointment,
  findAppointment,
  releaseAppointment,
} from '#domain/appointment/appointment';
import {
  findSlot,
  firstBookableInstant,
  lastBookableInstant,
  listFreeSlots,
  listSlotsOfDay,
  renderTimeSlot,
} from '#domain/appointment/appointment-slots';
import { type AppointmentSchemas, answerOf, refusalOf } from '../../support/documents.ts';
import { createManualSandbox, referenceData, startInstant } from '../../support/manual-sandbox.ts';
import { runOptions } from '../../support/run-options.ts';

const searchPath = '/common/appointmentManagement/v4/searchTimeSlot';
const bookPath = '/common/appointmentManagement/v4/appointment';
const england = referenceData.calendar.divisions['england-and-wales'];
const day = 86_400_000;
const at = (text: string) => Date.parse(text);

interface AppointmentSearch {
  readonly technology?: string;
  readonly number?: string;
  readonly line?: string;
  readonly place?: string;
  readonly more?: object;
  readonly product?: string;
}

function entity({ technology, number, line, place, more = {}, product = 'Etherway Superfast GEA' }: AppointmentSearch) {
  const characteristic = [
    ...(technology === undefined ? [] : [{ name: 'AccessTechnology', value: technology }]),
    ...(number === undefined ? [] : [{ name: 'DirectoryNumber', value: number }]),
    ...(line === undefined ? [] : [{ name: 'AccessLineId', value: line }]),
  ];
  const where =
    place === undefined
      ? {}
      : { place: [{ id: place, role: 'InstallationAddress', '@referredType': 'OpenreachAddress' }] };
  return [
    { role: 'OrderInformation', ...more, product: { productSpecification: { id: product }, characteristic, ...where } },
  ];
}

const ordinary: AppointmentSearch = { place: 'R0123457890' };
const headers = { productfamily: 'ethernet' };
const post = <Body>(
  sandbox: ReturnType<typeof createManualSandbox>,
  path: string,
  body: unknown,
  more: { [name: string]: string } = headers,
) => answerOf<Body>(sandbox.call('POST', path, { body, headers: more }).answer);
const search = (
  sandbox = createManualSandbox(),
  criteria: AppointmentSearch = ordinary,
  from = '2026-01-08T09:00:00Z',
) =>
  post<AppointmentSchemas['SearchTimeSlot']>(sandbox, searchPath, {
    relatedEntity: entity(criteria),
    requestedTimeSlot: [{ validFor: { startDateTime: from } }],
  });
const book = (
  sandbox = createManualSandbox(),
  criteria: AppointmentSearch = ordinary,
  from = '2026-01-08T09:00:00Z',
  to = '2026-01-08T11:00:00Z',
) =>
  post<AppointmentSchemas['Appointment']>(sandbox, bookPath, {
    relatedEntity: entity(criteria),
    validFor: { startDateTime: from, endDateTime: to },
  });

describe('searchTimeSlot', () => {
  it('answers 201 with two-hour slots from the requested start, in order', () => {
    const { status, body } = search();
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'done', searchDate: '2026-01-05T09:00:00Z' });
    expect(body.availableTimeSlot.slice(0, 5)).toEqual([
      { slot: '0900', validFor: { startDateTime: '2026-01-08T09:00:00Z', endDateTime: '2026-01-08T11:00:00Z' } },
      { slot: '1100', validFor: { startDateTime: '2026-01-08T11:00:00Z', endDateTime: '2026-01-08T13:00:00Z' } },
      { slot: '1300', validFor: { startDateTime: '2026-01-08T13:00:00Z', endDateTime: '2026-01-08T15:00:00Z' } },
      { slot: '1500', validFor: { startDateTime: '2026-01-08T15:00:00Z', endDateTime: '2026-01-08T17:00:00Z' } },
      { slot: '0900', validFor: { startDateTime: '2026-01-09T09:00:00Z', endDateTime: '2026-01-09T11:00:00Z' } },
    ]);
    expect(body.availableTimeSlot).toHaveLength(16 * 4);
  });

  it('echoes the request, leaves nothing behind, and the same question has the same number', () => {
    const sandbox = createManualSandbox();
    const first = search(sandbox);
    expect(sandbox.documents.version).toBe(1);
    expect(first.body.relatedEntity).toEqual(entity(ordinary));
    expect(search(sandbox).body.id).toBe(first.body.id);
    expect(search(sandbox, ordinary, '2026-01-09T09:00:00Z').body.id).not.toBe(first.body.id);
  });

  it.each([searchPath, bookPath])('%s answers without /common too', (path) => {
    const sandbox = createManualSandbox();
    const body =
      path === searchPath
        ? {
            relatedEntity: entity(ordinary),
            requestedTimeSlot: [{ validFor: { startDateTime: '2026-01-08T09:00:00Z' } }],
          }
        : {
            relatedEntity: entity(ordinary),
            validFor: { startDateTime: '2026-01-08T09:00:00Z', endDateTime: '2026-01-08T11:00:00Z' },
          };
    expect(post(sandbox, path.replace('/common', ''), body).status).toBe(201);
  });

  it('the earliest slot is the next day, whatever was requested', () => {
    const { body } = search(createManualSandbox(), ordinary, '2026-01-05T09:00:00Z');
    expect(body.availableTimeSlot[0].validFor.startDateTime).toBe('2026-01-06T09:00:00Z');
  });

  it('near the end of the books fewer slots are left, and past it none can be requested', () => {
    const near = search(createManualSandbox(), ordinary, '2026-04-02T09:00:00+01:00');
    expect(near.status).toBe(201);
    expect(near.body.availableTimeSlot.length).toBeLessThan(8);
    const past = search(createManualSandbox(), ordinary, '2026-04-06T09:00:00+01:00');
    expect(past).toMatchObject({ status: 400, body: { code: 'TimeSlotNotSupported' } });
  });
});

describe('offsets on the two change-over weekends', () => {
  const slotsFrom = (now: string, from: string) => {
    const sandbox = createManualSandbox();
    sandbox.advanceTo(at(now));
    return search(sandbox, ordinary, from).body.availableTimeSlot.map((slot) => slot.validFor.startDateTime);
  };
  it('Friday is GMT, Monday is BST', () => {
    const starts = slotsFrom('2026-03-25T09:00:00Z', '2026-03-27T00:00:00Z');
    expect(starts.slice(0, 5)).toEqual([
      '2026-03-27T09:00:00Z',
      '2026-03-27T11:00:00Z',
      '2026-03-27T13:00:00Z',
      '2026-03-27T15:00:00Z',
      '2026-03-30T09:00:00+01:00',
    ]);
  });
  it('Friday is BST, Monday is GMT', () => {
    const starts = slotsFrom('2026-10-21T09:00:00+01:00', '2026-10-23T00:00:00+01:00');
    expect(starts[0]).toBe('2026-10-23T09:00:00+01:00');
    expect(starts[4]).toBe('2026-10-26T09:00:00Z');
  });
  it('a slot in BST may be booked in either writing', () => {
    for (const [from, to] of [
      ['2026-03-30T09:00:00+01:00', '2026-03-30T11:00:00+01:00'],
      ['2026-03-30T08:00:00Z', '2026-03-30T10:00:00Z'],
    ] as const) {
      const { status, body } = book(createManualSandbox(), ordinary, from, to);
      expect(status).toBe(201);
      expect(body.validFor.startDateTime).toBe('2026-03-30T09:00:00+01:00');
    }
  });
});

describe('slots as a calendar has them', () => {
  const bookOf = referenceData.slotBook;
  it.each([
    ['Saturday', '2026-01-10T12:00:00Z', 0],
    ['Sunday', '2026-01-11T12:00:00Z', 0],
    ['Monday', '2026-01-12T12:00:00Z', 4],
    ['Good Friday', '2026-04-03T12:00:00Z', 0],
    ['Boxing Day, moved', '2026-12-28T12:00:00Z', 0],
  ])('%s %s has %i', (_name, instant, count) => {
    expect(listSlotsOfDay(at(instant), bookOf, england)).toHaveLength(count);
  });
  it('St Andrew’s Day is worked in England and not in Scotland', () => {
    expect(listSlotsOfDay(at('2026-11-30T12:00:00Z'), bookOf, england)).toHaveLength(4);
    expect(listSlotsOfDay(at('2026-11-30T12:00:00Z'), bookOf, referenceData.calendar.divisions.scotland)).toHaveLength(
      0,
    );
  });
  it('every slot is two hours of a working day inside the books, and is itself bookable', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2029-12-31T00:00:00Z') }),
        fc.integer({ min: 0, max: 80 * day }),
        (now, later) => {
          for (const slot of listFreeSlots(now, now + later, bookOf, england, () => true)) {
            expect(slot.end - slot.start).toBe(2 * 3_600_000);
            expect(slot.start).toBeGreaterThanOrEqual(firstBookableInstant(now, bookOf));
            expect(slot.start).toBeLessThanOrEqual(lastBookableInstant(now, bookOf));
            expect(findSlot(slot.start, slot.end, bookOf, england)).toEqual(slot);
            expect(renderTimeSlot(slot).startDateTime).toMatch(/T(09|11|13|15):00:00(Z|\+01:00)$/);
          }
        },
      ),
      runOptions(50, 2_000),
    );
  });
});

describe('every word of the back end is reached by an input', () => {
  const rows: [string, number, AppointmentSearch, string?][] = [
    ['SiteVisitReasonNotSuported', 400, { ...ordinary, more: { siteVisitReason: 'Premium' } }],
    ['SimNotSupported', 400, { ...ordinary, more: { simProvide: true } }],
    ['MissingLocationIdentifier', 400, {}],
    ['TooManyLocationIdentifiers', 400, { ...ordinary, number: '2277264355' }],
    ['AccessLineIdNotRecognised', 400, { line: 'OGEA00000404' }],
    ['AccessLineIdNotRecognised', 400, { line: 'nonsense' }],
    ['NoDirectoryNumberForAccessLineId', 400, { line: 'OGEA00000204' }],
    ['NewExchangeLineNotSupported', 400, { ...ordinary, technology: 'FTTP', more: { newExchangeLine: true } }],
    ['InvalidInputCombination', 400, { ...ordinary, technology: 'SOGEA New Line', more: { newExchangeLine: false } }],
    ['InvalidInputCombination', 400, { ...ordinary, more: { appointmentType: 'Expedited' } }],
    ['ExchangeLineInactive', 400, { number: '2277260119' }],
    ['ExchangeLineAssignedToAnotherCP', 403, { number: '2277260403' }],
    ['MissingData', 400, { ...ordinary, technology: 'SOGEA New Line' }],
    ['InvalidData', 400, { ...ordinary, technology: 'Carrier pigeon' }],
    ['InvalidData', 400, { ...ordinary, product: 'Etherway' }],
    ['InvalidData', 400, { place: 'A99999999999' }],
    ['TimeSlotNotSupported', 400, ordinary, '2030-01-08T09:00:00Z'],
  ];
  it.each(rows)('%s (%i)', (code, status, criteria, from = '2026-01-08T09:00:00Z') => {
    for (const answer of [
      search(createManualSandbox(), criteria, from),
      book(createManualSandbox(), criteria, from, from.replace('T09', 'T11')),
    ]) {
      expect(answer).toMatchObject({ status, body: { code, reason: expect.any(String) } });
      expect(Object.keys(answer.body)).toEqual(['code', 'reason']);
    }
  });
  it('TimeSlotNotAvailable: the slot is full', () => {
    const sandbox = createManualSandbox();
    expect([book(sandbox).status, book(sandbox).status]).toEqual([201, 201]);
    expect(book(sandbox)).toMatchObject({ status: 400, body: { code: 'TimeSlotNotAvailable' } });
    expect(search(sandbox).body.availableTimeSlot[0].slot).toBe('1100');
  });
  it.each([
    ['a Saturday', '2026-01-10T09:00:00Z', '2026-01-10T11:00:00Z'],
    ['half a slot', '2026-01-08T09:00:00Z', '2026-01-08T10:00:00Z'],
    ['between slots', '2026-01-08T10:00:00Z', '2026-01-08T12:00:00Z'],
    ['today', '2026-01-05T11:00:00Z', '2026-01-05T13:00:00Z'],
    ['the past', '2025-12-08T09:00:00Z', '2025-12-08T11:00:00Z'],
  ])('TimeSlotNotSupported: %s', (_name, from, to) => {
    expect(book(createManualSandbox(), ordinary, from, to)).toMatchObject({
      status: 400,
      body: { code: 'TimeSlotNotSupported' },
    });
  });
  it('MissingData and InvalidData for a body that does not fit its schema', () => {
    expect(post(createManualSandbox(), searchPath, { relatedEntity: entity(ordinary) })).toMatchObject({
      status: 400,
      body: { code: 'MissingData' },
    });
    const body = {
      relatedEntity: entity({ ...ordinary, more: { simProvide: 'no' } }),
      requestedTimeSlot: [{ validFor: { startDateTime: '2026-01-08T09:00:00Z' } }],
    };
    expect(post(createManualSandbox(), searchPath, body)).toMatchObject({ status: 400, body: { code: 'InvalidData' } });
  });
});

describe('what an access technology asks for', () => {
  it.each(referenceData.slotBook.technologies.map(({ name, line, premium }) => [name, line, premium] as const))(
    '%s',
    (technology, line, premium) => {
      const more = {
        ...(line === 'none' ? {} : { newExchangeLine: line === 'new' }),
        siteVisitReason: premium ? 'Premium' : 'Standard',
      };
      expect(search(createManualSandbox(), { ...ordinary, technology, more }).status).toBe(201);
    },
  );
  it('reads the long dash of BT’s request documents', () => {
    expect(
      search(createManualSandbox(), { ...ordinary, technology: 'Generic Ethernet Access \u2013 FTTP' }).status,
    ).toBe(201);
  });
  it('FTTP where KCOM is cannot be visited for', () => {
    const hull = referenceData.availability.places.find(({ outcomes }) => outcomes.includes('kcom'));
    const kcom = referenceData.addressBook.blockByPostcode
      .get(hull?.postcode ?? '')
      ?.premises.find((one) => one.openreachKey);
    expect(kcom).toBeDefined();
    const answer = search(createManualSandbox(), { place: kcom?.openreachKey as string, technology: 'FTTP' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidInputCombination' } });
  });
});

describe('productFamily', () => {
  it.each(['Ethernet', 'ethernet', 'ETHERNET'])('%s is taken', (productfamily) => {
    const sandbox = createManualSandbox();
    const body = {
      relatedEntity: entity(ordinary),
      requestedTimeSlot: [{ validFor: { startDateTime: '2026-01-08T09:00:00Z' } }],
    };
    expect(post(sandbox, searchPath, body, { productfamily }).status).toBe(201);
  });
  it('is required: 400 code 25; another one is 400 code 26', () => {
    const body = {
      relatedEntity: entity(ordinary),
      validFor: { startDateTime: '2026-01-08T09:00:00Z', endDateTime: '2026-01-08T11:00:00Z' },
    };
    const missing = post(createManualSandbox(), bookPath, body, {});
    expect(missing).toMatchObject({ status: 400, body: { code: '25', message: 'Missing header: productFamily' } });
    expect(missing.headers['APIGW-Exception-Code']).toBe('25');
    expect(post(createManualSandbox(), bookPath, body, { productfamily: 'Broadband-One' })).toMatchObject({
      status: 400,
      body: { code: '26' },
    });
  });
});

describe('a booking', () => {
  it.each([
    ['a directory number that BT publishes', { number: '2277264355' }],
    ['a place that BT publishes', { place: 'R0123457890' }],
    ['an access line', { line: 'OGEA00000001' }],
  ])('by %s is 201 and initialized', (_name, criteria) => {
    const { status, body } = book(createManualSandbox(), criteria);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'initialized',
      creationDate: '2026-01-05T09:00:00Z',
      relatedEntity: entity(criteria),
    });
    expect(body.id).toMatch(/^\d{10}$/);
  });

  it('lapses 24 hours later, and its slot is free again', () => {
    const sandbox = createManualSandbox();
    const [first] = [book(sandbox), book(sandbox)];
    sandbox.advanceTo(startInstant + day - 1);
    expect(refusalOf(book(sandbox)).code).toBe('TimeSlotNotAvailable');
    const ticks = sandbox.advanceTo(startInstant + day);
    expect(ticks.flatMap(({ emitted }) => emitted)).toMatchObject([
      { kind: 'appointment-lapse' },
      { kind: 'appointment-lapse' },
    ]);
    expect(findAppointment(sandbox.documents, first.body.id)).toMatchObject({ status: 'cancelled', reason: 'lapsed' });
    expect(book(sandbox).status).toBe(201);
  });

  it('does not lapse once an order uses it, and ends completed or failed', () => {
    const sandbox = createManualSandbox();
    const [confirmedId, missed] = [book(sandbox).body.id, book(sandbox).body.id];
    const transaction = sandbox.transaction();
    expect(confirmAppointment(transaction, confirmedId, '12345678')).toMatchObject({
      status: 'confirmed',
      orderId: '12345678',
    });
    expect(confirmAppointment(transaction, missed)).toMatchObject({ status: 'confirmed' });
    sandbox.commit(transaction);
    expect(sandbox.advanceTo(startInstant + 3 * day)).toEqual([]);
    const later = sandbox.transaction();
    completeAppointment(later, confirmedId);
    failAppointment(later, missed, 'no access');
    sandbox.commit(later);
    expect(findAppointment(sandbox.documents, confirmedId)?.status).toBe('completed');
    expect(findAppointment(sandbox.documents, missed)).toMatchObject({ status: 'failed', reason: 'no access' });
  });

  it('given back, its slot is free at once and nothing lapses later', () => {
    const sandbox = createManualSandbox();
    const [first] = [book(sandbox), book(sandbox)];
    const transaction = sandbox.transaction();
    releaseAppointment(transaction, first.body.id);
    sandbox.commit(transaction);
    expect(book(sandbox).status).toBe(201);
    expect(sandbox.advanceTo(startInstant + day)).toHaveLength(2);
  });

  it.each([
    ['confirm', (transaction: never, id: string) => confirmAppointment(transaction, id), ['initialized']],
    ['complete', (transaction: never, id: string) => completeAppointment(transaction, id), ['confirmed']],
    ['fail', (transaction: never, id: string) => failAppointment(transaction, id, 'x'), ['confirmed']],
    ['release', (transaction: never, id: string) => releaseAppointment(transaction, id), ['initialized', 'confirmed']],
  ] as const)('%s moves from its own statuses only', (_name, step, allowed) => {
    const reach: { [status: string]: (transaction: never, id: string) => unknown } = {
      initialized: () => undefined,
      confirmed: confirmAppointment,
      completed: (transaction, id) => confirmAppointment(transaction, id) && completeAppointment(transaction, id),
      failed: (transaction, id) => confirmAppointment(transaction, id) && failAppointment(transaction, id, 'x'),
      cancelled: releaseAppointment,
    };
    for (const [status, get] of Object.entries(reach)) {
      const sandbox = createManualSandbox();
      const { id } = book(sandbox).body;
      const transaction = sandbox.transaction() as never;
      get(transaction, id);
      expect(step(transaction, id) !== undefined, status).toBe((allowed as readonly string[]).includes(status));
    }
    expect(step(createManualSandbox().transaction() as never, 'nobody')).toBeUndefined();
  });
});
