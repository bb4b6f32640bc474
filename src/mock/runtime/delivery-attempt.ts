import { toText } from '../domain/canonical.ts';
import type { DeliverySchedule } from '../domain/delivery.ts';
import { anyFault, callbackHold, type Fault, meetFault, wireFault, withTimestampForm } from '../domain/fault.ts';
import { keyedNumber, uuid } from '../domain/ids.ts';
import { type Callback, type Profile, type Reader, settings } from '../domain/sandbox.ts';
import { isoUtc } from '../domain/working-time.ts';
import { meetCallbackFault } from '../engine/callback-fault.ts';
import { type AttemptResult, type Notification, type Parcel, readParcel } from '../engine/outbox.ts';
import type { DeliveryHost } from './delivery-host.ts';
import type { Egress } from './egress.ts';
import { OutboundAuth, type TokenFault } from './outbound-auth.ts';
import type { WallClock } from './ports.ts';
import { type CallbackFault, type Post, postEvent } from './post-event.ts';

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
    const payload = this.#parts.render(reader, event);
    if (event.timestampForm === undefined) return payload;
    const { seed } = reader.get(settings, 'profile') as Profile;
    return withTimestampForm(payload, event.timestampForm, keyedNumber(1000, seed, 'timestamp-form', event.eventId));
  }

  /** Whether a fault meets this delivery, noted in the sandbox. */
  async meetFault({ sandboxId, parcel }: ToAttempt): Promise<ReturnType<typeof meetCallbackFault>> {
    const { host, render } = this.#parts;
    const reader = host.read(sandboxId);
    const event = reader && readParcel(reader, parcel);
    if (!event || !anyFault(reader, 'callback')) return undefined;
    const payload = render(reader, event) as { readonly event?: { readonly productOrder?: object } };
    const { eventId, eventType, orderId, attempts } = event;
    const itself = { eventId, eventType, orderId, attempt: attempts.length + 1 };
    const subject = { ...payload.event?.productOrder, ...payload, ...itself };
    return host.change(sandboxId, (world) => meetCallbackFault(world, parcel, subject));
  }

  async make(to: ToAttempt, fault?: Fault): Promise<AttemptResult> {
    const { sandboxId, parcel, callback, manual = false } = to;
    const reader = this.#parts.host.read(sandboxId) as Reader;
    const event = readParcel(reader, parcel) as Notification;
    const { eventId } = event;
    const body = toText(this.payload(reader, event));
    const n = event.attempts.length + 1;
    const endpoint = parcel.endpoint;
    const faulty = fault ? { fault: callbackFault(fault) } : {};
    return this.#post(reader, { sandboxId, callback, eventId, endpoint, body, n, manual, ...faulty });
  }

  /** An event that tells of no order, to see whether the receiver is there. */
  async test(sandboxId: string, callback: Callback, eventType: string): Promise<AttemptResult> {
    const reader = this.#parts.host.read(sandboxId) as Reader;
    const { seed } = reader.get(settings, 'profile') as Profile;
    const eventTime = isoUtc(this.#parts.host.now(sandboxId));
    const eventId = uuid(seed, 'callback-test', eventTime);
    const productOrder = { id: '00000000', state: 'acknowledged', productOrderItem: [], '@type': 'BTProductOrder' };
    const body = toText({ eventId, eventTime, eventType, event: { productOrder } });
    return this.#post(reader, { sandboxId, callback, eventId, endpoint: 'callback', body, n: 1, manual: true });
  }

  #post(
    reader: Reader,
    post: Pick<Post, 'sandboxId' | 'callback' | 'eventId' | 'body' | 'n' | 'manual' | 'fault'> & { endpoint: string },
  ): Promise<AttemptResult> {
    const { host, schedule, egress, clock, timeoutMs = schedule.timeoutMs } = this.#parts;
    const { sandboxId, endpoint, eventId, callback } = post;
    const { seed, mode } = reader.get(settings, 'profile') as Profile;
    return postEvent(
      {
        ...post,
        trackingId: uuid(seed, 'callback-tracking', endpoint, eventId),
        at: host.now(sandboxId),
        extras: mode !== 'strict',
        timeoutMs: callback.timeoutMs ?? timeoutMs,
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
