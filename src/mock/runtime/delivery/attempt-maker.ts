import type { DeliverySchedule } from '#domain/callback/delivery-state';
import { derivedUuid } from '#domain/core/ids';
import { toJsonText } from '#domain/core/json';
import { type Callback, profileDocument, readSingleton, type StateReader } from '#domain/core/sandbox-state';
import {
  buildSentPayload,
  type FaultInjection,
  hasActiveFaultInjection,
  takeFaultInjection,
  toCallbackEffect,
  toWireFault,
} from '#domain/fault-injection/fault-injection';
import { type EventDocument, events } from '#domain/timeline/event';
import { applyCallbackFault } from '#engine/delivery/callback-fault-injection';
import { type AttemptResult, type DeliveryRef, lastAttemptNumber, readDelivery } from '#engine/delivery/outbox';
import type { Egress } from '#runtime/egress/egress';
import type { WallClock } from '#runtime/ports';
import type { DeliveryHost } from './delivery-host.ts';
import { type InjectedTokenFault, OutboundAuth } from './outbound-auth.ts';
import { type AttemptFault, postEvent } from './post-event.ts';

export interface DeliveryDependencies {
  readonly host: DeliveryHost;
  readonly egress: Egress;
  readonly clock: WallClock;
  readonly schedule: DeliverySchedule;
  /** Builds the payload of an event. The result is serialized to the same bytes on every attempt. */
  readonly render: (reader: StateReader, event: EventDocument) => unknown;
  /** Wall milliseconds for one attempt; default: the schedule's. */
  readonly timeoutMs?: number;
}

/** One event that is about to be sent. */
export interface AttemptRequest {
  readonly sandboxId: string;
  readonly ref: DeliveryRef;
  readonly callback: Callback;
  readonly manual?: boolean;
}

/**
 * The destination of a manual send; null: the built-in inbox. A URL other than the callback's does not get its
 * credentials.
 */
export function manualCallback(callback: Callback | null, url: string | undefined): Callback | null {
  return url === undefined || url === callback?.url ? callback : { url };
}

/** Builds the HTTP request of an event, applies fault injections and sends it. */
export class AttemptMaker {
  readonly #dependencies: DeliveryDependencies;
  readonly #auth: OutboundAuth;

  constructor(dependencies: DeliveryDependencies) {
    this.#dependencies = dependencies;
    this.#auth = new OutboundAuth(dependencies.egress, dependencies.clock);
  }

  forget(sandboxId: string): void {
    this.#auth.forget(sandboxId);
  }

  /** The payload of an event before serialization. */
  payload(reader: StateReader, event: EventDocument): unknown {
    const { seed } = readSingleton(reader, profileDocument);
    // A hub's copy refers to the event, which has the facts.
    const fullEvent = reader.get(events, event.eventId) ?? event;
    return buildSentPayload(this.#dependencies.render(reader, fullEvent), event, seed);
  }

  /** Applies a matching fault injection to this delivery and records its use; undefined when none matches. */
  async applyDeliveryFault({ sandboxId, ref }: AttemptRequest): Promise<ReturnType<typeof applyCallbackFault>> {
    const { host, render, schedule } = this.#dependencies;
    const reader = host.read(sandboxId);
    const event = reader && readDelivery(reader, ref);
    if (!event || !hasActiveFaultInjection(reader, 'callback')) return undefined;
    const payload = render(reader, reader.get(events, event.eventId) ?? event) as {
      readonly event?: { readonly productOrder?: { readonly state?: unknown } };
    };
    const { eventId, eventType, orderId } = event;
    const ownMembers = { eventId, eventType, orderId, attempt: lastAttemptNumber(event) + 1 };
    const subject = { ...payload.event?.productOrder, ...payload, ...ownMembers };
    return host.transact(sandboxId, (transaction) => applyCallbackFault(transaction, ref, subject, schedule));
  }

  /**
   * Sends the event once. `attemptNumber` counts all attempts of the event, from 1. Never rejects for a failed attempt.
   */
  async makeAttempt(
    request: AttemptRequest,
    attemptNumber: number,
    injection?: FaultInjection,
  ): Promise<AttemptResult> {
    const { sandboxId, ref, callback, manual = false } = request;
    const reader = this.#dependencies.host.read(sandboxId) as StateReader;
    const event = readDelivery(reader, ref) as EventDocument;
    const { host, schedule, egress, clock, timeoutMs = schedule.timeoutMs } = this.#dependencies;
    const { seed, mode } = readSingleton(reader, profileDocument);
    return postEvent(
      {
        sandboxId,
        eventId: event.eventId,
        trackingId: derivedUuid(seed, 'callback-tracking', ref.endpoint, event.eventId),
        callback,
        body: toJsonText(this.payload(reader, event)),
        n: attemptNumber,
        occurredAt: host.now(sandboxId),
        manual,
        extras: mode !== 'strict',
        timeoutMs: callback.timeoutMs ?? timeoutMs,
        ...(injection ? { injection: toAttemptFault(injection) } : {}),
        injectTokenFault: () => this.#applyTokenFault(sandboxId),
      },
      { egress, auth: this.#auth, clock },
    );
  }

  async #applyTokenFault(sandboxId: string): Promise<InjectedTokenFault | undefined> {
    const { host } = this.#dependencies;
    const reader = host.read(sandboxId);
    if (!reader || !hasActiveFaultInjection(reader, 'callbackToken')) return undefined;
    const applied = await host.transact(sandboxId, (transaction) =>
      takeFaultInjection(transaction, 'callbackToken', {}),
    );
    return applied && toAttemptFault(applied);
  }
}

function toAttemptFault(injection: FaultInjection): AttemptFault {
  const effect = toWireFault(injection);
  const { copies } = toCallbackEffect(injection);
  return {
    id: injection.id,
    ...(injection.status === undefined ? {} : { status: injection.status }),
    ...(injection.drop === undefined ? {} : { drop: injection.drop }),
    ...(copies > 0 ? { copies } : {}),
    ...(effect ? { wireFault: effect } : {}),
  };
}
