import type { Action, Journey, JourneyBook, Setback } from '#domain/journey/journey';

/** The journeys from which people choose, with their setbacks. */
export function journeyViews({ journeys }: JourneyBook) {
  return journeys.map((journey) => ({
    name: journey.journey,
    title: journey.title,
    product: journey.products[0],
    products: journey.products,
    role: journey.role,
    actions: journeyActionViews(journey),
    setbacks: journey.setbacks.map((setback) => {
      const { id, title, actions, source } = setback;
      return { id, title, actions, steps: describeSetback(setback), source };
    }),
  }));
}

/** The steps of an order with this setback, in words. */
function describeSetback({ steps, rejects, refusesCancel }: Setback): string[] {
  if (rejects) return [`Order rejected: ${rejects.message}`];
  if (refusesCancel) return [`Cancellation refused: ${refusesCancel.message}`];
  return (steps ?? []).map(({ milestone, title }) => milestone ?? title);
}

function journeyActionViews({ actions }: Journey) {
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
