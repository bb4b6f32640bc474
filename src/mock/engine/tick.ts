import { appointmentLapse, lapseAppointment } from '../domain/appointment/appointment.ts';
import { orderDueHandlers } from '../domain/product-order/product-order.ts';
import { expireQualification, qualificationExpiry } from '../domain/product-qualification/product-qualification.ts';
import { expireQuote, quoteExpiry } from '../domain/quote/quote.ts';
import type { World } from '../domain/sandbox.ts';
import {
  type AgendaEntry,
  agenda,
  type Change,
  type Clock,
  type Happening,
  type Instant,
  settings,
} from '../domain/sandbox.ts';
import type { Documents } from './documents.ts';
import { Draft } from './draft.ts';
import type { Ground } from './ground.ts';
import { retryDue } from './outbox.ts';

/** Applies one due entry. It reads and notes in the world; it never fails for a reason that data can cause. */
export type DueHandler = (world: World, entry: AgendaEntry, ground: Ground) => void;

/** Which function applies which kind of agenda entry. */
export const dueHandlers: { readonly [kind: string]: DueHandler } = {
  [quoteExpiry]: expireQuote,
  [qualificationExpiry]: expireQualification,
  [appointmentLapse]: lapseAppointment,
  ...orderDueHandlers,
  'delivery-retry': retryDue,
};

export interface Ticked {
  readonly at: Instant;
  readonly change: Change;
  readonly happened: readonly Happening[];
}

/** Applies exactly the earliest agenda entry, at its own instant; undefined when nothing is due by `until`. */
export function tick(documents: Documents, ground: Ground, until: Instant): Ticked | undefined {
  const next = documents.nextDueEntry();
  if (!next || next.entry.due > until) return undefined;
  const clock = documents.get(settings, 'clock') as Clock;
  const at = Math.max(next.entry.due, clock.now);
  const draft = new Draft(documents, at);
  draft.remove(agenda, next.key);
  if (at > clock.now) draft.put(settings, 'clock', { ...clock, now: at });
  const handler = dueHandlers[next.entry.kind];
  if (!handler)
    throw new Error(
      `nothing knows how to apply "${next.entry.kind}" (due ${new Date(at).toISOString()}, seed ${draft.profile.seed})`,
    );
  handler(draft, next.entry, ground);
  return { at, change: draft.change(), happened: draft.happened };
}

/** The change that moves the clock to `now` when nothing more is due before it. */
export function moveClock(documents: Documents, now: Instant): Change {
  const clock = documents.get(settings, 'clock') as Clock;
  return { puts: now > clock.now ? [[settings.name, 'clock', { ...clock, now }]] : [] };
}
