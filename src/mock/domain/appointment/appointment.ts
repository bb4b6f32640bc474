import { type Place, type PlacesGround, placeAt } from '../address/premises.ts';
import type { Call, Operation } from '../call.ts';
import { toText } from '../canonical.ts';
import { digitId, keyedNumber } from '../ids.ts';
import { type Answer, refuse } from '../problem.ts';
import { type AgendaEntry, agenda, collection, type Instant, type Reader, type World } from '../sandbox.ts';
import type { Division, DivisionCalendar, WorkingCalendar } from '../working-calendar.ts';
import { isoLondon, parseInstant } from '../working-time.ts';
import { checkAvailability, type OrderInformation, readVisit, unknownPlace, word } from './appointment-request.ts';
import {
  bookableFrom,
  bookableUntil,
  capacityOf,
  freeSlots,
  type Slot,
  type SlotBook,
  slotAt,
  slotTime,
} from './appointment-slots.ts';

/**
 * Engineer visits. `initialized` is a reservation that lapses after 24 virtual hours; an order that names it makes it
 * `confirmed`; after the visit it is `completed` or `failed`; a lapsed or released one is `cancelled` and its slot is free.
 * Source: BT for shapes and states, Openreach for the lapse.
 */
export interface AppointmentGround extends PlacesGround {
  readonly slotBook: SlotBook;
  readonly calendar: WorkingCalendar;
}

export type AppointmentStatus = 'initialized' | 'confirmed' | 'completed' | 'failed' | 'cancelled';

export interface AppointmentDocument {
  /** Ten digits. */
  readonly id: string;
  readonly status: AppointmentStatus;
  readonly createdAt: Instant;
  readonly start: Instant;
  readonly end: Instant;
  /** Code of the serving exchange: its engineers come. */
  readonly exchange: string;
  readonly postcode?: string;
  /** The order that named it. */
  readonly orderId?: string;
  /** Why it was cancelled or failed. */
  readonly reason?: string;
  /** Agenda key of its lapse, while it can lapse. */
  readonly lapse?: string;
  /** As it was asked for. */
  readonly relatedEntity: readonly unknown[];
}

export const appointments = collection<AppointmentDocument>('appointments', {
  slot: ({ status, exchange, start }) => (status === 'cancelled' ? [] : [slotKey(exchange, start)]),
});

const slotKey = (exchange: string, start: Instant): string => `${exchange} ${start}`;

/** Kind of the agenda entry that ends a reservation. */
export const appointmentLapse = 'appointment-lapse';

interface SearchBody {
  readonly relatedEntity: readonly OrderInformation[];
  readonly requestedTimeSlot: readonly { readonly validFor: { readonly startDateTime: string } }[];
}

interface BookingBody {
  readonly relatedEntity: readonly OrderInformation[];
  readonly validFor: { readonly startDateTime: string; readonly endDateTime: string };
}

export const searchTimeSlot: Operation<AppointmentGround> = (world, call, ground) => {
  const body = call.body as SearchBody;
  const visit = visitPlace(world, call, body.relatedEntity[0] as OrderInformation, ground);
  if ('status' in visit) return visit;
  const wanted = body.requestedTimeSlot[0]?.validFor.startDateTime ?? '';
  const from = parseInstant(wanted) ?? Number.NaN;
  const { slotBook } = ground;
  if (!(from <= bookableUntil(world.now, slotBook)) || from < world.now) {
    return notOpen(world, '/requestedTimeSlot/0/validFor/startDateTime', wanted, slotBook);
  }
  const calendar = calendarOf(visit, ground);
  const free = freeSlots(world.now, from, slotBook, calendar, (slot) =>
    isFree(world, visit.exchange.code, slot, slotBook),
  );
  return {
    status: 201,
    body: {
      // The search leaves nothing behind, so its number is made from what was asked and when.
      id: String(1_000_000_000 + keyedNumber(4_000_000_000, world.profile.seed, world.now, toText(body))),
      status: 'done',
      searchDate: isoLondon(world.now),
      relatedEntity: body.relatedEntity,
      requestedTimeSlot: body.requestedTimeSlot,
      availableTimeSlot: free.map((slot) => ({ slot: slot.slot, validFor: slotTime(slot) })),
    },
  };
};

export const createAppointment: Operation<AppointmentGround> = (world, call, ground) => {
  const body = call.body as BookingBody;
  const place = visitPlace(world, call, body.relatedEntity[0] as OrderInformation, ground);
  if ('status' in place) return place;
  const slot = bookableSlot(world, body.validFor, place, ground);
  if ('status' in slot) return slot;
  const id = digitId(10, world.profile.seed, 'appointment', world.ordinal('appointment'));
  const lapse = world.schedule(world.now + ground.slotBook.lapseHours * 3_600_000, appointmentLapse, {
    appointmentId: id,
  });
  const appointment: AppointmentDocument = {
    id,
    status: 'initialized',
    createdAt: world.now,
    start: slot.start,
    end: slot.end,
    exchange: place.exchange.code,
    ...(place.postcode === undefined ? {} : { postcode: place.postcode }),
    lapse,
    relatedEntity: body.relatedEntity,
  };
  world.put(appointments, id, appointment);
  return { status: 201, body: renderAppointment(appointment) };
};

export function renderAppointment(appointment: AppointmentDocument): object {
  const { id, status, createdAt, relatedEntity } = appointment;
  return { id, status, creationDate: isoLondon(createdAt), relatedEntity, validFor: slotTime(appointment) };
}

/** The place of the visit, or why there can be none. */
function visitPlace(world: World, call: Call, asked: OrderInformation, ground: AppointmentGround): Place | Answer {
  const family = call.headers.productfamily ?? '';
  if (family.toLowerCase() !== 'ethernet') {
    return refuse('appointment', 'invalidHeader', 'Invalid header value: productFamily', [
      { pointer: 'header/productFamily', got: family, expected: 'Ethernet', rule: 'bt §1.3' },
    ]);
  }
  const visit = readVisit(asked, ground.slotBook);
  if ('status' in visit) return visit;
  const place = placeAt(world, visit.name, ground);
  if (!place) return unknownPlace(visit.name);
  return checkAvailability(place, visit.technology) ?? place;
}

function calendarOf({ region }: Place, { calendar }: AppointmentGround): DivisionCalendar {
  return calendar.divisions[region satisfies Division];
}

function bookableSlot(
  world: World,
  wanted: BookingBody['validFor'],
  place: Place,
  ground: AppointmentGround,
): Slot | Answer {
  const { slotBook } = ground;
  const start = parseInstant(wanted.startDateTime) ?? Number.NaN;
  const end = parseInstant(wanted.endDateTime) ?? Number.NaN;
  const pointer = '/validFor';
  if (!(start >= bookableFrom(world.now, slotBook) && start <= bookableUntil(world.now, slotBook))) {
    return notOpen(world, `${pointer}/startDateTime`, wanted.startDateTime, slotBook);
  }
  const slot = slotAt(start, end, slotBook, calendarOf(place, ground));
  if (!slot) {
    const expected = 'a slot that searchTimeSlot answered: two hours on a working day';
    return word('timeSlotNotSupported', pointer, `${wanted.startDateTime} to ${wanted.endDateTime}`, expected);
  }
  if (isFree(world, place.exchange.code, slot, slotBook)) return slot;
  return word('timeSlotNotAvailable', pointer, wanted.startDateTime, 'a slot with an engineer left; search again');
}

function notOpen(world: World, pointer: string, got: string, book: SlotBook): Answer {
  const from = isoLondon(bookableFrom(world.now, book));
  const until = isoLondon(bookableUntil(world.now, book));
  const expected = `a time from ${from} to ${until}: it is ${isoLondon(world.now)} in this sandbox`;
  return word('timeSlotNotSupported', pointer, got, expected);
}

function isFree(reader: Reader, exchange: string, slot: Slot, book: SlotBook): boolean {
  return reader.find(appointments, 'slot', slotKey(exchange, slot.start)).length < capacityOf(exchange, book);
}

export function findAppointment(reader: Reader, id: string): AppointmentDocument | undefined {
  return reader.get(appointments, id);
}

/** An order names the booking: it no longer lapses. undefined when there is none, or it is not `initialized` any more. */
export function confirmAppointment(world: World, id: string, orderId?: string): AppointmentDocument | undefined {
  return move(world, id, ['initialized'], { status: 'confirmed', ...(orderId === undefined ? {} : { orderId }) });
}

/** The visit took place. From `confirmed`. */
export function completeAppointment(world: World, id: string): AppointmentDocument | undefined {
  return move(world, id, ['confirmed'], { status: 'completed' });
}

/** The visit did not take place: no access, supplier failed. From `confirmed`. */
export function failAppointment(world: World, id: string, reason: string): AppointmentDocument | undefined {
  return move(world, id, ['confirmed'], { status: 'failed', reason });
}

/** The booking is given back and its slot is free. From `initialized` or `confirmed`. */
export function releaseAppointment(world: World, id: string, reason = 'released'): AppointmentDocument | undefined {
  return move(world, id, ['initialized', 'confirmed'], { status: 'cancelled', reason });
}

/** Nobody ordered in time. */
export function lapseAppointment(world: World, entry: AgendaEntry): void {
  const id = String(entry.appointmentId);
  const lapsed = move(world, id, ['initialized'], { status: 'cancelled', reason: 'lapsed' });
  if (lapsed)
    world.report({ kind: appointmentLapse, text: `Appointment ${id} lapsed: no order used it; its slot is free` });
}

function move(
  world: World,
  id: string,
  from: readonly AppointmentStatus[],
  change: Partial<AppointmentDocument>,
): AppointmentDocument | undefined {
  const appointment = world.get(appointments, id);
  if (!appointment || !from.includes(appointment.status)) return undefined;
  const { lapse, ...kept } = appointment;
  if (lapse !== undefined) world.remove(agenda, lapse);
  const moved = { ...kept, ...change };
  world.put(appointments, id, moved);
  return moved;
}
