import type { Technology } from '../address/address-book.ts';
import { keyedNumber } from '../ids.ts';
import type { AccessAvailability, Ecc } from '../place.ts';
import type { AccessName, Availability, AvailabilityFlag, Exchange, OutcomeName } from './availability.ts';

/** What may be said of a place once it is known where it is. Every rule is modelled; its figures are in the fixtures. */

/** Excess construction, from the outcome of a named place, else from a hash of what identifies the place. */
export function eccAt(identity: string, outcomes: readonly OutcomeName[], availability: Availability): Ecc {
  const effects = outcomes.map((name) => availability.outcomes[name]);
  const effect = Object.assign({}, ...effects) as Partial<(typeof effects)[number]>;
  const draw = keyedNumber(100, 'ecc', identity);
  const category = effect.eccCategory ?? (draw < 70 ? '1' : '1.1');
  const kind = availability.ecc.categories[category];
  if (!kind) throw new Error(`fixtures/availability.yaml: ECC category ${category} is not defined`);
  const constructionPence = effect.constructionPence ?? keyedNumber(1_200, 'construction', identity) * 100;
  const exemptPence = availability.ecc.exemptPence;
  return {
    category,
    tariff: kind.tariff,
    survey: kind.survey,
    constructionPence,
    exemptPence,
    extraPence: Math.max(0, constructionPence - exemptPence),
    fibrePresent: effect.fibrePresent ?? draw < 55,
    nodeCapacity: effect.nodeCapacity ?? (draw % 10 === 0 ? 'Limited' : 'Available'),
  };
}

interface Circumstances {
  readonly identity: string;
  readonly outcomes: readonly OutcomeName[];
  readonly ecc: Ecc;
  readonly exchange: Exchange;
  readonly exchangeDistance: number;
  readonly technologies: readonly Technology[];
  /** The address is; of a postcode, one of its addresses; where nothing is written down, nothing is against it. */
  readonly gold: boolean;
}

type Ruling = readonly [flag: AvailabilityFlag, reason?: string];
const yes: Ruling = ['Y'];

export function accessAt(
  at: Circumstances,
  availability: Availability,
): { readonly [name in AccessName]: AccessAvailability } {
  const days = availability.leadTimes;
  const fullSpeed = at.outcomes.some((name) => availability.outcomes[name].fullSpeed);
  const copper = fullSpeed ? bestCopper : copperSpeed(at.exchangeDistance, availability);
  const state = (name: AccessName, ruling: Ruling, maxDown: number, maxUp: number, leadTimeWorkingDays: number) => {
    const decided = outcomeRuling(name, at, availability) ?? ruling;
    const [flag, code] = decided;
    const reason = code === undefined ? undefined : { code, label: availability.reasons[code] ?? code };
    const wait = flag === 'W' || flag === 'P' ? days.waiter : 0;
    return { flag, ...(reason ? { reason } : {}), maxDown, maxUp, leadTimeWorkingDays: leadTimeWorkingDays + wait };
  };
  const fibreTop = at.exchangeDistance > availability.reach.fibre ? 1_000 : 10_000;
  const fttpUp = !fullSpeed && keyedNumber(4, 'fttp symmetric', at.exchange.code) === 0 ? 220 : 1_100;
  return {
    fibre: state('fibre', fibreRuling(at, availability), fibreTop, fibreTop, days.fibre[at.ecc.category] ?? 0),
    sogea: state('sogea', sogeaRuling(at), ...copper, days.sogea),
    fttp: state('fttp', fttpRuling(at), 1_100, fttpUp, days.fttp),
    fod: state('fod', fodRuling(at), 1_100, fttpUp, days.fod),
    radio: state('radio', yes, 100, 100, days.radio),
    osa: state('osa', osaRuling(at, availability), 10_000, 10_000, days.osa),
  };
}

/** The outcome of a named place decides before any rule; but a Gold key stays a condition of FTTP. */
function outcomeRuling(name: AccessName, at: Circumstances, availability: Availability): Ruling | undefined {
  for (const outcome of at.outcomes) {
    const decided = availability.outcomes[outcome].access?.[name];
    if (!decided) continue;
    if ((name === 'fttp' || name === 'fod') && decided.flag !== 'N' && !at.gold) continue;
    return [decided.flag, decided.reason];
  }
  return undefined;
}

const hasFttp = (at: Circumstances): boolean =>
  at.technologies.includes('FTTPBrownfield') || at.technologies.includes('FTTPGreenfield');

function fibreRuling(at: Circumstances, { reach }: Availability): Ruling {
  return at.exchangeDistance > reach.fibreExtended ? ['N', 'outOfReach'] : yes;
}

function sogeaRuling(at: Circumstances): Ruling {
  if (at.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  return at.technologies.includes('Copper') ? yes : ['N', 'noCopper'];
}

function fttpRuling(at: Circumstances): Ruling {
  if (at.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  if (!hasFttp(at)) return ['N', 'noFttp'];
  return !at.gold ? ['N', 'goldKeyNeeded'] : yes;
}

/** Fibre on demand is for places with copper and no FTTP yet. */
function fodRuling(at: Circumstances): Ruling {
  if (at.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  if (hasFttp(at)) return ['N', 'fttpAlready'];
  if (!at.technologies.includes('Copper')) return ['N', 'noCopper'];
  return !at.gold ? ['N', 'goldKeyNeeded'] : yes;
}

function osaRuling(at: Circumstances, { reach }: Availability): Ruling {
  if (at.exchange.provider !== 'Openreach') return ['N', 'otherProvider'];
  return at.exchangeDistance > reach.osa ? ['N', 'outOfReach'] : yes;
}

const bestCopper = [80, 20] as const;

function copperSpeed(metres: number, { reach }: Availability): readonly [down: number, up: number] {
  return metres > reach.fullSpeedCopper ? [40, 10] : bestCopper;
}
