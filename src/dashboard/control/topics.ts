import type { LiveUpdate } from './live.ts';

/** What a reading is about; news of a topic makes it stale. */
export type Topic =
  | 'requests'
  | 'orders'
  | 'events'
  | 'clock'
  | 'documents'
  | 'sandbox'
  | 'sandboxes'
  | 'faultInjections'
  | 'setbacks';

const allTopics: readonly Topic[] = [
  'requests',
  'orders',
  'events',
  'clock',
  'documents',
  'sandbox',
  'sandboxes',
  'faultInjections',
  'setbacks',
];

const topicsByUpdateKind: { readonly [kind: string]: readonly Topic[] } = {
  request: ['requests'],
  happening: ['orders', 'clock'],
  event: ['events'],
  delivery: ['events'],
  clock: ['clock'],
  sandbox: ['sandbox'],
};

/** Collections of a sandbox whose changes show elsewhere than in the documents. */
const topicsByCollection: { readonly [collection: string]: Topic } = {
  orders: 'orders',
  progress: 'orders',
  openActions: 'orders',
  events: 'events',
  agenda: 'clock',
  clock: 'clock',
  profile: 'sandbox',
  faultInjections: 'faultInjections',
  setbacks: 'setbacks',
};

/** The topics that a piece of news touches. News of an unknown kind touches everything: better read once too often. */
export function topicsOfUpdate({ kind, data }: LiveUpdate): readonly Topic[] {
  if (kind !== 'changed') return topicsByUpdateKind[kind] ?? allTopics;
  const names = (data as { readonly collections?: readonly string[] } | undefined)?.collections ?? [];
  return ['sandbox', ...names.map((name) => topicsByCollection[name] ?? 'documents')];
}
