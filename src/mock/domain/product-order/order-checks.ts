import { mbitOf } from '../bandwidth.ts';
import type { Fault } from '../problem.ts';
import type { Instant } from '../sandbox.ts';
import { type AskedItem, isDiverse, partnerOf } from './order-asked.ts';
import { characteristic, productNames } from './order-body.ts';
import type { OrderGround } from './order-documents.ts';

/**
 * First tier: what is wrong with the request, answered at once. Each check is one sentence of the product model; a body
 * is told all its faults together. The second tier (what is wrong with the order) is in order-acceptance.ts.
 */
export interface Asked {
  readonly items: readonly AskedItem[];
  readonly ground: OrderGround;
  readonly now: Instant;
}

type Check = (item: AskedItem, asked: Asked) => readonly Fault[] | Fault | undefined;

const maxItems = 200;

/** Every fault of the order, in the order of its items. */
export function faultsOf(asked: Asked): readonly Fault[] {
  if (asked.items.length > maxItems) {
    return [{ pointer: '/', got: asked.items.length, expected: `at most ${maxItems} items`, rule: 'bt-sibling cap' }];
  }
  const faults: Fault[] = [];
  for (const item of asked.items) {
    for (const check of checks) {
      const found: readonly Fault[] | Fault | undefined = check(item, asked);
      if (found === undefined) continue;
      if (isFault(found)) faults.push(found);
      else faults.push(...found);
    }
  }
  return faults;
}

export const firstTier = {
  itemHasAnId: ({ id, pointer }) =>
    id === ''
      ? { pointer: `${pointer}/id`, expected: "the customer's own item reference", rule: 'bt §2.5' }
      : undefined,

  itemIdsDiffer: ({ id, at, pointer }, { items }) =>
    id !== '' && items.some((other) => other.id === id && other.at < at)
      ? { pointer: `${pointer}/id`, got: id, expected: 'an id that no other item of the order has', rule: 'tmf §2' }
      : undefined,

  actionIsKnown: ({ action, body, pointer }) =>
    action === undefined
      ? { pointer: `${pointer}/action`, got: body.action, expected: 'add, modify or delete', rule: 'tmf §3.1' }
      : undefined,

  productIsOrderable: ({ journey, body, pointer }, { ground }) => {
    if (journey) return undefined;
    const names = ground.journeys.journeys.map(({ products }) => `"${products[0]}"`).join(', ');
    const got = productNames(body)[0];
    return {
      pointer: `${pointer}/product`,
      ...(got === undefined ? {} : { got }),
      expected: `one of ${names}`,
      rule: 'bt §2.5',
    };
  },

  productTakesTheAction: ({ journey, action, rules, pointer, body }) =>
    journey && action && !rules
      ? {
          pointer: `${pointer}/action`,
          got: body.action,
          expected: `${journey.title} can be ordered with ${Object.keys(journey.actions).join(', ')} only`,
          rule: 'bt §7',
        }
      : undefined,

  characteristicsAreGiven: ({ journey, action, body, pointer }) =>
    (journey?.characteristics ?? [])
      .filter(({ name, required }) => required && action === 'provide' && characteristic(body, name) === undefined)
      .map(({ name, values }) => ({
        pointer: `${pointer}/product/characteristic`,
        expected: `the characteristic ${name}${values ? `: one of ${values.join(', ')}` : ''}`,
        rule: 'bt §2.5 product model',
      })),

  characteristicsHaveKnownValues: ({ journey, action, body, pointer }) =>
    (journey?.characteristics ?? []).flatMap(({ name, values }) => {
      const got = action === 'cease' ? undefined : characteristic(body, name);
      if (got === undefined || values === undefined || values.some((one) => plain(one) === plain(got))) return [];
      const expected = `${name}: one of ${values.join(', ')}`;
      return [{ pointer: `${pointer}/product/characteristic`, got, expected, rule: 'bt §7 product model' }];
    }),

  bandwidthIsInRange: ({ journey, action, body, pointer }) =>
    (journey?.characteristics ?? []).flatMap(({ name, mbit }) => {
      const got = action === 'cease' ? undefined : characteristic(body, name);
      const asked = got === undefined ? undefined : mbitOf(got);
      if (got === undefined || !mbit || (asked !== undefined && asked >= mbit.from && asked <= mbit.to)) return [];
      const expected = `${name}: ${mbit.from}Mbit/s to ${mbit.to}Mbit/s, such as 100Mbit/s`;
      return [{ pointer: `${pointer}/product/characteristic`, got, expected, rule: 'bt §7 product model' }];
    }),

  billingAccountHasTenDigits: ({ billingAccount, pointer }) =>
    billingAccount !== undefined && !/^\d{10}$/.test(billingAccount)
      ? { pointer: `${pointer}/billingAccount/id`, got: billingAccount, expected: 'ten digits', rule: 'bt §2.5' }
      : undefined,

  diversePairIsWhole: (item, { items }) =>
    isDiverse(item) && partnerOf(item, items) === undefined
      ? {
          pointer: `${item.pointer}/product/characteristic`,
          got: characteristic(item.body, 'ResilienceOption'),
          expected: 'a second diverse Etherway in the same order: RAO2 comes in pairs',
          rule: 'bt §3.9',
        }
      : undefined,

  requiredDateCanBeRead: ({ requiredBy, requiredByText, pointer }) =>
    requiredByText !== undefined && requiredBy === undefined
      ? {
          pointer: `${pointer}/requiredByDate`,
          got: requiredByText,
          expected: 'a date-time with a zone, such as 2026-03-02T09:00:00.000Z',
          rule: 'tmf §1.1',
        }
      : undefined,

  requiredDateIsNotPast: ({ requiredBy, requiredByText, pointer }, { now }) =>
    requiredBy !== undefined && requiredBy < now - day
      ? {
          pointer: `${pointer}/requiredByDate`,
          got: requiredByText,
          expected: `a date that is not past: the sandbox's time is ${new Date(now).toISOString()} (start with --now today to use real dates)`,
          rule: 'bt §3.2',
        }
      : undefined,

  relationsArePossible: ({ journey, reliesOn, pointer, action }, { items }) =>
    action !== 'provide' || !journey
      ? undefined
      : reliesOn.flatMap(({ item, named }, n) => {
          const other = item === undefined ? undefined : items[item];
          const expected =
            journey.role !== 'flow'
              ? `no reliesOn: ${journey.title} relies on nothing`
              : other && (other.journey?.role === 'flow' || other.action === 'cease')
                ? 'an access or network that stays'
                : undefined;
          if (expected === undefined) return [];
          return [{ pointer: `${pointer}/productOrderItemRelationship/${n}`, got: named, expected, rule: 'bt §2.5' }];
        }),

  relationsAreComplete: ({ journey, reliesOn, pointer, action }) => {
    if (action !== 'provide') return [];
    return Object.entries(journey?.relations ?? {})
      .filter(([btType, need]) => need === 'required' && !reliesOn.some((one) => one.btType === btType))
      .map(([btType]) => ({
        pointer: `${pointer}/productOrderItemRelationship`,
        expected: `a reliesOn with btType ${btType}: the access it runs over`,
        rule: 'bt §2.5',
      }));
  },

  changeNamesItsService: ({ action, target, product, pointer }) =>
    action !== undefined && action !== 'provide' && (target === undefined || target === product)
      ? {
          pointer: `${pointer}/product/id`,
          ...(target === undefined ? {} : { got: target }),
          expected: 'the service id of the installed product, such as ETHA00123456',
          rule: 'bt-sibling §2.5 assets',
        }
      : undefined,
} as const satisfies { readonly [name: string]: Check };

const checks: readonly Check[] = Object.values(firstTier);
const isFault = (found: readonly Fault[] | Fault): found is Fault => !Array.isArray(found);

const day = 86_400_000;

/** Spaces and case of values mean nothing: `1 Mbit/s` is `1Mbit/s`. */
export function plain(value: string): string {
  return value.toLowerCase().replace(/\s+/g, '');
}
