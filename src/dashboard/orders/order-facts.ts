import type { components } from '../../generated/openapi/sandbox.ts';
import { inWords, shortDay } from '../parts/words.ts';

type Schemas = components['schemas'];

/** What the page says of an order: the document as BT's side answers it, and what the sandbox adds for people. */
export interface OrderFacts {
  readonly id: string;
  readonly externalId: string | undefined;
  readonly state: string;
  readonly product: string;
  readonly action: string;
  readonly milestone: string | undefined;
  readonly next: { readonly at: string; readonly what: string } | undefined;
  /** The day by which all of it is promised: that of the last item. */
  readonly promised: string | undefined;
  readonly openActions: number;
  readonly lastCallback: string | undefined;
}

type Json = { readonly [member: string]: unknown };

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.map(object) : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const texts = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.map((one) => text(one) ?? text(object(one).trouble)).filter((one) => one !== undefined)
    : [];

export function orderFacts(document: Schemas['Document']): OrderFacts {
  const order = document as unknown as Json;
  const items = objects(order.productOrderItem ?? order.orderItem);
  const added = object(order.sandbox);
  const next = object(added.next);
  return {
    id: document.id,
    externalId: text(order.externalId),
    state: text(order.state) ?? 'acknowledged',
    product: [...new Set(texts(added.products))].join(' + ') || 'No product',
    action: [...new Set(texts(added.actions))].join(', '),
    milestone: texts(added.milestones).at(-1),
    next: text(next.at)
      ? { at: String(next.at), what: text(next.milestone) ?? text(next.text) ?? 'next step' }
      : undefined,
    promised: items
      .flatMap(({ customerPromisedDate }) => text(customerPromisedDate) ?? [])
      .sort()
      .at(-1),
    openActions: objects(added.openActions).length,
    lastCallback: text(object(added.lastCallback).state),
  };
}

/** `In progress – waiting for Site survey, due Thu 14 Jan; the clock is frozen`. */
export function statusSentence(
  state: string,
  next: Schemas['TimelineEntry'] | undefined,
  asked: Schemas['OpenAction'] | undefined,
  clock: Schemas['Clock'] | undefined,
): string {
  if (asked) {
    const by = asked.due ? `, by ${shortDay(asked.due)}` : '';
    return `${inWords(state)} – waiting for your answer: ${asked.text ?? inWords(asked.kind)}${by}.`;
  }
  if (!next) return `${inWords(state)}. Nothing more will happen by itself.`;
  const what = next.milestone ?? next.text ?? inWords(next.kind);
  const standing = clock?.mode === 'frozen' ? '; the clock is frozen' : '';
  return `${inWords(state)} – waiting for ${what}, due ${shortDay(next.at)}${standing}.`;
}
