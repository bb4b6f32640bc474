// Made by npm run generate from specs/openapi; do not edit.

/** Every operation that a domain function must answer. */
export type OperationId =
  | 'createAppointment'
  | 'createCancelProductOrder'
  | 'createGeographicAddress'
  | 'createHub'
  | 'createProductOfferingQualification'
  | 'createProductOrder'
  | 'createProductQualificationEthernet'
  | 'createQuote'
  | 'deleteHub'
  | 'listCancelProductOrder'
  | 'listCharge'
  | 'listGeographicAddress'
  | 'listProduct'
  | 'listProductOfferingQualification'
  | 'listProductOrder'
  | 'listQuote'
  | 'listQuoteNetworkResource'
  | 'patchCharge'
  | 'patchProductOrder'
  | 'retrieveCancelProductOrder'
  | 'retrieveCharge'
  | 'retrieveProduct'
  | 'retrieveProductOfferingQualification'
  | 'retrieveProductOrder'
  | 'retrieveQuote'
  | 'retrieveQuoteNetworkResource'
  | 'searchTimeSlot';

/** Every operation that is answered from the examples of its document. */
export type ExampleOperationId = never;
