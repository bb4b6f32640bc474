import { toText } from '../../domain/canonical.ts';
import { anyFault, asSent, callbackHold, type Fault, meetFault, wireFault } from '../../domain/fault.ts';
import { uuid } from '../../domain/ids.ts';
import type { DeliverySchedule } from '../../domain/order-notification/delivery.ts';
import { type Callback, type Profile, type Reader, settings } from '../../domain/sandbox.ts';
import { meetCallbackFault } from '../../engine/callback-fault.ts';
import {
  type AttemptResult,
  lastNumber,
  type Notification,
  notifications,
  type Parcel,
  readParcel,
} from '../../engine/outbox.ts';
import type { Egress } from '../egress/egress.ts';
import type { WallClock } from '../ports.ts';
import type { DeliveryHost } from './delivery-host.ts';
import { OutboundAuth, type TokenFault } from './outbound-auth.ts';
import { type CallbackFault, postEvent } from './post-event.ts';

export interface DeliverParts {
  readonly host: DeliveryHost;
  readonly egress: Egress;
  readonly clock: WallClock;
  readonly schedule: DeliverySchedule;
  /** What an event says to the customer, as a value: turned into the same bytes on every attempt. */
  readonly render: (reader: Reader, event: Notification) => unknown;
  /** Wall time for one attempt; the schedule's unless set. */
  readonly timeoutMs?: number;
}

/** One event that is about to be sent. */
export interface ToAttempt {
  readonly sandboxId: string;
  readonly parcel: Parcel;
  readonly callback: Callback;
  readonly manual?: boolean;
}

/** Where something is sent by hand. Another URL than the callback's does not get its credentials. */
export function handTo(callback: Callback | null, url: string | undefined): Callback | null {
  return url === undefined || url === callback?.url ? callback : { url };
}

/** Turns an event into a request, with everything that may meet it on the way. */
export class DeliveryAttempts {
  readonly #parts: DeliverParts;
  readonly #auth: OutboundAuth;

  constructor(parts: DeliverParts) {
    this.#parts = parts;
    this.#auth = new OutboundAuth(parts.egress, parts.clock);
  }

  forget(sandboxId: string): void {
    this.#auth.forget(sandboxId);
  }

  /** The event as the customer gets it, before it is bytes. */
  payload(reader: Reader, event: Notification): unknown {
    const { seed } = reader.get(settings, 'profile') as Profile;
    // What a hub is told is in the event itself.
    const whole = reader.get(notifications, event.eventId) ?? event;
    return asSent(this.#parts.render(reader, whole), event, seed);
  }

  /** Whether a fault meets this delivery, noted in the sandbox. */
  async meetFault({ sandboxId, parcel }: ToAttempt): Promise<ReturnType<typeof meetCallbackFault>> {
    const { host, render, schedule } = this.#parts;
    const reader = host.read(sandboxId);
    const event = reader && readParcel(reader, parcel);
    if (!event || !anyFault(reader, 'callback')) return undefined;
    const payload = render(reader, reader.get(notifications, event.eventId) ?? event) as {
      readonly event?: { readonly productOrder?: { readonly state?: unknown } };
    };
    const { eventId, eventType, orderId } = event;
    const itself = { eventId, eventType, orderId, attempt: lastNumber(event) + 1 };
    const subject = { ...payload.event?.productOrder, ...payload, ...itself };
    return host.change(sandboxId, (world) => meetCallbackFault(world, parcel, subject, schedule));
  }

  /** `n`: its number among all attempts of the event. */
  async make(to: ToAttempt, n: number, fault?: Fault): Promise<AttemptResult> {
    const { sandboxId, parcel, callback, manual = false } = to;
    const reader = this.#parts.host.read(sandboxId) as Reader;
    const event = readParcel(reader, parcel) as Notification;
    const { host, schedule, egress, clock, timeoutMs = schedule.timeoutMs } = this.#parts;
    const { seed, mode } = reader.get(settings, 'profile') as Profile;
    return postEvent(
      {
        sandboxId,
        eventId: event.eventId,
        trackingId: uuid(seed, 'callback-tracking', parcel.endpoint, event.eventId),
        callback,
        body: toText(this.payload(reader, event)),
        n,
        at: host.now(sandboxId),
        manual,
        extras: mode !== 'strict',
        timeoutMs: callback.timeoutMs ?? timeoutMs,
        ...(fault ? { fault: callbackFault(fault) } : {}),
        tokenFault: () => this.#tokenFault(sandboxId),
      },
      { egress, auth: this.#auth, clock },
    );
  }

  async #tokenFault(sandboxId: string): Promise<TokenFault | undefined> {
    const { host } = this.#parts;
    const reader = host.read(sandboxId);
    if (!reader || !anyFault(reader, 'callbackToken')) return undefined;
    const met = await host.change(sandboxId, (world) => meetFault(world, 'callbackToken', {}));
    return met && callbackFault(met);
  }
}

function callbackFault(fault: Fault): CallbackFault {
  const mishap = wireFault(fault);
  const { copies } = callbackHold(fault);
  return {
    id: fault.id,
    ...(fault.status === undefined ? {} : { status: fault.status }),
    ...(fault.drop === undefined ? {} : { drop: fault.drop }),
    ...(copies > 0 ? { copies } : {}),
    ...(mishap ? { mishap } : {}),
  };
}
