import { type Schemas, shell } from '../control/call.ts';

type Credentials = Schemas['Credentials'];

/** Lines to paste, one per step. Each gets its own token, so that it works on its own and in any order. */
export const tokenCommand = ({ tokenUrl, clientId, clientSecret }: Credentials): string =>
  `curl -s -u ${clientId}:${clientSecret} -d grant_type=client_credentials ${tokenUrl}`;

const tokenOf = (credentials: Credentials): string =>
  `TOKEN=$(${tokenCommand(credentials)} | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/')`;

const headers = `-H "Authorization: Bearer $TOKEN" -H "APIGW-Tracking-Header: $(uuidgen 2>/dev/null || echo 7b1f4d2e-0c4e-4c7a-9f55-0d4d1d6a9c01)"`;

export const addressCommand = (credentials: Credentials): string =>
  [
    tokenOf(credentials),
    `curl -s ${headers} \\`,
    `  '${credentials.baseUrl}/common/geographicAddressManagement/v1/geographicAddress?postcode=AB15%207XY'`,
  ].join('\n');

export const orderCommand = (credentials: Credentials): string =>
  [
    tokenOf(credentials),
    `curl -s ${headers} -H 'Content-Type: application/json' \\`,
    `  -d ${shell(JSON.stringify(sampleOrder))} \\`,
    `  ${credentials.baseUrl}/v1/productOrderingManagement/productOrder`,
  ].join('\n');

const phone = (number: string, type: string) => ({ type: 'TelephoneNumber', medium: { type, number } });

/** An Etherway Fibre order for a Gold address, with nothing that could be left out. */
export const sampleOrder = {
  externalId: 'PO-1001',
  submittedDate: '2026-01-05 09:00:00',
  billingAccount: { id: '1234567890' },
  relatedParty: [
    {
      role: 'KciContact',
      '@referredType': 'individualParty',
      givenName: 'Robin',
      familyName: 'Provisioning',
      contactMedium: [
        { type: 'Email', medium: { emailAddress: 'provisioning@example.com' } },
        phone('02079460000', 'business'),
      ],
    },
  ],
  '@type': 'btProductOrder',
  '@baseType': 'productOrder',
  productOrderItem: [
    {
      id: 'ITEM-1',
      action: 'add',
      '@type': 'btProductOrderItem',
      '@baseType': 'productOrderItem',
      product: {
        id: 'Etherway',
        productSpecification: { id: 'Etherway' },
        '@type': 'btProduct',
        '@baseType': 'product',
        place: [
          {
            id: 'A54291275706',
            districtCode: 'AB',
            role: 'InstallationAddress',
            '@referredType': 'OpenreachAddress',
          },
        ],
        productCharacteristic: [
          { name: 'Bandwidth', value: '1Gbit/s' },
          { name: 'accessPricingPeriod', value: '3' },
          { name: 'InterfaceType', value: 'LC-Single Mode' },
          { name: 'AutoNegotiateCustomerEnd', value: 'Enabled' },
        ],
        btSiteDetails: {
          HSHazards: 'None known',
          CompanyName: 'Example Widgets Ltd',
          Room: 'Comms room',
          floor: '1',
          characteristics: [{ '@baseType': 'siteCharacteristic', name: 'Site Constraint', value: 'None' }],
        },
        relatedParty: [
          {
            role: 'ServiceContact',
            '@referredType': 'individualParty',
            givenName: 'Sam',
            familyName: 'Site',
            contactMedium: [phone('07700900123', 'Mobile')],
          },
        ],
      },
    },
  ],
};
