import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { allowedTransitions } from '#domain/journey/item-state';
import {
  type Action,
  buildJourneyBook,
  type Journey,
  type JourneyStep,
  type OpenActionRules,
} from '#domain/journey/journey';
import { insertSetbackSteps, planSteps, toList } from '#domain/journey/plan';
import { readReferenceFiles } from '#runtime/load-data';
import { journeyPage } from '../../support/journey-tables.ts';

const files = readReferenceFiles().journeys;
const journeys = Object.values(files).filter((file) => Object.hasOwn(file as object, 'journey')) as Journey[];
const { openActions } = files['open-actions'] as { openActions: OpenActionRules[] };
const book = buildJourneyBook(journeys, openActions);
const ajv = new Ajv2020({ strict: true, allErrors: true, strictRequired: false });
const schema = (name: string) =>
  ajv.compile(JSON.parse(readFileSync(new URL(`../../../specs/schemas/${name}.schema.json`, import.meta.url), 'utf8')));
const fitsJourney = schema('journey');
const each = journeys.flatMap((journey) =>
  (Object.keys(journey.actions) as Action[]).map((action) => [journey.journey, action, journey] as const),
);

test('the five orderable products are here, under every name they go by', () => {
  expect(journeys.map(({ journey }) => journey)).toEqual([
    'eth-network',
    'etherflow-connected',
    'etherflow-internet',
    'etherway-fibre',
    'etherway-superfast-gea',
  ]);
  for (const name of [
    'Etherway',
    'Etherway Fibre',
    'Etherway Superfast GEA',
    'Etherflow - Connected',
    'Etherflow Connected',
    'Etherflow Internet',
    'ETH Network',
  ]) {
    expect(book.byProduct(name), name).toBeDefined();
  }
});

test.each(journeys.map((journey) => [journey.journey, journey] as const))('%s fits its schema', (name, journey) => {
  expect(fitsJourney(journey), JSON.stringify(fitsJourney.errors)).toBe(true);
  expect(name).toBe(journey.journey);
});

test('the open actions fit their schema', () => {
  const fits = schema('open-actions');
  expect(fits(files['open-actions']), JSON.stringify(fits.errors)).toBe(true);
});

/** Sets of circumstances that can hold together. */
const conditionSets = [
  [],
  ['survey'],
  ['rao2'],
  ['survey', 'rao2'],
  ['fttp', 'visit'],
  ['fttp', 'remote'],
  ['sogea', 'visit'],
  ['sogea', 'remote'],
  ['withAccess'],
  ['up'],
  ['up', 'capacity'],
  ['down'],
];

describe.each(each)('%s, %s', (name, action, journey) => {
  const rules = journey.actions[action];
  if (!rules) throw new Error('unreachable');
  const possible = conditionSets.filter(
    (conditions) =>
      (name === 'etherway-superfast-gea') === (conditions.includes('visit') || conditions.includes('remote')),
  );
  const known = (steps: string | readonly string[]) =>
    toList(steps).every((id) => rules.steps.some((step) => step.id === id));

  test('every plan begins acknowledged, is checked once, and ends completed', () => {
    for (const conditions of possible) {
      const steps = planSteps(rules, conditions).map((id) => book.step(journey, action, id));
      expect(steps[0]).toMatchObject({ state: 'acknowledged', event: 'create' });
      expect(steps.filter(({ checks }) => checks)).toHaveLength(1);
      expect(steps[1]?.checks, 'the checks come before anything else').toBe(true);
      expect(steps.at(-1)?.state).toBe('completed');
      expect(steps.filter(({ state }) => state === 'completed')).toHaveLength(1);
    }
  });

  test('step names are unique, and every name that the rules use is a step', () => {
    expect(new Set(rules.steps.map(({ id }) => id)).size).toBe(rules.steps.length);
    if (rules.amend) expect(known(rules.amend.until)).toBe(true);
    if (rules.cancel) {
      expect(known(rules.cancel.until)).toBe(true);
      for (const { from } of rules.cancel.charges) expect(known(from), from).toBe(true);
      expect(rules.cancel.steps.map(({ state }) => state)).toEqual([
        'assessingCancellation',
        'pendingCancellation',
        'cancelled',
      ]);
    }
  });

  test('every setback finds its place in some plan, and only makes moves that the standard has', () => {
    for (const setback of journey.setbacks.filter(({ actions, steps }) => actions.includes(action) && steps)) {
      const plansWithSetback = possible
        .filter((conditions) => (setback.onlyWhen ?? []).every((one) => conditions.includes(one)))
        .map((conditions) =>
          insertSetbackSteps(setback, planSteps(rules, conditions).slice(0, 1), planSteps(rules, conditions).slice(1)),
        );
      expect(
        plansWithSetback.some((remainingSteps) => remainingSteps !== undefined),
        setback.id,
      ).toBe(true);
      for (const remainingSteps of plansWithSetback)
        if (remainingSteps)
          expectMoves(
            remainingSteps.map((id) => book.step(journey, action, id)),
            setback.id,
          );
    }
  });
});

/** Each step's state may follow the one before; a held step that raises an open action is followed after its answer. */
function expectMoves(steps: readonly JourneyStep[], setback: string): void {
  let state: NonNullable<JourneyStep['state']> = 'acknowledged';
  for (const step of steps) {
    const next: NonNullable<JourneyStep['state']> = step.state ?? state;
    if (next !== state) expect(allowedTransitions[state], `${setback}: ${state} → ${step.title}`).toContain(next);
    state = step.raises ? 'inProgress' : next;
    if (next === 'failed' || next === 'cancelled') return;
  }
}

test('every open action that a journey raises is known, and every one is raised by some journey', () => {
  const raised = new Set(
    journeys.flatMap(({ setbacks }) =>
      setbacks.flatMap(({ steps = [] }) => steps.flatMap(({ raises }) => raises ?? [])),
    ),
  );
  expect([...raised].sort()).toEqual(openActions.map(({ kind }) => kind).sort());
});

test('setbacks of the same name say the same in every journey, where they end an order at once', () => {
  const byId = new Map<string, string>();
  for (const { setbacks } of journeys) {
    for (const { id, rejects } of setbacks) {
      if (!rejects) continue;
      expect(byId.get(id) ?? rejects.code).toBe(rejects.code);
      byId.set(id, rejects.code);
    }
  }
});

test.each(journeys.map((journey) => [journey.journey, journey] as const))(
  'docs/journeys/%s.md is what the journey says',
  async (name, journey) => {
    await expect(journeyPage(journey, openActions)).toMatchFileSnapshot(`../../../docs/journeys/${name}.md`);
  },
);
