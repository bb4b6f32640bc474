import type { News } from './live.ts';

/** What a reading is about; news of a topic makes it stale. */
export type Topic = 'requests' | 'orders' | 'events' | 'clock' | 'documents' | 'sandbox' | 'sandboxes' | 'faults';

const every: readonly Topic[] = [
  'requests',
  'orders',
  'events',
  'clock',
  'documents',
  'sandbox',
  'sandboxes',
  'faults',
];

const touched: { readonly [kind: string]: readonly Topic[] } = {
  request: ['requests'],
  happening: ['orders', 'clock'],
  event: ['events'],
  delivery: ['events'],
  clock: ['clock'],
  sandbox: ['sandbox'],
};

/** Collections of a sandbox whose changes show elsewhere than in the documents. */
const collections: { readonly [collection: string]: Topic } = {
  orders: 'orders',
  progress: 'orders',
  openActions: 'orders',
  events: 'events',
  agenda: 'clock',
  clock: 'clock',
  profile: 'sandbox',
  faults: 'faults',
  troubles: 'faults',
};

/** The topics that a piece of news touches. News of an unknown kind touches everything: better read once too often. */
export function topicsOf({ kind, data }: News): readonly Topic[] {
  if (kind !== 'changed') return touched[kind] ?? every;
  const names = (data as { readonly collections?: readonly string[] } | undefined)?.collections ?? [];
  return ['sandbox', ...names.map((name) => collections[name] ?? 'documents')];
}
