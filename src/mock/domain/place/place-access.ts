import { EtherboxError } from '#domain/core/etherbox-error';
import { derivedNumber } from '#domain/core/ids';
import type { PremisesTechnology } from './address-book.ts';
import type { AccessType, AvailabilityFlag, Exchange, NetworkAvailability, PlaceOutcome } from './availability.ts';
import type { AccessAvailability, ExcessConstruction } from './place.ts';

/** What a place can have, from its position and exchange. Every rule is modelled; its figures are in the fixtures. */

/** Excess construction, from the outcome of a named place, else from a hash of what identifies the place. */
export function deriveExcessConstruction(
  identity: string,
  outcomes: readonly PlaceOutcome[],
  availability: NetworkAvailability,
): ExcessConstruction {
  const effects = outcomes.map((name) => availability.outcomes[name]);
  const effect = Object.assign({}, ...effects) as Partial<(typeof effects)[number]>;
  const hash = derivedNumber(100, 'ecc', identity);
  const category = effect.eccCategory ?? (hash < 70 ? '1' : '1.1');
  const categoryRules = availability.ecc.categories[category];
  if (!categoryRules)
    throw new EtherboxError(
      'ETHERBOX_INVALID_REFERENCE_DATA',
      `fixtures/availability.yaml: ECC category ${category} is not defined`,
    );
  const constructionPence = effect.constructionPence ?? derivedNumber(1_200, 'construction', identity) * 100;
  const exemptPence = availability.ecc.exemptPence;
  return {
    category,
    tariff: categoryRules.tariff,
    survey: categoryRules.survey,
    constructionPence,
    exemptPence,
    extraPence: Math.max(0, constructionPence - exemptPence),
    fibrePresent: effect.fibrePresent ?? hash < 55,
    nodeCapacity: effect.nodeCapacity ?? (hash % 10 === 0 ? 'Limited' : 'Available'),
  };
}

interface PlaceConditions {
  readonly identity: string;
  readonly outcomes: readonly PlaceOutcome[];
  readonly ecc: ExcessConstruction;
  readonly exchange: Exchange;
  readonly exchangeDistance: number;
  readonly technologies: readonly PremisesTechnology[];
  /** An address: it is Gold. A postcode: one of its addresses is. Assumed where the fixtures have none. */
  readonly gold: boolean;
}

type AccessDecision = readonly [flag: AvailabilityFlag, reason?: string];
const availableDecision: AccessDecision = ['Y'];

export function deriveAccess(
  conditions: PlaceConditions,
  availability: NetworkAvailability,
): { readonly [name in AccessType]: AccessAvailability } {
  const leadTimes = availability.leadTimes;
  const fullSpeed = conditions.outcomes.some((name) => availability.outcomes[name].fullSpeed);
  const copperMbit = fullSpeed ? bestCopperSpeed : copperSpeedAt(conditions.exchangeDistance, availability);
  const buildAccess = (
    name: AccessType,
    ruleDecision: AccessDecision,
    maxDown: number,
    maxUp: number,
    leadTimeWorkingDays: number,
  ) => {
    const decision = decideByOutcome(name, conditions, availability) ?? ruleDecision;
    const [flag, code] = decision;
    const reason = code === undefined ? undefined : { code, label: availability.reasons[code] ?? code };
    const extraWorkingDays = flag === 'W' || flag === 'P' ? leadTimes.waiter : 0;
    return {
      flag,
      ...(reason ? { reason } : {}),
      maxDown,
      maxUp,
      leadTimeWorkingDays: leadTimeWorkingDays + extraWorkingDays,
    };
  };
  const fibreMaxMbit = conditions.exchangeDistance > availability.reach.fibre ? 1_000 : 10_000;
  const fttpMaxUpMbit = !fullSpeed && derivedNumber(4, 'fttp symmetric', conditions.exchange.code) === 0 ? 220 : 1_100;
  return {
    fibre: buildAccess(
      'fibre',
      decideFibre(conditions, availability),
      fibreMaxMbit,
      fibreMaxMbit,
      leadTimes.fibre[conditions.ecc.category] ?? 0,
    ),
    sogea: buildAccess('sogea', decideSogea(conditions), ...copperMbit, leadTimes.sogea),
    fttp: buildAccess('fttp', decideFttp(conditions), 1_100, fttpMaxUpMbit, leadTimes.fttp),
    fod: buildAccess('fod', decideFod(conditions), 1_100, fttpMaxUpMbit, leadTimes.fod),
    radio: buildAccess('radio', availableDecision, 100, 100, leadTimes.radio),
    osa: buildAccess('osa', decideOsa(conditions, availability), 10_000, 10_000, leadTimes.osa),
  };
}

/** The outcome of a named place comes before any rule, but FTTP still needs a Gold key. */
function decideByOutcome(
  name: AccessType,
  conditions: PlaceConditions,
  availability: NetworkAvailability,
): AccessDecision | undefined {
  for (const outcome of conditions.outcomes) {
    const decision = availability.outcomes[outcome].access?.[name];
    if (!decision) continue;
    if ((name === 'fttp' || name === 'fod') && decision.flag !== 'N' && !conditions.gold) continue;
    return [decision.flag, decision.reason];
  }
  return undefined;
}

const hasFttp = (conditions: PlaceConditions): boolean =>
  conditions.technologies.includes('FTTPBrownfield') || conditions.technologies.includes('FTTPGreenfield');

function decideFibre(conditions: PlaceConditions, { reach }: NetworkAvailability): AccessDecision {
  return conditions.exchangeDistance > reach.fibreExtended ? ['N', 'outOfReach'] : availableDecision;
}

function decideSogea(conditions: PlaceConditions): AccessDecision {
  if (conditions.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  return conditions.technologies.includes('Copper') ? availableDecision : ['N', 'noCopper'];
}

function decideFttp(conditions: PlaceConditions): AccessDecision {
  if (conditions.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  if (!hasFttp(conditions)) return ['N', 'noFttp'];
  return !conditions.gold ? ['N', 'goldKeyNeeded'] : availableDecision;
}

/** Fibre on demand is for places with copper and no FTTP yet. */
function decideFod(conditions: PlaceConditions): AccessDecision {
  if (conditions.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  if (hasFttp(conditions)) return ['N', 'fttpAlready'];
  if (!conditions.technologies.includes('Copper')) return ['N', 'noCopper'];
  return !conditions.gold ? ['N', 'goldKeyNeeded'] : availableDecision;
}

function decideOsa(conditions: PlaceConditions, { reach }: NetworkAvailability): AccessDecision {
  if (conditions.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  return conditions.exchangeDistance > reach.osa ? ['N', 'outOfReach'] : availableDecision;
}

const bestCopperSpeed = [80, 20] as const;

function copperSpeedAt(metres: number, { reach }: NetworkAvailability): readonly [down: number, up: number] {
  return metres > reach.fullSpeedCopper ? [40, 10] : bestCopperSpeed;
}
