import { yearsToMs } from '#domain/calendar/working-time';
import { closestMatch } from '#domain/core/closest-match';
import type { Json } from '#domain/core/json';
import type { Instant } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import type { Journey } from '#domain/journey/journey';
import { parseAccessType } from '#domain/product-catalogue/product-catalogue';
import { findSpeed } from '#domain/product-catalogue/speeds';
import { parseTermMonths } from '#domain/product-catalogue/term';
import type { OrderReferenceData, OrderShape } from '#domain/product-order/order-documents';
import {
  canBeReliedOn,
  characteristicText,
  findCharacteristic,
  findPairPartner,
  isDiverseProvide,
  type OrderItemRequest,
  type RequestedItem,
} from '#domain/product-order/request/parse-order';

/** What an unknown product name may mean, in brackets, to follow the list of known products; empty where nothing is close. */
export function suggestProduct(given: string, { journeys: { journeys }, catalogue }: OrderReferenceData): string {
  for (const { products, characteristics } of journeys) {
    const chosen = characteristics?.find(({ values }) => values?.some((value) => equalsIgnoringCase(value, given)));
    if (chosen) return ` (${given} is an ${chosen.name} of "${products[0]}")`;
  }
  const known = catalogue.findByName(given);
  if (known?.orderable) return ` (an order names it "${known.name}")`;
  if (known) return ` ("${known.name}" can be quoted, not ordered)`;
  const meant = closestMatch(
    given,
    journeys.flatMap(({ products }) => products),
  );
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

const equalsIgnoringCase = (a: string, b: string): boolean => a.toLowerCase() === b.trim().toLowerCase();

/**
 * First tier: what is wrong with the request, answered at once. Each rule is one sentence of the product model, and the
 * answer lists the violations of all rules. The second tier (what is wrong with the order) is in acceptance-rules.ts.
 */
export interface RequestRuleContext {
  readonly shape: OrderShape;
  readonly items: readonly RequestedItem[];
  readonly referenceData: OrderReferenceData;
  readonly now: Instant;
}

type RequestRule = (item: RequestedItem, context: RequestRuleContext) => readonly Violation[] | Violation | undefined;

const maxItems = 200;

/** Every violation of the order, item by item. */
export function validateOrder(context: RequestRuleContext): readonly Violation[] {
  if (context.items.length > maxItems) {
    return [
      {
        pointer: `/${context.shape}`,
        got: context.items.length,
        expected: `at most ${maxItems} items`,
        rule: 'bt-sibling cap',
      },
    ];
  }
  const violations: Violation[] = [];
  for (const item of context.items) {
    for (const rule of requestRuleList) {
      const found: readonly Violation[] | Violation | undefined = rule(item, context);
      if (found === undefined) continue;
      if (isViolation(found)) violations.push(found);
      else violations.push(...found);
    }
  }
  return violations;
}

/** What a date must be; it names the sandbox's time, which may differ from the real one. */
export const notPastText = (now: Instant): string =>
  `a date that is not past: the sandbox's time is ${new Date(now).toISOString()} (start with --now today to use real dates)`;

/** A date beyond is refused: the working days up to it would have to be counted. Modelled. */
const furthestRequiredYears = 100;

/** What a date must be; undefined: it is near enough. */
export const tooFarText = (date: Instant, now: Instant): string | undefined =>
  date - now > yearsToMs(furthestRequiredYears) ? `a date at most ${furthestRequiredYears} years ahead` : undefined;

export const requestRules = {
  itemHasAnId: ({ item: { id, pointer } }) =>
    id === ''
      ? { pointer: `${pointer}/id`, expected: "the customer's own item reference", rule: 'bt §2.5' }
      : undefined,

  itemIdsDiffer: ({ item: { id, itemIndex, pointer } }, { items }) =>
    id !== '' && items.some(({ item: other }) => other.id === id && other.itemIndex < itemIndex)
      ? { pointer: `${pointer}/id`, got: id, expected: 'an id that no other item of the order has', rule: 'tmf §2' }
      : undefined,

  actionIsKnown: ({ item: { action, body, pointer } }) =>
    action === undefined
      ? {
          pointer: `${pointer}/action`,
          got: body.action,
          expected: `add, modify or delete${suggestAction(body.action)}`,
          rule: 'tmf §3.1',
        }
      : undefined,

  productIsOrderable: ({ journey, item: { productNames, pointer, target } }, { referenceData }) => {
    if (journey) return undefined;
    const names = referenceData.journeys.journeys.map(({ products }) => `"${products[0]}"`).join(', ');
    const [got] = productNames.filter(({ value }) => value !== target || !isServiceId(value));
    if (got === undefined) {
      const place = target === undefined ? '/product' : '/product/productSpecification/id';
      return { pointer: pointer + place, expected: `one of ${names}`, rule: 'bt §2.5' };
    }
    const expected = `one of ${names}${suggestProduct(got.value, referenceData)}`;
    return { pointer: pointer + got.pointer, got: got.value, expected, rule: 'bt §2.5' };
  },

  productTakesTheAction: ({ journey, rules, item: { action, pointer, body } }) =>
    journey && action && !rules
      ? {
          pointer: `${pointer}/action`,
          got: body.action,
          expected: `${journey.title} can be ordered with ${Object.keys(journey.actions).join(', ')} only`,
          rule: 'bt §7',
        }
      : undefined,

  characteristicsAreGiven: ({ item, journey }) =>
    (journey?.characteristics ?? [])
      .filter(
        ({ name, required }) => required && item.action === 'provide' && characteristicText(item, name) === undefined,
      )
      .map(({ name, values }) => describeMissingCharacteristic(item, journey, name, values)),

  characteristicsHaveKnownValues: ({ item, journey }) =>
    (journey?.characteristics ?? []).flatMap(({ name, values, asQuoted }) => {
      const got = item.action === 'cease' ? undefined : characteristicText(item, name);
      if (
        got === undefined ||
        asQuoted ||
        values === undefined ||
        values.some((one) => normalizeValue(one) === normalizeValue(got))
      )
        return [];
      const expected = `${name}: one of ${values.join(', ')}`;
      return [{ pointer: characteristicPointer(item, name), got, expected, rule: 'bt §7 product model' }];
    }),

  bandwidthCanBeQuoted: ({ item, journey }, { referenceData }) =>
    (journey?.characteristics ?? []).flatMap(({ name, asQuoted, values = [] }) => {
      const got = item.action === 'cease' || !asQuoted ? undefined : characteristicText(item, name);
      const { speeds = [] } = referenceData.catalogue.findByName(journey?.products[0] ?? '') ?? {};
      const access = parseAccessType(characteristicText(item, 'AccessTechnology') ?? '');
      if (got === undefined || findSpeed(got, speeds, access)) return [];
      const expected = `${name}: one of ${values.join(', ')}`;
      return [{ pointer: characteristicPointer(item, name), got, expected, rule: 'bt §7 product model' }];
    }),

  termIsOffered: ({ item, journey }) =>
    (journey?.characteristics ?? []).flatMap(({ name, months }) => {
      const got = item.action === 'cease' ? undefined : characteristicText(item, name);
      if (got === undefined || !months || months.includes(parseTermMonths(got) ?? Number.NaN)) return [];
      const expected = `${name}: ${months.map((count) => `${count} months`).join(', ')}, or the same in years`;
      return [{ pointer: characteristicPointer(item, name), got, expected, rule: 'bt §7 product model' }];
    }),

  billingAccountHasTenDigits: ({ item: { billingAccount } }) =>
    billingAccount !== undefined && !/^\d{10}$/.test(billingAccount.value)
      ? { pointer: billingAccount.pointer, got: billingAccount.value, expected: 'ten digits', rule: 'bt §2.5' }
      : undefined,

  diversePairIsWhole: (requested, { items }) =>
    isDiverseProvide(requested) && findPairPartner(requested, items) === undefined
      ? {
          pointer: characteristicPointer(requested.item, 'ResilienceOption'),
          got: characteristicText(requested.item, 'ResilienceOption'),
          expected: 'a second diverse Etherway in the same order: RAO2 comes in pairs',
          rule: 'bt §3.9',
        }
      : undefined,

  requiredDateCanBeRead: ({ item: { requiredBy, requiredByText } }) =>
    requiredByText !== undefined && requiredBy === undefined
      ? {
          pointer: requiredByText.pointer,
          got: requiredByText.value,
          expected: 'a date-time with a zone, such as 2026-03-02T09:00:00.000Z',
          rule: 'tmf §1.1',
        }
      : undefined,

  requiredDateIsNotPast: ({ item: { requiredBy, requiredByText } }, { now }) =>
    requiredByText !== undefined && requiredBy !== undefined && requiredBy < now - dayMs
      ? {
          pointer: requiredByText.pointer,
          got: requiredByText.value,
          expected: notPastText(now),
          rule: 'bt §3.2',
        }
      : undefined,

  requiredDateIsNear: ({ item: { requiredBy, requiredByText } }, { now }) => {
    const expected = requiredBy === undefined ? undefined : tooFarText(requiredBy, now);
    return requiredByText === undefined || expected === undefined
      ? undefined
      : { pointer: requiredByText.pointer, got: requiredByText.value, expected, rule: 'date limit' };
  },

  relationsArePossible: ({ journey, item: { reliesOn, relationsPointer, action } }, { items }) =>
    action !== 'provide' || !journey
      ? undefined
      : reliesOn.flatMap(({ itemIndex, reference, btType }, n) => {
          const other = itemIndex === undefined ? undefined : items[itemIndex];
          const expected =
            journey.role !== 'flow'
              ? `no reliesOn: ${journey.title} relies on nothing`
              : other?.journey && (other.item.action === 'cease' || !canBeReliedOn(other.journey.role, btType))
                ? `${btType === 'Network' ? 'a network' : btType === 'FromNode' ? 'an access' : 'an access or network'} that stays`
                : undefined;
          if (expected === undefined) return [];
          return [{ pointer: `${relationsPointer}/${n}`, got: reference, expected, rule: 'bt §2.5' }];
        }),

  relationsAreComplete: ({ journey, item: { reliesOn, relationsPointer, action } }) => {
    if (action !== 'provide') return [];
    return Object.entries(journey?.relations ?? {})
      .filter(([btType, need]) => need === 'required' && !reliesOn.some((one) => one.btType === btType))
      .map(([btType]) => ({
        pointer: relationsPointer,
        expected: `a reliesOn with btType ${btType}: the access it runs over`,
        rule: 'bt §2.5',
      }));
  },

  changeNamesItsService: ({ product, item: { action, target, targetPointer } }) =>
    action !== undefined &&
    action !== 'provide' &&
    (target === undefined || (target === product && !isServiceId(target)))
      ? {
          pointer: targetPointer,
          ...(target === undefined ? {} : { got: target }),
          expected: 'the service id of the installed product, such as ETHA00123456',
          rule: 'bt-sibling §2.5 assets',
        }
      : undefined,
} as const satisfies { readonly [name: string]: RequestRule };

/** Points at an unknown characteristic with a similar name, where one was sent. */
function describeMissingCharacteristic(
  { characteristics, characteristicsPointer }: OrderItemRequest,
  journey: Journey | undefined,
  name: string,
  values?: readonly string[],
) {
  const known = (journey?.characteristics ?? []).map((one) => one.name.toLowerCase());
  const sent = characteristics.filter((one) => one.name !== '' && !known.includes(one.name.toLowerCase()));
  const closest = closestMatch(
    name,
    sent.map((one) => one.name),
  );
  const index = sent.find((one) => one.name === closest)?.index;
  return {
    pointer: index === undefined ? characteristicsPointer : `${characteristicsPointer}/${index}/name`,
    ...(closest === undefined ? {} : { got: closest }),
    expected: `${name}, which is missing${closest === undefined ? '' : ` (you sent ${closest})`}${values ? `: one of ${values.join(', ')}` : ''}`,
    rule: 'bt §2.5 product model',
  };
}

function characteristicPointer(item: OrderItemRequest, name: string): string {
  const sent = findCharacteristic(item, name);
  return item.characteristicsPointer + (sent === undefined ? '' : `/${sent.index}/value`);
}

const requestRuleList: readonly RequestRule[] = Object.values(requestRules);
/** Words of other APIs for the three actions, for suggestions. */
const actionSynonyms: { readonly [word: string]: string } = {
  amend: 'modify',
  cancel: 'delete',
  change: 'modify',
  create: 'add',
  disconnect: 'delete',
  new: 'add',
  order: 'add',
  remove: 'delete',
  terminate: 'delete',
  update: 'modify',
  upgrade: 'modify',
};

function suggestAction(given: Json | undefined): string {
  const meant = typeof given === 'string' ? actionSynonyms[given.trim().toLowerCase()] : undefined;
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

const isViolation = (result: readonly Violation[] | Violation): result is Violation => !Array.isArray(result);

const dayMs = 86_400_000;

/** True for the form of a service id or an asset id, which no product name has. */
const isServiceId = (text: string): boolean => /^([A-Z]{4}\d{8}|\d{10})$/.test(text);

/** Without spaces and case, which do not matter in a value: `1 Mbit/s` is `1mbit/s`. */
export function normalizeValue(value: string): string {
  return value.toLowerCase().replace(/\s+/g, '');
}
