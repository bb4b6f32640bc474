import type { Journey, JourneyBook } from '../mock/domain/product-order/journey.ts';
import type { Contract } from '../mock/engine/contract.ts';
import { makeGround } from '../mock/engine/ground.ts';
import { loadGround } from '../mock/runtime/load-data.ts';
import { pactCheck } from './check-pact.ts';

/** Everything that a client could meet, in groups; read from the specifications, so it grows with them. */
export interface Universe {
  readonly groups: readonly Group[];
  readonly contract: Contract;
  readonly journeys: JourneyBook;
}

export interface Group {
  readonly name: GroupName;
  readonly title: string;
  readonly items: readonly Item[];
}

export interface Item {
  /** Unique within its group. */
  readonly key: string;
  /** For people: `429 on createQuote`. */
  readonly text: string;
}

export type GroupName = 'outcomes' | 'journeys' | 'milestones' | 'troubles' | 'openActions' | 'callbacks' | 'faults';

/** Statuses that a client must know what to do with; the others are the gateway's, the same on every path. */
const refusals = [400, 401, 404, 409, 422, 429];

export function universe(): Universe {
  const { contract } = pactCheck();
  const { journeys } = makeGround(loadGround());
  const openActions = [...openActionKinds()];
  return {
    contract,
    journeys,
    groups: [
      { name: 'outcomes', title: 'Operations and their outcomes', items: outcomes(contract) },
      { name: 'journeys', title: 'Journeys', items: journeys.journeys.flatMap(journeyItems) },
      { name: 'milestones', title: 'Milestones', items: journeys.journeys.flatMap(milestoneItems) },
      { name: 'troubles', title: 'Troubles', items: journeys.journeys.flatMap(troubleItems) },
      { name: 'openActions', title: 'Open actions and their answers', items: openActions },
      { name: 'callbacks', title: 'Callbacks', items: callbackItems },
      { name: 'faults', title: 'Faults of the wire', items: faultItems },
    ],
  };
}

/** Every failure of the server is one outcome: a client treats them alike. */
export const outcomeKey = (operationId: string, status: number): string =>
  `${operationId} ${status >= 500 ? '5xx' : status}`;

function outcomes({ operations }: Contract): readonly Item[] {
  return [...operations.values()].flatMap(({ operationId, statuses, successStatus }) => {
    const known = statuses.filter((status) => status === successStatus || refusals.includes(status));
    const broken = statuses.some((status) => status >= 500) ? [500] : [];
    return [...known, ...broken].map((status) => {
      const key = outcomeKey(operationId, status);
      return { key, text: `${key.split(' ')[1]} on ${operationId}` };
    });
  });
}

export const actions = ['provide', 'modify', 'cease'] as const;

function journeyItems({ journey, title, actions: known }: Journey): readonly Item[] {
  const listed = actions.filter((action) => known[action]);
  const amend = listed.some((action) => known[action]?.amend) ? ['amend'] : [];
  const cancel = listed.some((action) => known[action]?.cancel) ? ['cancel'] : [];
  return [...listed, ...amend, ...cancel].map((word) => ({ key: `${journey} ${word}`, text: `${word} of ${title}` }));
}

function milestoneItems({ journey, title, actions: known }: Journey): readonly Item[] {
  return actions.flatMap((action) => {
    const names = (known[action]?.steps ?? []).flatMap(({ milestone }) => milestone ?? []);
    return [...new Set(names)].map((name) => ({
      key: `${journey} ${action} ${name}`,
      text: `${name} of ${title}, ${action}`,
    }));
  });
}

const troubleItems = ({ journey, title, troubles }: Journey): readonly Item[] =>
  troubles.map((trouble) => ({ key: `${journey} ${trouble.id}`, text: `${trouble.title} (${title})` }));

interface OpenActionFile {
  readonly openActions: readonly {
    readonly kind: string;
    readonly title: string;
    readonly answers: readonly { readonly answer: string }[];
  }[];
}

function* openActionKinds(): Generator<Item> {
  const { openActions } = loadGround().journeys['open-actions'] as OpenActionFile;
  for (const { kind, title, answers } of openActions) {
    for (const { answer } of answers) yield { key: `${kind} ${answer}`, text: `${title}: ${answer}` };
    yield { key: `${kind} expired`, text: `${title}: no answer in time` };
  }
}

const changes = ['inProgress', 'held', 'pending', 'completed', 'failed', 'cancelled', 'partial'];
const callbackItems: readonly Item[] = [
  { key: 'ProductOrderCreateEvent acknowledged', text: 'an order is acknowledged' },
  { key: 'ProductOrderCreateEvent rejected', text: 'an order is rejected after it was accepted' },
  ...changes.map((state) => ({ key: `ProductOrderStateChangeEvent ${state}`, text: `an order becomes ${state}` })),
  { key: 'retried', text: 'a callback that is sent again because it was not acknowledged' },
  { key: 'failed', text: 'a callback that never arrives' },
];

const callEffects: readonly (readonly [string, string])[] = [
  ['status', 'an answer with an injected status'],
  ['delayMs', 'a slow answer'],
  ['reset', 'a broken connection'],
  ['truncateAt', 'half an answer'],
  ['dripBytesPerSecond', 'an answer that drips'],
];
const callbackEffects: readonly (readonly [string, string])[] = [
  ['duplicate', 'a duplicate callback'],
  ['reorder', 'callbacks out of order'],
  ['lateBy', 'a late callback'],
  ['drop', 'a callback that is lost'],
  ['timestampForm', 'callbacks with other forms of time'],
];
const faultItems: readonly Item[] = [
  ...callEffects.map(([effect, text]) => ({ key: `call ${effect}`, text })),
  { key: 'token status', text: 'a token endpoint that fails' },
  ...callbackEffects.map(([effect, text]) => ({ key: `callback ${effect}`, text })),
];
export const faultEffects: readonly string[] = [...callEffects, ...callbackEffects].map(([effect]) => effect);
