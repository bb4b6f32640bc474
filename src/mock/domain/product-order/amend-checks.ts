import { toText } from '../canonical.ts';
import type { Fault } from '../problem.ts';
import type { Instant, Json } from '../sandbox.ts';
import { isPast, rulesOf } from './cancel-checks.ts';
import type { AmendRules } from './journey.ts';
import { instantOf } from './order-asked.ts';
import { bothShapes, itemsOf, type Placed, shapeOf, text } from './order-body.ts';
import { notPast } from './order-checks.ts';
import type { ItemProgress, JsonObject, OrderDocument, OrderGround, ProgressDocument } from './order-documents.ts';
import { isEnded } from './order-state.ts';

/** What is wrong with an amend, and when it comes too late. Sources: BT's legacy portal, Openreach for the dates. */

/** What one item is asked to become: only what differs from what was submitted. */
export interface ItemAmend {
  readonly at: number;
  readonly pointer: string;
  readonly changes: readonly { readonly pointer: string; readonly kind: string; readonly got: Json }[];
  readonly requiredBy?: Placed;
  readonly appointment?: string;
  readonly patch: JsonObject;
}

export function reasonOf(body: JsonObject): string {
  return text(body, 'amendmentReason') ?? '';
}

/** Nothing of the order may ever be amended: all of it is ETH Network, or the cease of an access. */
export function neverAmended(ground: OrderGround, { items }: ProgressDocument): string | undefined {
  const [first] = items;
  if (!first || items.some((item) => rulesOf(ground, item).amend)) return undefined;
  return cannotBeAmended(ground, first);
}

function cannotBeAmended(ground: OrderGround, { journey, action }: ItemProgress): string {
  return `A ${action} of ${ground.journeys.byName(journey).title} cannot be amended`;
}

/** The reason is one of those of the items that change; of any item where only the order changes. */
export function reasonFaults(
  ground: OrderGround,
  { items }: ProgressDocument,
  body: JsonObject,
  amends: readonly ItemAmend[],
): readonly Fault[] {
  const changing = items.filter((_, at) => amends.some((one) => one.at === at && one.changes.length > 0));
  const asked = changing.length > 0 ? changing : items;
  const reasons = [...new Set(asked.flatMap((item) => rulesOf(ground, item).amend?.reasons ?? []))];
  const given = reasonOf(body);
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

/** Items are named in one of the two lists, each once: which of two changes counts would be nobody's to say. */
export function listFaults(body: JsonObject): readonly Fault[] {
  const ids = itemsOf(body).map((patch) => text(patch, 'id'));
  const again = ids.flatMap((id, n) =>
    id === undefined || ids.indexOf(id) === n
      ? []
      : [{ pointer: `/${shapeOf(body)}/${n}/id`, got: id, expected: 'an item that is named once', rule: 'tmf §1.3' }],
  );
  return [...bothShapes(body), ...again];
}

export function unknownItems({ items }: ProgressDocument, body: JsonObject): readonly Fault[] {
  return itemsOf(body).flatMap((patch, n) =>
    items.some(({ id }) => id === text(patch, 'id'))
      ? []
      : [
          {
            pointer: `/${shapeOf(body)}/${n}/id`,
            got: patch.id,
            expected: `an item of the order: ${items.map(({ id }) => id).join(', ')}`,
            rule: 'tmf §1.3',
          },
        ],
  );
}

/** Members of the order as a whole: some can change, the others are read-only once it is placed. */
export const orderMembers = ['externalId', 'description', 'relatedParty', 'note'];
const readOnly = [
  'billingAccount',
  'category',
  'priority',
  'quote',
  'requestedCompletionDate',
  'requestedStartDate',
  'requiredByDate',
  'submittedDate',
];

export function orderFaults({ submitted }: OrderDocument, body: JsonObject): readonly Fault[] {
  return readOnly
    .filter((name) => body[name] !== undefined && toText(body[name]) !== toText(submitted[name] ?? null))
    .map((name) => ({
      pointer: `/${name}`,
      got: body[name],
      expected: `no change: of an order only ${orderMembers.join(', ')} can be amended, dates per item`,
      rule: 'bt-legacy §3.8',
    }));
}

interface Amending {
  readonly ground: OrderGround;
  readonly standing: ProgressDocument;
  readonly now: Instant;
}

export function amendFaults({ ground, standing, now }: Amending, amends: readonly ItemAmend[]): readonly Fault[] {
  return amends.flatMap((amend) => {
    const item = standing.items[amend.at] as ItemProgress;
    const rules = rulesOf(ground, item).amend;
    if (!rules) return [];
    const fixed = amend.changes
      .filter(({ kind }) => !rules.members.includes(kind))
      .map(({ pointer, got }) => ({
        pointer,
        got,
        expected: `no change: of this product only ${rules.members.join(', ')} can be amended`,
        rule: 'bt-legacy §3.8',
      }));
    return [...fixed, ...dateFaults(item, amend, now)];
  });
}

function dateFaults(item: ItemProgress, { requiredBy }: ItemAmend, now: Instant): readonly Fault[] {
  if (requiredBy === undefined) return [];
  const wanted = instantOf(requiredBy.value);
  const fault = (expected: string) => [
    { pointer: requiredBy.place, got: requiredBy.value, expected, rule: 'openreach §3.2' },
  ];
  if (wanted === undefined) return fault('a date-time with a zone, such as 2026-03-02T09:00:00.000Z');
  if (wanted < now - day) return fault(notPast(now));
  if (item.cdd === undefined || wanted >= item.cdd) return [];
  return fault(`a date not before the committed one, ${new Date(item.cdd).toISOString()}`);
}

/** Why the item can no longer, or never, be amended; an order-level amend is never late while the order is in flight. */
export function lateness(
  ground: OrderGround,
  standing: ProgressDocument,
  { at, changes }: ItemAmend,
): string | undefined {
  const item = standing.items[at] as ItemProgress;
  if (changes.length === 0) return undefined;
  const rules: AmendRules | undefined = rulesOf(ground, item).amend;
  if (isEnded(item.state)) return `Item ${item.id} cannot be amended: it is ${item.state}`;
  if (item.paused) return `Item ${item.id} cannot be amended: it is being cancelled`;
  if (!rules) return cannotBeAmended(ground, item);
  return isPast(item, rules.until) ? `Item ${item.id} can no longer be amended: ${item.subStatus}` : undefined;
}

const day = 86_400_000;
