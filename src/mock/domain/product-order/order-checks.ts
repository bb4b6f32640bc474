import { mbitOf } from '../bandwidth.ts';
import { nearest } from '../nearest.ts';
import type { Fault } from '../problem.ts';
import type { Instant, Json } from '../sandbox.ts';
import { type AskedItem, canBeReliedOn, isDiverse, partnerOf } from './order-asked.ts';
import {
  characteristic,
  characteristicList,
  namedCharacteristics,
  namedProducts,
  relationList,
  servicePlace,
} from './order-body.ts';
import type { OrderGround } from './order-documents.ts';
import { productHint } from './product-hint.ts';

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
    return [
      {
        pointer: `/${asked.items[0]?.shape}`,
        got: asked.items.length,
        expected: `at most ${maxItems} items`,
        rule: 'bt-sibling cap',
      },
    ];
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

/** What a date must be, and why one of the real calendar may not do. */
export const notPast = (now: Instant): string =>
  `a date that is not past: the sandbox's time is ${new Date(now).toISOString()} (start with --now today to use real dates)`;

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
      ? {
          pointer: `${pointer}/action`,
          got: body.action,
          expected: `add, modify or delete${actionHint(body.action)}`,
          rule: 'tmf §3.1',
        }
      : undefined,

  productIsOrderable: ({ journey, body, pointer, target }, { ground }) => {
    if (journey) return undefined;
    const names = ground.journeys.journeys.map(({ products }) => `"${products[0]}"`).join(', ');
    const [got] = namedProducts(body).filter(({ value }) => value !== target || !isServiceId(value));
    if (got === undefined) {
      const place = target === undefined ? '/product' : '/product/productSpecification/id';
      return { pointer: pointer + place, expected: `one of ${names}`, rule: 'bt §2.5' };
    }
    const expected = `one of ${names}${productHint(got.value, ground)}`;
    return { pointer: pointer + got.place, got: got.value, expected, rule: 'bt §2.5' };
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

  characteristicsAreGiven: (item) =>
    (item.journey?.characteristics ?? [])
      .filter(
        ({ name, required }) => required && item.action === 'provide' && characteristic(item.body, name) === undefined,
      )
      .map(({ name, values }) => missingCharacteristic(item, name, values)),

  characteristicsHaveKnownValues: (item) =>
    (item.journey?.characteristics ?? []).flatMap(({ name, values }) => {
      const got = item.action === 'cease' ? undefined : characteristic(item.body, name);
      if (got === undefined || values === undefined || values.some((one) => plain(one) === plain(got))) return [];
      const expected = `${name}: one of ${values.join(', ')}`;
      return [{ pointer: valuePointer(item, name), got, expected, rule: 'bt §7 product model' }];
    }),

  bandwidthIsInRange: (item) =>
    (item.journey?.characteristics ?? []).flatMap(({ name, mbit }) => {
      const got = item.action === 'cease' ? undefined : characteristic(item.body, name);
      const asked = got === undefined ? undefined : mbitOf(got);
      if (got === undefined || !mbit || (asked !== undefined && asked >= mbit.from && asked <= mbit.to)) return [];
      const expected = `${name}: ${mbit.from}Mbit/s to ${mbit.to}Mbit/s, such as 100Mbit/s`;
      return [{ pointer: valuePointer(item, name), got, expected, rule: 'bt §7 product model' }];
    }),

  billingAccountHasTenDigits: ({ billingAccount }) =>
    billingAccount !== undefined && !/^\d{10}$/.test(billingAccount.value)
      ? { pointer: billingAccount.place, got: billingAccount.value, expected: 'ten digits', rule: 'bt §2.5' }
      : undefined,

  diversePairIsWhole: (item, { items }) =>
    isDiverse(item) && partnerOf(item, items) === undefined
      ? {
          pointer: valuePointer(item, 'ResilienceOption'),
          got: characteristic(item.body, 'ResilienceOption'),
          expected: 'a second diverse Etherway in the same order: RAO2 comes in pairs',
          rule: 'bt §3.9',
        }
      : undefined,

  requiredDateCanBeRead: ({ requiredBy, requiredByText }) =>
    requiredByText !== undefined && requiredBy === undefined
      ? {
          pointer: requiredByText.place,
          got: requiredByText.value,
          expected: 'a date-time with a zone, such as 2026-03-02T09:00:00.000Z',
          rule: 'tmf §1.1',
        }
      : undefined,

  requiredDateIsNotPast: ({ requiredBy, requiredByText }, { now }) =>
    requiredByText !== undefined && requiredBy !== undefined && requiredBy < now - day
      ? {
          pointer: requiredByText.place,
          got: requiredByText.value,
          expected: notPast(now),
          rule: 'bt §3.2',
        }
      : undefined,

  relationsArePossible: ({ journey, reliesOn, pointer, action, body, shape }, { items }) =>
    action !== 'provide' || !journey
      ? undefined
      : reliesOn.flatMap(({ item, named, btType }, n) => {
          const other = item === undefined ? undefined : items[item];
          const expected =
            journey.role !== 'flow'
              ? `no reliesOn: ${journey.title} relies on nothing`
              : other?.journey && (other.action === 'cease' || !canBeReliedOn(other.journey.role, btType))
                ? `${btType === 'Network' ? 'a network' : btType === 'FromNode' ? 'an access' : 'an access or network'} that stays`
                : undefined;
          if (expected === undefined) return [];
          return [{ pointer: `${pointer}${relationList(body, shape)}/${n}`, got: named, expected, rule: 'bt §2.5' }];
        }),

  relationsAreComplete: ({ journey, reliesOn, pointer, action, body, shape }) => {
    if (action !== 'provide') return [];
    return Object.entries(journey?.relations ?? {})
      .filter(([btType, need]) => need === 'required' && !reliesOn.some((one) => one.btType === btType))
      .map(([btType]) => ({
        pointer: pointer + relationList(body, shape),
        expected: `a reliesOn with btType ${btType}: the access it runs over`,
        rule: 'bt §2.5',
      }));
  },

  changeNamesItsService: ({ action, target, product, pointer, body }) =>
    action !== undefined &&
    action !== 'provide' &&
    (target === undefined || (target === product && !isServiceId(target)))
      ? {
          pointer: pointer + servicePlace(body),
          ...(target === undefined ? {} : { got: target }),
          expected: 'the service id of the installed product, such as ETHA00123456',
          rule: 'bt-sibling §2.5 assets',
        }
      : undefined,
} as const satisfies { readonly [name: string]: Check };

/** Where something like it was sent under another name, that is pointed at. */
function missingCharacteristic({ body, shape, pointer, journey }: AskedItem, name: string, values?: readonly string[]) {
  const known = (journey?.characteristics ?? []).map((one) => one.name.toLowerCase());
  const sent = namedCharacteristics(body, shape).filter((one) => !known.includes(one.value.toLowerCase()));
  const near = nearest(
    name,
    sent.map((one) => one.value),
  );
  const place = sent.find((one) => one.value === near)?.place;
  return {
    pointer: pointer + (place === undefined ? characteristicList(body, shape) : `${place}/name`),
    ...(near === undefined ? {} : { got: near }),
    expected: `${name}, which is missing${near === undefined ? '' : ` (you sent ${near})`}${values ? `: one of ${values.join(', ')}` : ''}`,
    rule: 'bt §2.5 product model',
  };
}

function valuePointer({ body, shape, pointer }: AskedItem, name: string): string {
  const wanted = name.toLowerCase();
  const sent = namedCharacteristics(body, shape).find((one) => one.value.toLowerCase() === wanted);
  return pointer + (sent === undefined ? characteristicList(body, shape) : `${sent.place}/value`);
}

const checks: readonly Check[] = Object.values(firstTier);
/** Words of other APIs for the three actions. */
const otherWords: { readonly [word: string]: string } = {
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

function actionHint(given: Json | undefined): string {
  const meant = typeof given === 'string' ? otherWords[given.trim().toLowerCase()] : undefined;
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

const isFault = (found: readonly Fault[] | Fault): found is Fault => !Array.isArray(found);

const day = 86_400_000;

/** What names a service, or the asset behind it, and never a product. */
const isServiceId = (text: string): boolean => /^([A-Z]{4}\d{8}|\d{10})$/.test(text);

/** Spaces and case of values mean nothing: `1 Mbit/s` is `1Mbit/s`. */
export function plain(value: string): string {
  return value.toLowerCase().replace(/\s+/g, '');
}
