import { appointmentLapse, lapseAppointment } from '#domain/appointment/appointment';
import { InternalError } from '#domain/core/etherbox-error';
import {
  type AgendaEntry,
  agenda,
  type ChangeSet,
  clockDocument,
  type DomainEvent,
  type Instant,
  putSingleton,
  readSingleton,
  singletonWrite,
  type Transaction,
} from '#domain/core/sandbox-state';
import { orderDueHandlers } from '#domain/product-order/operations/product-order';
import { expireQualification, qualificationExpiry } from '#domain/product-qualification/product-qualification';
import { expireQuote, quoteExpiry } from '#domain/quote/quote';
import { releaseDueRetry } from '#engine/delivery/outbox';
import type { ReferenceData } from '#engine/reference-data';
import type { SandboxState } from '#engine/state/sandbox-state';
import { StagedTransaction } from '#engine/state/staged-transaction';

/** Applies one due entry within a transaction. It never fails for a reason that data can cause. */
export type DueHandler = (transaction: Transaction, entry: AgendaEntry, referenceData: ReferenceData) => void;

/** The function that applies each kind of agenda entry. */
export const dueHandlers: { readonly [kind: string]: DueHandler } = {
  [quoteExpiry]: expireQuote,
  [qualificationExpiry]: expireQualification,
  [appointmentLapse]: lapseAppointment,
  ...orderDueHandlers,
  'delivery-retry': releaseDueRetry,
};

export interface TickResult {
  readonly instant: Instant;
  readonly changeSet: ChangeSet;
  readonly emitted: readonly DomainEvent[];
}

/** Applies exactly the earliest agenda entry, at its own instant; undefined when nothing is due by `until`. */
export function tick(sandboxState: SandboxState, referenceData: ReferenceData, until: Instant): TickResult | undefined {
  const next = sandboxState.nextDueEntry();
  if (!next || next.entry.due > until) return undefined;
  const clock = readSingleton(sandboxState, clockDocument);
  const instant = Math.max(next.entry.due, clock.now);
  const transaction = new StagedTransaction(sandboxState, instant);
  transaction.remove(agenda, next.key);
  if (instant > clock.now) putSingleton(transaction, clockDocument, { ...clock, now: instant });
  const handler = dueHandlers[next.entry.kind];
  if (!handler)
    throw new InternalError(
      `nothing knows how to apply "${next.entry.kind}" (due ${new Date(instant).toISOString()}, seed ${transaction.profile.seed})`,
    );
  handler(transaction, next.entry, referenceData);
  return { instant, changeSet: transaction.changeSet(), emitted: transaction.emitted };
}

/** The change that moves the clock to `now` when nothing more is due before it. */
export function clockChangeSet(sandboxState: SandboxState, now: Instant): ChangeSet {
  const clock = readSingleton(sandboxState, clockDocument);
  return { writes: now > clock.now ? [singletonWrite(clockDocument, { ...clock, now })] : [] };
}
