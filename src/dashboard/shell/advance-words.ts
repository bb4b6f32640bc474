import type { Schemas } from '../control/call.ts';
import { counted, shortTime } from '../parts/words.ts';

/** Of everything that happened, also of what is past the first thousand. */
export function advanceCounts({ counts, happened }: Schemas['Advance']) {
  return {
    milestones: counts.milestones ?? happened.filter(({ milestone }) => milestone !== undefined).length,
    events: counts.events ?? happened.filter(({ eventId }) => eventId !== undefined).length,
  };
}

/** What came of an advance, in a sentence. */
export function sayAdvance(advance: Schemas['Advance']): string {
  const { to, stopped, parked } = advance;
  const { milestones, events } = advanceCounts(advance);
  const what =
    milestones + events === 0
      ? 'nothing was due'
      : `${counted(milestones, 'milestone')}, ${counted(events, 'callback')}`;
  const rest = parked.length > 0 ? `; ${parked.length} parked` : '';
  const why = stopped ? ` (${stopped === 'nothing-due' ? 'nothing more is due' : stopped})` : '';
  return `Now ${shortTime(to)}: ${what}${rest}${why}`;
}
