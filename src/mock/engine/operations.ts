import { createGeographicAddress, listGeographicAddress } from '#domain/address/address';
import { createAppointment, searchTimeSlot } from '#domain/appointment/appointment';
import type { Operation } from '#domain/core/call';
import type { JsonObject } from '#domain/core/json';
import type { Instant } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import { createHub, deleteHub } from '#domain/order-notification/hub';
import { listProduct, retrieveProduct } from '#domain/product-inventory/product-inventory';
import { patchProductOrder } from '#domain/product-order/operations/amend-product-order';
import {
  createCancelProductOrder,
  listCancelProductOrder,
  retrieveCancelProductOrder,
} from '#domain/product-order/operations/cancel-product-order';
import { listCharge, patchCharge, retrieveCharge } from '#domain/product-order/operations/charge';
import {
  createProductOrder,
  findOrderViolations,
  listProductOrder,
  retrieveProductOrder,
} from '#domain/product-order/operations/product-order';
import {
  createProductOfferingQualification,
  createProductQualificationEthernet,
  listProductOfferingQualification,
  retrieveProductOfferingQualification,
} from '#domain/product-qualification/product-qualification';
import { createQuote, listQuote, retrieveQuote } from '#domain/quote/quote';
import { listQuoteNetworkResource, retrieveQuoteNetworkResource } from '#domain/quote/quote-network-resource';
import type { OperationId } from '#generated/operation-ids';
import type { ReferenceData } from './reference-data.ts';

/** An operation of the documents without a function, or a function without an operation, does not compile. */
const boundOperations = {
  createQuote,
  listQuote,
  retrieveQuote,
  listQuoteNetworkResource,
  retrieveQuoteNetworkResource,
  searchTimeSlot,
  createAppointment,
  listGeographicAddress,
  createGeographicAddress,
  createProductOfferingQualification,
  createProductQualificationEthernet,
  listProductOfferingQualification,
  retrieveProductOfferingQualification,
  createProductOrder,
  listProductOrder,
  retrieveProductOrder,
  patchProductOrder,
  createHub,
  deleteHub,
  listProduct,
  retrieveProduct,
  createCancelProductOrder,
  listCancelProductOrder,
  retrieveCancelProductOrder,
  listCharge,
  retrieveCharge,
  patchCharge,
} satisfies Record<OperationId, Operation<ReferenceData>>;

/** The function that performs each operation. */
export const operations: { readonly [operationId: string]: Operation<ReferenceData> } = boundOperations;

/**
 * The rules of a request that can be applied although its schema refuses it, so that a violation of the schema does not
 * hide the others. They read any JSON object and never throw.
 */
export const requestRules: {
  readonly [operationId: string]: (
    body: JsonObject,
    referenceData: ReferenceData,
    now: Instant,
  ) => readonly Violation[];
} = { createProductOrder: findOrderViolations };
