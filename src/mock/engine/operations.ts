import type { OperationId } from '../../generated/operation-ids.ts';
import { createGeographicAddress, listGeographicAddress } from '../domain/address/address.ts';
import { createAppointment, searchTimeSlot } from '../domain/appointment/appointment.ts';
import type { Operation } from '../domain/call.ts';
import { createHub, deleteHub } from '../domain/order-notification/hub.ts';
import { listProduct, retrieveProduct } from '../domain/product-inventory/product-inventory.ts';
import { patchProductOrder } from '../domain/product-order/amend-product-order.ts';
import {
  createCancelProductOrder,
  listCancelProductOrder,
  retrieveCancelProductOrder,
} from '../domain/product-order/cancel-product-order.ts';
import { listCharge, patchCharge, retrieveCharge } from '../domain/product-order/charge.ts';
import { createProductOrder, listProductOrder, retrieveProductOrder } from '../domain/product-order/product-order.ts';
import {
  createProductOfferingQualification,
  createProductQualificationEthernet,
  listProductOfferingQualification,
  retrieveProductOfferingQualification,
} from '../domain/product-qualification/product-qualification.ts';
import { createQuote, listQuote, retrieveQuote } from '../domain/quote/quote.ts';
import { listQuoteNetworkResource, retrieveQuoteNetworkResource } from '../domain/quote/quote-network-resource.ts';
import type { ReferenceData } from './ground.ts';

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

/** Which function is behind which operation. */
export const operations: { readonly [operationId: string]: Operation<ReferenceData> } = boundOperations;
