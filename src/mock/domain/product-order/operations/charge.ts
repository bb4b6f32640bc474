import { type ChargeDocument, charges } from '#domain/charge/charge';
import type { Operation, OperationCall } from '#domain/core/call';
import type { JsonObject } from '#domain/core/json';
import { objectsIn, textAt } from '#domain/core/json';
import type { Violation } from '#domain/core/violation';
import { refuse } from '#domain/errors/error-catalogue';
import { answerOpenAction } from '#domain/product-order/lifecycle/answer-open-action';
import type { OrderReferenceData } from '#domain/product-order/order-documents';
import { answerList, parseFields, pickFields, tmfListRules } from '#domain/query/list';

/**
 * Reads and answers charges beyond the price. The form is MEF's: all items of a charge are answered at once, and to
 * decline a blocking item cancels the order item.
 */
export const listCharge: Operation<OrderReferenceData> = (transaction, call) =>
  answerList(call.query, tmfListRules(call), {
    documents: [...transaction.list(charges)].map(([, charge]) => charge),
    render: (charge) => renderCharge(charge, chargeHref(call, charge.id)),
  });

export const retrieveCharge: Operation<OrderReferenceData> = (transaction, call) => {
  const charge = transaction.get(charges, call.params.id ?? '');
  if (!charge) return chargeNotFound(call);
  const body = pickFields(renderCharge(charge, `${call.baseUrl}${call.path}`), parseFields(call.query));
  return { status: 200, body, orderId: charge.orderId };
};

/** Accept or decline: `chargeItem[]` with an `acceptanceIndicator` for every item. */
export const patchCharge: Operation<OrderReferenceData> = (transaction, call, referenceData) => {
  const charge = transaction.get(charges, call.params.id ?? '');
  if (!charge) return chargeNotFound(call);
  if (charge.state !== 'awaitingResponse' || charge.openActionId === undefined) {
    return refuse('tmf', 'conflict', `Charge ${charge.id} awaits no answer: it is ${charge.state}`);
  }
  const violations = validateChargeAnswer(charge, call.body as JsonObject);
  if (violations.length > 0) {
    return refuse(
      'tmf',
      'invalidInBody',
      violations.map(({ pointer, expected }) => `${pointer}: ${expected}`).join('; '),
      violations,
    );
  }
  const declined = objectsIn((call.body as JsonObject).chargeItem).some(
    (item) => textAt(item, 'acceptanceIndicator') === 'rejected',
  );
  const answered = answerOpenAction(transaction, referenceData, charge.openActionId, declined ? 'decline' : 'accept');
  if ('refused' in answered) return refuse('tmf', 'conflict', answered.message);
  const body = renderCharge(transaction.get(charges, charge.id) as ChargeDocument, `${call.baseUrl}${call.path}`);
  return { status: 200, body, orderId: charge.orderId };
};

function validateChargeAnswer(charge: ChargeDocument, body: JsonObject): readonly Violation[] {
  const answers = objectsIn(body.chargeItem);
  const missing = charge.items
    .filter(({ id }) => !answers.some((one) => textAt(one, 'id') === id))
    .map(({ id }) => ({
      pointer: '/chargeItem',
      expected: `an answer for item ${id}; all are answered at once`,
      rule: 'mef §4.2',
    }));
  const invalid = answers.flatMap((one, n) =>
    ['accepted', 'rejected'].includes(textAt(one, 'acceptanceIndicator') ?? '')
      ? []
      : [
          {
            pointer: `/chargeItem/${n}/acceptanceIndicator`,
            got: one.acceptanceIndicator,
            expected: 'accepted or rejected',
            rule: 'mef §4.2',
          },
        ],
  );
  return [...missing, ...invalid];
}

function chargeNotFound(call: OperationCall) {
  return refuse('tmf', 'notFound', `No charge is known under ${call.params.id ?? ''}`);
}

function chargeHref(call: OperationCall, id: string): string {
  return `${call.baseUrl}${call.path.replace(/\/$/, '')}/${id}`;
}

export function renderCharge(charge: ChargeDocument, href: string): JsonObject {
  return {
    id: charge.id,
    href,
    creationDate: new Date(charge.createdAt).toISOString(),
    ...(charge.responseDue === undefined ? {} : { responseDueDate: new Date(charge.responseDue).toISOString() }),
    state: charge.state,
    productOrderItem: { productOrderId: charge.orderId, productOrderItemId: charge.itemId },
    ...(charge.cancellationId === undefined ? {} : { cancelProductOrder: { id: charge.cancellationId } }),
    ...(charge.openActionId === undefined ? {} : { openAction: { id: charge.openActionId } }),
    chargeItem: charge.items.map((item) => ({
      id: item.id,
      activityType: 'new',
      priceType: 'nonRecurring',
      priceCategory: item.category,
      description: item.description,
      blocking: item.blocking,
      price: { dutyFreeAmount: { unit: 'GBP', value: item.pence / 100 } },
      ...(item.state === 'acceptedByBuyer' ? { acceptanceIndicator: 'accepted' } : {}),
      ...(item.state === 'declinedByBuyer' ? { acceptanceIndicator: 'rejected' } : {}),
      state: item.state,
    })),
    '@type': 'Charge',
  };
}
