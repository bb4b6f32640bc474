import type { ActionRules, Condition, JourneyStep, Setback } from './journey.ts';

/** References of the steps that apply under an item's conditions, in order. */
export function planSteps(rules: ActionRules, conditions: readonly Condition[]): string[] {
  return rules.steps.filter((step) => stepApplies(step, conditions)).map(({ id }) => id);
}

/**
 * The remaining steps with a setback's steps inserted; undefined where its place has passed. A setback that comes directly
 * after the last completed step is still possible. `days`: working days of its last step that takes any.
 */
export function insertSetbackSteps(
  setback: Setback,
  completedSteps: readonly string[],
  remainingSteps: readonly string[],
  days?: number,
): readonly string[] | undefined {
  const { steps = [], id } = setback;
  const references = setbackStepReferences(setback, days);
  const inserted = references.filter((_, n) => steps[n]?.after === undefined);
  if (inserted.length === 0) return remainingSteps;
  const withUnanchored = insertSteps(setback, inserted, completedSteps, remainingSteps);
  return steps.reduce<readonly string[] | undefined>((so, step, n) => {
    if (step.after === undefined || so === undefined) return so;
    return insertSteps({ id, after: step.after }, [references[n] as string], completedSteps, so);
  }, withUnanchored);
}

export const toList = (place: string | readonly string[] | undefined): readonly string[] =>
  place === undefined ? [] : typeof place === 'string' ? [place] : place;

export function stepApplies({ onlyWhen, unless }: JourneyStep, conditions: readonly Condition[]): boolean {
  return (
    (onlyWhen?.every((one) => conditions.includes(one)) ?? true) &&
    !(unless?.some((one) => conditions.includes(one)) ?? false)
  );
}

export function insertSteps(
  anchors: Pick<Setback, 'id' | 'after' | 'before'>,
  inserted: readonly string[],
  completedSteps: readonly string[],
  remainingSteps: readonly string[],
): readonly string[] | undefined {
  for (const anchor of toList(anchors.before)) {
    const index = remainingSteps.indexOf(anchor);
    if (index >= 0) return [...remainingSteps.slice(0, index), ...inserted, ...remainingSteps.slice(index)];
  }
  const allSteps = [...completedSteps, ...remainingSteps];
  for (const anchor of toList(anchors.after)) {
    const index = allSteps.indexOf(anchor);
    if (index < 0) continue;
    const insertionIndex = index + 1 - completedSteps.length;
    return insertionIndex >= 0
      ? [...remainingSteps.slice(0, insertionIndex), ...inserted, ...remainingSteps.slice(insertionIndex)]
      : undefined;
  }
  return undefined;
}

/** References of the setback's steps; `days` replaces the working days of the last one that takes any. */
export function setbackStepReferences({ id, steps = [] }: Setback, days: number | undefined): string[] {
  const lastWorkingStep = steps.findLastIndex(({ workingDays }) => (workingDays ?? 0) > 0);
  return steps.map((step, n) => `${id}.${step.id}${days !== undefined && n === lastWorkingStep ? `@${days}` : ''}`);
}
