import type { Journey, JourneyBook } from '#domain/journey/journey';
import type { Contract } from '#engine/contract/contract';
import { buildReferenceData } from '#engine/reference-data';
import { readReferenceFiles } from '#runtime/load-data';
import { pactCheck } from '#contracts/pact/check-pact';

/** Everything that a client may encounter, in groups; read from the specifications, so it grows with them. */
export interface CoverageItems {
  readonly groups: readonly CoverageGroup[];
  readonly contract: Contract;
  readonly journeys: JourneyBook;
}

export interface CoverageGroup {
  readonly name: CoverageGroupName;
  readonly title: string;
  readonly items: readonly CoverageItem[];
}

export interface CoverageItem {
  /** Unique within its group. */
  readonly key: string;
  /** For people: `429 on createQuote`. */
  readonly text: string;
}

export type CoverageGroupName =
  | 'outcomes'
  | 'journeys'
  | 'milestones'
  | 'setbacks'
  | 'openActions'
  | 'callbacks'
  | 'faultInjections';

/** Statuses that a client must handle by operation; the others are the gateway's, the same on every path. */
const refusalStatuses = [400, 401, 404, 409, 422, 429];

export function listCoverageItems(): CoverageItems {
  const { contract } = pactCheck();
  const { journeys } = buildReferenceData(readReferenceFiles());
  const openActions = [...openActionItems()];
  return {
    contract,
    journeys,
    groups: [
      { name: 'outcomes', title: 'Operations and their outcomes', items: outcomeItems(contract) },
      { name: 'journeys', title: 'Journeys', items: journeys.journeys.flatMap(journeyItems) },
      { name: 'milestones', title: 'Milestones', items: journeys.journeys.flatMap(milestoneItems) },
      { name: 'setbacks', title: 'Setbacks', items: journeys.journeys.flatMap(setbackItems) },
      { name: 'openActions', title: 'Open actions and their answers', items: openActions },
      { name: 'callbacks', title: 'Callbacks', items: callbackItems },
      { name: 'faultInjections', title: 'Fault injections', items: faultInjectionItems },
    ],
  };
}

/** Every failure of the server is one outcome: a client treats them alike. */
export const makeOutcomeKey = (operationId: string, status: number): string =>
  `${operationId} ${status >= 500 ? '5xx' : status}`;

function outcomeItems({ operations }: Contract): readonly CoverageItem[] {
  return [...operations.values()].flatMap(({ operationId, statuses, successStatus }) => {
    const known = statuses.filter((status) => status === successStatus || refusalStatuses.includes(status));
    const broken = statuses.some((status) => status >= 500) ? [500] : [];
    return [...known, ...broken].map((status) => {
      const key = makeOutcomeKey(operationId, status);
      return { key, text: `${key.split(' ')[1]} on ${operationId}` };
    });
  });
}

export const journeyActions = ['provide', 'modify', 'cease'] as const;

function journeyItems({ journey, title, actions: known }: Journey): readonly CoverageItem[] {
  const listed = journeyActions.filter((action) => known[action]);
  const amend = listed.some((action) => known[action]?.amend) ? ['amend'] : [];
  const cancel = listed.some((action) => known[action]?.cancel) ? ['cancel'] : [];
  return [...listed, ...amend, ...cancel].map((actionName) => ({
    key: `${journey} ${actionName}`,
    text: `${actionName} of ${title}`,
  }));
}

function milestoneItems({ journey, title, actions: known }: Journey): readonly CoverageItem[] {
  return journeyActions.flatMap((action) => {
    const names = (known[action]?.steps ?? []).flatMap(({ milestone }) => milestone ?? []);
    return [...new Set(names)].map((name) => ({
      key: `${journey} ${action} ${name}`,
      text: `${name} of ${title}, ${action}`,
    }));
  });
}

const setbackItems = ({ journey, title, setbacks }: Journey): readonly CoverageItem[] =>
  setbacks.map((setback) => ({ key: `${journey} ${setback.id}`, text: `${setback.title} (${title})` }));

interface OpenActionFile {
  readonly openActions: readonly {
    readonly kind: string;
    readonly title: string;
    readonly answers: readonly { readonly answer: string }[];
  }[];
}

function* openActionItems(): Generator<CoverageItem> {
  const { openActions } = readReferenceFiles().journeys['open-actions'] as OpenActionFile;
  for (const { kind, title, answers } of openActions) {
    for (const { answer } of answers) yield { key: `${kind} ${answer}`, text: `${title}: ${answer}` };
    yield { key: `${kind} expired`, text: `${title}: no answer in time` };
  }
}

const orderStateChanges = ['inProgress', 'held', 'pending', 'completed', 'failed', 'cancelled', 'partial'];
const callbackItems: readonly CoverageItem[] = [
  { key: 'ProductOrderCreateEvent acknowledged', text: 'an order is acknowledged' },
  { key: 'ProductOrderCreateEvent rejected', text: 'an order is rejected after it was accepted' },
  ...orderStateChanges.map((state) => ({
    key: `ProductOrderStateChangeEvent ${state}`,
    text: `an order becomes ${state}`,
  })),
  { key: 'retried', text: 'a callback sent again without an acknowledgement' },
  { key: 'failed', text: 'a callback that never arrives' },
];

const callFaultEffects: readonly (readonly [string, string])[] = [
  ['status', 'an answer with an injected status'],
  ['delayMs', 'a slow answer'],
  ['reset', 'a broken connection'],
  ['truncateAt', 'a truncated answer'],
  ['dripBytesPerSecond', 'a slow answer body'],
];
const callbackFaultEffects: readonly (readonly [string, string])[] = [
  ['duplicate', 'a duplicate callback'],
  ['reorder', 'callbacks out of order'],
  ['lateBy', 'a late callback'],
  ['drop', 'a lost callback'],
  ['timestampForm', 'callbacks in other timestamp formats'],
];
const faultInjectionItems: readonly CoverageItem[] = [
  ...callFaultEffects.map(([effect, text]) => ({ key: `call ${effect}`, text })),
  { key: 'token status', text: 'a token endpoint that fails' },
  ...callbackFaultEffects.map(([effect, text]) => ({ key: `callback ${effect}`, text })),
];
export const coveredFaultEffects: readonly string[] = [...callFaultEffects, ...callbackFaultEffects].map(
  ([effect]) => effect,
);
