import type { FaultInjectionSpec } from '#domain/fault-injection/fault-injection';

/** One delivery fault, and how a good listener handles it. */
export interface ListenerDrill {
  readonly name: string;
  readonly title: string;
  /** Applied to the events of one order, one after the other. */
  readonly faultInjections: readonly Omit<FaultInjectionSpec, 'operation' | 'match'>[];
}

export const listenerDrills: readonly ListenerDrill[] = [
  {
    name: 'duplicates',
    title: 'accepts the same event three times',
    faultInjections: [{ duplicate: 2, times: 4 }],
  },
  {
    name: 'lost-acknowledgement',
    title: 'accepts an event again after its acknowledgement was lost',
    faultInjections: [
      { reset: 'beforeHeaders', times: 2 },
      { reset: 'afterHeaders', times: 2 },
    ],
  },
  {
    name: 'cut-off',
    title: 'accepts a complete event after a truncated one',
    faultInjections: [
      { truncateAt: 1, times: 1 },
      { truncateAt: 120, times: 2 },
    ],
  },
  {
    name: 'out-of-order',
    title: 'accepts events out of order',
    faultInjections: [{ reorder: true, times: 3 }],
  },
  { name: 'late', title: 'accepts an event that is two days late', faultInjections: [{ lateBy: '2 days', times: 2 }] },
  {
    name: 'dropped',
    title: 'accepts an event whose first deliveries were lost',
    faultInjections: [{ drop: true, times: 3 }],
  },
  {
    name: 'slow',
    title: 'accepts a body that arrives slowly',
    faultInjections: [{ dripBytesPerSecond: 8000, times: 2 }],
  },
  {
    name: 'timestamp-milliseconds',
    title: 'reads 2026-01-05T09:00:00.000Z',
    faultInjections: [{ timestampForm: 'Z', times: 20 }],
  },
  {
    name: 'timestamp-seconds',
    title: 'reads 2026-01-05T09:00:00Z',
    faultInjections: [{ timestampForm: 'seconds', times: 20 }],
  },
  {
    name: 'timestamp-offset',
    title: 'reads 2026-01-05T09:00:00.000000+00:00',
    faultInjections: [{ timestampForm: '+00:00', times: 20 }],
  },
  {
    name: 'timestamp-offset-without-colon',
    title: 'reads 2026-01-05T09:00:00.000+0000',
    faultInjections: [{ timestampForm: '+0000', times: 20 }],
  },
];

/** Setbacks of the order book, so that the listener is notified of every way in which an order can end. */
export const listenerSetbacks = [
  'not-available',
  'wayleave-refused',
  'install-impossible',
  'delay-for-civils',
] as const;
