import type { WorkingCalendar } from '#domain/calendar/working-calendar';
import { addDays, addWorkingDays, formatIsoLondon } from '#domain/calendar/working-time';
import type { Answer, Operation, OperationCall } from '#domain/core/call';
import { digitId } from '#domain/core/ids';
import { type AgendaEntry, defineCollection, type Instant, type Transaction } from '#domain/core/sandbox-state';
import { refuse } from '#domain/errors/error-catalogue';
import type { AccessType } from '#domain/place/availability';
import type { PlaceReferenceData, ResolvedPlace } from '#domain/place/place';
import { resolvePlace } from '#domain/place/resolve-place';
import type { ProductCatalogue } from '#domain/product-catalogue/product-catalogue';
import { answerList, parseFields, pickFields, tmfListRules } from '#domain/query/list';
import { renderAccessInformation } from '#domain/quote/quote-places';
import {
  checkEligibility,
  type Eligibility,
  findAlternatives,
  type UnavailabilityReason,
} from './product-eligibility.ts';
import { parseQuestions, type QualificationBody, type QualificationQuestion } from './qualification-request.ts';

/**
 * Product Qualification: whether a place can have a product, when, and what has to be built. The body is TMF679's; what is
 * known about a place comes from `resolvePlace`, as in a quote. Source: TMF; the products and the outcomes are modelled.
 */

export interface QualificationReferenceData extends PlaceReferenceData {
  readonly catalogue: ProductCatalogue;
  readonly calendar: WorkingCalendar;
}

export interface QualificationDocument {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** As answered, without its href. */
  readonly qualification: { readonly [member: string]: unknown };
}

export const qualifications = defineCollection<QualificationDocument>('qualifications');

const qualificationPath = '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification';
const maxQualificationsPerSandbox = 100_000;

export const createProductOfferingQualification: Operation<QualificationReferenceData> = (
  transaction,
  call,
  referenceData,
) => {
  const body = call.body as QualificationBody;
  const { questions, violations } = parseQuestions(body, referenceData.catalogue);
  if (violations.length > 0) return refuseQuestions(violations);
  if (transaction.count(qualifications) >= maxQualificationsPerSandbox) {
    return refuse('tmf', 'sandboxFull', `A sandbox keeps at most ${maxQualificationsPerSandbox} qualifications`);
  }
  const document = buildQualification(transaction, body, questions, referenceData);
  transaction.put(qualifications, document.id, document);
  transaction.schedule(document.expiresAt, qualificationExpiry, { id: document.id });
  const answer = renderQualification(document, call);
  return { status: 201, headers: { Location: answer.href }, body: answer };
};

/** The path of 2021 reaches the same operation. */
export const createProductQualificationEthernet = createProductOfferingQualification;

export const listProductOfferingQualification: Operation = (transaction, call) =>
  answerList(call.query, tmfListRules(call), {
    documents: [...transaction.list(qualifications)].map(([, document]) => document),
    quickAttributes: {
      id: ({ id }) => id,
      productOfferingQualificationDate: ({ createdAt }) => formatIsoLondon(createdAt),
    },
    render: (document) => renderQualification(document, call),
  });

export const retrieveProductOfferingQualification: Operation = (transaction, call) => {
  const document = transaction.get(qualifications, call.params.id ?? '');
  if (!document) return refuse('tmf', 'notFound', `No qualification has the id ${call.params.id}`);
  return { status: 200, body: pickFields(renderQualification(document, call), parseFields(call.query)) };
};

/** The agenda entry that removes a qualification when its validity ends. */
export const qualificationExpiry = 'qualification-expiry';

export function expireQualification(transaction: Transaction, entry: AgendaEntry): void {
  const id = String(entry.id);
  if (!transaction.get(qualifications, id)) return;
  transaction.remove(qualifications, id);
  transaction.emit({ kind: qualificationExpiry, text: `Qualification ${id} no longer holds and is gone` });
}

function refuseQuestions(violations: ReturnType<typeof parseQuestions>['violations']): Answer {
  const allMissing = violations.every(({ got }) => got === undefined);
  const messages = violations.slice(0, 10).map(({ pointer, expected }) => `${pointer}: ${expected}`);
  return refuse('tmf', allMissing ? 'missingInBody' : 'invalidInBody', messages.join('; '), violations);
}

function renderQualification(document: QualificationDocument, call: OperationCall): { readonly href: string } {
  const { id, ...rest } = document.qualification;
  return { id, href: `${call.baseUrl}${qualificationPath}/${document.id}`, ...rest } as { readonly href: string };
}

function buildQualification(
  transaction: Transaction,
  body: QualificationBody,
  questions: readonly QualificationQuestion[],
  referenceData: QualificationReferenceData,
): QualificationDocument {
  const { productOfferingQualificationItem: _items, ...requestMembers } = body;
  const id = digitId(10, transaction.profile.seed, 'qualification', transaction.ordinal('qualification'));
  const items = questions.map((question) => answerQuestion(transaction, body, question, referenceData));
  const visibleItems = items.filter((item) => !item.hidden);
  const expiresAt = addDays(transaction.now, referenceData.catalogue.validDays);
  const qualificationDate = formatIsoLondon(transaction.now);
  const allFailed = items.every(({ answer }) => answer.state === 'terminatedWithError');
  const customer = { id: transaction.profile.duns, role: 'customer', '@referredType': 'Organization' };
  const qualification = {
    '@type': 'ProductOfferingQualification',
    ...requestMembers,
    id,
    state: allFailed ? 'terminatedWithError' : 'done',
    qualificationResult: lowestConfidence(items.map(({ confidence }) => confidence)),
    instantSyncQualification: body.instantSyncQualification ?? true,
    provideAlternative: body.provideAlternative ?? false,
    provideOnlyAvailable: body.provideOnlyAvailable ?? true,
    provideUnavailabilityReason: body.provideUnavailabilityReason ?? true,
    productOfferingQualificationDate: qualificationDate,
    effectiveQualificationDate: qualificationDate,
    expirationDate: formatIsoLondon(expiresAt),
    relatedParty: body.relatedParty && body.relatedParty.length > 0 ? body.relatedParty : [customer],
    productOfferingQualificationItem: visibleItems.map(({ answer }) => answer),
  };
  return { id, createdAt: transaction.now, expiresAt, qualification };
}

type Confidence = 'green' | 'yellow' | 'red';

const lowestConfidence = (all: readonly Confidence[]): Confidence =>
  all.includes('red') ? 'red' : all.includes('yellow') ? 'yellow' : 'green';

interface QualificationItemAnswer {
  readonly answer: { readonly state: string; readonly [member: string]: unknown };
  readonly confidence: Confidence;
  readonly hidden: boolean;
}

function answerQuestion(
  transaction: Transaction,
  body: QualificationBody,
  question: QualificationQuestion,
  referenceData: QualificationReferenceData,
): QualificationItemAnswer {
  const place = question.placeIdentifiers && resolvePlace(transaction, question.placeIdentifiers, referenceData);
  const echoedItem = echoItem(question);
  const placeError = findPlaceError(question, place, referenceData);
  if (placeError) {
    const terminationError = [{ id: placeError.code, value: placeError.label }];
    return {
      answer: { ...echoedItem, state: 'terminatedWithError', terminationError },
      confidence: 'red',
      hidden: false,
    };
  }
  const { reasons: reasonLabels } = referenceData.availability;
  const assessment = checkEligibility(question.requestedProduct, place, reasonLabels);
  const activationDate = (workingDays: number): string => {
    const calendar = referenceData.calendar.divisions[place?.region ?? 'england-and-wales'];
    return formatIsoLondon(addWorkingDays(transaction.now, workingDays, calendar));
  };
  const proposals =
    body.provideAlternative && place && !assessment.eligible
      ? findAlternatives(question.requestedProduct, place, referenceData.catalogue, reasonLabels).map(
          (alternative, alternativeIndex) => ({
            id: String(alternativeIndex + 1),
            alternateActivationDate: activationDate(alternative.eligibility.workingDays),
            alternateProductOffering: {
              id: alternative.requestedProduct.product.name,
              name: alternative.requestedProduct.product.name,
            },
            ...(alternative.bandwidth === undefined
              ? {}
              : { alternateProduct: { productCharacteristic: [{ name: 'Bandwidth', value: alternative.bandwidth }] } }),
          }),
        )
      : [];
  const confidence = confidenceOf(assessment, place);
  const result = assessment.eligible ? 'qualified' : proposals.length > 0 ? 'alternate' : 'unqualified';
  return {
    confidence,
    hidden: isHidden(body, question, result),
    answer: {
      ...echoedItem,
      state: 'done',
      qualificationItemResult: result,
      serviceabilityConfidence: confidence,
      ...(assessment.eligible ? { expectedActivationDate: activationDate(assessment.workingDays) } : {}),
      product: { ...echoedItem.product, productCharacteristic: renderCharacteristics(question, place, assessment) },
      ...(assessment.eligible || body.provideUnavailabilityReason === false
        ? {}
        : { eligibilityUnavailabilityReason: assessment.reasons.map(copyReason) }),
      ...(proposals.length > 0 ? { alternateProductOfferingProposal: proposals } : {}),
    },
  };
}

const copyReason = ({ code, label }: UnavailabilityReason): UnavailabilityReason => ({ code, label });

/** An item whose place is unknown or contradictory ends with an error; the other items are not affected. */
function findPlaceError(
  question: QualificationQuestion,
  place: ResolvedPlace | undefined,
  referenceData: QualificationReferenceData,
): UnavailabilityReason | undefined {
  if (question.requestedProduct.product.kind === 'network' || !question.placeIdentifiers) return undefined;
  if (!place) return { code: 'placeNotKnown', label: referenceData.availability.reasons.placeNotKnown ?? '' };
  if (place.contradictions.length === 0) return undefined;
  return { code: 'placeContradictory', label: place.contradictions.join('; ') };
}

/**
 * `provideOnlyAvailable` in the request leaves out what is not available. By default (TMF: true) it does so only for items
 * without a product; an item that names a product always gets the answer for it.
 */
function isHidden(body: QualificationBody, { isProductNamed }: QualificationQuestion, result: string): boolean {
  return result === 'unqualified' && (body.provideOnlyAvailable ?? !isProductNamed);
}

function echoItem({ item, requestedProduct, isProductNamed }: QualificationQuestion) {
  const product = isProductNamed
    ? (item.product ?? {})
    : { ...item.product, productOffering: { id: requestedProduct.product.name } };
  return { ...item, action: item.action ?? 'add', product };
}

function confidenceOf(assessment: Eligibility, place: ResolvedPlace | undefined): Confidence {
  if (!assessment.eligible) return 'red';
  const needsFibreConstruction =
    assessment.access === 'fibre' && place && (place.ecc.survey || place.ecc.extraPence > 0);
  return assessment.flag === 'Y' && !needsFibreConstruction ? 'green' : 'yellow';
}

/** The request, then what is known about the place, with the names of a quote's `productInformation`. */
function renderCharacteristics(
  { item, requestedProduct }: QualificationQuestion,
  place: ResolvedPlace | undefined,
  assessment: Eligibility,
): readonly object[] {
  const requestedCharacteristics = item.product?.productCharacteristic ?? [];
  if (!place || requestedProduct.product.kind === 'network') {
    return assessment.eligible
      ? [...requestedCharacteristics, { name: 'leadTimeWorkingDays', value: String(assessment.workingDays) }]
      : requestedCharacteristics;
  }
  const derivedCharacteristics: readonly NamedText[] = [
    ...flattenToTexts(renderAccessInformation(place)),
    ...(place.qualifier ? [['addressQualifier', place.qualifier] as const] : []),
    ...(assessment.eligible ? describeAvailability(assessment, place) : []),
  ];
  const requestedNames = new Set(requestedCharacteristics.map(({ name }) => name.toLowerCase()));
  const added = derivedCharacteristics.filter(([name]) => !requestedNames.has(name.toLowerCase()));
  return [...requestedCharacteristics, ...added.map(([name, value]) => ({ name, value }))];
}

type NamedText = readonly [name: string, value: string];

/** A characteristic is a text, so a member of an object has a name of its own: `servingExchange.code`. */
function flattenToTexts(members: object, path = ''): readonly NamedText[] {
  return Object.entries(members).flatMap(([name, value]): readonly NamedText[] => {
    if (typeof value !== 'object') return [[path + name, String(value)]];
    if ('unit' in value && 'value' in value) return [[path + name, `${value.value} ${value.unit}`]];
    return flattenToTexts(value, `${path}${name}.`);
  });
}

/** As orders and BT's addresses name the access. */
const technologyNames: { readonly [access in AccessType]: string } = {
  fibre: 'PointToPointFibre',
  sogea: 'SOGEA',
  fttp: 'FTTP',
  fod: 'FoD',
  radio: 'Radio',
  osa: 'OSA',
};

function describeAvailability(
  assessment: Eligibility & { eligible: true },
  place: ResolvedPlace,
): readonly NamedText[] {
  if (!assessment.access) return [];
  const { maxDown, maxUp } = place.access[assessment.access];
  return [
    ['AccessTechnology', technologyNames[assessment.access]],
    ['availabilityFlag', assessment.flag],
    ['leadTimeWorkingDays', String(assessment.workingDays)],
    ['maximumBandwidth', `${maxDown}:${maxUp} Mbit/s`],
  ];
}
