import type { ApiSchemas } from '../control/schemas.ts';
import { formatShortDay, humanize } from '../parts/format.ts';
import { objectOrEmpty, textOrUndefined, type UntypedObject } from './untyped.ts';

/** An order as the page shows it: the document as BT's side answers it, and what the sandbox adds. */
export interface OrderSummary {
  readonly id: string;
  readonly externalId: string | undefined;
  readonly state: string;
  readonly product: string;
  readonly action: string;
  readonly milestone: string | undefined;
  readonly next: { readonly at: string; readonly label: string } | undefined;
  /** The promised day of the whole order: that of its last item. */
  readonly promisedDate: string | undefined;
  readonly openActionCount: number;
  readonly lastCallbackState: string | undefined;
}

const objectList = (value: unknown): UntypedObject[] => (Array.isArray(value) ? value.map(objectOrEmpty) : []);
const textList = (value: unknown): string[] =>
  Array.isArray(value)
    ? value
        .map((entry) => textOrUndefined(entry) ?? textOrUndefined(objectOrEmpty(entry).setback))
        .filter((name) => name !== undefined)
    : [];

/** The summary of an order's document. */
export function summarizeOrder(document: ApiSchemas['Document']): OrderSummary {
  const order = document as unknown as UntypedObject;
  const items = objectList(order.productOrderItem ?? order.orderItem);
  const sandboxMembers = objectOrEmpty(order.sandbox);
  const next = objectOrEmpty(sandboxMembers.next);
  return {
    id: document.id,
    externalId: textOrUndefined(order.externalId),
    state: textOrUndefined(order.state) ?? 'acknowledged',
    product: [...new Set(textList(sandboxMembers.products))].join(' + ') || 'No product',
    action: [...new Set(textList(sandboxMembers.actions))].join(', '),
    milestone: textList(sandboxMembers.milestones).at(-1),
    next: textOrUndefined(next.at)
      ? { at: String(next.at), label: textOrUndefined(next.milestone) ?? textOrUndefined(next.text) ?? 'next step' }
      : undefined,
    promisedDate: items
      .flatMap(({ customerPromisedDate }) => textOrUndefined(customerPromisedDate) ?? [])
      .sort()
      .at(-1),
    openActionCount: objectList(sandboxMembers.openActions).length,
    lastCallbackState: textOrUndefined(objectOrEmpty(sandboxMembers.lastCallback).state),
  };
}

/** `In progress – waiting for Site survey, due Thu 14 Jan; the clock is frozen`. */
export function describeOrderStatus(
  state: string,
  next: ApiSchemas['TimelineEntry'] | undefined,
  openAction: ApiSchemas['OpenAction'] | undefined,
  clock: ApiSchemas['Clock'] | undefined,
): string {
  if (openAction) {
    const dueText = openAction.due ? `, by ${formatShortDay(openAction.due)}` : '';
    return `${humanize(state)} – waiting for your answer: ${openAction.text ?? humanize(openAction.kind)}${dueText}.`;
  }
  if (!next) return `${humanize(state)}. No further step is planned.`;
  const nextLabel = next.milestone ?? next.text ?? humanize(next.kind);
  const frozenText = clock?.mode === 'frozen' ? '; the clock is frozen' : '';
  return `${humanize(state)} – waiting for ${nextLabel}, due ${formatShortDay(next.at)}${frozenText}.`;
}
