import type { Action, Journey, JourneyBook } from '../domain/journey.ts';
import { type OpenActionDocument, openActions } from '../domain/open-action.ts';
import type { Instant } from '../domain/sandbox.ts';
import type { LiveSandbox } from './live-sandbox.ts';

/** Journeys and open actions as people choose among them. */

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

const instantText = (instant: Instant): string => new Date(instant).toISOString().replace('.000Z', 'Z');

export function openActionView({ ground }: LiveSandbox, action: OpenActionDocument) {
  const rules = ground.journeys.openAction(action.kind);
  const { id, orderId, itemId, kind, state, raisedAt, due, title, who, answer, chargeId } = action;
  return {
    id,
    orderId,
    itemId,
    kind,
    state,
    raised: instantText(raisedAt),
    due: instantText(due),
    text: title,
    who,
    answers: rules.answers.map((one) => one.answer),
    default: rules.silence.text,
    answer,
    chargeId,
  };
}

export function listOpenActions(live: LiveSandbox, orderId: string | undefined, state: string | undefined) {
  const found =
    orderId === undefined ? live.reader.list(openActions) : live.reader.find(openActions, 'orderId', orderId);
  return [...found]
    .map(([, action]) => action)
    .filter((action) => state === undefined || action.state === state)
    .map((action) => openActionView(live, action));
}
