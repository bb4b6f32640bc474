import type { Action, Journey, JourneyBook } from '../domain/journey.ts';

/** Journeys as people choose among them, with the troubles that each can meet. */

export function journeyViews({ journeys }: JourneyBook) {
  return journeys.map((journey) => ({
    name: journey.journey,
    title: journey.title,
    product: journey.products[0],
    products: journey.products,
    role: journey.role,
    actions: actionsOf(journey),
    troubles: journey.troubles.map(({ id, title, actions, source }) => ({ id, title, actions, source })),
  }));
}

function actionsOf({ actions }: Journey) {
  return (Object.keys(actions) as Action[]).map((action) => ({
    action,
    steps: (actions[action]?.steps ?? []).map(({ id, title, milestone, workingDays, event, source }) => ({
      id,
      title,
      milestone,
      workingDays,
      event,
      source,
    })),
  }));
}
