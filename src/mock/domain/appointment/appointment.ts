import type { CalendarDivision, DivisionCalendar, WorkingCalendar } from '#domain/calendar/working-calendar';
import { formatIsoLondon, parseInstant } from '#domain/calendar/working-time';
import type { Answer, Operation, OperationCall } from '#domain/core/call';
import { derivedNumber, digitId } from '#domain/core/ids';
import { toJsonText } from '#domain/core/json';
import {
  type AgendaEntry,
  agenda,
  defineCollection,
  type Instant,
  type StateReader,
  type Transaction,
} from '#domain/core/sandbox-state';
import { refuse } from '#domain/errors/error-catalogue';
import type { PlaceReferenceData, ResolvedPlace } from '#domain/place/place';
import { resolvePlace } from '#domain/place/resolve-place';
import {
  checkTechnologyAvailable,
  type OrderInformation,
  readRequestedVisit,
  refuseAppointment,
  refuseUnknownPlace,
} from './appointment-request.ts';
import {
  type AppointmentSlot,
  engineersPerSlot,
  findSlot,
  firstBookableInstant,
  firstSearchableInstant,
  lastBookableInstant,
  listFreeSlots,
  renderTimeSlot,
  type SlotBook,
} from './appointment-slots.ts';

/**
 * Engineer visits. `initialized`: a reservation that lapses after 24 virtual hours. `confirmed`: an order names it. `completed`
 * or `failed`: after the visit. `cancelled`: it lapsed or was released, and its slot is free.
 * Source: BT for shapes and states, Openreach for the lapse.
 */
export interface AppointmentReferenceData extends PlaceReferenceData {
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
  /** Code of the serving exchange, whose engineers come. */
  readonly exchange: string;
  readonly postcode?: string;
  /** The order that named it. */
  readonly orderId?: string;
  /** Why it was cancelled or failed. */
  readonly reason?: string;
  /** Agenda key of its lapse, while it can lapse. */
  readonly lapseAgendaKey?: string;
  /** As in the request. */
  readonly relatedEntity: readonly unknown[];
}

export const appointments = defineCollection<AppointmentDocument>('appointments', {
  slot: ({ status, exchange, start }) => (status === 'cancelled' ? [] : [formatSlotKey(exchange, start)]),
});

const formatSlotKey = (exchange: string, start: Instant): string => `${exchange} ${start}`;

/** Kind of the agenda entry that ends a reservation. */
export const appointmentLapse = 'appointment-lapse';

interface SearchTimeSlotBody {
  readonly relatedEntity: readonly OrderInformation[];
  readonly requestedTimeSlot: readonly { readonly validFor: { readonly startDateTime: string } }[];
}

interface CreateAppointmentBody {
  readonly relatedEntity: readonly OrderInformation[];
  readonly validFor: { readonly startDateTime: string; readonly endDateTime: string };
}

export const searchTimeSlot: Operation<AppointmentReferenceData> = (transaction, call, referenceData) => {
  const body = call.body as SearchTimeSlotBody;
  const place = resolveVisitPlace(transaction, call, body.relatedEntity[0] as OrderInformation, referenceData);
  if ('status' in place) return place;
  const requestedStart = body.requestedTimeSlot[0]?.validFor.startDateTime ?? '';
  const from = parseInstant(requestedStart) ?? Number.NaN;
  const { slotBook } = referenceData;
  const bounds = [firstSearchableInstant(transaction.now), lastBookableInstant(transaction.now, slotBook)] as const;
  if (!(from >= bounds[0] && from <= bounds[1])) {
    return refuseOutsideWindow(transaction, '/requestedTimeSlot/0/validFor/startDateTime', requestedStart, bounds);
  }
  const calendar = calendarOfPlace(place, referenceData);
  const availableSlots = listFreeSlots(transaction.now, from, slotBook, calendar, (slot) =>
    isSlotFree(transaction, place.exchange.code, slot, slotBook),
  );
  return {
    status: 201,
    body: {
      // The search stores nothing, so its number is derived from the request and the instant.
      id: String(
        1_000_000_000 + derivedNumber(4_000_000_000, transaction.profile.seed, transaction.now, toJsonText(body)),
      ),
      status: 'done',
      searchDate: formatIsoLondon(transaction.now),
      relatedEntity: body.relatedEntity,
      requestedTimeSlot: body.requestedTimeSlot,
      availableTimeSlot: availableSlots.map((slot) => ({ slot: slot.slot, validFor: renderTimeSlot(slot) })),
    },
  };
};

export const createAppointment: Operation<AppointmentReferenceData> = (transaction, call, referenceData) => {
  const body = call.body as CreateAppointmentBody;
  const place = resolveVisitPlace(transaction, call, body.relatedEntity[0] as OrderInformation, referenceData);
  if ('status' in place) return place;
  const slot = findBookableSlot(transaction, body.validFor, place, referenceData);
  if ('status' in slot) return slot;
  const id = digitId(10, transaction.profile.seed, 'appointment', transaction.ordinal('appointment'));
  const lapseAgendaKey = transaction.schedule(
    transaction.now + referenceData.slotBook.lapseHours * 3_600_000,
    appointmentLapse,
    {
      appointmentId: id,
    },
  );
  const appointment: AppointmentDocument = {
    id,
    status: 'initialized',
    createdAt: transaction.now,
    start: slot.start,
    end: slot.end,
    exchange: place.exchange.code,
    ...(place.postcode === undefined ? {} : { postcode: place.postcode }),
    lapseAgendaKey,
    relatedEntity: body.relatedEntity,
  };
  transaction.put(appointments, id, appointment);
  return { status: 201, body: renderAppointmentResource(appointment) };
};

export function renderAppointmentResource(appointment: AppointmentDocument): object {
  const { id, status, createdAt, relatedEntity } = appointment;
  return { id, status, creationDate: formatIsoLondon(createdAt), relatedEntity, validFor: renderTimeSlot(appointment) };
}

/** The place of the visit, or why no visit is possible. */
function resolveVisitPlace(
  transaction: Transaction,
  call: OperationCall,
  information: OrderInformation,
  referenceData: AppointmentReferenceData,
): ResolvedPlace | Answer {
  const productFamily = call.headers.productfamily ?? '';
  if (productFamily.toLowerCase() !== 'ethernet') {
    return refuse('appointment', 'invalidHeader', 'Invalid header value: productFamily', [
      { pointer: 'header/productFamily', got: productFamily, expected: 'Ethernet', rule: 'bt §1.3' },
    ]);
  }
  const visit = readRequestedVisit(information, referenceData.slotBook);
  if ('status' in visit) return visit;
  const place = resolvePlace(transaction, visit.placeIdentifiers, referenceData);
  if (!place) return refuseUnknownPlace(visit.placeIdentifiers);
  return checkTechnologyAvailable(place, visit.technology) ?? place;
}

function calendarOfPlace({ region }: ResolvedPlace, { calendar }: AppointmentReferenceData): DivisionCalendar {
  return calendar.divisions[region satisfies CalendarDivision];
}

function findBookableSlot(
  transaction: Transaction,
  requestedSlot: CreateAppointmentBody['validFor'],
  place: ResolvedPlace,
  referenceData: AppointmentReferenceData,
): AppointmentSlot | Answer {
  const { slotBook } = referenceData;
  const start = parseInstant(requestedSlot.startDateTime) ?? Number.NaN;
  const end = parseInstant(requestedSlot.endDateTime) ?? Number.NaN;
  const pointer = '/validFor';
  const bounds = [
    firstBookableInstant(transaction.now, slotBook),
    lastBookableInstant(transaction.now, slotBook),
  ] as const;
  if (!(start >= bounds[0] && start <= bounds[1])) {
    return refuseOutsideWindow(transaction, `${pointer}/startDateTime`, requestedSlot.startDateTime, bounds);
  }
  const slot = findSlot(start, end, slotBook, calendarOfPlace(place, referenceData));
  if (!slot) {
    const expected = 'a slot that searchTimeSlot answered: two hours on a working day';
    return refuseAppointment(
      'timeSlotNotSupported',
      pointer,
      `${requestedSlot.startDateTime} to ${requestedSlot.endDateTime}`,
      expected,
    );
  }
  if (isSlotFree(transaction, place.exchange.code, slot, slotBook)) return slot;
  return refuseAppointment(
    'timeSlotNotAvailable',
    pointer,
    requestedSlot.startDateTime,
    'a slot with an engineer left; search again',
  );
}

function refuseOutsideWindow(
  transaction: Transaction,
  pointer: string,
  got: string,
  [first, last]: readonly [first: Instant, last: Instant],
): Answer {
  const [from, until] = [formatIsoLondon(first), formatIsoLondon(last)];
  const expected = `a time from ${from} to ${until}: it is ${formatIsoLondon(transaction.now)} in this sandbox`;
  return refuseAppointment('timeSlotNotSupported', pointer, got, expected);
}

function isSlotFree(reader: StateReader, exchange: string, slot: AppointmentSlot, book: SlotBook): boolean {
  return (
    reader.find(appointments, 'slot', formatSlotKey(exchange, slot.start)).length < engineersPerSlot(exchange, book)
  );
}

export function findAppointment(reader: StateReader, id: string): AppointmentDocument | undefined {
  return reader.get(appointments, id);
}

/** An order names the booking: it no longer lapses. undefined when there is none, or it is not `initialized` any more. */
export function confirmAppointment(
  transaction: Transaction,
  id: string,
  orderId?: string,
): AppointmentDocument | undefined {
  return changeAppointmentStatus(transaction, id, ['initialized'], {
    status: 'confirmed',
    ...(orderId === undefined ? {} : { orderId }),
  });
}

/** The visit took place. From `confirmed`. */
export function completeAppointment(transaction: Transaction, id: string): AppointmentDocument | undefined {
  return changeAppointmentStatus(transaction, id, ['confirmed'], { status: 'completed' });
}

/** The visit did not take place: no access, supplier failed. From `confirmed`. */
export function failAppointment(transaction: Transaction, id: string, reason: string): AppointmentDocument | undefined {
  return changeAppointmentStatus(transaction, id, ['confirmed'], { status: 'failed', reason });
}

/** Releases the booking, and its slot is free. From `initialized` or `confirmed`. */
export function releaseAppointment(
  transaction: Transaction,
  id: string,
  reason = 'released',
): AppointmentDocument | undefined {
  return changeAppointmentStatus(transaction, id, ['initialized', 'confirmed'], { status: 'cancelled', reason });
}

/** No order named it in time. */
export function lapseAppointment(transaction: Transaction, entry: AgendaEntry): void {
  const id = String(entry.appointmentId);
  const cancelledAppointment = changeAppointmentStatus(transaction, id, ['initialized'], {
    status: 'cancelled',
    reason: 'lapsed',
  });
  if (cancelledAppointment)
    transaction.emit({ kind: appointmentLapse, text: `Appointment ${id} lapsed: no order used it; its slot is free` });
}

function changeAppointmentStatus(
  transaction: Transaction,
  id: string,
  allowedStatuses: readonly AppointmentStatus[],
  change: Partial<AppointmentDocument>,
): AppointmentDocument | undefined {
  const appointment = transaction.get(appointments, id);
  if (!appointment || !allowedStatuses.includes(appointment.status)) return undefined;
  const { lapseAgendaKey, ...remaining } = appointment;
  if (lapseAgendaKey !== undefined) transaction.remove(agenda, lapseAgendaKey);
  const changedAppointment = { ...remaining, ...change };
  transaction.put(appointments, id, changedAppointment);
  return changedAppointment;
}
