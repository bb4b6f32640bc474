import type { DeliveryRecord } from '#domain/callback/delivery-state';

/**
 * Past and projected events of one order, if nothing intervenes: for the control API and the dashboard. Instants are ISO 8601
 * in UTC.
 */
export interface Timeline {
  readonly orderId: string;
  readonly state: string;
  readonly past: readonly PastEntry[];
  readonly future: readonly UpcomingEntry[];
}

export interface PastEntry {
  readonly at: string;
  readonly kind: 'event' | 'open-action' | 'cancellation' | 'date-change';
  readonly itemId?: string;
  readonly milestone?: string;
  readonly text: string;
  readonly eventId?: string;
  readonly eventType?: string;
  /** What became of the notification. */
  readonly callback?: Pick<DeliveryRecord, 'state' | 'reason' | 'reasonCode'> & { readonly attempts: number };
}

export interface UpcomingEntry {
  readonly at: string;
  readonly kind: 'step' | 'open-action-due' | 'suspension-limit' | 'cancel-step';
  readonly itemId?: string;
  readonly milestone?: string;
  readonly text: string;
  readonly because: string;
}
