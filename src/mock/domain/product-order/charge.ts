import type { Call, Operation } from '../call.ts';
import { answerList, pickFields, readFields, tmfList } from '../listing.ts';
import { type Fault, refuse } from '../problem.ts';
import { type ChargeDocument, charges } from './charge-documents.ts';
import { answerOpenAction } from './open-action-answer.ts';
import { objects, text } from './order-body.ts';
import type { JsonObject, OrderGround } from './order-documents.ts';

/**
 * Charges beyond the price, read and answered. The form is MEF's: all items of a charge are answered at once, and a
 * refusal of a blocking one ends the order item.
 */
export const listCharge: Operation<OrderGround> = (world, call) =>
  answerList(call.query, tmfList(call), {
    documents: [...world.list(charges)].map(([, charge]) => charge),
    render: (charge) => renderCharge(charge, hrefOf(call, charge.id)),
  });

export const retrieveCharge: Operation<OrderGround> = (world, call) => {
  const charge = world.get(charges, call.params.id ?? '');
  if (!charge) return unknown(call);
  const body = pickFields(renderCharge(charge, `${call.baseUrl}${call.path}`), readFields(call.query));
  return { status: 200, body, orderId: charge.orderId };
};

/** Accept or decline: `chargeItem[]` with an `acceptanceIndicator` for every item. */
export const patchCharge: Operation<OrderGround> = (world, call, ground) => {
  const charge = world.get(charges, call.params.id ?? '');
  if (!charge) return unknown(call);
  if (charge.state !== 'awaitingResponse' || charge.openActionId === undefined) {
    return refuse('tmf', 'conflict', `Charge ${charge.id} awaits no answer: it is ${charge.state}`);
  }
  const faults = answerFaults(charge, call.body as JsonObject);
  if (faults.length > 0) {
    return refuse(
      'tmf',
      'invalidInBody',
      faults.map(({ pointer, expected }) => `${pointer}: ${expected}`).join('; '),
      faults,
    );
  }
  const declined = objects((call.body as JsonObject).chargeItem).some(
    (item) => text(item, 'acceptanceIndicator') === 'rejected',
  );
  const answered = answerOpenAction(world, ground, charge.openActionId, declined ? 'decline' : 'accept');
  if ('refused' in answered) return refuse('tmf', 'conflict', answered.message);
  const body = renderCharge(world.get(charges, charge.id) as ChargeDocument, `${call.baseUrl}${call.path}`);
  return { status: 200, body, orderId: charge.orderId };
};

function answerFaults(charge: ChargeDocument, body: JsonObject): readonly Fault[] {
  const given = objects(body.chargeItem);
  const missing = charge.items
    .filter(({ id }) => !given.some((one) => text(one, 'id') === id))
    .map(({ id }) => ({
      pointer: '/chargeItem',
      expected: `an answer for item ${id}; all are answered at once`,
      rule: 'mef §4.2',
    }));
  const wrong = given.flatMap((one, n) =>
    ['accepted', 'rejected'].includes(text(one, 'acceptanceIndicator') ?? '')
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
  return [...missing, ...wrong];
}

function unknown(call: Call) {
  return refuse('tmf', 'notFound', `No charge is known under ${call.params.id ?? ''}`);
}

function hrefOf(call: Call, id: string): string {
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
