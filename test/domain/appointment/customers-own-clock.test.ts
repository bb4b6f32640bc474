import { describe, expect, test } from 'vitest';
import { formatIsoUtc, setLondonTime } from '#domain/calendar/working-time';
import { parseStartInstant } from '#runtime/sandboxes/start-instant';
import { type AppointmentSchemas, bodyAs } from '../../support/documents.ts';
import { OrderDriver } from '../../support/order-driver.ts';
import { sampleOrder } from '../../support/sample-orders.ts';

const searchPath = '/common/appointmentManagement/v4/searchTimeSlot';
const bookPath = '/common/appointmentManagement/v4/appointment';
const headers = { productfamily: 'Ethernet' };
const sample = sampleOrder('etherway-superfast-gea-fttp-provide');
const place = sample.productOrderItem[0].product.place;
const relatedEntity = [
  {
    role: 'OrderInformation',
    product: { productSpecification: { id: 'Etherway Superfast GEA' }, characteristic: [], place: [{ ...place[0] }] },
  },
];

function search(driver: OrderDriver, from: string) {
  const body = { relatedEntity, requestedTimeSlot: [{ validFor: { startDateTime: from } }] };
  return driver.call('searchTimeSlot', { path: searchPath, headers, body });
}

function book(driver: OrderDriver, validFor: object) {
  return driver.call('createAppointment', { path: bookPath, headers, body: { relatedEntity, validFor } });
}

const day = 86_400_000;
/** An ordinary week, both changes of the clock, Easter, and Christmas. */
const mondays = ['2026-06-01', '2026-03-23', '2026-10-19', '2026-03-30', '2026-12-21'];
const instants = mondays.flatMap((monday) =>
  [0, 1, 2, 3, 4, 5, 6].flatMap((n) =>
    ['00:30', '08:59', '09:01', '17:30', '23:59'].map((time) =>
      formatIsoUtc(setLondonTime(Date.parse(`${monday}T12:00:00Z`) + n * day, time)),
    ),
  ),
);

describe('a client that uses its own clock is not sent away, whenever --now today was started', () => {
  test.each(instants)('%s', (wall) => {
    const now = Date.parse(wall);
    const driver = new OrderDriver({ start: parseStartInstant('today', now) as number });
    const found = search(driver, wall);
    expect(found.status, JSON.stringify(found.violations)).toBe(201);
    const [slot] = bodyAs<AppointmentSchemas['SearchTimeSlot']>(found).availableTimeSlot;
    expect(Date.parse(slot.validFor.startDateTime)).toBeGreaterThan(now);
    const booked = book(driver, slot.validFor);
    expect(booked.status, JSON.stringify(booked.violations)).toBe(201);
    const appointment = { id: bodyAs<AppointmentSchemas['Appointment']>(booked).id, '@type': 'AppointmentRef' };
    const [item] = sample.productOrderItem;
    const { id } = driver.placeOrder({
      ...sample,
      productOrderItem: [{ ...item, requiredByDate: new Date(now + 5 * day).toISOString(), appointment }],
    });
    driver.runToEnd();
    expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('completed');
  });
});

describe('the bounds that a refusal names are those that hold', () => {
  const bounds = (expected: string) =>
    (/from (\S+) to (\S+):/.exec(expected) ?? []).slice(1).map((text) => Date.parse(text));

  test.each(instants.filter((_, n) => n % 3 === 0))('a search, %s', (wall) => {
    const driver = new OrderDriver({ start: Date.parse(wall) });
    const refused = search(driver, '2020-01-01T09:00:00Z');
    expect(refused.body).toMatchObject({ code: 'TimeSlotNotSupported' });
    const [first = 0, last = 0] = bounds(String(refused.violations?.[0]?.expected));
    const statuses = [first - 1000, first, last, last + 1000].map((at) => search(driver, formatIsoUtc(at)).status);
    expect(statuses).toEqual([400, 201, 201, 400]);
  });

  test.each(instants.filter((_, n) => n % 3 === 0))('a booking, %s', (wall) => {
    const driver = new OrderDriver({ start: Date.parse(wall) });
    const at = (start: number) => ({
      startDateTime: formatIsoUtc(start),
      endDateTime: formatIsoUtc(start + 7_200_000),
    });
    const expectedOf = (start: number) => String(book(driver, at(start)).violations?.[0]?.expected);
    const [first = 0, last = 0] = bounds(expectedOf(Date.parse('2020-01-01T09:00:00Z')));
    const outside = [first - 1000, first, last, last + 1000].map((start) =>
      expectedOf(start).startsWith('a time from'),
    );
    expect(outside).toEqual([true, false, false, true]);
    const [slot] = bodyAs<AppointmentSchemas['SearchTimeSlot']>(search(driver, wall)).availableTimeSlot;
    expect(Date.parse(slot.validFor.startDateTime)).toBeGreaterThanOrEqual(first);
  });
});
