import { EtherboxError } from '#domain/core/etherbox-error';
import type { ItemState } from './item-state.ts';

/*
 * What happens to one order item of one product under one action. The data are specs/journeys/*.yaml; this file declares
 * their types and finds journeys and steps by name.
 */
export type Action = 'provide' | 'modify' | 'cease';
export type Role = 'access' | 'flow' | 'network';

export interface OrderError {
  readonly code: string;
  readonly reason: string;
  readonly message: string;
}

/** A fact about an item that chooses between steps; derived once, when the order is placed. */
export type Condition = string;

export interface JourneyStep {
  readonly id: string;
  /** Shown as a milestone when it has one. */
  readonly milestone?: string;
  /** The item's subStatus from here on. */
  readonly title: string;
  /** Working days after the step before; 0 or absent with no `at`: at once. */
  readonly workingDays?: number;
  /** Minutes after the step before, where it is the same day. */
  readonly minutes?: number;
  /** Working days under a condition; the first that applies counts. */
  readonly workingDaysWhen?: { readonly [condition: string]: number };
  /** Time of day in London, `HH:MM`. */
  readonly at?: string;
  readonly state?: ItemState;
  readonly event?: 'create' | 'stateChange' | 'none';
  /** All of these must hold. */
  readonly onlyWhen?: readonly Condition[];
  /** None of these may hold. */
  readonly unless?: readonly Condition[];
  /** The supplier checks the order here: it is accepted, or rejected as a whole. */
  readonly checks?: boolean;
  /** The contractual date is set here. */
  readonly commits?: boolean;
  /** An order for a later date than the lead time needs waits here. */
  readonly waitsForRequiredDate?: boolean;
  /** The step is on the day of the item's appointment when it has one. */
  readonly on?: 'appointment';
  readonly waitsFor?: 'accesses' | 'pair' | 'flows';
  /** Kind of the open action that is raised. */
  readonly raises?: string;
  /** Why the promised date moves. */
  readonly because?: string;
  readonly appointment?: 'failed';
  /** The supplier books a visit: so many working days later, at this time of day in London. */
  readonly books?: { readonly workingDays: number; readonly at: string };
  /** Of a setback's step: inserted after this step instead of with the others. */
  readonly after?: string;
  readonly error?: OrderError;
  readonly source: string;
}

export interface Setback {
  readonly id: string;
  readonly title: string;
  readonly actions: readonly Action[];
  readonly after?: string | readonly string[];
  readonly before?: string | readonly string[];
  readonly steps?: readonly JourneyStep[];
  /** It applies only to items with all of these conditions. */
  readonly onlyWhen?: readonly Condition[];
  /** Values in an order that trigger it. */
  readonly triggeredBy?: { readonly billingAccount?: readonly string[]; readonly siteConstraint?: readonly string[] };
  /** Second tier: the order is rejected when it is checked. */
  readonly rejects?: OrderError;
  /** A cancellation is refused when it has been assessed. */
  readonly refusesCancel?: OrderError;
  readonly source: string;
}

export interface CancelRules {
  /** Once one of these steps is completed it is too late. */
  readonly until: string | readonly string[];
  readonly steps: readonly [JourneyStep, JourneyStep, JourneyStep];
  readonly charges: readonly {
    readonly from: string;
    readonly category: string;
    readonly description: string;
    readonly amount: number;
  }[];
}

export interface AmendRules {
  readonly until: string | readonly string[];
  readonly members: readonly string[];
  readonly reasons: readonly string[];
  readonly steps: readonly [JourneyStep];
}

export interface ActionRules {
  readonly steps: readonly JourneyStep[];
  readonly amend?: AmendRules;
  readonly cancel?: CancelRules;
}

export interface CharacteristicRule {
  readonly name: string;
  readonly required?: boolean;
  readonly values?: readonly string[];
  /** Terms in months, however they are written: see `parseTermMonths`. */
  readonly months?: readonly number[];
  /** A speed that the product can be quoted with; the values are those of the catalogue. */
  readonly asQuoted?: boolean;
}

/** A way to name a place in an order. */
export type PlaceReference =
  | 'goldKey'
  | 'addressKey'
  | 'temporaryKey'
  | 'uprn'
  | 'dataCentreCode'
  | 'exchangeConnectCode'
  | 'postcode';

export interface PlaceRule {
  /** All of these must hold; the first rule that applies counts. */
  readonly onlyWhen?: readonly Condition[];
  readonly accepts: readonly PlaceReference[];
  /** An order without a place is rejected, too. */
  readonly required?: boolean;
}

export interface Journey {
  readonly journey: string;
  readonly title: string;
  readonly role: Role;
  /** Names under which it is ordered; the first is BT's. */
  readonly products: readonly string[];
  readonly serviceId: { readonly prefix: string; readonly digits: number };
  readonly pairId?: { readonly prefix: string; readonly digits: number };
  /** Cumulative calendar days of suspension after which BT cancels. */
  readonly suspensionLimit?: { readonly days: number };
  readonly characteristics?: readonly CharacteristicRule[];
  /** How a provide may name its place. */
  readonly places?: readonly PlaceRule[];
  readonly relations?: { readonly [btType: string]: 'required' | 'optional' };
  /** An upgrade beyond this bandwidth takes longer. */
  readonly capacityAbove?: string;
  readonly downgradeAfter?: { readonly days: number };
  readonly ipBlocks?: { readonly from: string; readonly prefix: number; readonly default: string };
  readonly actions: { readonly [action in Action]?: ActionRules };
  readonly setbacks: readonly Setback[];
}

export interface OpenActionRules {
  readonly kind: string;
  /** Code of the error that a cancelled item gets. */
  readonly code: string;
  readonly title: string;
  readonly who: string;
  readonly due: { readonly days: number } | { readonly workingDays: number };
  readonly charge?: {
    readonly category: string;
    readonly description: string;
    readonly from: number;
    readonly to: number;
  };
  readonly answers: readonly AnswerRules[];
  readonly silence: Omit<AnswerRules, 'answer'>;
}

export interface AnswerRules {
  readonly answer: string;
  readonly outcome: 'resume' | 'delay' | 'cancel';
  readonly workingDays?: number;
  readonly text: string;
}

/** Every journey, found by the product name as ordered, and the open actions they may raise. */
export interface JourneyBook {
  readonly journeys: readonly Journey[];
  byProduct(name: string): Journey | undefined;
  byName(journey: string): Journey;
  openActionRules(kind: string): OpenActionRules;
  /** A step by its reference in a plan: `kci2`, or `failed-test.repaired` for a setback's step. */
  step(journey: Journey, action: Action, reference: string): JourneyStep;
}

export function buildJourneyBook(journeys: readonly Journey[], openActions: readonly OpenActionRules[]): JourneyBook {
  const products = new Map(
    journeys.flatMap((one) => one.products.map((name) => [normalizeProductName(name), one] as const)),
  );
  const names = new Map(journeys.map((one) => [one.journey, one]));
  const actions = new Map(openActions.map((one) => [one.kind, one]));
  const steps = new Map(journeys.map((one) => [one, indexSteps(one)]));
  return {
    journeys,
    byProduct: (name) => products.get(normalizeProductName(name)),
    byName: (name) => getOrThrow(names, name, 'journey'),
    openActionRules: (kind) => getOrThrow(actions, kind, 'open action'),
    step: (journey, action, reference) => resolveStepReference(steps.get(journey)?.[action] ?? new Map(), reference),
  };
}

/** `Etherflow - Connected`, `Etherflow Connected` and `etherflow connected` are one product. */
function normalizeProductName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function getOrThrow<T>(map: ReadonlyMap<string, T>, key: string, what: string): T {
  const value = map.get(key);
  if (value === undefined)
    throw new EtherboxError('ETHERBOX_INVALID_REFERENCE_DATA', `no ${what} is named "${key}" in specs/journeys`);
  return value;
}

/** `failed-test.repaired@7`: the step with seven working days instead of its own. */
function resolveStepReference(steps: ReadonlyMap<string, JourneyStep>, reference: string): JourneyStep {
  const found = steps.get(reference);
  if (found) return found;
  const [plain = '', days] = reference.split('@');
  const step = getOrThrow(steps, plain, 'step');
  return days === undefined ? step : { ...step, workingDays: Number(days) };
}

type StepsByAction = { readonly [action in Action]: ReadonlyMap<string, JourneyStep> };

function indexSteps(journey: Journey): StepsByAction {
  const inserted = journey.setbacks.flatMap((setback) =>
    (setback.steps ?? []).map((step) => [`${setback.id}.${step.id}`, step] as const),
  );
  const stepsFor = (action: Action) =>
    new Map([...(journey.actions[action]?.steps.map((step) => [step.id, step] as const) ?? []), ...inserted]);
  return { provide: stepsFor('provide'), modify: stepsFor('modify'), cease: stepsFor('cease') };
}
