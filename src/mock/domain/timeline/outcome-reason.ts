import type { DeliveryRecord } from '#domain/callback/delivery-state';
import { clockDocument, readSingleton, type StateReader } from '#domain/core/sandbox-state';
import { events } from './event.ts';

interface EventOutcome {
  readonly state: DeliveryRecord['state'];
  readonly reason?: string | undefined;
  readonly reasonCode?: DeliveryRecord['reasonCode'] | undefined;
  readonly eventId: string;
  readonly orderId: string;
}

/**
 * Why an event has not been delivered, in words; no member where it has been. `hub`: the event is a registered listener's
 * copy, whose queue is not searched for the event that blocks it.
 */
export function explainOutcome(
  reader: StateReader,
  outcome: EventOutcome,
  hub = false,
): Pick<DeliveryRecord, 'reason' | 'reasonCode'> {
  const { state, reason, reasonCode } = outcome;
  if (state === 'waiting' && reason === undefined) return { reason: explainWaiting(reader, outcome, hub) };
  if (reason === undefined) return {};
  const frozen = state === 'retrying' && readSingleton(reader, clockDocument).mode === 'frozen';
  return {
    reason: frozen ? `${reason}; the clock is frozen, so advance it or retry now` : reason,
    ...(reasonCode === undefined ? {} : { reasonCode }),
  };
}

function explainWaiting(reader: StateReader, { eventId, orderId }: EventOutcome, hub: boolean): string {
  const waitingText = 'Waiting for an earlier event of the order';
  if (hub) return `${waitingText}, or being sent`;
  const firstUnsettled = reader
    .find(events, 'orderId', orderId)
    .find(([, { state }]) => unsettledStates.includes(state));
  return firstUnsettled?.[0] === eventId ? 'Being sent' : waitingText;
}

const unsettledStates: readonly DeliveryRecord['state'][] = ['waiting', 'retrying'];
