import { readFileSync } from 'node:fs';
import type { paths } from '#generated/openapi/product-order';
import { type BtClient, tracked } from './client.ts';

type OrderBody = NonNullable<
  paths['/v1/productOrderingManagement/productOrder']['post']['requestBody']
>['content']['application/json'];

export const orderRequest = JSON.parse(
  readFileSync(new URL('../../fixtures/requests/etherway-fibre-provide.json', import.meta.url), 'utf8'),
) as OrderBody;

/** The answer's body; a refusal is thrown, with what the server said about it. */
export async function must<T>(calling: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await calling;
  if (data === undefined) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(error)}`);
  return data;
}

/** From a postcode to an order: where is it, what can be had there, what does it cost, when may an engineer come. */
export async function firstOrder(bt: BtClient, postcode: string, externalId: string) {
  const places = await findAddress(bt, postcode);
  const qualification = await qualify(bt, postcode);
  const quote = await requestQuote(bt, postcode);
  const slots = await freeSlots(bt);
  const order = await must(
    bt.orders.POST('/v1/productOrderingManagement/productOrder', {
      params: { header: tracked() },
      body: { ...orderRequest, externalId },
    }),
  );
  return { places, qualification, quote, slots, order };
}

export const findAddress = (bt: BtClient, postcode: string) =>
  must(
    bt.addresses.GET('/common/geographicAddressManagement/v1/geographicAddress', {
      params: { header: tracked(), query: { postcode } },
    }),
  );

export const qualify = (bt: BtClient, postcode: string) =>
  must(
    bt.qualifications.POST('/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification', {
      params: { header: tracked() },
      body: {
        productOfferingQualificationItem: [
          { id: '1', product: { productOffering: { id: 'Etherway' }, place: [{ postcode }] } },
        ],
      },
    }),
  );

export const requestQuote = (bt: BtClient, postcode: string) =>
  must(
    bt.quotes.POST('/tmf-api/quoteManagement/v4/quote', {
      params: { header: tracked() },
      body: {
        quoteItem: [
          {
            action: 'add',
            product: {
              '@type': 'WholesaleEthernetElan',
              productSpecification: { id: 'WholesaleEthernetElan' },
              place: [{ '@type': 'PostcodeSite', postcode }],
              product: [
                {
                  '@type': 'EtherwayFibreService',
                  productSpecification: { id: 'EtherwayFibreService' },
                  bandwidth: '1 Gbit/s',
                  resilience: 'Standard',
                },
                {
                  '@type': 'EtherflowDynamicService',
                  productSpecification: { id: 'EtherflowDynamicService' },
                  bandwidth: '100 Mbit/s',
                  cos: 'Default CoS (Standard)',
                },
              ],
            },
          },
        ],
      },
    }),
  );

const visit = {
  role: 'OrderInformation',
  product: {
    productSpecification: { id: 'Etherway Superfast GEA' },
    place: [{ id: 'R0123457890', role: 'InstallationAddress', '@referredType': 'OpenreachAddress' }],
  },
} as const;

export const freeSlots = (bt: BtClient) =>
  must(
    bt.appointments.POST('/common/appointmentManagement/v4/searchTimeSlot', {
      params: { header: { ...tracked(), productFamily: 'ethernet' } },
      body: {
        relatedEntity: [{ ...visit, product: { ...visit.product, place: [...visit.product.place] } }],
        requestedTimeSlot: [{ validFor: { startDateTime: '2026-01-08T09:00:00Z' } }],
      },
    }),
  );

export const book = (bt: BtClient, startDateTime: string, endDateTime: string) =>
  must(
    bt.appointments.POST('/common/appointmentManagement/v4/appointment', {
      params: { header: { ...tracked(), productFamily: 'ethernet' } },
      body: {
        relatedEntity: [{ ...visit, product: { ...visit.product, place: [...visit.product.place] } }],
        validFor: { startDateTime, endDateTime },
      },
    }),
  );
