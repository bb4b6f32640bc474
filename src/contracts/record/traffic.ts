import type { ControlClient, ListPage } from '#http/control/control-client';
import type { ObservedRequest } from '#scenarios/drivers/scenario-driver';

/** The requests of a client and the callbacks it received, as a running server has them in its journal. */
export interface Traffic {
  readonly sandbox: RecordedSandbox;
  /** In the order they were made. */
  readonly requests: readonly ObservedRequest[];
  /** How many requests the journal no longer has. */
  readonly evicted: number;
  /** In the order in which they happened. */
  readonly events: readonly RecordedEvent[];
  readonly setbacks: readonly ObservedSetback[];
  readonly interventions: InterventionHistory;
  /** Fault injections, and how often each was applied. */
  readonly faultInjections: readonly {
    readonly operation: string;
    readonly hits: number;
    readonly [effect: string]: unknown;
  }[];
  readonly openActions: readonly { readonly kind: string; readonly state: string; readonly answer?: string }[];
}

export interface RecordedSandbox {
  readonly id: string;
  readonly seed: string;
  readonly start: string;
  readonly now: string;
  readonly duns: string;
  readonly portalLoginId: string;
  readonly profile: 'default' | 'strict';
  readonly settings: { readonly [name: string]: unknown };
}

/** Changes to the sandbox that the client did not make, and the state at its beginning. */
export interface InterventionHistory {
  readonly beginning: {
    readonly at: string;
    readonly seed: string;
    readonly duns: string;
    readonly portalLoginId: string;
    readonly profile: 'default' | 'strict';
    readonly settings: { readonly [name: string]: unknown };
  };
  /** Why the history is not complete from the beginning. */
  readonly missing?: string;
  /** Id of the newest request before the state was replaced; the state before that is not known any more. */
  readonly forgotten?: string;
  readonly items: readonly ObservedIntervention[];
}

export type ObservedIntervention = {
  readonly at: string;
  /** Id of the newest request before this change. */
  readonly after?: string;
} & (
  | { readonly kind: 'answer'; readonly openActionId: string; readonly answer: object }
  | { readonly kind: 'setback'; readonly setback: object }
  | { readonly kind: 'setbackRemoved'; readonly setbackId: string }
  | { readonly kind: 'settings'; readonly profile: 'default' | 'strict'; readonly settings: object }
  | { readonly kind: 'load'; readonly state: object }
  /** Ids of the first and the last request that a scenario made; the client may have called in between. */
  | { readonly kind: 'prepared'; readonly scenario: string; readonly first: string; readonly last: string }
);

export interface RecordedEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly at: string;
  readonly state: string;
  readonly payload: unknown;
  readonly attempts: readonly { readonly n: number; readonly status?: number | null; readonly manual?: boolean }[];
}

export interface ObservedSetback {
  readonly setback: string;
  readonly match: { readonly [by: string]: string };
  readonly at?: string;
  readonly days?: number;
}

const trafficPageSize = 1000;

export async function readTraffic(control: ControlClient): Promise<Traffic> {
  const listAll = async <T>(path: string): Promise<readonly T[]> => {
    const items: T[] = [];
    for (;;) {
      const got = await control.get<ListPage<T>>(`~/${path}?offset=${items.length}&limit=${trafficPageSize}`);
      items.push(...got.items);
      if (got.items.length === 0 || items.length >= got.total) return items;
    }
  };
  const { evicted } = await control.get<{ evicted: number }>('~/requests?limit=1');
  const lines = await control.get<string>('~/requests.ndjson');
  return {
    sandbox: await control.get<RecordedSandbox>('~'),
    requests: lines
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ObservedRequest),
    evicted,
    events: await listAll<RecordedEvent>('events'),
    setbacks: (await control.get<{ items: readonly ObservedSetback[] }>('~/setbacks')).items,
    interventions: await control.get<InterventionHistory>('~/interventions'),
    faultInjections: (await control.get<{ items: Traffic['faultInjections'] }>('~/fault-injections')).items,
    openActions: await listAll('open-actions'),
  };
}
