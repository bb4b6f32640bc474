import { type Place, placeAt } from '../address/premises.ts';
import type { Call, Operation } from '../call.ts';
import { digitId } from '../ids.ts';
import { answerList, pickFields, readFields, tmfList } from '../listing.ts';
import type { PlacesGround } from '../place.ts';
import { type Answer, refuse } from '../problem.ts';
import type { ProductCatalogue } from '../product-catalogue.ts';
import { accessInformation } from '../quote/quote-places.ts';
import { type AgendaEntry, collection, type Instant, type World } from '../sandbox.ts';
import type { WorkingCalendar } from '../working-calendar.ts';
import { addDays, addWorkingDays, isoLondon } from '../working-time.ts';
import { alternatives, type Eligibility, eligibility, type Reason } from './place-eligibility.ts';
import { type QualificationBody, type Question, readQuestions } from './qualification-request.ts';

/**
 * Product Qualification: can this be had there, when, and what would it take? The body is TMF679's; what is said of a place
 * comes from `premises.ts`, as in a quote. Source: TMF; the products and the outcomes are modelled.
 */

export interface QualificationGround extends PlacesGround {
  readonly catalogue: ProductCatalogue;
  readonly calendar: WorkingCalendar;
}

export interface QualificationDocument {
  readonly id: string;
  readonly date: Instant;
  readonly expiresAt: Instant;
  /** As answered, without its href. */
  readonly qualification: { readonly [member: string]: unknown };
}

export const qualifications = collection<QualificationDocument>('qualifications');

const qualificationPath = '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification';
const qualificationsPerSandbox = 100_000;

export const createProductOfferingQualification: Operation<QualificationGround> = (world, call, ground) => {
  const body = call.body as QualificationBody;
  const { questions, faults } = readQuestions(body, ground.catalogue);
  if (faults.length > 0) return refused(faults);
  if (world.count(qualifications) >= qualificationsPerSandbox) {
    return refuse('tmf', 'sandboxFull', `A sandbox keeps at most ${qualificationsPerSandbox} qualifications`);
  }
  const document = qualify(world, body, questions, ground);
  world.put(qualifications, document.id, document);
  world.schedule(document.expiresAt, qualificationExpiry, { id: document.id });
  const answer = render(document, call);
  return { status: 201, headers: { Location: answer.href }, body: answer };
};

/** The path of 2021 is another door to the same room. */
export const createProductQualificationEthernet = createProductOfferingQualification;

export const listProductOfferingQualification: Operation = (world, call) =>
  answerList(call.query, tmfList(call), {
    documents: [...world.list(qualifications)].map(([, document]) => document),
    quick: { id: ({ id }) => id, productOfferingQualificationDate: ({ date }) => isoLondon(date) },
    render: (document) => render(document, call),
  });

export const retrieveProductOfferingQualification: Operation = (world, call) => {
  const document = world.get(qualifications, call.params.id ?? '');
  if (!document) return refuse('tmf', 'notFound', `No qualification has the id ${call.params.id}`);
  return { status: 200, body: pickFields(render(document, call), readFields(call.query)) };
};

/** The agenda entry that removes a qualification when it no longer holds. */
export const qualificationExpiry = 'qualification-expiry';

export function expireQualification(world: World, entry: AgendaEntry): void {
  const id = String(entry.id);
  if (!world.get(qualifications, id)) return;
  world.remove(qualifications, id);
  world.report({ kind: qualificationExpiry, text: `Qualification ${id} no longer holds and is gone` });
}

function refused(faults: ReturnType<typeof readQuestions>['faults']): Answer {
  const missing = faults.every(({ got }) => got === undefined);
  const told = faults.slice(0, 10).map(({ pointer, expected }) => `${pointer}: ${expected}`);
  return refuse('tmf', missing ? 'missingInBody' : 'invalidInBody', told.join('; '), faults);
}

function render(document: QualificationDocument, call: Call): { readonly href: string } {
  const { id, ...rest } = document.qualification;
  return { id, href: `${call.baseUrl}${qualificationPath}/${document.id}`, ...rest } as { readonly href: string };
}

function qualify(
  world: World,
  body: QualificationBody,
  questions: readonly Question[],
  ground: QualificationGround,
): QualificationDocument {
  const { productOfferingQualificationItem: _items, ...asked } = body;
  const id = digitId(10, world.profile.seed, 'qualification', world.ordinal('qualification'));
  const items = questions.map((question) => answerQuestion(world, body, question, ground));
  const shown = items.filter((item) => !item.hidden);
  const expiresAt = addDays(world.now, ground.catalogue.validDays);
  const date = isoLondon(world.now);
  const broken = items.every(({ answer }) => answer.state === 'terminatedWithError');
  const customer = { id: world.profile.duns, role: 'customer', '@referredType': 'Organization' };
  const qualification = {
    '@type': 'ProductOfferingQualification',
    ...asked,
    id,
    state: broken ? 'terminatedWithError' : 'done',
    qualificationResult: worst(items.map(({ confidence }) => confidence)),
    instantSyncQualification: body.instantSyncQualification ?? true,
    provideAlternative: body.provideAlternative ?? false,
    provideOnlyAvailable: body.provideOnlyAvailable ?? true,
    provideUnavailabilityReason: body.provideUnavailabilityReason ?? true,
    productOfferingQualificationDate: date,
    effectiveQualificationDate: date,
    expirationDate: isoLondon(expiresAt),
    relatedParty: body.relatedParty && body.relatedParty.length > 0 ? body.relatedParty : [customer],
    productOfferingQualificationItem: shown.map(({ answer }) => answer),
  };
  return { id, date: world.now, expiresAt, qualification };
}

type Confidence = 'green' | 'yellow' | 'red';

const worst = (all: readonly Confidence[]): Confidence =>
  all.includes('red') ? 'red' : all.includes('yellow') ? 'yellow' : 'green';

interface ItemAnswer {
  readonly answer: { readonly state: string; readonly [member: string]: unknown };
  readonly confidence: Confidence;
  readonly hidden: boolean;
}

function answerQuestion(
  world: World,
  body: QualificationBody,
  question: Question,
  ground: QualificationGround,
): ItemAnswer {
  const place = question.placeName && placeAt(world, question.placeName, ground);
  const asked = echo(question);
  const trouble = placeTrouble(question, place, ground);
  if (trouble) {
    const terminationError = [{ id: trouble.code, value: trouble.label }];
    return { answer: { ...asked, state: 'terminatedWithError', terminationError }, confidence: 'red', hidden: false };
  }
  const { reasons: words } = ground.availability;
  const can = eligibility(question.wish, place, words);
  const activation = (workingDays: number): string => {
    const calendar = ground.calendar.divisions[place?.region ?? 'england-and-wales'];
    return isoLondon(addWorkingDays(world.now, workingDays, calendar));
  };
  const proposals =
    body.provideAlternative && place && !can.eligible
      ? alternatives(question.wish, place, ground.catalogue, words).map((one, at) => ({
          id: String(at + 1),
          alternateActivationDate: activation(one.eligibility.workingDays),
          alternateProductOffering: { id: one.wish.product.name, name: one.wish.product.name },
          ...(one.bandwidth === undefined
            ? {}
            : { alternateProduct: { productCharacteristic: [{ name: 'Bandwidth', value: one.bandwidth }] } }),
        }))
      : [];
  const confidence = confidenceOf(can, place);
  const result = can.eligible ? 'qualified' : proposals.length > 0 ? 'alternate' : 'unqualified';
  return {
    confidence,
    hidden: hides(body, question, result),
    answer: {
      ...asked,
      state: 'done',
      qualificationItemResult: result,
      serviceabilityConfidence: confidence,
      ...(can.eligible ? { expectedActivationDate: activation(can.workingDays) } : {}),
      product: { ...asked.product, productCharacteristic: characteristics(question, place, can) },
      ...(can.eligible || body.provideUnavailabilityReason === false
        ? {}
        : { eligibilityUnavailabilityReason: can.reasons.map(reasonText) }),
      ...(proposals.length > 0 ? { alternateProductOfferingProposal: proposals } : {}),
    },
  };
}

const reasonText = ({ code, label }: Reason): Reason => ({ code, label });

/** A place that is not known, or that contradicts itself, ends an item with an error; the others go on. */
function placeTrouble(question: Question, place: Place | undefined, ground: QualificationGround): Reason | undefined {
  if (question.wish.product.kind === 'network' || !question.placeName) return undefined;
  if (!place) return { code: 'placeNotKnown', label: ground.availability.reasons.placeNotKnown ?? '' };
  if (place.contradictions.length === 0) return undefined;
  return { code: 'placeContradictory', label: place.contradictions.join('; ') };
}

/**
 * Said outright, `provideOnlyAvailable` leaves out what cannot be had. By default (TMF: true) it does so only for items
 * that asked what there is; whoever asks about one product is told about that product.
 */
function hides(body: QualificationBody, { named }: Question, result: string): boolean {
  return result === 'unqualified' && (body.provideOnlyAvailable ?? !named);
}

function echo({ item, wish, named }: Question) {
  const product = named ? (item.product ?? {}) : { ...item.product, productOffering: { id: wish.product.name } };
  return { ...item, action: item.action ?? 'add', product };
}

function confidenceOf(can: Eligibility, place: Place | undefined): Confidence {
  if (!can.eligible) return 'red';
  const fibre = can.access === 'fibre' && place && (place.ecc.survey || place.ecc.extraPence > 0);
  return can.flag === 'Y' && !fibre ? 'green' : 'yellow';
}

/** What was asked, then what is true there, in the words of a quote's `productInformation`. */
function characteristics({ item, wish }: Question, place: Place | undefined, can: Eligibility): readonly object[] {
  const asked = item.product?.productCharacteristic ?? [];
  if (!place || wish.product.kind === 'network') {
    return can.eligible ? [...asked, { name: 'leadTimeWorkingDays', value: can.workingDays }] : asked;
  }
  const found: readonly (readonly [name: string, value: unknown])[] = [
    ...Object.entries(accessInformation(place)),
    ...(place.qualifier ? [['addressQualifier', place.qualifier] as const] : []),
    ...(can.eligible ? availabilityOf(can, place) : []),
  ];
  return [...asked, ...found.map(([name, value]) => ({ name, value }))];
}

function availabilityOf(can: Eligibility & { eligible: true }, place: Place): [string, unknown][] {
  if (!can.access) return [];
  const { maxDown, maxUp } = place.access[can.access];
  return [
    ['access', can.access],
    ['availabilityFlag', can.flag],
    ['leadTimeWorkingDays', can.workingDays],
    ['maximumBandwidth', `${maxDown}:${maxUp} Mbit/s`],
  ];
}
