import type { ApiSchemas } from '../control/schemas.ts';
import { formatCount, formatShortDateTime } from '../parts/format.ts';

/** Counts over all domain events, also those beyond the first thousand. */
export function countMilestonesAndEvents({ counts, happened }: ApiSchemas['Advance']) {
  return {
    milestones: counts.milestones ?? happened.filter(({ milestone }) => milestone !== undefined).length,
    events: counts.events ?? happened.filter(({ eventId }) => eventId !== undefined).length,
  };
}

/** The result of an advance as a sentence. */
export function describeAdvance(advance: ApiSchemas['Advance']): string {
  const { to, stopped, parked } = advance;
  const { milestones, events } = countMilestonesAndEvents(advance);
  const countsText =
    milestones + events === 0
      ? 'nothing was due'
      : `${formatCount(milestones, 'milestone')}, ${formatCount(events, 'callback')}`;
  const parkedText = parked.length > 0 ? `; ${parked.length} parked` : '';
  const stoppedText = stopped ? ` (${stopped === 'nothing-due' ? 'nothing more is due' : stopped})` : '';
  return `Now ${formatShortDateTime(to)}: ${countsText}${parkedText}${stoppedText}`;
}
