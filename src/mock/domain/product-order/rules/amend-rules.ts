import { type Json, type JsonObject, toJsonText } from '#domain/core/json';
import type { Instant } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import { isEnded } from '#domain/journey/item-state';
import type { AmendRules } from '#domain/journey/journey';
import type {
  ItemProgress,
  OrderDocument,
  OrderProgress,
  OrderReferenceData,
} from '#domain/product-order/order-documents';
import { type LocatedValue, type OrderRequest, parseRequiredDate } from '#domain/product-order/request/parse-order';
import { actionRulesOf, isPastStep } from './cancel-rules.ts';
import { notPastText, tooFarText } from './request-rules.ts';

/** What is wrong with an amend, and when it comes too late. Sources: BT's legacy portal, Openreach for the dates. */

/** The requested changes of one item: only what differs from what was submitted. */
export interface ItemAmendment {
  readonly itemIndex: number;
  readonly pointer: string;
  readonly changes: readonly { readonly pointer: string; readonly kind: string; readonly got: Json }[];
  readonly requiredBy?: LocatedValue;
  readonly appointment?: string;
  readonly patch: JsonObject;
}

/** Why no item of the order may ever be amended, such as an order of ETH Network; undefined where one may. */
export function explainNeverAmendable(referenceData: OrderReferenceData, { items }: OrderProgress): string | undefined {
  const [first] = items;
  if (!first || items.some((item) => actionRulesOf(referenceData, item).amend)) return undefined;
  return notAmendableText(referenceData, first);
}

function notAmendableText(referenceData: OrderReferenceData, { journey, action }: ItemProgress): string {
  return `A ${action} of ${referenceData.journeys.byName(journey).title} cannot be amended`;
}

/** The reason must be one that a changed item allows; where only the order changes, one that any item allows. */
export function reasonViolations(
  referenceData: OrderReferenceData,
  { items }: OrderProgress,
  { amendmentReason: given }: OrderRequest,
  amends: readonly ItemAmendment[],
): readonly Violation[] {
  const changing = items.filter((_, itemIndex) =>
    amends.some((one) => one.itemIndex === itemIndex && one.changes.length > 0),
  );
  const affected = changing.length > 0 ? changing : items;
  const reasons = [...new Set(affected.flatMap((item) => actionRulesOf(referenceData, item).amend?.reasons ?? []))];
  if (reasons.length === 0 || reasons.some((one) => one.toLowerCase() === given.toLowerCase())) return [];
  return [
    {
      pointer: '/amendmentReason',
      ...(given === '' ? {} : { got: given }),
      expected: `why the order is amended: one of ${reasons.join(', ')}`,
      rule: 'bt-legacy §3.8',
    },
  ];
}

/** Items are named in one of the two lists, each once: of two changes to one item neither would take precedence. */
export function listViolations({ items, shapeViolations }: OrderRequest): readonly Violation[] {
  const ids = items.map(({ id }) => id);
  const repeated = items.flatMap(({ id, pointer }, n) =>
    id === '' || ids.indexOf(id) === n
      ? []
      : [{ pointer: `${pointer}/id`, got: id, expected: 'an item that is named once', rule: 'tmf §1.3' }],
  );
  return [...shapeViolations, ...repeated];
}

export function unknownItemViolations({ items }: OrderProgress, request: OrderRequest): readonly Violation[] {
  return request.items.flatMap((patch) =>
    items.some(({ id }) => id === patch.id)
      ? []
      : [
          {
            pointer: `${patch.pointer}/id`,
            got: patch.body.id,
            expected: `an item of the order: ${items.map(({ id }) => id).join(', ')}`,
            rule: 'tmf §1.3',
          },
        ],
  );
}

/** Members of the order as a whole: some can change, the others are read-only once it is placed. */
export const amendableOrderMembers = ['externalId', 'description', 'relatedParty', 'note'];
const readOnlyOrderMembers = [
  'billingAccount',
  'category',
  'priority',
  'quote',
  'requestedCompletionDate',
  'requestedStartDate',
  'requiredByDate',
  'submittedDate',
];

export function orderViolations({ submitted }: OrderDocument, { body }: OrderRequest): readonly Violation[] {
  return readOnlyOrderMembers
    .filter((name) => body[name] !== undefined && toJsonText(body[name]) !== toJsonText(submitted[name] ?? null))
    .map((name) => ({
      pointer: `/${name}`,
      got: body[name],
      expected: `no change: of an order only ${amendableOrderMembers.join(', ')} can be amended, dates per item`,
      rule: 'bt-legacy §3.8',
    }));
}

interface AmendContext {
  readonly referenceData: OrderReferenceData;
  readonly orderProgress: OrderProgress;
  readonly now: Instant;
}

export function amendViolations(
  { referenceData, orderProgress, now }: AmendContext,
  amends: readonly ItemAmendment[],
): readonly Violation[] {
  return amends.flatMap((amend) => {
    const item = orderProgress.items[amend.itemIndex] as ItemProgress;
    const rules = actionRulesOf(referenceData, item).amend;
    if (!rules) return [];
    const fixed = amend.changes
      .filter(({ kind }) => !rules.members.includes(kind))
      .map(({ pointer, got }) => ({
        pointer,
        got,
        expected: `no change: of this product only ${rules.members.join(', ')} can be amended`,
        rule: 'bt-legacy §3.8',
      }));
    return [...fixed, ...dateViolations(item, amend, now)];
  });
}

function dateViolations(item: ItemProgress, { requiredBy }: ItemAmendment, now: Instant): readonly Violation[] {
  if (requiredBy === undefined) return [];
  const requestedDate = parseRequiredDate(requiredBy.value);
  const violation = (expected: string) => [
    { pointer: requiredBy.pointer, got: requiredBy.value, expected, rule: 'openreach §3.2' },
  ];
  if (requestedDate === undefined) return violation('a date-time with a zone, such as 2026-03-02T09:00:00.000Z');
  if (requestedDate < now - dayMs) return violation(notPastText(now));
  const tooFar = tooFarText(requestedDate, now);
  if (tooFar !== undefined) return violation(tooFar);
  if (item.cdd === undefined || requestedDate >= item.cdd) return [];
  return violation(`a date not before the committed one, ${new Date(item.cdd).toISOString()}`);
}

/** Why the item can no longer, or never, be amended. A change of the order alone is never late while it is in flight. */
export function explainTooLate(
  referenceData: OrderReferenceData,
  orderProgress: OrderProgress,
  { itemIndex, changes }: ItemAmendment,
): string | undefined {
  const item = orderProgress.items[itemIndex] as ItemProgress;
  if (changes.length === 0) return undefined;
  const rules: AmendRules | undefined = actionRulesOf(referenceData, item).amend;
  if (isEnded(item.state)) return `Item ${item.id} cannot be amended: it is ${item.state}`;
  if (item.paused) return `Item ${item.id} cannot be amended: it is being cancelled`;
  if (!rules) return notAmendableText(referenceData, item);
  return isPastStep(item, rules.until) ? `Item ${item.id} can no longer be amended: ${item.subStatus}` : undefined;
}

const dayMs = 86_400_000;
