import type { Instant } from '../sandbox.ts';
import type { DivisionCalendar } from '../working-calendar.ts';
import { addWorkingDays, atLondonTime, workingDaysBetween } from '../working-time.ts';

/**
 * What happens to one order item of one product under one action. The data are specs/journeys/*.yaml; this file knows
 * their shape, which steps an item will take (the plan), and when each is due. It knows nothing of sandboxes.
 */
export type Action = 'provide' | 'modify' | 'cease';
export type Role = 'access' | 'flow' | 'network';

export type ItemState =
  | 'acknowledged'
  | 'rejected'
  | 'pending'
  | 'held'
  | 'inProgress'
  | 'cancelled'
  | 'completed'
  | 'failed'
  | 'assessingCancellation'
  | 'pendingCancellation';
export type OrderState = ItemState | 'partial';

export interface OrderError {
  readonly code: string;
  readonly reason: string;
  readonly message: string;
}

/** Facts about an item that choose between steps; worked out once, when the order is placed. */
export type Circumstance = string;

export interface Step {
  readonly id: string;
  /** Shown as a milestone when it has one. */
  readonly milestone?: string;
  /** The item's subStatus from here on. */
  readonly title: string;
  /** Working days after the step before; 0 or absent with no `at`: at once. */
  readonly workingDays?: number;
  /** Minutes after the step before, where it is the same day. */
  readonly minutes?: number;
  /** Other working days under a circumstance; the first that applies counts. */
  readonly workingDaysWhen?: { readonly [circumstance: string]: number };
  /** Time of day in London, `HH:MM`. */
  readonly at?: string;
  readonly state?: ItemState;
  readonly event?: 'create' | 'stateChange' | 'none';
  /** All of these must hold. */
  readonly onlyWhen?: readonly Circumstance[];
  /** None of these may hold. */
  readonly unless?: readonly Circumstance[];
  /** Second-tier checks happen here: the order is taken on, or rejected whole. */
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
  /** The supplier books a visit by itself. */
  readonly books?: { readonly workingDays: number; readonly at: string };
  /** Of a trouble's step: put in after this step, and not with the others. */
  readonly after?: string;
  readonly error?: OrderError;
  readonly source: string;
}

export interface Trouble {
  readonly id: string;
  readonly title: string;
  readonly actions: readonly Action[];
  readonly after?: string | readonly string[];
  readonly before?: string | readonly string[];
  readonly steps?: readonly Step[];
  /** Only items of which all of these hold can meet it. */
  readonly onlyWhen?: readonly Circumstance[];
  /** Values in an order that bring it about. */
  readonly drawnBy?: { readonly billingAccount?: readonly string[]; readonly siteConstraint?: readonly string[] };
  /** Second tier: the order is rejected when it is checked. */
  readonly rejects?: OrderError;
  /** A cancellation is refused when it has been assessed. */
  readonly refusesCancel?: OrderError;
  readonly source: string;
}

export interface CancelRules {
  /** From any of these steps on it is too late. */
  readonly until: string | readonly string[];
  readonly steps: readonly [Step, Step, Step];
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
  readonly steps: readonly [Step];
}

export interface ActionRules {
  readonly steps: readonly Step[];
  readonly amend?: AmendRules;
  readonly cancel?: CancelRules;
}

export interface CharacteristicRule {
  readonly name: string;
  readonly required?: boolean;
  readonly values?: readonly string[];
  /** A bandwidth between these, in Mbit/s. */
  readonly mbit?: { readonly from: number; readonly to: number };
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
  readonly relations?: { readonly [btType: string]: 'required' | 'optional' };
  /** An upgrade beyond this bandwidth takes longer. */
  readonly capacityAbove?: string;
  readonly downgradeAfter?: { readonly days: number };
  readonly ipBlocks?: { readonly from: string; readonly prefix: number; readonly default: string };
  readonly actions: { readonly [action in Action]?: ActionRules };
  readonly troubles: readonly Trouble[];
}

export interface OpenActionRules {
  readonly kind: string;
  /** Of the error an item ends with because of it. */
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
  openAction(kind: string): OpenActionRules;
  /** A step by the reference that plans hold: `kci2`, or `failed-test.repaired` for a trouble's own step. */
  step(journey: Journey, action: Action, reference: string): Step;
}

export function makeJourneyBook(journeys: readonly Journey[], openActions: readonly OpenActionRules[]): JourneyBook {
  const products = new Map(journeys.flatMap((one) => one.products.map((name) => [productKey(name), one] as const)));
  const names = new Map(journeys.map((one) => [one.journey, one]));
  const actions = new Map(openActions.map((one) => [one.kind, one]));
  const steps = new Map(journeys.map((one) => [one, stepsOf(one)]));
  return {
    journeys,
    byProduct: (name) => products.get(productKey(name)),
    byName: (name) => known(names, name, 'journey'),
    openAction: (kind) => known(actions, kind, 'open action'),
    step: (journey, action, reference) => findStep(steps.get(journey)?.[action] ?? new Map(), reference),
  };
}

/** `Etherflow - Connected`, `Etherflow Connected` and `etherflow connected` are one product. */
function productKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function known<T>(map: ReadonlyMap<string, T>, key: string, what: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`no ${what} is named "${key}" in specs/journeys`);
  return found;
}

/** `failed-test.repaired@7`: the step with seven working days instead of its own. */
function findStep(steps: ReadonlyMap<string, Step>, reference: string): Step {
  const found = steps.get(reference);
  if (found) return found;
  const [plain = '', days] = reference.split('@');
  const step = known(steps, plain, 'step');
  return days === undefined ? step : { ...step, workingDays: Number(days) };
}

type StepsByAction = { readonly [action in Action]: ReadonlyMap<string, Step> };

function stepsOf(journey: Journey): StepsByAction {
  const inserted = journey.troubles.flatMap((trouble) =>
    (trouble.steps ?? []).map((step) => [`${trouble.id}.${step.id}`, step] as const),
  );
  const of = (action: Action) =>
    new Map([...(journey.actions[action]?.steps.map((step) => [step.id, step] as const) ?? []), ...inserted]);
  return { provide: of('provide'), modify: of('modify'), cease: of('cease') };
}

/** References of the steps that an item will take under its circumstances, in order. */
export function plan(rules: ActionRules, circumstances: readonly Circumstance[]): string[] {
  return rules.steps.filter((step) => applies(step, circumstances)).map(({ id }) => id);
}

function applies({ onlyWhen, unless }: Step, circumstances: readonly Circumstance[]): boolean {
  return (
    (onlyWhen?.every((one) => circumstances.includes(one)) ?? true) &&
    !(unless?.some((one) => circumstances.includes(one)) ?? false)
  );
}

/**
 * The steps to come with a trouble's own steps put in, or why it can no longer happen. `taken` are the steps behind.
 * A trouble whose place is just behind (the next step is the one that follows it) still fits.
 */
export function withTrouble(
  trouble: Trouble,
  taken: readonly string[],
  ahead: readonly string[],
  days?: number,
): readonly string[] | undefined {
  const { steps = [], id } = trouble;
  const references = referencesOf(trouble, days);
  const inserted = references.filter((_, n) => steps[n]?.after === undefined);
  if (inserted.length === 0) return ahead;
  const placed = putIn(trouble, inserted, taken, ahead);
  return steps.reduce<readonly string[] | undefined>((so, step, n) => {
    if (step.after === undefined || so === undefined) return so;
    return putIn({ id, after: step.after }, [references[n] as string], taken, so);
  }, placed);
}

function putIn(
  trouble: Pick<Trouble, 'id' | 'after' | 'before'>,
  inserted: readonly string[],
  taken: readonly string[],
  ahead: readonly string[],
): readonly string[] | undefined {
  for (const place of list(trouble.before)) {
    const at = ahead.indexOf(place);
    if (at >= 0) return [...ahead.slice(0, at), ...inserted, ...ahead.slice(at)];
  }
  const full = [...taken, ...ahead];
  for (const place of list(trouble.after)) {
    const at = full.indexOf(place);
    if (at < 0) continue;
    const here = at + 1 - taken.length;
    return here >= 0 ? [...ahead.slice(0, here), ...inserted, ...ahead.slice(here)] : undefined;
  }
  return undefined;
}

/** The trouble's own steps; `days` replaces the working days of the last one that takes any. */
function referencesOf({ id, steps = [] }: Trouble, days: number | undefined): string[] {
  const longest = steps.findLastIndex(({ workingDays }) => (workingDays ?? 0) > 0);
  return steps.map((step, n) => `${id}.${step.id}${days !== undefined && n === longest ? `@${days}` : ''}`);
}

export const list = (place: string | readonly string[] | undefined): readonly string[] =>
  place === undefined ? [] : typeof place === 'string' ? [place] : place;

/** What the date of a step depends on besides the step before it. */
export interface Dating {
  readonly calendar: DivisionCalendar;
  readonly circumstances: readonly Circumstance[];
  readonly requiredBy: Instant | undefined;
  readonly appointment: Instant | undefined;
}

/** When a step is due that follows `previous`; `rest` are the steps after it. Never before `previous`. */
export function dueOf(step: Step, rest: readonly Step[], previous: Instant, dating: Dating): Instant {
  if (step.on === 'appointment' && dating.appointment !== undefined && dating.appointment > previous) {
    return dating.appointment;
  }
  const days = workingDaysOf(step, dating.circumstances);
  const minutes = (step.minutes ?? 0) * 60_000;
  const earliest = timed(addWorkingDays(previous, days, dating.calendar) + minutes, step, previous);
  if (!step.waitsForRequiredDate || dating.requiredBy === undefined || dating.requiredBy <= earliest) return earliest;
  const after = rest.reduce((sum, one) => sum + workingDaysOf(one, dating.circumstances), 0);
  const wanted = timed(addWorkingDays(dating.requiredBy, -after, dating.calendar), step, previous);
  return Math.max(earliest, wanted);
}

function timed(day: Instant, step: Step, previous: Instant): Instant {
  return step.at === undefined ? day : Math.max(previous, atLondonTime(day, step.at));
}

export function workingDaysOf(step: Step, circumstances: readonly Circumstance[]): number {
  const special = Object.entries(step.workingDaysWhen ?? {}).find(([when]) => circumstances.includes(when));
  return special?.[1] ?? step.workingDays ?? 0;
}

export interface Planned {
  readonly step: Step;
  readonly at: Instant;
}

/** The steps to come with their dates, if nothing else happens. `nextDue` is the date of the first where it is fixed. */
export function plannedFuture(
  steps: readonly Step[],
  from: Instant,
  nextDue: Instant | undefined,
  dating: Dating,
): Planned[] {
  let previous = from;
  return steps.map((step, n) => {
    const at = n === 0 && nextDue !== undefined ? nextDue : dueOf(step, steps.slice(n + 1), previous, dating);
    previous = at;
    return { step, at };
  });
}

/** Working days between two instants, for telling by how much a date has moved. */
export function workingDaysMoved(from: Instant, to: Instant, calendar: DivisionCalendar): number {
  return workingDaysBetween(from, to, calendar);
}
